"""Commands: what somebody wants, in the imperative. What becomes of them is `play.deciding`.

Each has the name under which the matrix of roles knows it, and an operation id of its own where asking
twice means the same thing: a second click then finds the first one's answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from exercises.errors import Refused
from sim.errors import quote

Disposition = Literal["fire", "hold", "skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A wish. `operation`: names it for good; '' lets the command name itself or the service give it one."""

    name: ClassVar[str]
    operation: str = ""

    def key(self) -> str:
        """Return the operation id of a command that can mean one thing only, or ''."""
        return self.operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Command):
    """STARTEX. `speed`: exercise seconds per second on the wall."""

    name = "start"
    speed: float = 1.0

    def key(self) -> str:
        """Return the one operation that STARTEX is."""
        return self.operation or "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Command):
    """PAUSEX."""

    name = "pause"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Play goes on."""

    name = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeed(Command):
    """Another speed: exercise seconds per second on the wall."""

    name = "speed"
    speed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Command):
    """Let the clock of a paused exercise pass some seconds at once; what comes due on the way goes out."""

    name = "step"
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump(Command):
    """Set the clock ahead; every row that is passed needs a disposition: its own, or that of the `rest`."""

    name = "jump"
    to: float
    passed: dict[str, Disposition] = field(default_factory=dict)
    rest: Disposition | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMove(Command):
    """Begin the next move now."""

    name = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Command):
    """ENDEX."""

    name = "end"
    reason: str = ""

    def key(self) -> str:
        """Return the one operation that ENDEX is."""
        return self.operation or "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """See what came due; anybody's program may ask."""

    name = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCommand(Command):
    """About a row and some of its recipients; without `cells` all who can be meant."""

    row: str
    cells: tuple[str, ...] = ()
    reason: str = ""


class Release(RowCommand):
    """Send a row now, whatever its trigger says."""

    name = "release"


class Hold(RowCommand):
    """Keep a row back until it is released."""

    name = "hold"


class Skip(RowCommand):
    """Leave a row out."""

    name = "skip"


class Recall(RowCommand):
    """Take back what was sent."""

    name = "recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Command):
    """Change a row that has gone to nobody yet. `changes`: key → value as the script writes it, or None."""

    name = "edit"
    row: str
    changes: dict[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retime(RowCommand):
    """Let a row that went to nobody yet wait anew: for another trigger, as the script writes one."""

    name = "retime"
    trigger: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Command):
    """Put a row on the list, as the script writes one: an ad-hoc inject."""

    name = "add"
    row: dict[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class See(Command):
    """A cell has the row before it."""

    name = "see"
    row: str
    cell: str

    def key(self) -> str:
        """Return one operation for each row and cell."""
        return self.operation or f"see:{self.row}:{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """A cell answers a row, in words, by an option, or both."""

    name = "answer"
    row: str
    cell: str
    text: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """A cell takes a decision of the script. `values`: what it asks for, as written."""

    name = "decide"
    decision: str
    cell: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(Command):
    """Control lets a decision act that waits for it."""

    name = "approve"
    request: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Command):
    """Control refuses a decision that waits for it."""

    name = "refuse"
    request: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply(Command):
    """Control changes the simulation by hand. `effect`: as the script writes one."""

    name = "apply"
    effect: dict[str, Any]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Command):
    """A message outside the list. `cell`: who writes, '' for control; `to`: cells, '' for control."""

    name = "message"
    cell: str
    to: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assess(Command):
    """An evaluator has looked at a row with a recipient. `rating`: P, S, M, U or ''."""

    name = "assess"
    row: str
    cell: str
    rating: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe(Command):
    """An evaluator saw something. `id`: the same again replaces it."""

    name = "observe"
    id: str
    objective: str
    task: str = ""
    cell: str = ""
    row: str = ""
    rating: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """Give a state of a row's life another time; the first one is kept. `exercise`: seconds since STARTEX."""

    name = "correct"
    row: str
    cell: str
    state: str
    exercise: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Command):
    """NO DUFF: something real has happened; play stops at once."""

    name = "emergency"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllClear(Command):
    """The real emergency is over; play stays paused."""

    name = "all_clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Command):
    """A remark for the record."""

    name = "note"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt(Command):
    """A lesson is adopted. `lesson`: its name, the same again replaces it; `change`: a patch, or nothing."""

    name = "adopt"
    lesson: str
    change: dict[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresee(Command):
    """A forecast is kept as it was seen. `summary`: as `forecasting.telling.summary` makes it."""

    name = "foresee"
    summary: dict[str, Any]


RESERVED = frozenset({"due", "expire", "see", "start", "end"})
"""First words of operations that can mean one thing only."""


def check_operation(command: Command) -> None:
    """Refuse a name for a command that is the name of something else. Raises: `Refused`."""
    given = command.operation
    if given.partition(":")[0] in RESERVED and given != replace(command, operation="").key():
        message = f"{quote(given)} is the name of something else"
        raise Refused(message, advice="give the command a name that nobody else gives, such as a UUID")
