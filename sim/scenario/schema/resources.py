"""What an operation draws on: calendars, pools, funds, mechanisms; and the base of every part.

Source labels in docstrings: F n = found in source n, M = from memory, D = derived, J = our
judgement; see `docs/model.md`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sim.distributions import Constant, Pert
from sim.scenario.values import (
    Count,
    Days,
    DaysLaw,
    Dollars,
    Factor,
    Moment,
    Rate,
    Reference,
    Share,
    ShareLaw,
    Text,
    Truth,
    is_name,
)

Label = Literal["source", "memory", "derived", "judgement"]
Sector = Literal["security", "governance", "humanitarian", "economy", "justice"]
SECTORS: tuple[Sector, ...] = ("security", "governance", "humanitarian", "economy", "justice")
"""The five sectors of the essential tasks matrix of 1 April 2005 (F 78)."""
Skill = Literal[
    "planning",
    "policing",
    "justice",
    "governance",
    "economy",
    "engineering",
    "health",
    "agriculture",
    "logistics",
    "public_diplomacy",
]
PHASES = ("initial_response", "transformation", "sustainability")
QUEUES = Literal["priority", "fifo", "smallest_first"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Part(BaseModel):
    """Anything declared: strict keys, frozen, with where its numbers come from.

    `evidence`: one label for all numbers of this part and below, or a label per field.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, use_attribute_docstrings=True)

    evidence: Label | dict[str, Label] | None = None
    """Where the numbers come from: source, memory, derived or judgement; nearest label counts."""
    source: Text | dict[str, Text] | None = None
    """Which source, for numbers labelled so."""
    note: Text | None = None
    """Free text for readers; the model does not read it."""


def one_or_many(value: Any) -> Any:
    """Read `after: decide` as a list of one."""
    return [value] if is_name(value) or isinstance(value, dict) else value


class After(Part):
    """A link to an earlier step; `after: [decide]` is short for finish-start without lag."""

    step: Reference
    """Step, `team.operational`, `team.call` and so on."""
    link: Literal["finish-start", "start-start", "finish-finish", "start-finish"] = "finish-start"
    """Which moment of the earlier step frees which moment of this one."""
    lag: Days = 0.0
    """Days between the two moments."""


def link_of(value: Any) -> Any:
    """Read the name of a step as a finish-start link without lag."""
    return {"step": value} if is_name(value) else value


Links = Annotated[tuple[Annotated[After, BeforeValidator(link_of)], ...], BeforeValidator(one_or_many)]
Names = Annotated[tuple[Reference, ...], BeforeValidator(one_or_many)]


class Calendar(Part):
    """Either a working week (`week`, `holidays`) or occasions (`every`, `weekday`)."""

    week: tuple[Weekday, ...] = ()
    """Working days; durations counted on this calendar count these days only."""
    holidays: Literal["us_federal"] | tuple[Moment, ...] = ()
    """Days off: `us_federal` or a list of dates."""
    every: Days | None = None
    """Occasions this far apart, in days: a forum, a mandate review."""
    weekday: Weekday | None = None
    """Weekday of the first occasion."""
    first: Moment | None = None
    """Day of the first occasion; default: the first such weekday on or after D+0."""


class Intake(Part):
    """Recruitment towards an authorised strength; who has left or passed on is replaced."""

    target: Count
    """Authorised strength, of those who come when called: Active 250 planned for FY2009 (F 5)."""
    per_month: Factor
    """Most recruits a month, together; 100 of 250 after 18 months (F 3) is about 5.6 (D)."""
    training: DaysLaw = Pert(30.0, 60.0, 120.0)
    """Days from joining to being free for a call; counted as resting (J)."""


