"""Plays futures of a plan, or the points of a design, over any executor."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.batch import Engine, Serial
from sim.batch.deciding import engine_for
from sim.batch.evenly import at_points
from sim.batch.playing import Job
from sim.batch.request import Request
from sim.batch.results import joined
from sim.batch.road import Broken
from sim.batch.run import InMemory, carry_out
from sim.batch.sampling import Sampling, refuse_moving, scrambles
from sim.draws import Sampler
from sim.stats import Estimate, mean_t

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.measuring import Measuring
    from sim.batch.players import Brief
    from sim.batch.results import Results
    from sim.plan import Plan

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Player:
    """Who plays: an executor and an engine, and who is told how far it is (runs done, runs in all).

    `broken`: the points whose runs broke off, by their place in the design.
    """

    executor: Executor = field(default_factory=Serial)
    progress: Progress | None = None
    broken: list[Broken] = field(default_factory=list)
    engine: Engine = Engine.AUTO

    def futures(self, measuring: Measuring, *, seed: int, replications: int) -> Results:
        """Return the results of the first futures of a seed."""
        keeper = InMemory()
        carry_out(
            Request(seed, replications),
            Job(measuring, seed, engine_for(self.engine, (measuring.plan,), runs=replications)),
            keeper,
            executor=self.executor,
            progress=lambda standing: self._tell(standing.played, standing.total),
        )
        return joined(keeper.parts)

    def points(self, plan: Plan, points: Floats, milestone: str) -> Floats:
        """Return the day of a milestone at each point, shape (n,).

        The horizon where it was not reached; NaN where the run broke off.
        Parameters: `points`: independent uniforms, shape (n, width of the plan).
        """
        place = [each.id for each in plan.milestones].index(milestone)
        found = at_points(
            plan,
            points,
            partial(_day, plan.horizon, place),
            executor=self.executor,
            engine=self.engine,
            progress=self.progress,
        )
        self.broken.extend(each.of("the design") for each in found if isinstance(each, Broken))
        days = [math.nan if isinstance(each, Broken) else each for each in found]
        return np.array(days, dtype=np.float64)

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)


def _day(horizon: float, place: int, brief: Brief) -> float:
    day = brief.days[place]
    return horizon if math.isnan(day) else day


def capped(days: Floats, plan: Plan) -> Floats:
    """Return days with the horizon where a milestone was not reached: at least so late."""
    return np.where(np.isfinite(days), days, plan.horizon)


def sampled_mean(
    plan: Plan, milestone: str, *, sampling: Sampling, runs: int, seed: int, player: Player
) -> Estimate:
    """Return the mean day of a milestone over evenly spread points, with its error over the scrambles.

    Not reached counts as the horizon; a point whose run broke off is left out.
    Raises: `BadInput` if the plan's draws have no fixed dimension.
    """
    refuse_moving(plan.draws, sampling=sampling)
    width = Sampler(plan).width
    blocks = scrambles(sampling, runs=runs, width=width, seed=seed)
    days = player.points(plan, np.concatenate(blocks), milestone)
    by_block = days.reshape(len(blocks), -1)
    found = mean_t([each[np.isfinite(each)].mean() for each in by_block if np.isfinite(each).any()])
    method = f"{len(blocks)} scrambles of {len(blocks[0])} {sampling} points, {found.method}"
    return Estimate(found.value, found.low, found.high, int(np.isfinite(days).sum()), method)
