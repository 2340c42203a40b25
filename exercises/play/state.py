"""The state of play: what all entries of an exercise add up to, one entry at a time.

`fold` is the only way to get one: at start, after a crash, for a late joiner and in a replay. No rule of
who may do what, or when, lives here: an entry is a fact.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exercises.clock import Clock
from exercises.errors import UnknownFact
from exercises.journal.entries import canonical
from exercises.play.facts import check_fact, check_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from exercises.journal.entries import Entry
    from exercises.script.schema import Row

ORDER = ("waiting", "armed", "held", "sent", "seen", "answered", "assessed")
"""The life of a row with one recipient, in order."""
EXITS = ("skipped", "expired", "failed", "recalled")
"""How it can end otherwise."""
RANK = {state: rank for rank, state in enumerate(ORDER)}
NOBODY = ""
"""The recipient of a row that goes to no cell: a key event, an expected action, an administrative row."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something happened on three clocks, who did it, and the entry that says so.

    `was`: the seconds since STARTEX that stood here before control corrected them, None if nobody did.
    """

    seq: int
    wall: float
    exercise: float
    scenario: float
    actor: str
    was: float | None = None


@dataclass(slots=True)
class Run:
    """The life of one row with one recipient. `stamps`: state → when it came to it (last, if often)."""

    state: str = "waiting"
    stamps: dict[str, Stamp] = field(default_factory=dict)
    due: float | None = None
    """Second of the exercise at which it came due."""
    late: bool = False
    """Whether it came due while nobody was there to send it."""
    why: str = ""
    """What made it come due, or why it ended."""
    text: str = ""
    """The answer."""
    option: str = ""
    """The option chosen."""
    rating: str = ""
    """P, S, M or U, where an evaluator gave one."""

    @property
    def over(self) -> bool:
        """Whether it can go out no more."""
        return self.state in EXITS

    def reached(self, state: str) -> Stamp | None:
        """Return when it came to a state or past it, or None."""
        if state in EXITS:
            return self.stamps.get(state)
        at = RANK[state]
        found = [self.stamps[each] for each in ORDER[at:] if each in self.stamps]
        return min(found, key=lambda each: each.exercise) if found else None


@dataclass(frozen=True, slots=True)
class Request:
    """A decision that a cell took or asks for. `state`: asked, taken or refused."""

    id: str
    decision: str
    cell: str
    values: dict[str, Any]
    stamp: Stamp
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What one cell, or control, wrote to others outside the list of events."""

    stamp: Stamp
    sender: str
    to: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What an evaluator saw. `rating`: P, S, M, U or '' for a remark; `task`: '' for the whole objective."""

    id: str
    stamp: Stamp
    objective: str
    task: str
    cell: str
    row: str
    rating: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the feed that is no row: notes, corrections, clock, emergencies."""

    stamp: Stamp
    kind: str
    text: str


@dataclass(slots=True)
class State:
    """What an exercise has come to. `phase`: ready, running, paused or ended."""

    clock: Clock
    rows: dict[str, Row]
    """Every row by uid, in the order shown; as edited in play."""
    written: dict[str, dict[str, Any]]
    """The same rows as a script would hold them."""
    runs: dict[tuple[str, str], Run]
    """(uid, recipient) → its life."""
    phase: str = "ready"
    emergency: str = ""
    """The text of a real-world emergency that stopped play, or ''."""
    head: int = 0
    now: float = 0.0
    """Seconds since STARTEX of the last entry."""
    effects: list[dict[str, Any]] = field(default_factory=list)
    """What has been done to the simulation, in order; as `exercises.living.Effect` reads it."""
    requests: dict[str, Request] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    observations: dict[str, Observation] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    operations: dict[str, int] = field(default_factory=dict)
    """Every operation that is in the journal → its first entry."""
    touched: set[str] = field(default_factory=set)
    """Rows whose life moved since whoever works out what comes due last looked; no part of the state."""

    named: Mapping[str, Collection[str]] = field(default_factory=dict)
    """What entries may name: sort of thing → names; of the script, no part of the state."""

    def run(self, row: str, cell: str) -> Run:
        """Return the life of a row with a recipient."""
        return self.runs[row, cell]

    def runs_of(self, row: str) -> list[tuple[str, Run]]:
        """Return (recipient, life) of every recipient of a row."""
        return [(cell, self.runs[row, cell]) for cell in recipients(self.rows[row])]

    def digest(self) -> str:
        """Return the SHA-256 of the state: equal for equal play, wherever it was folded."""
        return hashlib.sha256(canonical(self.plain()).encode()).hexdigest()

    def plain(self) -> dict[str, Any]:
        """Return the state as plain data."""
        from exercises.play.plain import plain_state  # noqa: PLC0415  only digests and exports need it

        return plain_state(self)


def recipients(row: Row) -> tuple[str, ...]:
    """Return who gets a row, those in copy last; NOBODY where it goes to no cell."""
    return tuple(dict.fromkeys((*row.to, *row.cc))) or (NOBODY,)


def begin(clock: Clock, rows: Iterable[Row], written: Iterable[dict[str, Any]]) -> State:
    """Return the state before the first entry; `written`: the rows as the script holds them."""
    listed = {each.uid: each for each in rows}
    runs = {(uid, cell): Run() for uid, row in listed.items() for cell in recipients(row)}
    return State(clock, listed, {str(each["uid"]): each for each in written}, runs)


def fold(state: State, entries: Iterable[Entry]) -> State:
    """Lay entries on a state, in order, and return it: work in proportion to the entries only.

    Raises: `UnknownFact` for an entry that this version does not understand.
    """
    from exercises.play.folding import APPLY  # noqa: PLC0415  folding needs the types of this room

    for entry in entries:
        check_fact(entry)
        check_names(entry, state.named)
        try:
            APPLY[entry.kind](state, entry)
        except KeyError as error:  # a row, a cell or a state of its life that is not there
            raise UnknownFact(entry.seq, entry.kind, f"there is no {error}") from error
        except ValidationError as error:
            raise UnknownFact(entry.seq, entry.kind, "it holds no row of this version") from error
        state.head = entry.seq
        state.operations.setdefault(entry.operation, entry.seq)
        if entry.exercise is not None:
            state.now = max(state.now, entry.exercise)
    return state
