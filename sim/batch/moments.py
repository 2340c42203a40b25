"""When each step began and was done in many futures: the first round of every step, replayed by name.

A batch keeps milestones, not steps; a plan on paper wants a date for every line of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.executors import Serial
from sim.batch.fans import PIECE
from sim.batch.players import Plays, player_of
from sim.batch.road import Broken, kept
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
    engine: Engine = Engine.SIMPY

    @cached_property
    def player(self) -> Plays:
        """Whoever plays it here."""
        return player_of(self.plan, self.engine, ("steps",))


def moments(
    plan: Plan,
    *,
    seed: int,
    futures: Sequence[int],
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
) -> Moments:
    """Return when each step began and was done in some futures of a plan; `engine`: who plays."""
    course = Course(plan, seed, engine_for(engine, (plan,), runs=len(futures)))
    pieces = [futures[first : first + PIECE] for first in range(0, len(futures), PIECE)]
    played = (executor or Serial()).map(moments_of_piece, pieces, shared=course)
    found = [each for piece in played for each in piece]
    whole = [each for each in found if not isinstance(each, Broken)]
    both = np.array(whole).reshape(len(whole), 2, len(plan.steps))
    return Moments(both[:, 0], both[:, 1], tuple(each for each in found if isinstance(each, Broken)))


def moments_of_piece(course: Course, futures: Sequence[int]) -> list[NDArray[np.float64] | Broken]:
    """Return starts and finishes of each future of a piece, shape (2, steps), or why it broke off."""
    return list(kept(partial(course.player.outcomes, course.seed), futures, _first_rounds))


def _first_rounds(outcome: Outcome) -> NDArray[np.float64]:
    days = np.full((2, len(outcome.plan.steps)), math.inf)
    for row in outcome.steps:
        if row.turn == 0:
            needless = row.state in NEEDLESS
            for which, day in enumerate((row.start, row.finish)):
                days[which, row.step] = math.nan if needless else math.inf if math.isnan(day) else day
    return days
