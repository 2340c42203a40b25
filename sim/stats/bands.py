"""S-curves with a band that holds at all dates at once, by Dvoretzky, Kiefer and Wolfowitz.

Read off one date, an interval of its own (Wilson) is narrower; the band is for reading a whole curve,
and for asking it more than once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stats.estimates import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = Sequence[float] | Floats


@dataclass(frozen=True, eq=False)
class Band:
    """The share of a sample up to each of its numbers, and between what the true shares all lie.

    `at`: the finite numbers, ascending, each once; `share`, `low`, `high`: from each on, up to the next.
    `half`: of the band, before it is cut at 0 and 1. `n`: all numbers, also those not reached.
    """

    at: Floats
    share: Floats
    low: Floats
    high: Floats
    half: float
    n: int
    method: str

    def by(self, at: float) -> Estimate:
        """Return the share up to a number; ask as many as you like, all hold together."""
        place = int(np.searchsorted(self.at, at, side="right")) - 1
        share = float(self.share[place]) if place >= 0 else 0.0
        low, high = max(0.0, share - self.half), min(1.0, share + self.half)
        return Estimate(share, low, high, self.n, self.method)


def dkw_half(n: int, *, confidence: float = CONFIDENCE) -> float:
    """Return the half of the band over n numbers: sqrt(ln(2 / alpha) / 2n).

    Source: Massart, "The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality", 1990.

    >>> round(dkw_half(1_000), 4)
    0.0429
    """
    return math.sqrt(math.log(2.0 / (1.0 - confidence)) / (2.0 * n))


def s_curve(values: Numbers, *, confidence: float = CONFIDENCE) -> Band:
    """Return the S-curve of a sample with its band; infinite: not reached, so the curve ends below 1.

    >>> curve = s_curve([10.0, 20.0, 20.0, math.inf])
    >>> curve.at.tolist(), curve.share.tolist()
    ([10.0, 20.0], [0.25, 0.75])
    """
    sample = np.asarray(values, dtype=np.float64)
    n, method = len(sample), f"DKW band, {100.0 * confidence:g} %"
    half = dkw_half(n, confidence=confidence) if n else 1.0
    at, counts = np.unique(sample[np.isfinite(sample)], return_counts=True)
    share = np.cumsum(counts) / max(1, n)
    return Band(
        at=at,
        share=share,
        low=np.maximum(0.0, share - half),
        high=np.minimum(1.0, share + half),
        half=half,
        n=n,
        method=method,
    )
