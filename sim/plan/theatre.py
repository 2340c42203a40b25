"""The ground of an operation: provinces, growth, gate, force and drawdown."""

from __future__ import annotations

from dataclasses import dataclass


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
