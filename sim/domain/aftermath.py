"""After the exit: how likely a relapse is, when it comes, and how many troops come back.

A declining hazard calibrated to the literature, never zero. Pure functions; the engine keeps the
state. The cumulated hazard t years after an exit is

    H(t) = -ln(1 - p10) * (t / 10)^shape * m

where p10 is the chance within ten years at m = 1, and m the multipliers fixed at the exit.
Source: 40 % in a decade (F 85), 31 % with more peacekeeping (F 85, 86), about 50 % (F 87); a shape
of 0.7 is judgement.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.domain.operation import YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Aftermath

TEN_YEARS = 10.0
EDGE = 1e-9
"""No chance is told as nearer than this to 0 or 1."""
LONGEST = 690.0
"""Logarithm of a number of years that is still a number."""


def relapse_chance(  # noqa: PLR0917  the numbers of one formula, in its order
    p10: float, shape: float, multiplier: float, years: float
) -> float:
    """Return the chance of a relapse within some years of an exit, strictly between 0 and 1."""
    hazard = -math.log1p(-p10) * (years / TEN_YEARS) ** shape * multiplier
    return min(1.0 - EDGE, max(EDGE, -math.expm1(-hazard)))


def relapse_days(rules: Aftermath, multiplier: float, u: float) -> float:
    """Return days from an exit to its relapse: the inverse of the chance, rising with u in (0, 1)."""
    scaled = math.log1p(-u) / math.log1p(-rules.in_ten_years) / multiplier
    return TEN_YEARS * YEAR * math.exp(min(LONGEST, math.log(scaled) / rules.shape))


def shortfall(conditions: Sequence[Sequence[float]], populations: Sequence[int], level: float) -> float:
    """Return how far indicators stand below a level: 0 none does, 1 all stand at 0.

    The mean over the sectors, then over the provinces by population, of (level - C) / level.
    """
    if level <= 0.0:
        return 0.0
    short = [short_of(row, level) for row in conditions]
    return mean_by_population(short, populations)


def short_of(conditions: Sequence[float], level: float) -> float:
    """Return how far the sectors of one province stand below a level above 0, on the mean."""
    below = 0.0
    for each in conditions:
        below += max(0.0, level - each)
    return below / (len(conditions) * level)


def mean_by_population(values: Sequence[float], populations: Sequence[int]) -> float:
    """Return the mean over provinces, each with the weight of its people."""
    total, people = 0.0, 0
    for each, population in zip(values, populations):  # noqa: B905  Numba knows no `strict`
        total += each * population
        people += population
    return total / people


def hazard_multiplier(
    rules: Aftermath, *, short: float, capacity: float, ownership: float, women: float
) -> float:
    """Return the hazard of an exit relative to the literature's: above 1 worse, below 1 better.

    An early exit raises it; local capacity, ownership and (assumed, correlational) women's inclusion
    lower it. Parameters, each 0 to 1: `short`, `capacity`, `ownership` as they stand at the exit;
    `women`: the drawn multiplier at full inclusion.
    """
    return (
        (1.0 + rules.early_exit * short)
        * (1.0 - rules.local_capacity * capacity)
        * (1.0 - rules.ownership * ownership)
        * (1.0 - rules.women * (1.0 - women))
    )


def troops_back(rules: Aftermath, start: int) -> int:
    """Return the whole troops that come back after a relapse: a share of those at the onset."""
    return math.floor(rules.returns * start)
