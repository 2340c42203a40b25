"""What may come and what is learned: the watch list, pre-planning, prevention and lessons.

How crises, flags and plans are laid is `sim.scenario.compiling.watch`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.distributions import Pert, Triangular, Uniform
from sim.scenario.schema.doctrine import Step
from sim.scenario.schema.ground import Crisis
from sim.scenario.schema.resources import Names, Part
from sim.scenario.values import (
    Days,
    DaysLaw,
    Factor,
    Name,
    Number,
    Rate,
    Share,
    ShareLaw,
    Yearly,
)

AtMost = Annotated[int, Field(strict=True, ge=1, le=50)]
MOST_STATES = 1_000


class Stream(Part):
    """Crises of one kind that come at random: operations NAME_1, NAME_2 and so on."""

    like: str
    """Template, or crisis, whose country, provinces and force each of them has."""
    every: Days
    """Mean days between two onsets, and from D+0 to the first; exponential gaps. Range 6 mo to 20 y (J)."""
    at_most: AtMost = 4
    """Most of them in one run; later ones are not laid (J)."""
    region: str | None = None
    """Region, for mechanisms; default: the template's."""
    severity: Share | None = None
    """0 to 1; default: the template's."""
    priority: Number | None = None
    """Place in queues; default: the template's, else the severity."""


class Skill(Part):
    """How well the list tells states with an onset from quiet ones."""

    onsets: Share = 0.8
    """Share of onsets flagged up to two years ahead: about 0.8 (M-hi, FACTS 1.4); range 0.5–0.9."""
    quiet: Share = 0.8
    """Share of quiet states that are not flagged. About 0.8 (M-hi, FACTS 1.4); range 0.5–0.95."""


class Preplanning(Step):
    """What each flagged state asks of the planners: a step of its own, called off by the onset."""

    duration: DaysLaw = Pert(60.0, 90.0, 180.0)
    """Days of work on one full country plan: 2 to 4 plans a year were made (J, FACTS 1.4)."""
    priority: Number | None = -1.0
    """Place in queues by priority: after real crises, whose severities are 0 to 1 (J)."""
    valid: Days = 730.5
    """Days for which a finished plan is of use (J); `give_up_after`, in line for planners, defaults to it."""
    only: Names = ()
    """Streams and watched crises for which plans are made; none named: for whatever is flagged."""
    eases: dict[str, Factor] = Field(default_factory=dict)
    """Path of a step's duration → factor on it where a valid plan is there at the onset; 0 skips it (J)."""


class Prevention(Step):
    """What is sent to each flagged state to avert the onset; leave it out and nothing is sent."""

    duration: DaysLaw = Pert(60.0, 120.0, 365.0)
    """Days until a prevention team has done what it can (J)."""
    priority: Number | None = -1.0
    """Place in queues by priority (J)."""
    give_up_after: Days | None = 365.25
    """Days in line after which a state is left alone (J)."""
    lowers: ShareLaw = Triangular(0.0, 0.2, 0.4)
    """Chance that a prevention finished before the onset averts it; 0 is possible (J)."""


class WatchList(Part):
    """States at risk: what comes, what is flagged, and what is done about it."""

    templates: dict[Name, Crisis] = Field(default_factory=dict)
    """Name → a crisis that only streams use."""
    arrivals: dict[Name, Stream] = Field(default_factory=dict)
    """Name → stream of crises at random."""
    crises: Names = ()
    """Scripted crises that are watched too."""
    states: Annotated[int, Field(strict=True, ge=0, le=MOST_STATES)] = 0
    """States watched; 160 in FACTS 1.4 (M). 0: no false alarms and no onsets elsewhere."""
    base_rate: Yearly = 0.025
    """Onsets per state and year: 0.02 to 0.03 (M, FACTS 1.4)."""
    skill: Skill = Skill()
    """How well the list tells."""
    refreshed: Days = 182.625
    """Days between two issues of the list: semi-annual (M, FACTS 1.1). 0: at once."""
    warning: DaysLaw = Uniform(0.0, 730.0)
    """Days before the onset at which its signs are read, cut at D+0; up to two years (J on FACTS 1.4)."""
    preplanning: Preplanning | None = None
    """Plans made in advance; without it there are none."""
    prevention: Prevention | None = None
    """Prevention teams; without it there are none."""
    planner_cost: Rate = 150_000.0
    """Dollars per planner and year, for the cost per hit (J; range 100 k to 250 k)."""


class Lesson(Part):
    """What each operation teaches the others."""

    from_: str = Field(alias="from")
    """Step whose finish teaches."""
    lag: DaysLaw = Pert(182.625, 547.875, 1461.0)
    """Days from the lesson to a change in plans and training: 6, 18, 48 months (J, FACTS 1.4)."""
    adopted: Share = 0.35
    """Chance that it is adopted at all: 0.2 to 0.5 (J, FACTS 1.4)."""
    eases: dict[str, Factor]
    """Path of a duration → factor on it in other operations, for what begins after the adoption (J)."""
