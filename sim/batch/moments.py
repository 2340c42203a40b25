"""When each step began and was done in many futures: the first round of every step, replayed by name.

A batch keeps milestones, not steps; a plan on paper wants a date for every line of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.executors import Serial
from sim.batch.fans import PIECE
from sim.batch.road import Broken, kept
from sim.simulating import Player
from sim.trace import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.batch.executors import Executor
    from sim.plan import Plan
    from sim.trace import Outcome

NEEDLESS = (State.SKIPPED, State.CANCELLED)


@dataclass(frozen=True, eq=False)
class Moments:
    """Days of first rounds, shape (runs, steps).

    Infinite where the horizon came first, NaN where chance or the course of events made a step needless.
    `broken`: runs that broke off; they are not among those.
    """

    starts: NDArray[np.float64]
    finishes: NDArray[np.float64]
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Course:
    """What all pieces share."""

    plan: Plan
    seed: int

    @cached_property
    def player(self) -> Player:
        """Whoever plays it here."""
        return Player(self.plan)


def moments(plan: Plan, *, seed: int, futures: Sequence[int], executor: Executor | None = None) -> Moments:
    """Return when each step began and was done in some futures of a plan."""
    pieces = [futures[first : first + PIECE] for first in range(0, len(futures), PIECE)]
    played = (executor or Serial()).map(moments_of_piece, pieces, shared=Course(plan, seed))
    found = [each for piece in played for each in piece]
    whole = [each for each in found if not isinstance(each, Broken)]
    both = np.array(whole).reshape(len(whole), 2, len(plan.steps))
    return Moments(both[:, 0], both[:, 1], tuple(each for each in found if isinstance(each, Broken)))


def moments_of_piece(course: Course, futures: Sequence[int]) -> list[NDArray[np.float64] | Broken]:
    """Return starts and finishes of each future of a piece, shape (2, steps), or why it broke off."""
    return list(kept(partial(course.player.play, course.seed), futures, _first_rounds))


def _first_rounds(outcome: Outcome) -> NDArray[np.float64]:
    days = np.full((2, len(outcome.plan.steps)), math.inf)
    for row in outcome.steps:
        if row.turn == 0:
            needless = row.state in NEEDLESS
            for which, day in enumerate((row.start, row.finish)):
                days[which, row.step] = math.nan if needless else math.inf if math.isnan(day) else day
    return days