class Pool(Part):
    """People, teams or things that steps seize and give back."""

    size: Count
    """Heads, teams or slots."""
    kind: Literal["people", "team", "slots", "lift", "things"] = "things"
    """What it holds; people can rest, yield and be lost."""
    queue: QUEUES = "fifo"
    """Who goes first when several wait."""
    may_pass: Truth = False
    """Whether a small request may pass a large one that does not fit yet."""
    yields: ShareLaw | None = None
    """Share of the pool that comes when called (standby: 0.10 to 0.25 is a planning idea, F 8)."""
    recall: DaysLaw | None = None
    """Days from call to releasable, per call-up."""
    refusal: Share = 0.0
    """Chance that a supervisor refuses release, per ask; the next ask waits for `recall` anew."""
    rest: DaysLaw | None = None
    """Days after a tour before the people are free again."""
    becomes: Reference | None = None
    """Pool that they join after their rest: Active Corps members become Standby Corps."""
    attrition: ShareLaw | None = None
    """Share of the people of a team who leave for good at the end of a tour."""
    service: Annotated[int, Field(strict=True, ge=1, le=40)] = 1
    """Tours served before a member passes on to `becomes`; at each return 1/service of them do (J)."""
    dwell: Literal["own", "next"] = "own"
    """Whose `rest` counts for who passes on: this pool's, or that of the pool they join at once."""
    skills: dict[Skill, Count] = Field(default_factory=dict)
    """Skill → heads among `size`; the rest are generalists (J)."""
    intake: Intake | None = None
    """Recruitment towards an authorised strength."""
    provider: Literal["state", "agency", "private", "ngo", "partner", "military"] | None = None
    """Who provides these people, for the inventory of capabilities."""
    agency: Text | None = None
    """Which agency or firm, in words."""
    cost: Rate | None = None
    """Dollars that keep one head ready for a year; Active at most about 0.30 M USD (D)."""


class Replenish(Part):
    """What a fund that runs low does: ask for more, and wait for it."""

    below: Dollars
    """Asks when the money free to claim is below this, or when a claim waits."""
    to: Dollars
    """Asks for as much as fills it to this."""
    checked: Days = 7.0
    """Days between looks at the balance."""
    lag: DaysLaw = Pert(22.0, 98.0, 252.0)
    """Days from request to law; supplementals FY2003–10 took 22 to 252, median about 98 (D on M)."""


class ContinuingResolution(Part):
    """New starts are barred until a full-year act passes."""

    chance: Share = 0.95
    """Chance that one is in force on 1 October (M)."""
    lasts: DaysLaw = Pert(30.0, 90.0, 180.0)
    """Days until the act (J)."""


class Fund(Part):
    """Money with a law behind it, in whole dollars."""

    opening: Dollars
    """Appropriated at D+0."""
    expires: Moment = "never"
    """`never` (no-year money), `fiscal_year` (30 September) or a moment; then the rest lapses."""
    queue: Literal["priority", "fifo", "smallest_first", "ring_fenced"] = "fifo"
    """Who goes first when several wait for money; ring_fenced keeps a share per crisis."""
    may_pass: Truth = False
    """Whether a small claim may pass a large one that does not fit yet."""
    shares: dict[str, Share] = Field(default_factory=dict)
    """Crisis → share of the fund it may claim (ring_fenced)."""
    quick_start_ceiling: Dollars = 0
    """Largest quick-start grant that needs no award and no prior notification; 0: no such tool."""
    apportionment: DaysLaw = Constant(0.0)
    """Days from appropriation to apportionment by OMB; 30-day rule, 31 USC 1513 (M)."""
    continuing_resolution: ContinuingResolution | None = None
    """A continuing resolution that bars new starts at D+0; never for no-year money."""
    replenish: Replenish | None = None
    """How it asks for more when it runs low."""


class Mechanism(Part):
    """A contract, grant or agreement through which money reaches the ground."""

    sector: Sector | Literal["any"]
    """Sector it may serve."""
    region: str = "any"
    """Region it may serve, or any."""
    ceiling: Dollars
    """Most that can be ordered through it in all."""
    award: DaysLaw = Pert(10.0, 35.0, 90.0)
    """Days from request to task order; pre-competed IDIQ 10–90 (M)."""
    prepositioned: Truth = True
    """Whether it is in place; if not, `competition` runs before the first dollar."""
    competition: DaysLaw = Pert(150.0, 300.0, 520.0)
    """Days of full and open competition when it is not in place (M)."""
    expires: Moment = "never"
    """Day after which nothing can be ordered through it; `fiscal_year`: 30 September after D+0."""
    kind: str = "contract"
    """Contract, grant, cooperative agreement, interagency agreement …"""
    keeping_cost: Dollars | None = None
    """Dollars a year to keep it in place, for `scrs mechanisms --rank`; default 0.5 % of the ceiling (J)."""
