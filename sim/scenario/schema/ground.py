"""Where it happens and how it is handed over: provinces, force, reviews, gate, growth, drawdown."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.distributions import Constant, Lognormal, Pert, Uniform
from sim.scenario.schema.partners import PartnerDeclared
from sim.scenario.schema.resources import Names, Part, Sector
from sim.scenario.schema.stakeholders import AftermathDeclared, Setbacks, Stakeholder
from sim.scenario.values import (
    Count,
    Days,
    DaysLaw,
    Factor,
    FactorLaw,
    Indicators,
    Moment,
    Name,
    Number,
    People,
    Rate,
    Reviews,
    Share,
    ShareLaw,
    Text,
)


class Province(Part):
    """A piece of ground with people and conditions."""

    population: People
    """Inhabitants."""
    security: Share
    """Condition of security at the onset, 0 collapsed to 1 safe."""
    conditions: dict[Sector, Share] = Field(default_factory=dict)
    """Other sectors at the onset; default: the same as security."""
    neighbours: Names = ()
    """Provinces it borders."""
    local_capacity: Share = 0.0
    """Local capacity at the onset, 0 to 1 (J)."""


class PoliceArrival(Part):
    """Recruitment curve of international police: Weibull in time with a ceiling below 1."""

    shape: Factor = 1.88
    """Kosovo 1999–2002, fitted (D)."""
    scale: DaysLaw = Constant(322.6)
    """Days at which 63 % of the ceiling are there: 10.6 months (D)."""
    ceiling: ShareLaw = Constant(0.96)
    """Share of the target ever reached, below 1 (D)."""


class ForceDeclared(Part):
    """The military and police force at the onset."""

    troops: People
    """Heads at D+0 of the crisis."""
    cost: Rate
    """Dollars per person-year at full strength."""
    elasticity: Share = 0.47
    """Of cost to heads: Iraq 2009–10 (F 61, D); 1 is proportional."""
    police: People = 0
    """International police authorised."""
    police_arrival: PoliceArrival = PoliceArrival()
    """How the police arrive."""
    police_cost: Rate = 150_000.0
    """Dollars per police-year (J)."""


class Crisis(Part):
    """One operation: where, when, how bad, which ground, which force."""

    country: Text
    """Name of the country."""
    region: str = "any"
    """Region, for mechanisms."""
    onset: Moment = "D+0"
    """Day on which the decision is asked for."""
    severity: Share = 0.5
    """0 to 1."""
    priority: Number | None = None
    """Place in queues by priority; default: the severity."""
    provinces: dict[Name, Province] = Field(default_factory=dict)
    """Name → province."""
    force: ForceDeclared | None = None
    """Troops and police; without them there is no handover."""
    stakeholders: dict[Name, Stakeholder] = Field(default_factory=dict)
    """Name → local group, engaged or sidelined."""
    partners: dict[Name, PartnerDeclared] = Field(default_factory=dict)
    """Name → partner: UN, regional body, donor or allied force with a pledge of its own."""


class Review(Part):
    """How often the handover is looked at."""

    every: Days = 30.0
    """Days between reviews."""


class GateDeclared(Part):
    """k of n indicators above a level for m reviews in a row, an assessment, a veto."""

    indicators: Indicators = (3, 5)
    """How many of the five sectors must stand above the level."""
    at_least: Share = 0.6
    """The level."""
    for_: Reviews = Field(alias="for", default=3)
    """Reviews in a row."""
    passes: Share = 0.5
    """Chance that an assessment is passed: 2 of the first 4 in Timor-Leste (F 28)."""
    margin: Factor | None = None
    """How far the k best indicators stand above the level, on average, when half of the assessments
    that would fail at the level pass; absent: the chance is the same however high they stand (J)."""
    retry_after: DaysLaw = Pert(90.0, 240.0, 540.0)
    """Days after a failed assessment: 381 and about 540 seen (F 30; J for the low end)."""
    veto: Share = 0.05
    """Chance, per passed assessment, that politics delays it to the next review (J)."""
    neighbours: Count = 0
    """Neighbours that must be handed over or meet the gate themselves (all, where there are fewer)."""
    rollback_below: Share = 0.4
    """Security below which a handed-over province is taken back."""
    rollback_reviews: Annotated[int, Field(strict=True, ge=1, le=100)] = 2
    """Reviews in a row below that level."""
    deadline: Moment | None = None
    """Day on which everything is handed over whatever its condition; `D+n` counts from the onset."""
    civilian_lead: Share = 0.35
    """Condition above which civilians lead in a sector, once a team is in the province (J)."""


class GrowthDeclared(Part):
    """How conditions answer to effort, per year; formulas in docs/model.md."""

    security_force: Factor = 1.4
    """Pull of troops and police on security (J)."""
    civilians: Factor = 0.5
    """Pull of civilian teams on all sectors (J)."""
    programmes: Factor = 0.5
    """Pull of a programme being delivered on its sector (J)."""
    decay: Factor = 0.15
    """Loss without effort (J)."""
    spoiling: Factor = 0.5
    """Loss caused by insecurity in the other sectors (J)."""
    force_ratio: Factor = 10.0
    """Troops and police per 1,000 inhabitants at half effect; not a hard gate (F 65, 66)."""
    team_ratio: Factor = 20.0
    """Civilians per million inhabitants at half effect (J)."""
    programme_ratio: Factor = 10.0
    """Dollars under delivery per inhabitant at half effect (J)."""
    capital_share: Share = 0.3
    """Effect on a province of a civilian in the capital, relative to one in the province (J)."""
    pace: FactorLaw = Lognormal(0.7, 1.4)
    """How fast this ground answers, per province and sector (J)."""
    local: Factor = 0.0
    """Pull of full local capacity on all sectors, after civilians and troops have left too (J)."""
    capacity_building: Factor = 0.3
    """Growth of local capacity by civilians as mentors, and by transformation programmes (J)."""
    capacity_decay: Factor = 0.05
    """Loss of local capacity by itself (J)."""
    sustaining: Share = 0.7
    """Share of that loss which sustainability programmes avert at full effect (J)."""
    ownership: Factor = 0.5
    """What full local ownership adds to the building of capacity, relative to none (J)."""
    setbacks: Setbacks | None = None
    """Bad turns; absent: conditions only follow effort."""


class DrawdownDeclared(Part):
    """How strength leaves: in steps at mandate reviews; authority and strength are two things."""

    every: Days = 182.625
    """Days between mandate reviews: 6 or 12 months (FACTS 3.2)."""
    share: ShareLaw = Uniform(0.15, 0.65)
    """Share of what is left above the requirement that leaves at one review (FACTS 3.2, D)."""
    residual: Share = 0.3
    """Share of a province's troops kept after its handover (J)."""
    exit_below: Share = 0.35
    """When all is handed over and this share or less is left, the rest leaves (J)."""


class Handover(Part):
    """From military to civilian and local leadership, and the military's exit."""

    review: Review = Review()
    """How often it is looked at."""
    gate: GateDeclared = GateDeclared()
    """When a province is handed over."""
    growth: GrowthDeclared = GrowthDeclared()
    """How conditions answer to effort."""
    drawdown: DrawdownDeclared = DrawdownDeclared()
    """How strength leaves."""
    aftermath: AftermathDeclared | None = None
    """What may follow the exit; absent: nothing is reckoned after it."""
    civilian_cost: Rate = 570_000.0
    """Dollars per civilian-year without security: 410,000–570,000 in Afghanistan (F 18, 56)."""
