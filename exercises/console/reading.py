"""A line of text → who wants what, and when: `STARTEX+00:12 embassy: answer fund option=approve We agree`.

Moment and name may be left out. What the command does is `exercises.play`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import yaml

from exercises import times
from exercises.errors import Refused, UnknownName
from exercises.play import commands
from exercises.roles import Actor, Role
from sim.errors import BadInput, BadQuantity
from sim.scenario.reading import read_text

Maker = Callable[["Words"], commands.Command]

_HEAD = re.compile(r"(?:(STARTEX(?:\+\S+)?|day\s*\d+\s+[\d:]+)\s+)?(?:([\w-]+):\s+)?(.*)", re.DOTALL)
_WORD = re.compile(
    r"""(?:(?P<key>[a-z_]+)=)?"(?P<quoted>[^"]*)"(?=\s|$)"""
    r"""|(?P<name>[a-z_]+)=(?:'(?P<single>[^']*)'(?=\s|$)|(?P<bare>\S*))"""
    r"""|(?P<word>\S+)"""
)
"""A word, `key=value`, or either in quotation marks; an apostrophe within a sentence is no mark."""
LONGEST_LINE = 100_000
"""Characters of a line."""
LONGEST_MOMENT = 4
"""Words of a moment: `STARTEX + 90 min`."""


def _as_written(moment: times.Moment) -> float:
    """Return seconds since STARTEX of a moment that needs no clock to be understood."""
    if moment.clock == "exercise" and not moment.day:
        return moment.value
    message = f"{moment.written} can be told only while an exercise is played"
    raise Refused(message, advice="such as STARTEX+00:45")


