"""A cell's desk: what came in, what is asked of it, what it wrote, what it may decide; nothing of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards.views.board import overdue_by
from dashboards.views.moments import say_hour, say_wait
from exercises.play import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.director import Director
    from exercises.play.state import Run, Stamp, State
    from exercises.roles import Actor
    from exercises.script.schema import Row

MINUTE = 60.0
NEVER = float("-inf")
OUT = ("sent", "seen", "answered", "assessed")


@dataclass(frozen=True, slots=True)
class Letter:
    """An inject as its recipient sees it. `left`: until an answer is expected, '' without limit."""

    uid: str
    number: str
    hour: str
    sender: str
    channel: str
    title: str
    body: str
    state: str
    copy: bool
    left: str
    late: bool
    options: tuple[tuple[str, str], ...]
    answer: str
    option: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Question:
    """A value that a decision asks for, with its bounds as written."""

    name: str
    text: str
    kind: str
    least: str
    most: str
    default: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that a cell may take. `taken`: what became of earlier ones; `operation`: of the next."""

    name: str
    title: str
    text: str
    approval: bool
    questions: tuple[Question, ...]
    taken: tuple[str, ...]
    operation: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a desk looks like, as far as it decides whether to draw it anew. `seen`: told apart, not read."""

    letters: int
    new: int
    seen: int

    @property
    def text(self) -> str:
        """Return it as a page carries it; it means something to the process that made it, and to no other."""
        return f"{self.letters}.{self.new}.{self.seen}"


def desk_mark(director: Director, actor: Actor) -> Mark:
    """Return the mark of a cell's desk: another one as soon as anything of it would be drawn otherwise."""
    return director.look(lambda state: _mark(director, state, actor))


