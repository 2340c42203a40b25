"""What a worker of the bench plays: some futures of a plan, and what is kept of each.

Who plays, and when, is `crew`; a number depends on the plan, the seed and the future alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim import measures
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.plan import Plan
    from sim.simulating import Player
    from sim.trace import Outcome

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """Some futures of a plan under a seed: the `first` and how many (`count`)."""

    plan: Plan
    seed: int
    first: int
    count: int

    @property
    def futures(self) -> range:
        """Return the futures by number."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True, eq=False)
class Played:
    """What is kept of some futures, in order.

    `days`: day of each milestone, shape (milestones, futures), infinite where not reached; `cost`: dollars
    of all kinds, shape (futures,); `waits`: days waited per cause, shape (causes, futures).
    """

    days: Floats
    cost: Floats
    waits: Floats

    @property
    def n(self) -> int:
        """Return how many futures there are."""
        return len(self.cost)


def play(player: Player, task: Task) -> Played:
    """Return what the futures of a task come to; `player`: made for the task's plan."""
    outcomes = list(player.play(task.seed, task.futures))
    milestones = len(task.plan.milestones)
    days = np.array([each.milestones for each in outcomes], dtype=np.float64).reshape(-1, milestones).T
    return Played(
        days=np.where(np.isnan(days), math.inf, days),
        cost=np.array([_cost(each) for each in outcomes], dtype=np.float64),
        waits=np.array([_waits(each) for each in outcomes], dtype=np.float64).reshape(-1, len(Cause)).T,
    )


def joined(parts: Sequence[Played], *, milestones: int) -> Played:
    """Return parts, in order of their futures, as one; without any, of no future."""
    nothing = Played(np.empty((milestones, 0)), np.empty(0), np.empty((len(Cause), 0)))
    every = [nothing, *parts]
    return Played(
        days=np.concatenate([each.days for each in every], axis=1),
        cost=np.concatenate([each.cost for each in every]),
        waits=np.concatenate([each.waits for each in every], axis=1),
    )


def _cost(outcome: Outcome) -> float:
    return math.fsum(dollars for each in measures.total_cost(outcome).values() for dollars in each.values())


def _waits(outcome: Outcome) -> list[float]:
    """Return days waited per cause, all operations together."""
    found = measures.days_by_cause(outcome).values()
    return [math.fsum(each.get(cause, 0.0) for each in found) for cause in Cause]
