"""What every operation does: steps, civilian teams and programmes, with their durations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.distributions import Constant, Lognormal, Pert
from sim.scenario.schema.resources import Links, Names, Part, Sector, Skill
from sim.scenario.values import (
    Count,
    Days,
    DaysLaw,
    Dollars,
    Factor,
    Moment,
    Name,
    Needed,
    Number,
    Reference,
    Share,
    Text,
    Truth,
)


class Repeat(Part):
    """A step that is done again: a plan sent back, an assessment refused."""

    chance: Share
    """Chance, each time, that it is done once more (revision loop: 0.15–0.5, J)."""
    at_most: Annotated[int, Field(strict=True, ge=1, le=50)] = 3
    """Most times in all."""


class Owed(Part):
    """What somebody answers for: whose it is, and when it must have come."""

    owner: Text = ""
    """Who owes it: an office, an agency, a partner."""
    due: Days | None = None
    """Days after the onset by which it must be done, a team operational, a first tranche paid."""


class Step(Owed):
    """One thing that must be done, with what it waits for and how long it takes."""

    after: Links = ()
    """Steps it waits for."""
    needs: dict[str, Needed] = Field(default_factory=dict)
    """Pool → heads, or fund → money; seized all or none at the start."""
    keeps_until: Reference | None = None
    """Step whose finish gives the pools back; default: its own."""
    calendar: Reference | None = None
    """Working calendar: its duration counts in working days. Occasions: it starts on one."""
    duration: DaysLaw = Constant(0.0)
    """Days of work; 0 makes it a mark on the chart."""
    chance: Share = 1.0
    """Chance that it is needed at all; if not, what follows goes on at once."""
    repeat: Repeat | None = None
    """Whether it may have to be done again."""
    not_before: Moment | None = None
    """Day before which it does not start."""
    give_up_after: Days | None = None
    """Days of waiting after which it is given up, with a named reason."""
    optional: Truth = False
    """Whether a run may end without it."""
    joint: Truth = False
    """Whether civil and military planners do it together; see `doctrine.planning`."""
    priority: Number | None = None
    """Place in queues by priority; higher goes first; default: its crisis's."""
    alias: Reference | None = None
    """Earlier name, so that a renamed step keeps its luck."""


class Relief(Part):
    """Relief in place: how a team is followed by the next."""

    called_before: Days = 60.0
    """Days before the tour's end at which the next team is called (J)."""


class Curtailment(Part):
    """A tour that ends early."""

    chance: Share = 0.08
    """Per tour (J: 3–15 %)."""
    at: Annotated[tuple[Share, Share], Field()] = (0.2, 0.9)
    """Share of the tour served, between these."""


class Team(Owed):
    """A civilian team: called, clearing, training, in transit, setting up, operational, relieved."""

    size: Annotated[int, Field(strict=True, ge=1, le=100_000)]
    """People."""
    from_: Names = Field(alias="from")
    """Pools it is filled from, in order of preference."""
    skills: dict[Skill, Count] = Field(default_factory=dict)
    """Skill → seats that only such specialists may take; anybody takes the rest (J)."""
    place: Reference = "capital"
    """`capital`, `each_province` (one team each) or a province."""
    embedded: Truth = False
    """Whether it lives and moves with a military unit."""
    after: Links = ()
    """Steps it waits for before it is called."""
    clearance: DaysLaw = Pert(2.0, 7.0, 30.0)
    """Country clearance, visa and medical, days (J)."""
    training: DaysLaw = Pert(0.0, 1.0, 3.0)
    """Pre-deployment training, days; 0–3 if current (M), else 5–35."""
    travel: DaysLaw = Pert(1.0, 2.0, 5.0)
    """Travel to the capital, days (J)."""
    set_up: DaysLaw = Pert(2.0, 7.0, 21.0)
    """Setting up at the capital, days (J)."""
    move: DaysLaw = Pert(3.0, 14.0, 60.0)
    """Onward move to the province with escort and lodging, days (J)."""
    embed: DaysLaw = Pert(2.0, 10.0, 30.0)
    """Embedding with a military unit, days; needs an agreement (J)."""
    lift: dict[str, Count] = Field(default_factory=dict)
    """Pool → units of lift that the onward move seizes."""
    security_at_least: Share = 0.0
    """Security of the province below which the team does not move in; half if embedded."""
    evacuate_below: Share = 0.0
    """Security below which, at a review, a tour ends at once; 0: never. Range 0.1–0.3 (J)."""
    return_margin: Share = 0.05
    """Security above `evacuate_below` from which an evacuated team is followed. Range 0–0.2 (J)."""
    tour: Days = 365.0
    """Days on the ground (war-zone tour 180–400, M)."""
    leave: Days = 0.0
    """Days of rest and recuperation away in a whole tour (35–70 of 365, M; presence 0.81–0.90, D)."""
    stays: Literal["until_exit", "until_handover"] | Annotated[int, Field(strict=True, ge=1, le=40)] = (
        "until_exit"
    )
    """Until the military's exit, the province's handover, or a number of tours."""
    relief: Relief = Relief()
    """How the next team follows."""
    curtailment: Curtailment = Curtailment()
    """How often a tour ends early."""
    alias: Reference | None = None
    """Earlier name, so that a renamed team keeps its luck."""