@dataclass
class Words:
    """What stands behind a verb: names first, `key=value` anywhere, the rest is text."""

    verb: str
    words: list[str]
    pairs: dict[str, str] = field(default_factory=dict)
    second_of: Callable[[times.Moment], float] = _as_written

    def take(self, what: str) -> str:
        """Return the next word, or refuse because it is missing."""
        if not self.words:
            message = f"{self.verb} needs {what}"
            raise Refused(message, advice=USAGE[self.verb])
        return self.words.pop(0)

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names of `key=a,b`."""
        return tuple(each for each in self.pairs.pop(key, "").split(",") if each)

    def moment(self) -> float:
        """Return the seconds since STARTEX of the moment that comes next, of as many words as it has."""
        text = self.take("a moment")
        for length in range(min(LONGEST_MOMENT, len(self.words) + 1), 1, -1):
            longer = " ".join([text, *self.words[: length - 1]])
            if _is_moment(longer):
                del self.words[: length - 1]
                return self.second_of(_moment(longer))
        return self.second_of(_moment(text))

    def rest(self) -> str:
        """Return what is left as text."""
        text, self.words = " ".join(self.words), []
        return text


@dataclass(frozen=True)
class Line:
    """A line that was read. `moment`: None: now. `command`: None: the verb asks for something to be shown."""

    moment: times.Moment | None
    actor: Actor
    verb: str
    command: commands.Command | None
    shown: tuple[str, ...] = ()


def _seconds(words: Words) -> float:
    try:
        return times.length(f"{words.take('a length')} {words.rest()}".strip())
    except BadQuantity as error:
        raise Refused(str(error)) from error


def _is_moment(text: str) -> bool:
    try:
        times.moment(text)
    except BadQuantity:
        return False
    return True


def _moment(text: str) -> times.Moment:
    try:
        return times.moment(text)
    except BadQuantity as error:
        raise Refused(str(error)) from error


def _number(words: Words) -> float:
    written = words.take("a number")
    try:
        return float(written)
    except ValueError:
        message = f"{written!r} is not a number"
        raise Refused(message, advice=USAGE[words.verb]) from None


def _row(kind: type[commands.RowCommand]) -> Maker:
    def make(words: Words) -> commands.Command:
        cells = words.names("to")
        return kind(row=words.take("a row"), cells=cells, reason=words.rest())

    return make


def _answer(words: Words) -> commands.Command:
    option = words.pairs.pop("option", "")
    return commands.Answer(row=words.take("a row"), cell="", option=option, text=words.rest())


def _decide(words: Words) -> commands.Command:
    values: dict[str, Any] = {key: _plain(value) for key, value in words.pairs.items()}
    words.pairs.clear()
    return commands.Decide(decision=words.take("a decision"), cell="", values=values)


def _plain(written: str) -> Any:
    """Return `5` as a number and `5 M USD` as text, as a script would have them."""
    try:
        found = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError):
        return written  # whatever YAML cannot make of it
    return found if isinstance(found, int | float) else written


def _observe(words: Words) -> commands.Command:
    objective, _, task = words.take("an objective, or objective.task").partition(".")
    rating = words.take("a rating: P, S, M, U or -")
    cell, row = words.pairs.pop("cell", ""), words.pairs.pop("row", "")
    name = f"{objective}.{task}.{cell}.{row}"
    return commands.Observe(
        id=name,
        objective=objective,
        task=task,
        cell=cell,
        row=row,
        rating=rating.replace("-", ""),
        text=words.rest(),
    )


def _assess(words: Words) -> commands.Command:
    row, cell = words.take("a row"), words.take("a cell, or -")
    rating = words.take("a rating: P, S, M, U or -").replace("-", "")
    return commands.Assess(row=row, cell="" if cell == "-" else cell, rating=rating, note=words.rest())


def _correct(words: Words) -> commands.Command:
    return commands.Correct(
        row=words.take("a row"),
        cell=words.take("a cell"),
        state=words.take("a state"),
        exercise=words.moment(),
        reason=words.rest(),
    )


def _retime(words: Words) -> commands.Command:
    row = words.take("a row")
    return commands.Retime(row=row, trigger={"at": times.say_offset(words.moment())}, reason=words.rest())


def _jump(words: Words) -> commands.Command:
    rest = words.pairs.pop("rest", None)
    if rest not in {None, "fire", "hold", "skip"}:
        raise UnknownName(str(rest), ("fire", "hold", "skip"), what="disposition")
    chosen = cast("commands.Disposition | None", rest)
    return commands.Jump(to=words.moment(), rest=chosen, reason=words.rest())


def _mapping(words: Words, what: str) -> dict[str, Any]:
    text = words.rest()
    if not text.startswith("{"):
        message = f"{words.verb} needs {what} in braces"
        raise Refused(message, advice=USAGE[words.verb])
    try:
        return read_text(text, "line").data
    except BadInput as error:
        message = f"{words.verb} needs {what} in braces: {error.findings[0].message}"
        raise Refused(message, advice=USAGE[words.verb]) from error


def _adopt(words: Words) -> commands.Command:
    name, text = words.take("a name for the lesson"), words.pairs.pop("text", "")
    if words.words and words.words[0].startswith("{"):
        return commands.Adopt(lesson=name, text=text, change=_mapping(words, "a change"))
    return commands.Adopt(lesson=name, text=text or words.rest())


def _write(words: Words) -> commands.Command:
    to = tuple("" if each == "control" else each for each in words.names("to"))
    return commands.Write(cell="", to=to, text=words.rest())


VERBS: Mapping[str, tuple[Maker, str]] = {
    "start": (
        lambda words: commands.Start(speed=_number(words) if words.words else 1.0),
        "start [SPEED]: STARTEX",
    ),
    "pause": (lambda words: commands.Pause(reason=words.rest()), "pause [REASON]"),
    "resume": (lambda _: commands.Resume(), "resume"),
    "speed": (lambda words: commands.SetSpeed(speed=_number(words)), "speed NUMBER"),
    "step": (
        lambda words: commands.Step(seconds=_seconds(words)),
        "step LENGTH: such as step 10 min; when paused",
    ),
    "jump": (_jump, "jump MOMENT rest=fire|hold|skip [REASON]"),
    "move": (lambda _: commands.NextMove(), "move: begin the next move"),
    "end": (lambda words: commands.End(reason=words.rest()), "end [REASON]: ENDEX"),
    "release": (_row(commands.Release), "release ROW [to=CELL,CELL] [REASON]"),
    "hold": (_row(commands.Hold), "hold ROW [to=CELL,CELL] [REASON]"),
    "skip": (_row(commands.Skip), "skip ROW [to=CELL,CELL] [REASON]"),
    "recall": (_row(commands.Recall), "recall ROW [to=CELL,CELL] [REASON]"),
    "edit": (
        lambda words: commands.Edit(row=words.take("a row"), changes=_mapping(words, "changes")),
        "edit ROW {title: Another title}",
    ),
    "retime": (_retime, "retime ROW MOMENT [REASON]: it waits anew, also where it was due or held"),
    "add": (
        lambda words: commands.Add(row=_mapping(words, "a row")),
        "add {uid: adhoc-1, title: A title, to: CELL, body: A text}",
    ),
    "correct": (_correct, "correct ROW CELL STATE MOMENT REASON"),
    "apply": (
        lambda words: commands.Apply(reason=words.pairs.pop("why", ""), effect=_mapping(words, "an effect")),
        'apply {deposit: {FUND: 5 M USD}} why="A REASON"',
    ),
    "see": (lambda words: commands.See(row=words.take("a row"), cell=""), "see ROW"),
    "answer": (_answer, "answer ROW [option=OPTION] TEXT"),
    "decide": (_decide, "decide DECISION [name=value]"),
    "approve": (
        lambda words: commands.Approve(request=words.take("a request"), reason=words.rest()),
        "approve REQUEST [REASON]",
    ),
    "refuse": (
        lambda words: commands.Refuse(request=words.take("a request"), reason=words.rest()),
        "refuse REQUEST REASON",
    ),
    "message": (_write, "message to=CELL,control TEXT"),
    "assess": (_assess, "assess ROW CELL P|S|M|U|- [NOTE]"),
    "observe": (_observe, "observe OBJECTIVE[.TASK] P|S|M|U|- [cell=CELL] [row=ROW] TEXT"),
    "adopt": (_adopt, 'adopt LESSON {scale: {PATH: FACTOR}} text="WHAT IS ADOPTED"'),
    "note": (lambda words: commands.Note(text=words.rest()), "note TEXT"),
    "emergency": (lambda words: commands.Emergency(text=words.rest()), "emergency TEXT: NO DUFF, stops play"),
    "clear": (lambda _: commands.AllClear(), "clear: the emergency is over"),
}
"""Verb → what makes the command of it, and how it is written."""
SHOWN: Mapping[str, str] = {
    "board": "board: what comes next",
    "inbox": "inbox CELL: what a cell has before it",
    "why": "why ROW: what its trigger rests on now",
    "measure": "measure NAME: a measure of the simulation now",
    "next": "next: let time pass until something comes due (with --fast)",
    "again": "again: give the command again whose answer was lost with the journal; it counts once",
    "help": "help: this list",
}
"""Verbs that show something and change nothing."""
USAGE: Mapping[str, str] = {**{verb: usage for verb, (_, usage) in VERBS.items()}, **SHOWN}


def read_line(
    text: str,
    cells: Mapping[str, object],
    usual: Actor,
    *,
    second_of: Callable[[times.Moment], float] = _as_written,
) -> Line | None:
    """Return what a line says; None for an empty one or a comment.

    Parameters: `cells`: those of the script; `usual`: who speaks where nobody is named;
    `second_of`: seconds since STARTEX of a moment on either clock.
    Raises: `Refused` with how the verb is written.
    """
    if len(text) > LONGEST_LINE:
        message = f"a line of {len(text):,} characters"
        raise Refused(message, advice=f"up to {LONGEST_LINE:,}")
    if not text.strip() or text.lstrip().startswith("#"):
        return None
    found = _HEAD.fullmatch(text.strip())
    assert found is not None  # noqa: S101  the pattern takes every text
    moment = _moment(found[1]) if found[1] else None
    actor = _actor(found[2], cells, usual)
    verb, _, behind = found[3].partition(" ")
    if verb in SHOWN:
        return Line(moment, actor, verb, None, tuple(behind.split()))
    if verb not in VERBS:
        raise UnknownName(verb, USAGE, what="command")
    words = _words(verb, behind)
    words.second_of = second_of
    command = VERBS[verb][0](words)
    left = [*words.pairs, *words.words]
    if left:
        message = f"{verb} does not take {left[0]!r}"
        raise Refused(message, advice=USAGE[verb])
    return Line(moment, actor, verb, _of_cell(command, actor))


def _words(verb: str, behind: str) -> Words:
    words = Words(verb, [])
    if verb in {"edit", "add", "apply"} and "{" in behind:
        head, brace, rest = behind.partition("{")
        body, close, tail = rest.rpartition("}")
        words.words = [*head.split(), brace + body + close]
        behind = tail
    for found in _WORD.finditer(behind):
        key, value = found["key"] or found["name"], _value(found)
        if key:
            words.pairs[key] = value
        else:
            words.words.append(value)
    return words


def _value(found: re.Match[str]) -> str:
    """Return what a word says, without marks around it."""
    return next((each for each in found.group("quoted", "single", "bare", "word") if each is not None), "")


def _actor(name: str | None, cells: Mapping[str, object], usual: Actor) -> Actor:
    if name is None:
        return usual
    if name in cells:
        return Actor(name, Role.CELL, name)
    if name in set(Role) - {Role.CELL}:
        return Actor(name, Role(name))
    raise UnknownName(
        name, [*cells, *(each.value for each in Role if each is not Role.CELL)], what="cell or role"
    )


def _of_cell(command: commands.Command, actor: Actor) -> commands.Command:
    """Return a cell's command with its cell filled in: whoever speaks acts for it."""
    if isinstance(command, commands.See | commands.Answer | commands.Decide | commands.Write):
        return replace(command, cell=actor.cell)
    return command
