"""The ground of an operation: provinces, growth, gate, force and drawdown."""

from __future__ import annotations

from dataclasses import dataclass

from sim.plan.words import NONE, PartnerKind


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
    capacity: float = 0.0
    """Local capacity at the onset, 0 to 1."""
    transforming: int = NONE
    """Driver: dollars of the transformation phase under delivery."""
    sustaining: int = NONE
    """Driver: dollars of the sustainability phase under delivery."""
    setback: int = NONE
    """Draw per review: whether it suffers a setback; NONE where there are none."""
    setback_loss: int = NONE
    """Draw per review: how far its conditions fall then."""


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
    local: float = 0.0
    """Pull of full local capacity on every sector."""
    capacity_building: float = 0.0
    capacity_decay: float = 0.0
    sustaining: float = 0.0
    """Share of that decay which sustainability programmes avert at full effect."""
    ownership: float = 0.0
    """What full local ownership adds to capacity building, relative to none."""


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
    passes: float = 0.0
    margin: float = 0.0
    """Above 0, an assessment is a uniform held against a chance that rises from `passes` with how far
    the k best indicators stand above the level: half way to 1 at this margin. 0: drawn as it is."""
    from_onset: bool = False
    """Whether the deadline moves with an onset that comes at random."""


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
    """Own troops at the start, and what people on the ground cost."""

    troops: int
    troop_year: float
    """Dollars per person-year at full strength."""
    elasticity: float
    """Of force cost to heads: 1 is proportional."""
    civilian_year: float
    police_year: float


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What may follow an exit: relapse at a declining hazard, and troops that come back.

    Formulas: `sim.domain.aftermath`. `early_exit`, `local_capacity`, `ownership`: full effect of each
    on the hazard. `chance`, `return_after`: draws per exit.
    """

    in_ten_years: float
    shape: float
    early_exit_level: float
    early_exit: float
    local_capacity: float
    ownership: float
    women: float
    """Women's inclusion, 0 to 1; 0 where it is not counted."""
    women_multiplier: int
    """Draw: hazard at full inclusion of women, relative to none."""
    blow: float
    returns: float
    return_after: int
    chance: int
    """Draw: a uniform, the luck of one exit."""
    relapse: int
    """The signal step of the first relapse."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody else who brings police, troops, civilians or programmes, later and less than pledged.

    `pledges`: (days after the onset, heads or dollars authorised from then on), rising in both.
    `lag`, `scale`, `ceiling`: draws of the recruitment curve. `weights`: per province, the share
    of the strength that has its effect there. `replaces`: whether its troops cover a part of those
    required. Formulas: `sim.domain.partners`.
    """

    id: str
    kind: PartnerKind
    pledges: tuple[tuple[float, int], ...]
    shape: float
    lag: int
    scale: int
    ceiling: int
    weights: tuple[float, ...]
    sector: int = NONE
    replaces: bool = False


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
    """The signal step of the military's first exit."""
    ownership: float = 0.0
    """Weighted share of local groups that are engaged, 0 to 1."""
    aftermath: Aftermath | None = None
    """None: nothing is reckoned after the exit."""
    partners: tuple[Partner, ...] = ()