def _mark(director: Director, state: State, actor: Actor) -> Mark:
    cell, now = actor.cell, director.now()
    letters = new = 0
    written = sum(cell in {each.sender, *each.to} for each in state.messages)
    seen: list[object] = [state.phase, bool(state.emergency), written]
    limited = False
    for (uid, of), run in state.runs.items():
        if of == cell and run.state in OUT and "sent" in run.stamps:
            row = state.rows[uid]
            late = overdue_by(row, cell, run, now=now) if run.state in {"sent", "seen"} else NEVER
            limited = limited or late > NEVER
            seen += [uid, run.state, id(row), run.stamps["sent"].exercise, late > 0.0]
            letters, new = letters + 1, new + (run.state == "sent")
    mine = {name for name, each in director.setting.script.decisions.items() if cell in each.by}
    seen += [(each.decision, each.state) for each in state.requests.values() if each.decision in mine]
    if limited:  # how long is left is drawn anew once a minute, for all letters at once
        seen.append(now // MINUTE)
    return Mark(letters, new, hash(tuple(seen)))


def inbox_view(director: Director, actor: Actor) -> list[Letter]:
    """Return what came to a cell, the latest first; what was recalled is gone."""
    return director.look(lambda state: _inbox(director, state, actor))


def _inbox(director: Director, state: State, actor: Actor) -> list[Letter]:
    mine = [
        (uid, run)
        for (uid, cell), run in state.runs.items()
        if cell == actor.cell and run.state in OUT and "sent" in run.stamps
    ]
    mine.sort(key=lambda each: -each[1].stamps["sent"].seq)
    return [_letter(director, state.rows[uid], run, actor=actor) for uid, run in mine]


def _letter(director: Director, row: Row, run: Run, *, actor: Actor) -> Letter:
    late = overdue_by(row, actor.cell, run, now=director.now())
    open_ = run.state in {"sent", "seen"}
    limited = open_ and late > NEVER
    text = "answer"
    asked = commands.Answer(row=row.uid, cell=actor.cell, text=text)
    return Letter(
        uid=row.uid,
        number=row.number or row.uid,
        hour=say_hour(director.setting.startex, run.stamps["sent"].exercise),
        sender=row.from_ or "exercise control",
        channel=row.channel.replace("_", " "),
        title=row.title,
        body=row.body or "",
        state=run.state,
        copy=actor.cell not in row.to,
        left=f"late by {say_wait(late)}" if limited and late > 0 else say_wait(-late) if limited else "",
        late=limited and late > 0,
        options=tuple((name, option.text) for name, option in row.options.items()),
        answer=run.text,
        option=run.option,
        why_not=director.refusal(actor, asked),
    )


def choices_view(director: Director, actor: Actor) -> list[Choice]:
    """Return the decisions that are a cell's to take."""
    return director.look(lambda state: _choices(director, state, actor))


def _choices(director: Director, state: State, actor: Actor) -> list[Choice]:
    found = []
    for name, decision in director.setting.script.decisions.items():
        if actor.cell not in decision.by:
            continue
        before = [each for each in state.requests.values() if each.decision == name]
        questions = tuple(
            Question(
                key, ask.text, ask.kind, str(ask.least), str(ask.most),
                str(ask.least if ask.default is None else ask.default),
            )
            for key, ask in decision.asks.items()
        )  # fmt: skip
        said = tuple(
            f"{say_hour(director.setting.startex, each.stamp.exercise)} {each.cell}: {each.state}"
            f"{_filled(each.values)}{f' ({each.reason})' if each.reason else ''}"
            for each in before
        )
        found.append(
            Choice(
                name=name,
                title=decision.title,
                text=decision.text or "",
                approval=decision.approval,
                questions=questions,
                taken=said,
                operation=f"decide:{name}:{actor.cell}:{len(before)}",
                why_not=director.refusal(actor, commands.Decide(decision=name, cell=actor.cell)),
            )
        )
    return found


def _filled(values: dict[str, Any]) -> str:
    return f", {', '.join(f'{key} {value}' for key, value in values.items())}" if values else ""


def timeline_view(director: Director, cell: str) -> list[tuple[str, str, str]]:
    """Return (hour, what, text) of all that a cell got and did, in order."""
    return director.look(lambda state: _timeline(director, state, cell))


def _timeline(director: Director, state: State, cell: str) -> list[tuple[str, str, str]]:
    found = [*_got(state, cell), *_decided(state, cell), *_written(state, cell)]
    startex = director.setting.startex
    return [(say_hour(startex, at.exercise), word, text) for at, word, text in sorted(found, key=_order)]


def _order(told: tuple[Stamp, str, str]) -> int:
    return told[0].seq


def _got(state: State, cell: str) -> Iterator[tuple[Stamp, str, str]]:
    """Yield what became of the rows that a cell got."""
    for (uid, name), run in state.runs.items():
        if name != cell or "sent" not in run.stamps:
            continue
        title = f"{state.rows[uid].number or uid}: {state.rows[uid].title}"
        answer = f"{title} – {run.option} {run.text}".rstrip(" –")
        for state_of, word, text in (
            ("sent", "received", title),
            ("seen", "seen", title),
            ("answered", "answered", answer),
            ("recalled", "recalled", title),
        ):
            if state_of in run.stamps:
                yield run.stamps[state_of], word, text


def _decided(state: State, cell: str) -> Iterator[tuple[Stamp, str, str]]:
    for each in state.requests.values():
        if each.cell == cell:
            yield each.stamp, "decided", f"{each.id}: {each.state}{_filled(each.values)}"


def _written(state: State, cell: str) -> Iterator[tuple[Stamp, str, str]]:
    for each in state.messages:
        if cell in {each.sender, *each.to}:
            to = ", ".join(one or "control" for one in each.to)
            yield each.stamp, "message", f"{each.sender or 'control'} → {to}: {each.text}"


@dataclass(frozen=True, slots=True)
class Note:
    """A message outside the list, as one of its readers sees it."""

    hour: str
    sender: str
    to: str
    text: str
    mine: bool


def messages_view(director: Director, cell: str) -> list[Note]:
    """Return the messages that a cell wrote or got, newest first; '' for control, which reads its own."""
    return director.look(
        lambda state: [
            Note(
                say_hour(director.setting.startex, each.stamp.exercise),
                each.sender or "control",
                ", ".join(one or "control" for one in each.to),
                each.text,
                each.sender == cell,
            )
            for each in reversed(state.messages)
            if cell in {each.sender, *each.to}
        ]
    )


def welcome_of(director: Director, cell: str) -> list[str]:
    """Return what somebody reads who sits down at a cell's desk before anything has come in."""
    declared = director.setting.script.cells[cell]
    begun = director.state.phase != "ready"
    hour = say_hour(director.setting.startex, 0.0)
    return [
        f"You are the {declared.title}" + (f": {', '.join(declared.plays)}." if declared.plays else "."),
        "Play is under way."
        if begun
        else f"Play begins when the director starts it; the clock will show {hour}.",
        "Injects come in on the left by themselves. Open one to read and answer it; what you type is kept.",
        "Decisions are what you may do or ask for at any time; Messages go to other cells and to control.",
        "If something real happens, press NO DUFF: play stops for everybody.",
    ]
