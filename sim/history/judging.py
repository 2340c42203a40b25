"""Where the real value lies among the simulated ones, how wide they are, and the verdict.

Numbers in, numbers out: who played and what was asked is not known here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOW, MIDDLE, HIGH = 0.05, 0.50, 0.95
"""The central 90 % and its middle."""
WIDEST = 3.0
"""Times the real value up to which a 90 % interval still says something."""
ENOUGH = 0.8
"""Share of the tests that must be passed."""


@dataclass(frozen=True)
class Judgement:
    """One dated test: the real value beside the simulated ones.

    `low`, `middle`, `high`: P5, P50, P95, infinite where the horizon came first. `rank`: share of
    futures below the real value, ties counted half. `answered`: futures in which there is an answer.
    """

    real: float
    low: float
    middle: float
    high: float
    rank: float
    answered: int

    @property
    def inside(self) -> bool:
        """Whether the real value lies inside the central 90 %."""
        return self.low <= self.real <= self.high

    @property
    def narrow(self) -> bool:
        """Whether the interval is narrower than three times the real value."""
        return self.high - self.low < WIDEST * abs(self.real)

    @property
    def passed(self) -> bool:
        """Whether the real value lies inside an interval that says something."""
        return self.inside and self.narrow


def judge(real: float, simulated: Sequence[float]) -> Judgement:
    """Return where a real value lies; futures without an answer (NaN) do not count."""
    values = sorted(each for each in simulated if not math.isnan(each))
    if not values:
        return Judgement(real, math.nan, math.nan, math.nan, math.nan, 0)
    low, middle, high = (quantile(values, each) for each in (LOW, MIDDLE, HIGH))
    below = sum(each < real for each in values) + 0.5 * sum(each == real for each in values)
    return Judgement(real, low, middle, high, below / len(values), len(values))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest of rising values that at least a share of them do not exceed.

    An observed value, never one between two: infinite ones stay what they are.
    """
    return values[max(0, math.ceil(share * len(values) - 1e-9) - 1)]


def share_passed(judgements: Iterable[Judgement]) -> float:
    """Return the share of tests that are passed; NaN where there is none."""
    results = [each.passed for each in judgements]
    return sum(results) / len(results) if results else math.nan


def verdict(judgements: Iterable[Judgement]) -> bool:
    """Whether at least 80 % of the tests are passed."""
    return share_passed(judgements) >= ENOUGH
