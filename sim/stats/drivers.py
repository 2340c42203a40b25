"""What moves a date: its percentile when a quantity is low or high, and how closely the two go together.

Both are read off runs that were played anyway (given data); nothing is played for them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

from sim.stats.estimates import CONFIDENCE, Estimate, quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST = 10
"""Runs on each side of a swing; with fewer there is none."""


class Swing(NamedTuple):
    """A percentile when a quantity is in its low third, in its high third, and the difference.

    A quantity of two values has its lower and its higher one instead of thirds.
    """

    low: Estimate
    high: Estimate
    difference: Estimate

    @property
    def size(self) -> float:
        """Return how far it swings, without sign; 0 where that is not known."""
        return 0.0 if math.isnan(self.difference.value) else abs(self.difference.value)


def swing(values: Floats, days: Floats, p: float) -> Swing:
    """Return how a percentile of the days swings with a quantity.

    Parameters: both of shape (n,); days infinite where not reached.
    """
    low, high = thirds(values)
    first, second = (quantile(days[each], p) for each in (low, high))
    return Swing(first, second, _apart(second, first))


def thirds(values: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which runs lie in the low and in the high third of a quantity; equal values stay together.

    >>> low, high = thirds(np.array([1.0, 2.0, 3.0]))
    >>> low.tolist(), high.tolist()
    ([True, False, False], [False, False, True])
    """
    share = (stats.rankdata(values, method="average") - 0.5) / max(1, len(values))
    low, high = share < 1.0 / 3.0, share > 2.0 / 3.0
    if not low.any() or not high.any():
        middle = (values.min() + values.max()) / 2.0
        low, high = values < middle, values > middle
    return low, high


def _apart(first: Estimate, second: Estimate) -> Estimate:
    """Return first less second of two independent estimates, by the recovery of their variances.

    Source: Zou & Donner, "Construction of confidence limits about effect measures", Statistics in
    Medicine 27, 2008 (MOVER).
    """
    n, method = first.n + second.n, f"MOVER of order statistics, {100.0 * CONFIDENCE:g} %"
    if min(first.n, second.n) < FEWEST or math.isinf(first.value) or math.isinf(second.value):
        return Estimate(math.nan, -math.inf, math.inf, n, method)
    value = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value, value - below, value + above, n, method)


def cruciality(values: Floats, days: Floats) -> Estimate:
    """Return Spearman's rank correlation of a quantity with the days; not reached ranks last.

    Interval: Fisher's z with the standard error of Bonett & Wright, "Sample size requirements for
    estimating Pearson, Kendall and Spearman correlations", Psychometrika 65, 2000.
    """
    n, method = len(values), f"Spearman, Bonett and Wright, {100.0 * CONFIDENCE:g} %"
    first, second = (stats.rankdata(each) for each in (values, days))
    if n < 4 or np.ptp(first) == 0.0 or np.ptp(second) == 0.0:  # noqa: PLR2004  the error has n - 3 below
        return Estimate(math.nan, -1.0, 1.0, n, method)
    rho = float(np.clip(np.corrcoef(first, second)[0, 1], -1.0, 1.0))
    inside = min(max(rho, -1.0 + 1e-12), 1.0 - 1e-12)
    half = stats.norm.isf((1.0 - CONFIDENCE) / 2.0) * math.sqrt((1.0 + rho * rho / 2.0) / (n - 3))
    low, high = (math.tanh(math.atanh(inside) + sign * half) for sign in (-1.0, 1.0))
    return Estimate(rho, float(low), float(high), n, method)


def floor_of(noise: Floats) -> float:
    """Return below what size a finding is noise: what 95 of 100 quantities without effect stay under."""
    sizes = np.abs(noise[np.isfinite(noise)])
    return float(np.quantile(sizes, CONFIDENCE)) if len(sizes) else math.inf
