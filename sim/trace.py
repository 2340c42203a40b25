"""The trace: what one run did, row by row, with the binding cause of every wait.

Rows are plain tuples with named fields; an `Outcome` holds them all for one run. Nothing is
computed here beyond reading a row: dates, days, dollars and people are `sim.measures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sim.plan import Account, Authority, Plan


class Cause(IntEnum):
    """What made a step start when it did, or what it was waiting for."""

    PREDECESSOR = 0
    HOLD = 1
    CALENDAR = 2
    SECURITY = 3
    POOL = 4
    MECHANISM = 5
    FUND = 6
    LIFT = 7
    GATE = 8

    @property
    def word(self) -> str:
        """Return the word used in reports and JSON."""
        return self.name.lower()


class State(IntEnum):
    """How far a round of a step came."""

    WAITING = 0
    UNDER_WAY = 1
    FINISHED = 2
    SKIPPED = 3
    GAVE_UP = 4
    CANCELLED = 5
    EVACUATED = 6

    @property
    def over(self) -> bool:
        """Whether it was begun and has ended: as it should, or cut short because security fell."""
        return self in OVER


OVER = frozenset({State.FINISHED, State.EVACUATED})
"""States of what was begun and has ended."""


class Fate(StrEnum):
    """What became of a state that was watched."""

    CAME = "came"
    AVERTED = "averted"
    NEVER = "no onset before the horizon"
    FALSE = "false alarm"
    ELSEWHERE = "onset elsewhere"


class StepRow(NamedTuple):
    """One round of one step. Days since D+0; NaN where it did not come to that.

    `cause`, `target`: what bound its start (target: index of pool, fund, calendar or theatre, or
    the predecessor step). `binder`, `binder_turn`: the step round whose start or finish let this
    one start, -1 where none did.
    """

    step: int
    turn: int
    state: State
    ready: float
    start: float
    finish: float
    cause: Cause
    target: int
    binder: int
    binder_turn: int


class WaitRow(NamedTuple):
    """A stretch of waiting between ready and start, for one cause."""

    step: int
    turn: int
    cause: Cause
    target: int
    since: float
    until: float


class HoldingRow(NamedTuple):
    """What a step seized from a pool, from when until when (NaN: never given back)."""

    step: int
    turn: int
    pool: int
    amount: int
    since: float
    until: float


class LevelRow(NamedTuple):
    """A pool after a change: free, held, resting (or on the way in), lost for good; they add up."""

    time: float
    pool: int
    free: int
    held: int
    resting: int
    lost: int


class MoveRow(NamedTuple):
    """People who joined a pool: from another one, or (source -1) from outside.

    From outside come recruits, in training at first, and whom a shock adds, free at once.
    """

    time: float
    source: int
    target: int
    people: int


class PostingRow(NamedTuple):
    """Dollars that moved between two accounts of a fund. `step` is -1 for the fund's own acts."""

    time: float
    fund: int
    step: int
    turn: int
    source: Account
    target: Account
    amount: int


class ConditionRow(NamedTuple):
    """The conditions of a province at a review, one per sector, 0 to 1."""

    time: float
    theatre: int
    province: int
    conditions: tuple[float, ...]


class AuthorityRow(NamedTuple):
    """Authority in a sector of a province passed, or was taken back, and why."""

    time: float
    theatre: int
    province: int
    sector: int
    authority: Authority
    why: str


class AssessmentRow(NamedTuple):
    """A formal look at a province that had met its gate: passed, failed or vetoed."""

    time: float
    theatre: int
    province: int
    result: str


class StrengthRow(NamedTuple):
    """People on the ground of a theatre after a change; police is all police, troops and civilians own."""

    time: float
    theatre: int
    troops: int
    police: int
    civilians: int
    partner_troops: int = 0
    partner_civilians: int = 0


class CapacityRow(NamedTuple):
    """The local capacity of a province at a review, 0 to 1; only where it changes something."""

    time: float
    theatre: int
    province: int
    capacity: float


class ExitRow(NamedTuple):
    """The military left a theatre; `hazard`: of relapse from then on, relative to the literature's."""

    time: float
    theatre: int
    hazard: float


class RelapseRow(NamedTuple):
    """Violence came back after an exit; `troops`: how many are sent back."""

    time: float
    theatre: int
    troops: int


class EvacuationRow(NamedTuple):
    """A round that was cut short because security fell: who left, and when it would have ended."""

    time: float
    step: int
    turn: int
    people: int
    planned: float


class Unfinished(NamedTuple):
    """A mandatory step round that had not finished at the horizon, and the named reason."""

    step: int
    turn: int
    reason: str


class WatchRow(NamedTuple):
    """What became of a state that was watched: a crisis of the plan, or a flag without one.

    `operation`: NONE for a flag without an operation; `step`: the onset, or that flag's step. `onset`,
    `flagged`: days, NaN where there was none by the horizon; a crisis that was averted has the day on
    which it would have come.
    """

    operation: int
    step: int
    flagged: float
    onset: float
    fate: Fate


class EaseRow(NamedTuple):
    """A round of a step that began easier than it would have: the factor, and the days of work saved."""

    time: float
    step: int
    turn: int
    factor: float
    saved: float


@dataclass(frozen=True)
class Outcome:
    """All that one run of a Plan left behind.

    `milestones`: day per milestone of the Plan, NaN where it was not reached by the horizon.
    `risks`: whether each risk of the Plan happened. `deadlock`: the cycle, named, or ''.
    """

    plan: Plan
    seed: int
    replication: int
    steps: tuple[StepRow, ...]
    waits: tuple[WaitRow, ...]
    holdings: tuple[HoldingRow, ...]
    levels: tuple[LevelRow, ...]
    postings: tuple[PostingRow, ...]
    conditions: tuple[ConditionRow, ...]
    authority: tuple[AuthorityRow, ...]
    assessments: tuple[AssessmentRow, ...]
    strength: tuple[StrengthRow, ...]
    milestones: tuple[float, ...]
    risks: tuple[bool, ...]
    unfinished: tuple[Unfinished, ...]
    deadlock: str = ""
    capacity: tuple[CapacityRow, ...] = ()
    exits: tuple[ExitRow, ...] = ()
    relapses: tuple[RelapseRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    watch: tuple[WatchRow, ...] = ()
    eases: tuple[EaseRow, ...] = ()
    evacuations: tuple[EvacuationRow, ...] = ()
