"""What a worker of the bench plays: some futures of a plan, and what is kept of each.

Who plays, and when, is `crew`; a number depends on the plan, the seed and the future alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim import measures
from sim.batch.players import brief_of
from sim.batch.road import Broken, kept
from sim.errors import AllBroke
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.batch.players import Plays
    from sim.plan import Plan
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


READ = ("steps", "waits", "postings", "strength", "levels")
"""The rows of a run that are read."""


def play(player: Plays, task: Task) -> Played:
    """Return what the futures of a task come to; `player`: made for the task's plan.

    Raises: `AllBroke` if a run breaks off: curves without it would lie beside those of the other plan.
    """
    found = list(kept(partial(player.outcomes, task.seed), task.futures, _read))
    whole = [each for each in found if not isinstance(each, Broken)]
    for each in found:
        if isinstance(each, Broken):
            raise AllBroke(len(whole), str(each))
    days, costs, waits = ([each[place] for each in whole] for place in range(3))
    every = np.array(days, dtype=np.float64).reshape(-1, len(task.plan.milestones)).T
    return Played(
        days=np.where(np.isnan(every), math.inf, every),
        cost=np.array(costs, dtype=np.float64),
        waits=np.array(waits, dtype=np.float64).reshape(-1, len(Cause)).T,
    )


def _read(outcome: Outcome) -> tuple[tuple[float, ...], float, list[float]]:
    """Return days of milestones, dollars, and days waited per cause, all operations together."""
    return outcome.milestones, brief_of(outcome).cost, list(measures.days_waited(outcome).values())


def joined(parts: Sequence[Played], *, milestones: int) -> Played:
    """Return parts, in order of their futures, as one; without any, of no future."""
    nothing = Played(np.empty((milestones, 0)), np.empty(0), np.empty((len(Cause), 0)))
    every = [nothing, *parts]
    return Played(
        days=np.concatenate([each.days for each in every], axis=1),
        cost=np.concatenate([each.cost for each in every]),
        waits=np.concatenate([each.waits for each in every], axis=1),
    )
