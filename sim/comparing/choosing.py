"""The best side by one statistic, with a guarantee; sides that fall behind play no further futures.

One observation is the statistic of one batch of futures, which is close to normal and the same futures
for every side; the procedure is `sim.stats.selecting`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.batch import Engine, Serial
from sim.batch.deciding import engine_for
from sim.comparing.playing import Setting, play
from sim.errors import AllBroke
from sim.stats import Selection, smallest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.road import Broken
    from sim.comparing.playing import Progress
    from sim.comparing.sides import Sides
    from sim.comparing.statistic import Statistic

    Floats = NDArray[np.float64]

MOST = 20_000
"""Futures of each side at most."""
OF_A_MEAN = 20
"""Futures in one batch where a mean is asked for."""
BEYOND = 10.0
"""Futures of a batch that lie beyond a percentile which is asked for."""
AHEAD = 10
"""Batches played at once."""


class Choice(NamedTuple):
    """Which side is the best by a statistic, less being better; of a share that keeps a date, more.

    `batch`: futures in one observation. `cut`: whether dates beyond the horizon counted as the horizon.
    `broken`: runs that broke off; the futures left their observation, of all sides that were left.
    """

    statistic: Statistic
    names: tuple[str, ...]
    selection: Selection
    batch: int
    most: int
    cut: bool
    broken: tuple[Broken, ...] = ()

    @property
    def best(self) -> str | None:
        """Return the name of the best, if there were futures enough to tell."""
        return None if self.selection.best is None else self.names[self.selection.best]

    @property
    def left(self) -> tuple[str, ...]:
        """Return the names of those that may be the best."""
        return tuple(self.names[each] for each in self.selection.left)

    @property
    def means(self) -> tuple[float, ...]:
        """Return the mean of each side's observations."""
        sign = -1.0 if self.statistic.kind == "share" else 1.0
        return tuple(sign * each for each in self.selection.means)


def batch_of(statistic: Statistic) -> int:
    """Return how many futures one observation takes: enough of them on both sides of a percentile."""
    if statistic.kind == "quantile":
        return math.ceil(BEYOND / min(statistic.p, 1.0 - statistic.p) - 1e-9)
    return OF_A_MEAN


@dataclass
class _Supply:
    """The statistic's measure in the futures of every side, played as far as it is asked for."""

    setting: Setting
    statistic: Statistic
    most: int
    executor: Executor
    progress: Progress | None
    batch: int
    values: list[Floats]
    cut: bool = field(default=False)
    broken: list[Broken] = field(default_factory=list)

    def observe(self, left: tuple[int, ...], number: int) -> Floats | None:
        """Return one observation of each side that is left, or None when futures are used up."""
        first, end = number * self.batch, (number + 1) * self.batch
        if end > self.most:
            return None
        self._reach(left, end)
        rows = np.stack([self.values[each][first:end] for each in left])
        rows = rows[:, ~np.isnan(rows).any(axis=0)]
        if not rows.size:
            raise AllBroke(0, str(self.broken[0]) if self.broken else "one of the comparison")
        self.cut = self.cut or bool(np.isinf(rows).any())
        sign = -1.0 if self.statistic.kind == "share" else 1.0
        return sign * self.statistic.of(rows, horizon=self.setting.horizon)

    def _reach(self, left: tuple[int, ...], end: int) -> None:
        """Let every side that is left play until it has that many futures, and some more at once."""
        until = min(self.most, end + AHEAD * self.batch)
        wanted = {each: range(len(self.values[each]), until) for each in left if len(self.values[each]) < end}
        if wanted:
            played = play(self.setting, wanted, executor=self.executor, progress=self.progress)
            self.broken += played.broken
            for each, numbers in played.numbers.items():
                self.values[each] = np.concatenate([self.values[each], numbers[0]])


def choose(
    sides: Sides,
    statistic: Statistic,
    *,
    indifference: float,
    confidence: float = 0.95,
    seed: int = 1,
    most: int = MOST,
    begun: Mapping[int, Floats] | None = None,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Choice:
    """Return the best side: with the asked confidence it is the best, or within the indifference of it.

    Parameters: `indifference`: in the statistic's unit; `most`: futures of each side at most; `begun`:
    numbers of the first futures that are known already, by side, NaN where one broke off; `engine`: who
    plays, which changes nothing.
    Raises: `AllBroke` if all futures of an observation broke off.
    """
    count = len(sides.names)
    nothing = np.empty(0)
    who = engine_for(engine, sides.plans, runs=AHEAD * batch_of(statistic) * count)
    supply = _Supply(
        setting=Setting(sides.plans, (statistic.measure,), seed, sides.horizon, sides.names, who),
        statistic=statistic,
        most=most,
        executor=executor or Serial(),
        progress=progress,
        batch=batch_of(statistic),
        values=[(begun or {}).get(each, nothing) for each in range(count)],
    )
    found = smallest(supply.observe, count, indifference=indifference, confidence=confidence)
    return Choice(statistic, sides.names, found, supply.batch, most, supply.cut, tuple(supply.broken))
