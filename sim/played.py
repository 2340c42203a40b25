"""One run as its user holds it: its dates, its timeline, what happened day by day, what it waited for.

What a run leaves is `sim.trace`; every number here is read off it by `sim.measures`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.measures import milestones
from sim.measures.steps import all_waits, step_table
from sim.simulating import DEFAULT_SEED, simulate

if TYPE_CHECKING:
    from sim.measures.steps import StepDates, Wait
    from sim.scenario.loading import Model
    from sim.trace import Outcome

MOMENTS = ("ready", "start", "finish")


class Event(NamedTuple):
    """Something that happened to a round of a step. `day`: since D+0; `what`: ready, start or finish."""

    day: float
    what: str
    step: str
    label: str


@dataclass(frozen=True, eq=False)
class Played:
    """One run. `outcome`: its whole trace."""

    outcome: Outcome

    @property
    def milestones(self) -> dict[str, float]:
        """Return the day of every milestone by name, NaN where it was not reached by the horizon."""
        return milestones(self.outcome)

    @property
    def timeline(self) -> tuple[StepDates, ...]:
        """Return every round of every step by name: when it was ready, began and was done, and its state."""
        return tuple(step_table(self.outcome))

    @property
    def events(self) -> tuple[Event, ...]:
        """Return what happened to the steps, in order of days; at one day in the order of the plan."""
        found = [
            Event(getattr(each, what), what, each.id, each.label)
            for each in self.timeline
            for what in MOMENTS
            if not math.isnan(getattr(each, what))
        ]
        return tuple(sorted(found, key=lambda each: each.day))

    @property
    def waits(self) -> tuple[Wait, ...]:
        """Return every wait, longest first, with what it was for."""
        return tuple(all_waits(self.outcome))


def played(model: Model, *, seed: int = DEFAULT_SEED, replication: int = 0) -> Played:
    """Return one future of a model; see `sim.simulating.simulate`."""
    return Played(simulate(model, seed=seed, replication=replication))
