"""Many futures added up: how likely a date is, when, and how a measure spreads from day to day.

Shares come with their interval and are never 0 or 1; percentiles of dates count what never comes as later
than all others.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.stats import wilson
from sim.stats.bootstrap import quantiles_along

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.stats import Estimate

    Floats = NDArray[np.float64]

PERCENTILES = (0.1, 0.5, 0.9)


class Date(NamedTuple):
    """When something comes.

    `reached`: in what share of the futures; `p10`, `p50`, `p90`: None if later than was looked.
    """

    reached: Estimate
    p10: float | None
    p50: float | None
    p90: float | None


class Fan(NamedTuple):
    """How a measure spreads over `days`, shape (days,).

    Each percentile is over the futures, NaN where it lies among those that have no value there.
    """

    days: Floats
    p10: Floats
    p50: Floats
    p90: Floats


def date_of(days: Floats) -> Date:
    """Return how a date spreads. `days`: shape (futures,); NaN or infinity: it does not come."""
    found = np.where(np.isnan(days), math.inf, days)
    reached = int(np.isfinite(found).sum())
    marks = [float(each) for each in quantiles_along(found, PERCENTILES)]
    return Date(wilson(reached, len(found)), *(each if math.isfinite(each) else None for each in marks))


def fan_of(values: Floats, days: Floats) -> Fan:
    """Return how a measure spreads on some days. `values`: shape (futures, days), NaN where there is none."""
    marks = quantiles_along(np.where(np.isnan(values), -math.inf, values).T, PERCENTILES).T
    return Fan(days, *np.where(np.isinf(marks), np.nan, marks))
