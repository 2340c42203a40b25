"""The paired bootstrap: intervals of what is made of pairs and is no mean: differences of percentiles.

Whole pairs are drawn anew, so that what they share stays shared. Which are drawn depends on the key
alone: whoever asks first or last, for one number or for ten, gets the same intervals.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.estimates import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

RESAMPLES = 1_000
AT_ONCE = 2_000_000
"""Numbers drawn at once at most: 16 MB."""


def resamples(n: int, *, key: int, count: int = RESAMPLES) -> Iterator[Indices]:
    """Yield blocks of resamples of n pairs, by index, shape (some, n); `count` in all."""
    generator = np.random.default_rng(key)
    rows = max(1, AT_ONCE // max(1, n))
    for start in range(0, count, rows):
        yield generator.integers(0, n, size=(min(rows, count - start), n))


def over_resamples(n: int, found: Callable[[Indices], Floats], *, key: int, count: int = RESAMPLES) -> Floats:
    """Return what is found in every resample of n futures, shape (count, …).

    Parameters: `found`: takes indices, shape (some, n), and returns shape (some, …).
    """
    return np.concatenate([found(each) for each in resamples(n, key=key, count=count)])


def rank_of(p: float, n: int) -> int:
    """Return the place, from 0, of a quantile among n numbers in order."""
    return max(1, math.ceil(n * p - 1e-9)) - 1


def quantiles_along(values: Floats, ps: Sequence[float]) -> Floats:
    """Return quantiles along the last axis, shape (…, quantiles); infinite numbers have their rank."""
    ranks = [rank_of(p, values.shape[-1]) for p in ps]
    ordered = np.partition(values, sorted(set(ranks)), axis=-1)
    return np.asarray(ordered[..., ranks])


def paired_quantiles(
    first: Floats,
    second: Floats,
    ps: Sequence[float],
    *,
    key: int,
    horizon: float = math.inf,
    confidence: float = CONFIDENCE,
    count: int = RESAMPLES,
) -> tuple[Estimate, ...]:
    """Return the difference of each quantile, first's less second's, with its interval.

    It is the difference of the quantiles, not the quantile of the differences. A number that was not
    reached is infinite and lies somewhere from the horizon on: an interval then holds all that the
    difference may be, and the value is infinite or, where neither is known, NaN.

    >>> some = np.arange(200.0)
    >>> paired_quantiles(some + 3.0, some, [0.8], key=1)[0]
    Estimate(value=3.0, low=3.0, high=3.0, n=200, method='paired bootstrap, 95 %')
    """
    pairs = np.stack([first, second])
    n = pairs.shape[1]
    method = f"paired bootstrap, {100.0 * confidence:g} %"
    if n == 0:
        return tuple(Estimate(math.nan, math.nan, math.nan, 0, method) for _ in ps)
    drawn = over_resamples(
        n, lambda rows: np.moveaxis(quantiles_along(pairs[:, rows], ps), 0, -1), key=key, count=count
    )
    known = quantiles_along(pairs, ps)
    found = []
    for place in range(len(ps)):
        low, high = _bounds(drawn[:, place, 0], drawn[:, place, 1], horizon=horizon, confidence=confidence)
        found.append(Estimate(_less(known[0, place], known[1, place]), low, high, n, method))
    return tuple(found)


def _less(first: float, second: float) -> float:
    both = math.isinf(first) and math.isinf(second)
    return math.nan if both else float(first - second)


def _bounds(first: Floats, second: Floats, *, horizon: float, confidence: float) -> tuple[float, float]:
    """Return between what the difference lies: what was not reached is anything from the horizon on."""
    least = np.where(np.isinf(second), -np.inf, np.minimum(first, horizon) - _finite(second))
    most = np.where(np.isinf(first), np.inf, _finite(first) - np.minimum(second, horizon))
    return interval(least, confidence=confidence)[0], interval(most, confidence=confidence)[1]


def _finite(values: Floats) -> Floats:
    return np.where(np.isinf(values), 0.0, values)


def interval(drawn: Floats, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return between which numbers of the resamples the middle share of them lies."""
    tail = (1.0 - confidence) / 2.0
    ordered = np.sort(drawn)
    place = math.floor(len(ordered) * tail)
    return float(ordered[place]), float(ordered[len(ordered) - 1 - place])


def variance_ratio(
    first: Floats, second: Floats, *, key: int, confidence: float = CONFIDENCE, count: int = RESAMPLES
) -> Estimate:
    """Return how many times as many futures a comparison without shared luck would need.

    The variance of a difference of independent numbers over that of the pairs; infinite where the
    pairs always differ by the same, NaN where nothing varies at all.

    >>> variance_ratio(np.array([1.0, 5.0, 9.0]), np.array([0.0, 4.0, 8.0]), key=1).value
    inf
    """
    method = f"paired bootstrap, {100.0 * confidence:g} %"
    n = len(first)
    if n < 2:  # noqa: PLR2004  one number does not vary
        return Estimate(math.nan, math.nan, math.nan, n, method)
    everything = np.arange(n)[None, :]
    drawn = over_resamples(n, lambda rows: _ratios(first[rows], second[rows]), key=key, count=count)
    value = float(_ratios(first[everything], second[everything])[0])
    known = drawn[~np.isnan(drawn)]
    low, high = interval(known, confidence=confidence) if len(known) else (math.nan, math.nan)
    return Estimate(value, low, high, n, method)


def _ratios(first: Floats, second: Floats) -> Floats:
    alone = first.var(axis=-1) + second.var(axis=-1)
    together = (first - second).var(axis=-1)
    steady = together <= 1e-12 * alone
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(steady, np.inf, alone / together)
    return np.where(alone == 0.0, np.nan, found)
