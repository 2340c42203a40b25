"""Differences between sides over the same futures, each with its interval.

A difference is a side's number less the base's: below 0 it is earlier or cheaper. Futures are
independent of each other; within one all sides share their luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.batch import Engine, Serial
from sim.batch.deciding import engine_for
from sim.batch.request import COST
from sim.batch.road import unbroken
from sim.comparing.playing import Setting, play
from sim.comparing.statistic import Measure
from sim.draws import key_of
from sim.errors import BadInput, Place, nearest, quote
from sim.stats import (
    Band,
    Estimate,
    Joint,
    joint,
    mean_t,
    paired_difference,
    paired_quantiles,
    quantile,
    s_curve,
    variance_ratio,
    wilson,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.road import Broken
    from sim.comparing.playing import Played, Progress
    from sim.comparing.sides import Sides
    from sim.comparing.statistic import Promise

    Floats = NDArray[np.float64]

SAME = 1e-6
"""Days or dollars below which two futures do not differ."""
PERCENTILES = (0.5, 0.8)
FUTURES = 1_000


class Cut(NamedTuple):
    """In which share of futures a date was not reached: by the base, by the side, by either."""

    base: float
    side: float
    either: float

    @property
    def sign(self) -> str:
        """Return how the true mean difference stands to the one that the horizon leaves: ≥, ≤, ~ or ''."""
        if not self.either:
            return ""
        return "~" if self.base and self.side else ("≤" if self.base else "≥")


class Level(NamedTuple):
    """How one side stands on one measure. `mean`: None where a date was not reached."""

    side: str
    measure: Measure
    mean: Estimate | None
    percentiles: tuple[Estimate, ...]
    reached: Estimate


class Difference(NamedTuple):
    """A side against the base on one measure, in its unit.

    `mean`: dates beyond the horizon count as the horizon. `percentiles`: differences of percentiles,
    infinite where one of them lies beyond the horizon, NaN where both do. `helps`, `harms`: share of
    futures in which it is earlier or cheaper, later or dearer. `pairing`: how many times as many futures
    the same precision would take without shared luck.
    """

    side: str
    measure: Measure
    mean: Estimate
    percentiles: tuple[Estimate, ...]
    helps: Estimate
    harms: Estimate
    pairing: Estimate
    cut: Cut

    @property
    def moved(self) -> bool:
        """Whether it differs in any future."""
        return bool(self.helps.value or self.harms.value)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Sides over the same futures.

    `numbers`: of each side, shape (measures, futures), of the futures that no side broke off; `played`: of
    all, NaN where a side broke off. `at`: the percentiles. `joints`: how each side keeps the promise, if one
    was asked for. `broken`: the runs that broke off.
    """

    sides: Sides
    seed: int
    measures: tuple[Measure, ...]
    lead: Measure
    at: tuple[float, ...]
    numbers: tuple[Floats, ...]
    played: tuple[Floats, ...]
    levels: tuple[Level, ...]
    differences: tuple[Difference, ...]
    promise: Promise | None = None
    joints: tuple[Joint, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def n(self) -> int:
        """Return how many futures count: those that every side played to the end."""
        return int(self.numbers[0].shape[1])

    def of(self, side: str) -> tuple[Difference, ...]:
        """Return how one side differs, on every measure."""
        return tuple(each for each in self.differences if each.side == side)

    def row(self, side: str, measure: str) -> Difference:
        """Return how one side differs on one measure."""
        return next(each for each in self.of(side) if each.measure.name == measure)

    def difference(self, measure: str, at: float | None = None, *, side: str = "") -> Estimate:
        """Return by how much a side differs from the base, in the measure's unit.

        Parameters: `at`: a percentile as a share; the mean unless told. `side`: need not be told where there
        is but one beside the base.
        Raises: `BadInput` for what is not measured, or a side that is not there or not told.
        """
        name = self._side(side)
        check(measure, [each.name for each in self.measures], what="measure")
        if at is None:
            return self.row(name, measure).mean
        if not 0.0 < at < 1.0:
            message = f"{quote(at)} is no percentile"
            raise BadInput([Place("at").finding(message, allowed="a share between 0 and 1, such as 0.8")])
        horizon = self.sides.horizon if Measure(measure).dated else math.inf
        mine, base = self.values(name, measure), self.values(self.sides.names[0], measure)
        key = bootstrap_key(self.seed)
        return paired_quantiles(mine, base, [at], key=key, horizon=horizon)[0]

    def _side(self, side: str) -> str:
        others = self.sides.names[1:]
        if not side and len(others) == 1:
            return others[0]
        check(side, others, what="side")
        return side

    def values(self, side: str, measure: str) -> Floats:
        """Return one measure of a side in every future; infinite where not reached."""
        place = [each.name for each in self.measures].index(measure)
        return np.asarray(self.numbers[self.sides.names.index(side)][place])

    def begun(self, measure: str) -> dict[int, Floats]:
        """Return one measure in every future played, by side; NaN where it broke off; {} if not measured."""
        names = [each.name for each in self.measures]
        if measure not in names:
            return {}
        return {side: each[names.index(measure)] for side, each in enumerate(self.played)}

    def curve(self, side: str, measure: str) -> Band:
        """Return a side's S-curve on one measure, with its band."""
        return s_curve(self.values(side, measure))


def check(name: str, names: Sequence[str], *, what: str) -> None:
    """Raise `BadInput` if there is nothing of that name."""
    if name not in names:
        message = f"there is no {what} {quote(name)}"
        found = Place(what).finding(message, allowed=", ".join(names), suggestion=nearest(name, names))
        raise BadInput([found])


def bootstrap_key(seed: int) -> int:
    """Return the key of the resamples: it hangs on the seed alone."""
    return key_of(f"compare/bootstrap/{seed}")


def compare(
    sides: Sides,
    *,
    n: int = FUTURES,
    seed: int = 1,
    by: Sequence[Measure] = (),
    at: Sequence[float] = PERCENTILES,
    promise: Promise | None = None,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Comparison:
    """Return the sides compared over n futures that all of them play.

    Parameters: `by`: what is compared, the headlines unless told; `at`: percentiles, between 0 and 1;
    `promise`: a date and a sum to be kept together; `engine`: who plays, which changes nothing.
    Raises: `AllBroke` if so many runs break off that nothing can be told; `EnginesDiffer`.
    """
    measured = measures_of(sides, by=by, promise=promise)
    who = engine_for(engine, sides.plans, runs=n * len(sides.plans))
    setting = Setting(sides.plans, measured, seed, sides.horizon, sides.names, who)
    wanted = {place: range(n) for place in range(len(sides.plans))}
    played = play(setting, wanted, executor=executor or Serial(), progress=progress)
    return compared(sides, played, setting=setting, by=by, at=at, promise=promise)


def measures_of(
    sides: Sides, *, by: Sequence[Measure] = (), promise: Promise | None = None
) -> tuple[Measure, ...]:
    """Return what is measured: what is asked for, or the headlines; and what a promise needs."""
    promised = (Measure(promise.milestone), Measure(COST)) if promise else ()
    return tuple(dict.fromkeys((*(by or sides.headlines), *promised)))


def compared(
    sides: Sides,
    played: Played,
    *,
    setting: Setting,
    by: Sequence[Measure] = (),
    at: Sequence[float] = PERCENTILES,
    promise: Promise | None = None,
) -> Comparison:
    """Return the estimates of a comparison that has been played; see `compare`."""
    measured, key = setting.measures, bootstrap_key(setting.seed)
    whole = tuple(played.numbers[side] for side in range(len(sides.names)))
    left = unbroken(range(whole[0].shape[1]), played.broken)
    numbers = tuple(each[:, left] for each in whole)
    levels = tuple(
        _level(name, each, numbers[side][place], at=at)
        for place, each in enumerate(measured)
        for side, name in enumerate(sides.names)
    )
    differences = tuple(
        _difference(
            (name, each), (numbers[0][place], numbers[side][place]), at=at, key=key, horizon=sides.horizon
        )
        for side, name in enumerate(sides.names)
        if side
        for place, each in enumerate(measured)
    )
    dates = [each for each in measured if each.dated]
    lead = by[0] if by else (dates or list(measured))[-1]
    return Comparison(
        sides=sides,
        seed=setting.seed,
        measures=measured,
        lead=lead,
        at=tuple(at),
        numbers=numbers,
        played=whole,
        levels=levels,
        differences=differences,
        promise=promise,
        joints=_joints(measured, numbers, promise) if promise else (),
        broken=played.broken,
    )


def _level(side: str, measure: Measure, values: Floats, *, at: Sequence[float]) -> Level:
    reached = np.isfinite(values)
    mean = mean_t(values) if reached.all() else None
    percentiles = tuple(quantile(values, p) for p in at)
    return Level(side, measure, mean, percentiles, wilson(int(reached.sum()), len(values)))


def _difference(
    what: tuple[str, Measure],
    values: tuple[Floats, Floats],
    *,
    at: Sequence[float],
    key: int,
    horizon: float,
) -> Difference:
    """Return how a side differs. `what`: the side and the measure; `values`: the base's, the side's."""
    (side, measure), (base, mine) = what, values
    horizon = horizon if measure.dated else math.inf
    before, after = (np.where(np.isinf(each), horizon, each) for each in values)
    with np.errstate(invalid="ignore"):
        moved = mine - base
    return Difference(
        side=side,
        measure=measure,
        mean=paired_difference(after, before),
        percentiles=paired_quantiles(mine, base, at, key=key, horizon=horizon),
        helps=wilson(int((moved < -SAME).sum()), len(moved)),
        harms=wilson(int((moved > SAME).sum()), len(moved)),
        pairing=variance_ratio(after, before, key=key),
        cut=_cut(np.isinf(base), np.isinf(mine)),
    )


def _cut(base: NDArray[np.bool_], side: NDArray[np.bool_]) -> Cut:
    return Cut(*(float(each.mean()) if len(each) else 0.0 for each in (base, side, base | side)))


def _joints(measured: Sequence[Measure], numbers: Sequence[Floats], promise: Promise) -> tuple[Joint, ...]:
    names = [each.name for each in measured]
    date, cost = names.index(promise.milestone), names.index(COST)
    return tuple(joint(each[date], each[cost], by=promise.by, below=promise.below) for each in numbers)
