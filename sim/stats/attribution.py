"""What a percentile is made of: the parts of the runs around it, scaled so that they add up to it.

A percentile is the day of one run, and one run's parts are an accident. The mean over its neighbours
in rank says what such a day is usually made of. What runs and parts are is known to who calls.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.stats.bootstrap import interval, over_resamples, rank_of
from sim.stats.estimates import CONFIDENCE, Estimate, quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHARE = 0.05
"""Of all runs, those around the percentile that are averaged: judgement, between noise and blur."""
LEAST = 20
"""Runs around the percentile at least, as far as there are as many."""
RESAMPLES = 400


class Attribution(NamedTuple):
    """A percentile and its parts.

    `parts`: add up to `total`. `since`: the same for what lies between the percentile `base` and this
    one. `between`: the shares of runs between which the averaged ones lie; `runs`: how many they are.
    """

    p: float
    base: float
    total: Estimate
    rise: Estimate
    parts: tuple[Estimate, ...]
    since: tuple[Estimate, ...]
    between: tuple[float, float]
    runs: int


def window(n: int, p: float) -> slice:
    """Return the ranks around a quantile of n numbers that are averaged; as many below as above.

    >>> window(1000, 0.8)
    slice(774, 825, None)
    """
    centre = rank_of(p, n)
    half = max(math.ceil(SHARE * n / 2), LEAST // 2)
    half = min(half, max(centre, n - 1 - centre))
    return slice(max(0, centre - half), min(n, centre + half + 1))


def made_of(days: Floats, parts: Floats, p: float) -> Floats:
    """Return what a quantile of the days is made of; NaN throughout where it was not reached.

    Parameters: `days`: shape (n,), infinite where not reached; `parts`: shape (n, k), rows that add up
    to their day. Returns: shape (k,); it adds up to the quantile.
    """
    order = np.argsort(days, kind="stable")
    total = days[order[rank_of(p, len(days))]]
    if not np.isfinite(total):
        return np.full(parts.shape[1], np.nan)
    members = order[window(len(days), p)]
    mean = parts[members[np.isfinite(days[members])]].mean(axis=0)
    whole = mean.sum()
    return mean * (total / whole) if whole > 0.0 else np.zeros_like(mean)


def attribute(days: Floats, parts: Floats, *, p: float, base: float = 0.5, key: int) -> Attribution | None:
    """Return what a percentile is made of, with bootstrap intervals; None where it was not reached.

    Parameters: as `made_of`; `key`: names the resamples. A resample in which the percentile is not
    reached has no parts and is left out of the intervals.
    """
    n = len(days)
    if n == 0 or not np.isfinite(quantile(days, p).value):
        return None
    found = _both(days, parts, (base, p))
    drawn = over_resamples(
        n,
        lambda block: np.stack([_both(days[rows], parts[rows], (base, p)) for rows in block]),
        key=key,
        count=RESAMPLES,
    )
    held = window(n, p)
    totals = found.sum(axis=1)
    return Attribution(
        p=p,
        base=base,
        total=quantile(days, p),
        rise=_estimate(totals[1], drawn[:, 1].sum(axis=1), n),
        parts=tuple(_estimate(*pair, n) for pair in zip(found[0], drawn[:, 0].T, strict=True)),
        since=tuple(_estimate(*pair, n) for pair in zip(found[1], drawn[:, 1].T, strict=True)),
        between=(held.start / n, held.stop / n),
        runs=int(np.isfinite(np.sort(days)[held]).sum()),
    )


def _both(days: Floats, parts: Floats, ps: tuple[float, float]) -> Floats:
    """Return the parts of the higher quantile, and those less the parts of the base; shape (2, k)."""
    base, high = (made_of(days, parts, p) for p in ps)
    return np.stack([high, high - base])


def _estimate(value: float, drawn: Floats, n: int) -> Estimate:
    known = drawn[np.isfinite(drawn)]
    low, high = interval(known) if len(known) else (math.nan, math.nan)
    return Estimate(float(value), low, high, n, f"bootstrap, {100.0 * CONFIDENCE:g} %")
