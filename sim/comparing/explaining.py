"""How much of the move of a statistic each change explains: Shapley shares over the changes.

All combinations of changes play the same futures. The shares add up to the whole move exactly, in the
estimate and in every resample. Source of the shares: `sim.stats.shapley`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from sim.batch import Engine, Serial
from sim.batch.deciding import engine_for
from sim.batch.road import unbroken
from sim.comparing.grouping import (
    MOST_EXACT,
    Mixtures,
    changes_of,
    combinations_of,
    grouped,
    orders_of,
)
from sim.comparing.playing import Setting, play
from sim.draws import key_of
from sim.stats import Estimate, marginals
from sim.stats.bootstrap import RESAMPLES, interval, over_resamples
from sim.tools.design import both_ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.road import Broken
    from sim.comparing.grouping import Group, Members
    from sim.comparing.playing import Progress
    from sim.comparing.statistic import Statistic
    from sim.scenario.differing import Change
    from sim.scenario.reading import Document

    Floats = NDArray[np.float64]

METHOD = "paired bootstrap, 95 %"
FUTURES = 200
ORDERS = 8


@dataclass(frozen=True)
class Explanation:
    """What made a statistic move between two files, in its unit.

    `shares`: each group's part, in the order of the changes; they add up to `move`. `exact`: whether all
    combinations were played; else `orders` orders, each there and back. `runs`: played in all.
    `cut`: whether a date lay beyond the horizon, which then stands in its place.
    `broken`: runs that broke off; their futures are left out of all combinations.
    """

    statistic: Statistic
    old: Estimate
    new: Estimate
    move: Estimate
    shares: tuple[tuple[Group, Estimate], ...]
    n: int
    seed: int
    runs: int
    orders: int
    exact: bool
    cut: bool
    horizon: float
    broken: tuple[Broken, ...] = ()


def explain(
    documents: tuple[Document, Document],
    changes: tuple[Change, ...],
    statistic: Statistic,
    *,
    n: int = FUTURES,
    seed: int = 1,
    orders: int = ORDERS,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Explanation:
    """Return how much of a statistic's move each change explains.

    Parameters: `documents`: the old one and the new one, both of which can be run and have what the
    statistic asks for; `changes`: what sets them apart, at least one that a run reads; `orders`: drawn
    where the changes are too many for all combinations; `engine`: who plays, which changes nothing.
    Raises: `AllBroke` if so many runs break off that nothing can be told.
    """
    old, new = documents
    mixtures = Mixtures(old, new, statistic.measure.name if statistic.measure.dated else "")
    played = tuple(each for each in changes if not each.words)
    groups = grouped(played, mixtures, seed=seed, count=orders)
    members = list(combinations_of(groups, seed=seed, count=orders))
    plans = {each: mixtures.plan(changes_of(groups, each), whole=len(played)) for each in members}
    unlike = {plan.hash: plan for plan in plans.values() if plan is not None}
    horizon = min(each.horizon for each in unlike.values())
    names = {plan.hash: _said(groups, each) for each, plan in plans.items() if plan is not None}
    said, different = tuple(names[each] for each in unlike), tuple(unlike.values())
    who = engine_for(engine, different, runs=n * len(different))
    setting = Setting(different, (statistic.measure,), seed, horizon, said, who)
    wanted = {place: range(n) for place in range(len(unlike))}
    runs = play(setting, wanted, executor=executor or Serial(), progress=progress)
    left = unbroken(range(n), runs.broken)
    numbers = dict(zip(unlike, (runs.numbers[place][0][left] for place in wanted), strict=True))
    values = {each: numbers[plan.hash] for each, plan in plans.items() if plan is not None}
    found = _explained(
        groups, values, statistic, seed=seed, orders=orders, horizon=horizon, runs=n * len(unlike)
    )
    return replace(found, broken=runs.broken)


def _said(groups: tuple[Group, ...], members: Members) -> str:
    """Return which changes a combination has: `the old file with steps.road.duration`."""
    names = [groups[each].name for each in sorted(members)]
    return "the old file" + (f" with {', '.join(names)}" if names else "")


def _explained(
    groups: tuple[Group, ...],
    values: Mapping[Members, Floats],
    statistic: Statistic,
    *,
    seed: int,
    orders: int,
    horizon: float,
    runs: int,
) -> Explanation:
    n = len(values[frozenset()])
    key = key_of(f"diff/bootstrap/{seed}")
    worth = {
        each: _statistics(numbers, statistic, key=key, horizon=horizon) for each, numbers in values.items()
    }
    shares = _shares(groups, worth, seed=seed, orders=orders)
    old, new = worth[frozenset()], worth[frozenset(range(len(groups)))]
    cut = any(bool(np.isinf(each).any()) for each in values.values()) and statistic.kind != "share"
    return Explanation(
        statistic=statistic,
        old=_estimate(old, n),
        new=_estimate(new, n),
        move=_estimate(new - old, n),
        shares=tuple((group, _estimate(each, n)) for group, each in zip(groups, shares, strict=True)),
        n=n,
        seed=seed,
        runs=runs,
        orders=orders,
        exact=len(groups) <= MOST_EXACT,
        cut=cut,
        horizon=horizon,
    )


def _statistics(values: Floats, statistic: Statistic, *, key: int, horizon: float) -> Floats:
    """Return the statistic of all futures and, behind it, of each resample, shape (1 + resamples,)."""
    drawn = over_resamples(len(values), lambda rows: statistic.of(values[rows], horizon=horizon), key=key)
    return np.concatenate([[float(statistic.of(values, horizon=horizon))], drawn])


def _shares(groups: tuple[Group, ...], worth: Mapping[Members, Floats], *, seed: int, orders: int) -> Floats:
    """Return each group's share, in all futures and in each resample, shape (groups, 1 + resamples).

    Where orders were drawn, a resample draws anew among them as well: that they are few counts too.
    """
    k = len(groups)
    if k <= MOST_EXACT:
        ways = [marginals(each, worth.__getitem__) for each in permutations(range(k))]
        return np.asarray(np.mean(ways, axis=0))
    found = [
        np.mean([marginals(way, worth.__getitem__) for way in both_ways(order)], axis=0)
        for order in orders_of(groups, seed=seed, count=orders)
    ]
    each = np.array(found)
    generator = np.random.default_rng(key_of(f"diff/orders/{seed}"))
    drawn = generator.integers(0, orders, size=(RESAMPLES, orders))
    resampled = [each[rows, :, 1 + place].mean(axis=0) for place, rows in enumerate(drawn)]
    return np.concatenate([each[:, :, :1].mean(axis=0), np.array(resampled).T], axis=1)


def _estimate(numbers: Floats, n: int) -> Estimate:
    low, high = interval(numbers[1:])
    return Estimate(float(numbers[0]), low, high, n, METHOD)
