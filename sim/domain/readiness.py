"""Readiness: who comes when called, how long it takes, who is lost on the way back.

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
    from numpy.typing import NDArray


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
        safe = np.where((refusal > 0.0) & (refusal < 1.0), refusal, 0.5)
        asks = np.ceil(np.log1p(-u) / np.log(safe))
        asks = np.where(refusal <= 0.0, 1.0, np.where(refusal >= 1.0, most, asks))
        return np.asarray(np.clip(asks, 1.0, most))


def call_up_days(lag: float, asks: float) -> float:
    """Return days from the first call to release: every ask that is refused costs the lag again."""
    return lag * asks


def lost_on_return(people: int, share: float) -> int:
    """Return how many of a team leave for good at the end of a tour, to the nearest person."""
    return math.floor(people * share + 0.5)
