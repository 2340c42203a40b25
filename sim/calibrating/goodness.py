"""How far a fitted law lies from what was seen, and how often chance alone would take it as far.

Both statistics are held against samples of the fitted law itself, each fitted anew (the parametric
bootstrap): a table of critical values would be too kind to a law that was fitted to the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.calibrating.families import law_of
from sim.draws import key_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibrating.families import Fitted, Law

    Floats = NDArray[np.float64]

SAMPLES = 199
"""Samples of the fitted law: a share of 5 in 100 comes with an error of 1.5 in 100."""
TINY = 1e-12


class Goodness(NamedTuple):
    """Statistics, and the share of samples of the law itself that lie at least as far from their fit."""

    anderson_darling: float
    kolmogorov_smirnov: float
    ad_share: float
    ks_share: float
    samples: int


def goodness(found: Fitted, days: Floats, *, seed: int = 1, samples: int = SAMPLES) -> Goodness:
    """Return how well a fit goes with durations that all had ended.

    Parameters: `days`: what it was fitted to; `seed`: names the stream of the samples.
    Source: Stephens 1974 (statistics); Stute et al. 1993 (parametric bootstrap).
    """
    own = statistics(found.fit, days)
    generator = np.random.default_rng(key_of(f"calibrate/{found.name}/{seed}"))
    nothing = np.zeros(len(days), dtype=np.bool_)
    beyond = np.zeros(2)
    for _ in range(samples):
        drawn = found.fit.quantile(generator.uniform(TINY, 1.0 - TINY, len(days)))
        again = statistics(law_of(found.name, drawn, nothing), drawn)
        beyond += np.array(again) >= np.array(own)
    shares = (1.0 + beyond) / (1.0 + samples)
    return Goodness(*own, float(shares[0]), float(shares[1]), samples)


def statistics(law: Law, days: Floats) -> tuple[float, float]:
    """Return Anderson and Darling's A², which weighs the tails, and Kolmogorov and Smirnov's D."""
    n = len(days)
    u = np.clip(law.cdf(np.sort(days)), TINY, 1.0 - TINY)
    odd = 2.0 * np.arange(1, n + 1) - 1.0
    squared = -n - float((odd * (np.log(u) + np.log1p(-u[::-1]))).sum()) / n
    place = np.arange(1, n + 1) / n
    return squared, float(max((place - u).max(), (u - place + 1.0 / n).max()))
