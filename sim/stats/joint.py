"""Both at once: the share of futures in which a date is kept and the money holds out.

Two promises that are each kept in 80 % of futures may be kept together in 60 %, or in 80 %: only the
pairs tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.stats.estimates import CONFIDENCE, Estimate, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = Sequence[float] | NDArray[np.float64]


class Joint(NamedTuple):
    """Shares of futures with Wilson's intervals: in time, within the money, and both."""

    in_time: Estimate
    within: Estimate
    both: Estimate


def joint(
    days: Numbers, dollars: Numbers, *, by: float, below: float, confidence: float = CONFIDENCE
) -> Joint:
    """Return how often a date is kept, a sum is not passed, and both in one future.

    Parameters: `days`: of each future, infinite where not reached; `dollars`: of the same futures;
    `by`: the last day that is in time; `below`: the most that is within.
    Raises: `ValueError` if they are not as many: then they are not of the same futures.

    >>> joint([10.0, 20.0, 30.0], [5.0, 9.0, 5.0], by=20.0, below=6.0).both.value
    0.3333333333333333
    """
    early, cheap = np.asarray(days) <= by, np.asarray(dollars) <= below
    if early.shape != cheap.shape:
        message = f"{early.shape} days and {cheap.shape} sums are not of the same futures"
        raise ValueError(message)
    n = len(early)
    in_time, within, both = (
        wilson(int(each.sum()), n, confidence=confidence) for each in (early, cheap, early & cheap)
    )
    return Joint(in_time, within, both)
