"""Plays futures of a plan, or the points of a design, over any executor."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.batch import Serial
from sim.batch.playing import Job
from sim.batch.request import Request
from sim.batch.results import joined
from sim.batch.run import InMemory, carry_out
from sim.batch.sampling import Sampling, refuse_moving, scrambles
from sim.draws import Sampler
from sim.simulating import follow
from sim.stats import Estimate, mean_t

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.measuring import Measuring
    from sim.batch.results import Results
    from sim.plan import Plan

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]

PIECE = 20
"""Points in a piece of work at most: below a second."""


@dataclass(frozen=True)
class Player:
    """Who plays: an executor, and who is told how far it is (runs done, runs in all)."""

    executor: Executor = field(default_factory=Serial)
    progress: Progress | None = None

    def futures(self, measuring: Measuring, *, seed: int, replications: int) -> Results:
        """Return the results of the first futures of a seed."""
        keeper = InMemory()
        carry_out(
            Request(seed, replications),
            Job(measuring, seed),
            keeper,
            executor=self.executor,
            progress=lambda standing: self._tell(standing.played, standing.total),
        )
        return joined(keeper.parts)

    def points(self, plan: Plan, points: Floats, milestone: str) -> Floats:
        """Return the day of a milestone at each point, shape (n,); the horizon where it was not reached.

        Parameters: `points`: independent uniforms, shape (n, width of the plan).
        """
        place = [each.id for each in plan.milestones].index(milestone)
        pieces = [points[at : at + PIECE] for at in range(0, len(points), PIECE)]
        days: list[float] = []
        with closing(self.executor.map(play_points, pieces, shared=(plan, place))) as results:
            for found in results:
                days += found
                self._tell(len(days), len(points))
        return capped(np.array(days), plan)

    def _tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)


def play_points(shared: tuple[Plan, int], piece: Floats) -> list[float]:
    """Return the day of a milestone at each point of a piece; NaN where it was not reached."""
    plan, place = shared
    return [each.milestones[place] for each in follow(plan, piece)]


def capped(days: Floats, plan: Plan) -> Floats:
    """Return days with the horizon where a milestone was not reached: at least so late."""
    return np.where(np.isfinite(days), days, plan.horizon)


def sampled_mean(
    plan: Plan, milestone: str, *, sampling: Sampling, runs: int, seed: int, player: Player
) -> Estimate:
    """Return the mean day of a milestone over evenly spread points, with its error over the scrambles.

    Not reached counts as the horizon.
    Raises: `BadInput` if the plan's draws have no fixed dimension.
    """
    refuse_moving(plan.draws, sampling=sampling)
    width = Sampler(plan).width
    blocks = scrambles(sampling, runs=runs, width=width, seed=seed)
    days = player.points(plan, np.concatenate(blocks), milestone)
    means = days.reshape(len(blocks), -1).mean(axis=1)
    found = mean_t(means)
    method = f"{len(blocks)} scrambles of {len(blocks[0])} {sampling} points, {found.method}"
    return Estimate(found.value, found.low, found.high, len(days), method)
