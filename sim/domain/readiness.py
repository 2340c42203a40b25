"""Readiness: who comes when called, how long it takes, who is lost, passes on or is recruited.

Pools of people are laid into the Plan by `deployment`, which calls them; the arithmetic of the
call lives here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.distributions import Distribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MONTH = 30.4375
"""Days between two rounds of recruitment: `mo` of the language."""


def who_come(size: int, share: float) -> int:
    """Return how many of a corps come when called, to the nearest person.

    Source: 10–25 % of a standby pool would join (F 8, a planning idea, not a record).
    """
    return math.floor(size * share + 0.5)


@dataclass(frozen=True, slots=True)
class Asks(Distribution):
    """How often release must be asked for until a supervisor grants it, at most `most` times.

    Source: agencies "have little slack in the system" (F 6); the chance is judgement.
    """

    refusal: float
    most: float
    family: ClassVar[str] = "asks"

    @staticmethod
    def quantile(u: NDArray[np.float64], *parameters: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the inverse of the geometric distribution, cut at `most`."""
        refusal, most = parameters
        asks, refused = np.ones(np.broadcast_shapes(u.shape, refusal.shape)), refusal
        for turn in range(1, math.ceil(np.max(most, initial=1.0))):
            asks += (u > 1.0 - refused) & (turn < most)
            refused = refused * refusal
        return np.asarray(np.minimum(asks, most))


def call_up_days(lag: float, asks: float) -> float:
    """Return days from the first call to release: every ask that is refused costs the lag again."""
    return lag * asks


def lost_on_return(people: int, share: float) -> int:
    """Return how many of a team leave for good at the end of a tour, to the nearest person."""
    return math.floor(people * share + 0.5)


def passed_on(served: int, service: int) -> int:
    """Return how many have passed on to another corps after some tours served by all of them together.

    Of every `service` people who come back one has served out; with 1 everybody passes on at once.
    Formula: floor(tours / service + 1/2), so that small teams add up to whole people.
    """
    return math.floor(served / service + 0.5)


def recruited(months: int, per_month: float) -> int:
    """Return the most people that recruitment can have taken in after some months, to the nearest."""
    return math.floor(months * per_month + 0.5)


def in_proportion(sizes: Sequence[int], total: int) -> tuple[int, ...]:
    """Return whole parts of a total in the proportion of some sizes; all of it first where all are 0.

    The parts' running sums are rounded, so they add up to the total and none is negative.
    """
    whole = sum(sizes)
    parts = [total if place == 0 and whole == 0 else 0 for place in range(len(sizes))]
    upto = before = 0
    for place in range(len(sizes) if whole else 0):
        upto += sizes[place]
        after = (2 * upto * total + whole) // (2 * whole)
        parts[place], before = after - before, after
    return tuple(parts)


def intake(missing: Sequence[int], most: int) -> tuple[int, ...]:
    """Return how many recruits enter each pool: all that are missing, or `most` in their proportion."""
    return in_proportion(missing, min(most, sum(missing)))