class Hold(Part):
    """A committee's hold after notification: not binding in law, honoured in practice (M)."""

    chance: Share = 0.25
    """Chance of a hold (J)."""
    duration: DaysLaw = Lognormal(10.0, 90.0)
    """Days it lasts (J)."""


class Programme(Owed):
    """Money for a sector: authority to spend and means to spend run as two serial clocks."""

    sector: Sector
    """Sector it serves."""
    amount: Dollars
    """Whole dollars; s.1207 projects of FY2007 had a median of 15 M USD (F 27, D)."""
    fund: Reference | None = None
    """Fund that pays; default: the only one."""
    mechanism: Reference = "any"
    """`any` (the fastest with ceiling left), `none` (full and open competition) or a name."""
    place: Reference = "capital"
    """`capital` (serves all provinces by population), a province, `each_province` (one programme of the full
    amount each) or `shared` (one each, the amount divided by population)."""
    phase: Literal["initial_response", "transformation", "sustainability"] = "initial_response"
    """Phase of the essential tasks matrix."""
    task: Text = ""
    """Essential task that it pays for."""
    after: Links = ()
    """Steps it waits for."""
    quick_start: Dollars = 0
    """Part asked as a quick-start grant; given if the fund's ceiling allows it."""
    grant: DaysLaw = Pert(7.0, 21.0, 60.0)
    """Days to a quick-start grant with a local partner (J)."""
    grant_lasts: DaysLaw = Constant(180.0)
    """Days over which a quick-start grant is under delivery (J; 90 to 365 thought)."""
    notification: DaysLaw = Constant(15.0)
    """Days of congressional notification; 22 USC 2394-1 (F 21)."""
    waiver: Share = 0.0
    """Chance of an emergency waiver of the notification (F 22: notify 3 days after)."""
    hold: Hold = Hold()
    """Committee hold after notification."""
    competition: DaysLaw = Pert(150.0, 300.0, 520.0)
    """Days of full and open competition where no mechanism serves (M)."""
    mobilise: DaysLaw = Pert(10.0, 30.0, 90.0)
    """Contractor mobilisation after award, days (J)."""
    tranches: Annotated[tuple[Share, ...], Field(min_length=1, max_length=60)] = (0.3, 0.4, 0.3)
    """Shares of the amount disbursed at the start of each tranche (J); they add up to 1."""
    tranche_every: Days = 365.25
    """Days between tranches."""
    alias: Reference | None = None
    """Earlier name, so that a renamed programme keeps its luck."""


class Apart(Part):
    """What it costs that civil and military planners do not work in each other's staffs."""

    repeat: Factor = 1.5
    """Factor on the chance that a joint step is sent back, up to 0.95 (J: 1–2.5)."""
    embed: Factor = 2.0
    """Factor on the days of embedding with a military unit (J: 1–3)."""


class Planning(Part):
    """Civil and military planners: in each other's staffs, or apart."""

    civil_military: Literal["together", "apart"] = "together"
    """Together: nothing changes. Apart: the factors below act."""
    apart: Apart = Apart()
    """Factors when apart."""


class Doctrine(Part):
    """What every operation does: steps, teams, programmes; each crisis gets its own."""

    steps: dict[Name, Step] = Field(default_factory=dict)
    """Name → step: decisions, planning, design."""
    teams: dict[Name, Team] = Field(default_factory=dict)
    """Name → civilian team."""
    programmes: dict[Name, Programme] = Field(default_factory=dict)
    """Name → programme."""
    planning: Planning = Planning()
    """Civil and military planners together or apart."""
