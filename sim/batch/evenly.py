"""Means of many futures over evenly spread points, with errors from independent scrambles.

Of one set of points nobody knows the error, so there are sixteen, and their means are compared. For a
percentile, or a share near 0 or 1, that would not be honest: they are not told. Where points come from is
`sampling`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.executors import Serial
from sim.batch.players import Plays, brief_of, player_of
from sim.batch.request import COST
from sim.batch.road import Broken, along, kept, unbroken
from sim.batch.sampling import SCRAMBLES, Sampling, refuse_moving, scrambles
from sim.draws import Sampler
from sim.measures.steps import date_names, dates
from sim.stats import Estimate, mean_t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from sim.batch.executors import Executor
    from sim.plan import Plan
    from sim.trace import Outcome

    Floats = NDArray[np.float64]

Found = TypeVar("Found")
Run = TypeVar("Run")
PIECE = 20
"""Points in a piece of work at most: below a second."""
TIMES = 10
"""How many times as many the compiled engine takes."""
READ = ("steps", "waits", "postings", "strength", "levels")
"""The rows that dates and dollars are read off."""


@dataclass(frozen=True)
class Evenly:
    """What a batch over evenly spread points found out.

    `means`: of every date in days, NaN where a run did not reach it, and of `cost` in dollars. `n`: points
    whose runs count; `broken`: the others, by their place among all points.
    """

    scenario: str
    sampling: Sampling
    seed: int
    n: int
    horizon: float
    means: dict[str, Estimate]
    broken: tuple[Broken, ...] = ()


def play_evenly(
    plan: Plan,
    sampling: Sampling,
    *,
    runs: int,
    seed: int,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Callable[[int, int], None] | None = None,
) -> Evenly:
    """Return the means of a plan's dates and dollars over about so many evenly spread points.

    Parameters: `engine`: who plays, which changes nothing.
    Raises: `BadInput` if the plan's draws have no fixed dimension; `AllBroke` if runs break off and too few
    are left.
    """
    refuse_moving(plan.draws, sampling=sampling)
    blocks = scrambles(sampling, runs=runs, width=Sampler(plan).width, seed=seed)
    points = np.concatenate(blocks)
    found = at_points(
        plan, points, _numbers, kinds=READ, executor=executor or Serial(), engine=engine, progress=progress
    )
    broken = tuple(each for each in found if isinstance(each, Broken))
    left = unbroken(range(len(points)), broken)
    names = (*date_names(plan), COST)
    nothing = (math.nan,) * len(names)
    values = np.array([nothing if isinstance(each, Broken) else each for each in found])
    by_block = values.reshape(len(blocks), -1, len(names))
    means = {name: _mean(by_block[:, :, place], sampling) for place, name in enumerate(names)}
    return Evenly(plan.title, sampling, seed, len(left), plan.horizon, means, broken)


@dataclass(frozen=True)
class Design:
    """What all pieces share: a plan, and what is read off each run: its numbers, or rows of these kinds."""

    plan: Plan
    read: Callable[[Any], Any]
    kinds: tuple[str, ...] = ()
    engine: Engine = Engine.SIMPY

    @cached_property
    def player(self) -> Plays:
        """Whoever plays it here; a worker keeps it from piece to piece."""
        return player_of(self.plan, self.engine, self.kinds)


def at_points(
    plan: Plan,
    points: Floats,
    read: Callable[[Run], Found],
    *,
    kinds: tuple[str, ...] = (),
    executor: Executor,
    engine: Engine = Engine.AUTO,
    progress: Callable[[int, int], None] | None = None,
) -> list[Found | Broken]:
    """Return what is read off the run at each point; for a run that breaks off, why, and its place.

    Parameters: `points`: independent uniforms, shape (n, width of the plan); `read`: takes a `Brief`, or an
    `Outcome` if `kinds` of rows are named, and stands at the top of a module, with what is bound to it.
    """
    design = Design(plan, read, kinds, engine_for(engine, (plan,), runs=len(points)))
    size = PIECE if design.engine is Engine.SIMPY else TIMES * PIECE
    pieces = [points[at : at + size] for at in range(0, len(points), size)]
    every: list[Found | Broken] = []
    for _, found in along(executor, _play, pieces, shared=design, runs=len, progress=progress):
        first = len(every)
        every += [
            Broken(first + each.replication, each.why) if isinstance(each, Broken) else each for each in found
        ]
    return every


def _play(design: Design, piece: Floats) -> list[Any]:
    return list(kept(partial(_followed, design, piece), range(len(piece)), design.read))


def _followed(design: Design, piece: Floats, places: Sequence[int]) -> Iterator[Any]:
    points = piece[list(places)]
    return design.player.outcomes_at(points) if design.kinds else design.player.briefs_at(points)


def _numbers(outcome: Outcome) -> tuple[float, ...]:
    """Return the days of a run, infinite where not reached, and its dollars."""
    days = (math.inf if math.isnan(day) else day for day in dates(outcome).values())
    return (*days, brief_of(outcome).cost)


def _mean(blocks: Floats, sampling: Sampling) -> Estimate:
    """Return the mean over the scrambles.

    Parameters: `blocks`: shape (scrambles, points), NaN for runs that broke off.
    """
    means = np.array([each[~np.isnan(each)].mean() for each in blocks if not np.isnan(each).all()])
    found = mean_t(means if np.isfinite(means).all() else np.full(len(means), np.nan))
    method = f"{len(means)} scrambles of {blocks.shape[1]} {sampling} points, {found.method}"
    return Estimate(found.value, found.low, found.high, int((~np.isnan(blocks)).sum()), method)


def to_json(found: Evenly) -> dict[str, Any]:
    """Return the machine-readable result; a mean is null where a run did not reach the date.

    `scenario`, `sampling`, `scrambles`, `n`, `seed`, `horizon`; `means`: name → value, low, high.
    """
    return {
        "scenario": found.scenario,
        "sampling": found.sampling.value,
        "scrambles": SCRAMBLES,
        "n": found.n,
        "seed": found.seed,
        "horizon": found.horizon,
        "means": {
            name: {
                part: value if math.isfinite(value := getattr(each, part)) else None
                for part in ("value", "low", "high")
            }
            for name, each in found.means.items()
        },
    }
