"""The Plan: the frozen network that every engine runs, and the engines' whole diet.

Steps with links, needs, money and conditions; pools, funds, calendars, theatres; what is drawn.
Everything is an index or a number: days since D+0, whole dollars, whole people. No units, no
names of the doctrine, no YAML: those stay upstairs (`sim.scenario`, `sim.domain`). Think of it
as the wall chart of an operation, with every box and arrow, before anybody has moved.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plan.network import Link, Need, Posting, Step, Threshold
from sim.plan.resources import Calendar, Correlation, Draw, Fund, Intake, Pool, Replenishment, Risk
from sim.plan.theatre import Aftermath, Drawdown, Force, Gate, Growth, Partner, Province, Theatre
from sim.plan.watch import Alarms, Arrival, Ease, Watch
from sim.plan.words import NONE, Account, Authority, LinkKind, PartnerKind, Policy, ShockKind, When

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date to report: when all (or any) of some steps' first rounds have started or finished.

    A skipped step counts where all must be done, never where the first counts. `forgiving`: an optional
    step that was given up counts too, from the day on which it was.
    """

    id: str
    steps: tuple[int, ...]
    any_of: bool = False
    at: When = When.FINISH
    parts: tuple[int, ...] = ()
    """Other milestones that must all be reached too: how one name covers several operations."""
    forgiving: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One crisis (or a bare plan): its name, priority (higher goes first) and onset day."""

    id: str
    priority: float = 0.0
    onset: float = 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """A promise to hold a run against: a milestone by a day, with a confidence."""

    milestone: int
    by: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody owes an operation: one round of a step, within some days of the onset.

    `at`: whether it is done when the step starts or when it finishes.
    """

    step: int
    owner: str
    within: float
    at: When = When.FINISH


@dataclass(frozen=True, slots=True)
class Shock:
    """A blow at a day: money withdrawn from or added to a fund, people lost or joining, a condition shifted.

    `target`: fund, pool or theatre index. `province`, `sector`: NONE for all of them.
    """

    day: float
    kind: ShockKind
    target: int
    amount: float
    province: int = NONE
    sector: int = NONE
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything an engine needs to know. Two plans with the same hash run alike."""

    title: str
    start: date
    horizon: float
    operations: tuple[Operation, ...]
    steps: tuple[Step, ...]
    pools: tuple[Pool, ...] = ()
    funds: tuple[Fund, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    draws: tuple[Draw, ...] = ()
    risks: tuple[Risk, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    theatres: tuple[Theatre, ...] = ()
    targets: tuple[Target, ...] = ()
    drivers: tuple[str, ...] = ()
    regimes: tuple[tuple[float, Plan], ...] = ()
    """(day, the same network with other numbers from that day on), in order of day."""
    shocks: tuple[Shock, ...] = ()
    duties: tuple[Duty, ...] = ()
    intakes: tuple[Intake, ...] = ()
    watch: Watch | None = None
    """Crises at random and the watch list; None: every operation begins on its day."""

    @property
    def hash(self) -> str:
        """Return the SHA-256 over the whole plan: the name under which results travel."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


__all__ = [
    "NONE",
    "Account",
    "Aftermath",
    "Alarms",
    "Arrival",
    "Authority",
    "Calendar",
    "Correlation",
    "Draw",
    "Drawdown",
    "Duty",
    "Ease",
    "Force",
    "Fund",
    "Gate",
    "Growth",
    "Intake",
    "Link",
    "LinkKind",
    "Milestone",
    "Need",
    "Operation",
    "Partner",
    "PartnerKind",
    "Plan",
    "Policy",
    "Pool",
    "Posting",
    "Province",
    "Replenishment",
    "Risk",
    "Shock",
    "ShockKind",
    "Step",
    "Target",
    "Theatre",
    "Threshold",
    "Watch",
    "When",
]
