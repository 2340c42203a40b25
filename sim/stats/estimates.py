"""Estimates and their intervals: means, paired differences, shares, quantiles.

Numbers in, frozen `Estimate` out; what the numbers mean, and in which unit, is known to who calls.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = Sequence[float] | NDArray[np.float64]

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number found from a sample, and the interval that it comes with.

    `value`, `low`, `high`: in the unit of the sample; infinite where the sample is too small for a
    bound. `n`: how many independent numbers it rests on. `method`: how the interval was made.
    """

    value: float
    low: float
    high: float
    n: int
    method: str

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0.0 or self.high < 0.0


def mean_t(values: Numbers, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return the mean with Student's t interval; NaN for no numbers, no bounds for a single one.

    >>> mean_t([1.0, 2.0, 3.0])
    Estimate(value=2.0, low=-0.48..., high=4.48..., n=3, method='t, 95 %')
    """
    from scipy import stats  # noqa: PLC0415  slow to load, and what only simulates needs none of it

    sample = np.asarray(values, dtype=np.float64)
    n, method = len(sample), f"t, {100.0 * confidence:g} %"
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, n, method)
    value = float(sample.mean())
    if n == 1:
        return Estimate(value, -math.inf, math.inf, n, method)
    half = float(stats.t.ppf(0.5 + confidence / 2.0, n - 1) * sample.std(ddof=1) / math.sqrt(n))
    return Estimate(value, value - half, value + half, n, method)


def paired_difference(first: Numbers, second: Numbers, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return the mean of first less second, pair by pair, with its t interval.

    Raises: `ValueError` if they are not as many: then they are not pairs.

    >>> paired_difference([3.0, 5.0], [1.0, 2.0]).value
    2.5
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != other.shape:
        message = f"{one.shape} and {other.shape} numbers are not pairs"
        raise ValueError(message)
    found = mean_t(one - other, confidence=confidence)
    return Estimate(found.value, found.low, found.high, found.n, f"paired {found.method}")


def ratio_of_means(numerator: Numbers, denominator: Numbers, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return mean over mean of paired numbers, with a jackknife t interval; NaN where nothing is below.

    Source: Quenouille and Tukey's jackknife; the bias of a plain ratio is taken off.

    >>> found = ratio_of_means([2.0, 4.0, 6.0], [1.0, 2.0, 3.0])
    >>> found.value, found.low, found.high
    (2.0, 2.0, 2.0)
    """
    above, below = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    n, method = len(above), f"jackknife t, {100.0 * confidence:g} %"
    rest = below.sum() - below
    if n == 0 or below.sum() == 0.0 or (n > 1 and (rest == 0.0).any()):
        return Estimate(math.nan, math.nan, math.nan, n, method)
    whole = float(above.sum() / below.sum())
    if n == 1:
        return Estimate(whole, -math.inf, math.inf, n, method)
    found = mean_t(n * whole - (n - 1) * (above.sum() - above) / rest, confidence=confidence)
    return Estimate(found.value, found.low, found.high, n, method)


def wilson(successes: int, n: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return a share with Wilson's interval: 0 of 100 is 0 to 3.7 %, never certainty.

    >>> wilson(0, 100)
    Estimate(value=0.0, low=0.0, high=0.036..., n=100, method='Wilson, 95 %')
    """
    from scipy import stats  # noqa: PLC0415  as above

    method = f"Wilson, {100.0 * confidence:g} %"
    if n == 0:
        return Estimate(math.nan, 0.0, 1.0, 0, method)
    interval = stats.binomtest(successes, n).proportion_ci(confidence_level=confidence, method="wilson")
    return Estimate(successes / n, float(interval.low), float(interval.high), n, method)


def quantile(values: Numbers, p: float, *, confidence: float = CONFIDENCE) -> Estimate:
    """Return a quantile with the interval between two order statistics (binomial, no assumptions).

    A value that was not reached is given as infinite: it has its rank, so the quantile stays honest.
    A bound for which the sample is too small is infinite (two-sided 95 % on P95 needs 72).

    >>> quantile(range(1, 101), 0.5)
    Estimate(value=50.0, low=40.0, high=61.0, n=100, method='order statistics, 95 %')
    """
    from scipy import stats  # noqa: PLC0415  as above

    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n, method = len(ordered), f"order statistics, {100.0 * confidence:g} %"
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan, 0, method)
    tail = (1.0 - confidence) / 2.0
    below = int(stats.binom.ppf(tail, n, p))
    above = int(stats.binom.isf(tail, n, p)) + 1
    return Estimate(
        value=float(ordered[max(1, math.ceil(n * p)) - 1]),
        low=float(ordered[below - 1]) if below >= 1 else -math.inf,
        high=float(ordered[above - 1]) if above <= n else math.inf,
        n=n,
        method=method,
    )
