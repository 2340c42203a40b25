"""Shares of a variance from given data: how much of it each input alone explains, and groups of inputs.

An input's first-order share is the adjusted R² of a quadratic in it: what the mean of the output,
given the input, varies by. The quadratic bends once, which a date in days and risks mostly does; what
bends oftener or comes from inputs acting together is not in it. Intervals: jackknife over groups of runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from sim.stats.estimates import CONFIDENCE, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GROUPS = 20
"""Groups of runs that are left out in turn."""
FEWEST = 3 * GROUPS
METHOD = f"first-order, quadratic given data; jackknife of {GROUPS} groups, {100.0 * CONFIDENCE:g} %"
COLLINEAR = 1e-9
AT_ONCE = 200
"""Inputs reckoned at once, so that memory stays small."""


@dataclass(frozen=True, eq=False)
class Shares:
    """First-order shares of inputs: `all_runs`, shape (inputs,), and `without`, shape (groups, inputs)."""

    all_runs: Floats
    without: Floats
    n: int

    def of(self, inputs: Sequence[int]) -> Estimate:
        """Return the share of some inputs together: the sum of theirs."""
        chosen = list(inputs)
        value = float(self.all_runs[chosen].sum())
        parts = self.without[:, chosen].sum(axis=1)
        spread = (GROUPS - 1) / GROUPS * ((parts - parts.mean()) ** 2).sum()
        half = float(stats.t.isf((1.0 - CONFIDENCE) / 2.0, GROUPS - 1) * math.sqrt(spread))
        return Estimate(value, value - half, value + half, self.n, METHOD)


def variance_shares(inputs: Floats, output: Floats) -> Shares | None:
    """Return the share of the output's variance that each input explains; None where it cannot be told.

    Parameters: `inputs`: shape (n, d); `output`: shape (n,), finite. It cannot be told where the output
    does not vary or there are fewer than 60 runs.
    """
    n = len(output)
    if n < FEWEST or np.ptp(output) == 0.0:
        return None
    y = _standard(output[:, None])[:, 0]
    blocks = range(0, inputs.shape[1], AT_ONCE)
    moments = np.concatenate(
        [_moments(_standard(inputs[:, each : each + AT_ONCE]), y) for each in blocks], axis=2
    )
    whole = moments.sum(axis=0)
    return Shares(
        all_runs=_adjusted(whole), without=np.stack([_adjusted(whole - each) for each in moments]), n=n
    )


def _standard(values: Floats) -> Floats:
    """Return columns with mean 0 and spread 1; 0 throughout where a column does not vary."""
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    steady = spread <= COLLINEAR * (np.abs(values).max(axis=0) + 1.0)
    return np.where(steady, 0.0, centred / np.where(steady, 1.0, spread))


def _moments(inputs: Floats, output: Floats) -> Floats:
    """Return sums of products per group of runs, shape (groups, 10, inputs)."""
    n = len(output)
    share = (stats.rankdata(inputs, axis=0) - 0.5) / n
    bend = (2.0 * share - 1.0) ** 2
    y = np.broadcast_to(output[:, None], inputs.shape)
    one = np.ones_like(inputs)
    products = (one, inputs, bend, y, inputs**2, bend**2, inputs * bend, inputs * y, bend * y, y**2)
    member = np.arange(n) % GROUPS
    return np.stack(
        [np.stack([each[member == group].sum(axis=0) for each in products]) for group in range(GROUPS)]
    )


def _adjusted(moments: Floats) -> Floats:
    """Return the adjusted R² of y on an input and its bend, per input, from sums of products."""
    n, x, w, y, xx, ww, xw, xy, wy, yy = moments
    sxx, sww, sxw = xx - x * x / n, ww - w * w / n, xw - x * w / n
    sxy, swy, syy = xy - x * y / n, wy - w * y / n, yy - y * y / n
    straight = sxx > COLLINEAR * n
    slope = np.divide(sxw, sxx, out=np.zeros_like(sxx), where=straight)
    rest, with_rest = sww - slope * sxw, swy - slope * sxy
    bent = straight & (rest > COLLINEAR * n)
    explained = np.divide(sxy**2, sxx, out=np.zeros_like(sxx), where=straight)
    explained += np.divide(with_rest**2, rest, out=np.zeros_like(sxx), where=bent)
    terms = straight.astype(np.float64) + bent
    r2 = np.minimum(explained / syy, 1.0)
    found: Floats = 1.0 - (1.0 - r2) * (n - 1.0) / (n - 1.0 - terms)
    return found
