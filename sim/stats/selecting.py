"""The best of several, with a guarantee: the fully sequential procedure KN.

Looks after every observation and lets go of whoever can no longer be the best. With at least the asked
confidence the one that is left is the best, or within the indifference of it. It uses the variances of
differences, so shared luck makes it quicker. Observations should be close to normal: give it means, or
percentiles, of batches of futures. Source: Kim and Nelson, "A fully sequential procedure for
indifference-zone selection in simulation", ACM TOMACS 11, 2001 (c = 1, common random numbers).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.estimates import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Observe = Callable[[tuple[int, ...], int], Floats | None]

FIRST = 20
"""Observations of each before the first look; from them come the variances."""


@dataclass(frozen=True)
class Selection:
    """What a procedure ended with.

    `left`: who was not let go: one, the best, unless observations ended before. `used`: observations
    that each had. `means`: of those. `indifference`, `confidence`: what was promised.
    """

    left: tuple[int, ...]
    used: tuple[int, ...]
    means: tuple[float, ...]
    indifference: float
    confidence: float

    @property
    def best(self) -> int | None:
        """Return the chosen one, if the procedure came to its end."""
        return self.left[0] if len(self.left) == 1 else None


def squared_slope(count: int, *, confidence: float, first: int) -> float:
    """Return h², which says how far sums of differences may stray: 2 eta (first - 1).

    eta = ((2 alpha / (count - 1)) ** (-2 / (first - 1)) - 1) / 2; holds for any dependence.

    >>> round(squared_slope(5, confidence=0.95, first=20), 3)
    9.015
    """
    alpha = 1.0 - confidence
    eta = 0.5 * (math.pow(2.0 * alpha / (count - 1), -2.0 / (first - 1)) - 1.0)
    return 2.0 * eta * (first - 1)


def smallest(
    observe: Observe,
    count: int,
    *,
    indifference: float,
    confidence: float = CONFIDENCE,
    first: int = FIRST,
) -> Selection:
    """Return which of some systems has the smallest mean.

    Parameters: `observe`: takes who is left and the number of the observation, from 0, and returns one
    number of each, or None when there are no more; the same number of observation, the same luck.
    `indifference`: a difference that does not matter, above 0, in the unit of what is observed.
    """
    left = tuple(range(count))
    begun = [observe(left, number) for number in range(first if count > 1 else 0)]
    rows = [each for each in begun if each is not None]
    used, sums = [len(rows)] * count, np.sum(rows, axis=0) if rows else np.zeros(count)
    if count > 1 and len(rows) == first:
        reach = _reach(np.array(rows), indifference, confidence=confidence)
        left = _screened(left, sums, reach - indifference * first / 2.0)
        while len(left) > 1:
            seen = observe(left, used[left[0]])
            if seen is None:
                break
            for each, value in zip(left, seen, strict=True):
                sums[each] += value
                used[each] += 1
            left = _screened(left, sums, reach - indifference * used[left[0]] / 2.0)
    means = tuple(float(total) / max(1, n) for total, n in zip(sums, used, strict=True))
    return Selection(left, tuple(used), means, indifference, confidence)


def _reach(rows: Floats, indifference: float, *, confidence: float) -> Floats:
    """Return how far each sum may lie above each other one at first, shape (systems, systems)."""
    first, count = rows.shape
    differences = rows[:, :, None] - rows[:, None, :]
    variances = differences.var(axis=0, ddof=1)
    squared = squared_slope(count, confidence=confidence, first=first)
    return np.asarray(squared * variances / (2.0 * indifference))


def _screened(left: tuple[int, ...], sums: Floats, reach: Floats) -> tuple[int, ...]:
    """Return who may still be the best: whose sum lies within reach of everyone's who is left.

    Of two that can no longer be told apart the first declared stays.
    """
    room = np.maximum(0.0, reach)

    def keeps(one: int, other: int) -> bool:
        lead = sums[other] + room[one, other] - sums[one]
        return bool(lead > 0.0 or (lead == 0.0 and one < other))

    return tuple(one for one in left if all(keeps(one, other) for other in left if other != one))
