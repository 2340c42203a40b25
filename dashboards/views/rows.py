"""One row as a controller sees it: what it says, to whom, why it stands where it does, what may be done.

What acts need a form of their own is said here too; the forms are `dashboards.widgets.dialogs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards.views.clock import Press
from dashboards.views.moments import say_hour
from exercises.living.effects import Effect, effect_of
from exercises.living.previewing import preview
from exercises.play import commands
from exercises.play.deciding.rows import OPEN
from exercises.play.triggers import reason
from exercises.times import say_length
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exercises.director import Director
    from exercises.living.living import Living
    from exercises.play.state import Run, State
    from exercises.roles import Actor
    from exercises.script.schema import EffectDeclared, Expected, Row

ACTS: tuple[tuple[str, str, type[commands.RowCommand]], ...] = (
    ("release", "Release", commands.Release),
    ("hold", "Hold", commands.Hold),
    ("skip", "Skip", commands.Skip),
    ("recall", "Recall", commands.Recall),
)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row opened. `lives`: (recipient, state, since when, answer); `notes`: for control only.

    `forms`: acts that ask for more and make sense now: edit, retime, assess, correct.
    """

    uid: str
    number: str
    title: str
    body: str
    sender: str
    channel: str
    lives: tuple[tuple[str, str, str, str], ...]
    comes: str
    notes: tuple[str, ...]
    expected: tuple[str, ...]
    options: tuple[str, ...]
    presses: tuple[Press, ...]
    forms: tuple[str, ...]
    has_effects: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What a recipient did about a row. `mark`: names how it stands: a double click is one assessment."""

    state: str
    since: str
    text: str
    rating: str
    expected: tuple[str, ...]
    mark: int


def row_view(director: Director, actor: Actor, uid: str) -> RowView | None:
    """Return a row opened, or None if there is no such row."""
    return director.look(lambda state: _view(director, state, actor, uid=uid) if uid in state.rows else None)


def _view(director: Director, state: State, actor: Actor, *, uid: str) -> RowView:
    row = state.rows[uid]
    startex = director.setting.startex
    lives = []
    for cell, run in state.runs_of(uid):
        stamp = run.stamps.get(run.state)
        since = "" if stamp is None else f"{say_hour(startex, stamp.exercise)} by {stamp.actor}"
        state_now = f"{run.state} {run.rating}".rstrip()
        lives.append((cell or "control", state_now, since, _answer(run)))
    return RowView(
        uid=uid,
        number=row.number or uid,
        title=row.title,
        body=row.body or "",
        sender=row.from_ or "control",
        channel=row.channel.replace("_", " "),
        lives=tuple(lives),
        comes=_comes(director, state, row),
        notes=tuple(each for each in (row.description, row.background) if each),
        expected=tuple(_expected(row, row.expected)),
        options=tuple(f"{name}: {option.text}" for name, option in row.options.items()),
        presses=tuple(_presses(director, state, actor, uid=uid)),
        forms=tuple(_forms(run for _, run in state.runs_of(uid))),
        has_effects=bool(row.effects or any(each.effects for each in row.options.values())),
    )


def _answer(run: Run) -> str:
    return (f"[{run.option}] {run.text}" if run.option else run.text).strip()


def _forms(lives: Iterable[Run]) -> Iterator[str]:
    runs = list(lives)
    if all(run.state in OPEN for run in runs):
        yield "edit"
    if any(run.state in OPEN for run in runs):
        yield "retime"
    if any(run.state != "waiting" and not run.over for run in runs):
        yield "assess"
    if any(set(run.stamps) - {"waiting"} for run in runs):
        yield "correct"


def mark_of(runs: Iterable[Run]) -> int:
    """Return the entry that moved some lives last: it names how they stand."""
    return max((stamp.seq for run in runs for stamp in run.stamps.values()), default=0)


def reply_of(director: Director, uid: str, cell: str) -> Reply:
    """Return what a recipient did about a row."""
    return director.look(lambda state: _reply(director, state, uid, cell=cell))


def _reply(director: Director, state: State, uid: str, *, cell: str) -> Reply:
    row, run = state.rows[uid], state.run(uid, cell)
    stamp = run.stamps.get(run.state)
    since = "" if stamp is None else say_hour(director.setting.startex, stamp.exercise)
    theirs = [each for each in row.expected if each.by in {None, cell}]
    return Reply(run.state, since, _answer(run), run.rating, tuple(_expected(row, theirs)), mark_of([run]))


def _comes(director: Director, state: State, row: Row) -> str:
    """Return what makes a row come, in words."""
    if row.trigger is None or row.trigger.manual:
        return "by hand"
    try:
        return reason(row.trigger, state, director.setting, second=director.now()) or "nothing known yet"
    except ScrsError as error:
        return str(error)


def _expected(row: Row, expected: Sequence[Expected]) -> list[str]:
    return [
        f"{each.text} ({each.by or ', '.join(row.to) or 'anybody'}"
        f"{f', within {say_length(each.within)}' if each.within is not None else ''})"
        for each in expected
    ]


def _presses(director: Director, state: State, actor: Actor, *, uid: str) -> list[Press]:
    """Return what may be done with a row. Its life so far is part of the operation: a double click is one."""
    lived = mark_of(run for _, run in state.runs_of(uid))
    found = []
    for key, label, kind in ACTS:
        command = kind(row=uid, operation=f"{key}:{uid}:{lived}")
        # What can be skipped can be sent; asking so costs no run of the simulation each time one looks.
        asked = commands.Skip(row=uid) if kind is commands.Release else command
        found.append(Press(key, label, command, director.refusal(actor, asked)))
    return found


def preview_of(
    director: Director, living: Living, declared: Sequence[EffectDeclared], *, values: Mapping[str, Any]
) -> list[str]:
    """Return in lines what effects would change in the simulation if they happened now.

    Raises: `BadInput` where the simulation cannot take them.
    """
    state, day = director.look(lambda state: (list(state.effects), state.clock.day(director.now())))
    so_far = [Effect.from_plain(each) for each in state]
    lines: list[str] = []
    for each in declared:
        effect = effect_of(each, day, origin="preview", asked=values)
        lines += [change.text for change in preview(living, so_far, effect, day=day)]
        so_far.append(effect)
    return lines
