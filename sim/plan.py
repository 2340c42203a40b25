"""The Plan: the frozen network that every engine runs, and the engines' whole diet.

Steps with links, needs, money and conditions; pools, funds, calendars, theatres; what is drawn.
Everything is an index or a number: days since D+0, whole dollars, whole people. No units, no
names of the doctrine, no YAML: those stay upstairs (`sim.scenario`, `sim.domain`). Think of it
as the wall chart of an operation, with every box and arrow, before anybody has moved.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sim.distributions import Distribution

NONE = -1
"""An index that points nowhere."""


class LinkKind(IntEnum):
    """Which moment of the earlier step frees which moment of the later one."""

    FINISH_START = 0
    START_START = 1
    FINISH_FINISH = 2
    START_FINISH = 3


class Policy(StrEnum):
    """Who goes first when several wait for the same thing."""

    PRIORITY = "priority"
    FIFO = "fifo"
    SMALLEST_FIRST = "smallest_first"
    RING_FENCED = "ring_fenced"


class Account(IntEnum):
    """Where a dollar stands, from outside the fund to spent or lapsed."""

    OUTSIDE = 0
    APPROPRIATED = 1
    APPORTIONED = 2
    NOTIFIED = 3
    COMMITTED = 4
    OBLIGATED = 5
    DISBURSED = 6
    LAPSED = 7


class Authority(IntEnum):
    """Who leads in a sector of a province."""

    MILITARY = 0
    CIVILIAN = 1
    LOCAL = 2


class When(IntEnum):
    """The moment of a step at which something is posted."""

    START = 0
    FINISH = 1


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: this step waits for another. `back` rounds earlier in a rotation (0 or 1)."""

    step: int
    kind: LinkKind = LinkKind.FINISH_START
    lag: float = 0.0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What a step seizes, all or none with its other needs.

    `pools` in order of preference; `amount` may be filled from several of them. `until`: the
    step whose finish (same round) gives it back, NONE for this one. `lags` and `asks`: per
    pool, the draw of call-up days and of how often release must be asked for, or NONE. `split`:
    whether several pools may share the amount.
    """

    pools: tuple[int, ...]
    amount: int
    until: int = NONE
    lags: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()
    split: bool = True


@dataclass(frozen=True, slots=True)
class Posting:
    """Money that moves between two accounts of a fund when a step starts or finishes.

    `amounts`: whole dollars per round (the last one repeats). A step does not start before the
    account of a posting at its start holds the amount. `purse`: whose money it is once claimed
    ('': nobody's in particular). A purse's last round moves all that it still has in the account.
    """

    fund: int
    source: Account
    target: Account
    amounts: tuple[int, ...]
    at: When
    purse: str = ""

    def amount(self, turn: int) -> int:
        """Return the dollars of one round."""
        return self.amounts[min(turn, len(self.amounts) - 1)]

    def last(self, turn: int) -> bool:
        """Whether a round is the last one that is told apart."""
        return turn >= len(self.amounts) - 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """A condition on the ground that a step waits for: a sector of a province at a level."""

    theatre: int
    province: int
    sector: int
    at_least: float


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the wall chart. Indices point into the Plan; NONE means there is none.

    `duration`, `chance`, `repeat`: draws. `working`: calendar in whose days the duration counts.
    `opens`: calendar at whose occasions it may start. `rounds`: most rounds of a rotation or a
    repeat. `unless`: step whose finish cancels further rounds. `drives`: (driver, amount) in
    force while it is under way. `signal`: finished by a theatre, never by links. `group`: steps
    with the same group and several rounds rotate together.
    """

    id: str
    operation: int
    kind: str = "step"
    links: tuple[Link, ...] = ()
    duration: int = NONE
    working: int = NONE
    opens: int = NONE
    chance: int = NONE
    needs: tuple[Need, ...] = ()
    postings: tuple[Posting, ...] = ()
    condition: Threshold | None = None
    not_before: float = 0.0
    give_up_after: float = float("inf")
    rounds: int = 1
    repeat: int = NONE
    unless: int = NONE
    drives: tuple[tuple[int, int], ...] = ()
    signal: bool = False
    mandatory: bool = True
    priority: float = 0.0
    group: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """People, teams or slots that are seized and given back; a mechanism's ceiling is consumed.

    `yields`: draw of the share that comes when called. `rest`: draw of days before what was
    given back is free again, in pool `becomes` (NONE: this one). `attrition`: draw of the share
    lost on return.
    """

    id: str
    size: int
    kind: str = "things"
    policy: Policy = Policy.FIFO
    may_pass: bool = False
    yields: int = NONE
    rest: int = NONE
    becomes: int = NONE
    attrition: int = NONE
    consumed: bool = False
    expires: float = float("inf")
    path: str = ""


@dataclass(frozen=True, slots=True)
class Replenishment:
    """How a fund that runs low asks for more: a supplemental with its real delay."""

    below: int
    target: int
    checked: float
    lag: int


@dataclass(frozen=True, slots=True)
class Fund:
    """Money with a law behind it: whole dollars appropriated at D+0.

    `apportioned`: free to claim at once (else a step apportions it). `shares`: per operation, the
    share of all money ever apportioned that it may claim (ring-fenced).
    """

    id: str
    opening: int
    apportioned: bool = True
    policy: Policy = Policy.FIFO
    may_pass: bool = False
    expires: float = float("inf")
    shares: tuple[float, ...] = ()
    replenishment: Replenishment | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work counts, or when something may start.

    A working calendar has `days`: one truth per day from D+0 (a False day counts nothing). An
    occasion calendar has `occasions`: rising days at which a step may start.
    """

    id: str
    days: tuple[bool, ...] = ()
    occasions: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """One random quantity: its name for chance, its law, and how many rounds of it there are.

    `key` names it for the keyed uniforms and does not change when other things are declared;
    `path` is where the scenario states it, so that risks and reports find it.
    """

    key: str
    law: Distribution
    rounds: int = 1
    path: str = ""
    operation: int = NONE
    evidence: str = "judgement"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen to an operation: a chance, and factors on what it scales."""

    id: str
    happens: int
    scales: tuple[tuple[int, tuple[int, ...]], ...]
    """(draw of the factor, draws that it multiplies)."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Draws that rise and fall together (Gaussian copula with one rho)."""

    draws: tuple[int, ...]
    rho: float


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date to report: when all (or any) of some steps' first rounds have started or finished.

    A skipped step counts where all must be done, never where the first counts.
    """

    id: str
    steps: tuple[int, ...]
    any_of: bool = False
    at: When = When.FINISH
    parts: tuple[int, ...] = ()
    """Other milestones that must all be reached too: how one name covers several operations."""


@dataclass(frozen=True, slots=True)
class Province:
    """A piece of ground. `conditions`: per sector, 0 (collapsed) to 1 (safe, served, governed).

    `pace`: per sector, the draw of how fast this ground answers to effort. `assessed`, `retry`,
    `veto`: draws per round of assessment. `handover`: the signal step of its handover.
    `drivers`: index of its civilians, then of its programmes per sector.
    """

    id: str
    population: int
    conditions: tuple[float, ...]
    pace: tuple[int, ...]
    neighbours: tuple[int, ...]
    assessed: int
    retry: int
    veto: int
    handover: int
    civilians: int
    programmes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """How conditions answer to effort; per year unless said. Formulas: `sim.domain.operation`."""

    security_force: float
    civilians: float
    programmes: float
    decay: float
    spoiling: float
    force_ratio: float
    """Troops and police per 1,000 inhabitants at which half of their effect is reached."""
    team_ratio: float
    """Civilians per million inhabitants at which half of their effect is reached."""
    programme_ratio: float
    """Dollars under delivery per inhabitant at which half of their effect is reached."""
    capital_share: float
    """Effect on a province of a civilian in the capital, relative to one in the province."""


@dataclass(frozen=True, slots=True)
class Gate:
    """When a province is handed over: k of n indicators above a level for m reviews in a row."""

    needed: int
    at_least: float
    reviews: int
    neighbours: int
    rollback_below: float
    rollback_reviews: int
    deadline: float
    civilian_lead: float


@dataclass(frozen=True, slots=True)
class Drawdown:
    """How strength leaves: at mandate reviews, in steps, after authority has passed."""

    every: float
    share: int
    """Draw (per review): share of what is left above the requirement that leaves at one review."""
    residual: float
    """Share of a province's troops kept after its handover until everything is handed over."""
    exit_below: float
    """When every province is handed over and this share of the force or less is left, it leaves."""


@dataclass(frozen=True, slots=True)
class Force:
    """Troops and police at the start; police arrive along a recruitment curve with a ceiling."""

    troops: int
    police: int
    police_shape: float
    police_scale: float
    police_ceiling: float
    troop_year: float
    """Dollars per person-year at full strength."""
    elasticity: float
    """Of force cost to heads: 1 is proportional."""
    civilian_year: float
    police_year: float


@dataclass(frozen=True, slots=True)
class Theatre:
    """One operation's ground: provinces by sectors, reviews, gate, force and drawdown."""

    operation: int
    begins: float
    sectors: tuple[str, ...]
    provinces: tuple[Province, ...]
    review_every: float
    growth: Growth
    gate: Gate
    drawdown: Drawdown
    force: Force
    capital: int
    """Driver: civilians in the capital."""
    exit: int
    """The signal step of the military's exit."""


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
    shocks: tuple[Shock, ...] = field(default=())

    @property
    def hash(self) -> str:
        """Return the SHA-256 over the whole plan: the name under which results travel."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class ShockKind(StrEnum):
    """What a shock changes: state, never a parameter."""

    WITHDRAW = "withdraw"
    LOSE = "lose"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Shock:
    """A blow at a day: money withdrawn from a fund, people lost from a pool, a condition shifted.

    `target`: fund, pool or theatre index. `province`, `sector`: NONE for all of them.
    """

    day: float
    kind: ShockKind
    target: int
    amount: float
    province: int = NONE
    sector: int = NONE
    why: str = ""
