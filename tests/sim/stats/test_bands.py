"""The band of an S-curve holds at all dates at once; what was not reached keeps the curve below 1."""

import math

import numpy as np
import pytest

from sim.stats import s_curve
from sim.stats.bands import dkw_half

SEEDS = 1_000
BAND = 5.0 * math.sqrt(0.95 * 0.05 / SEEDS)


@pytest.mark.parametrize("n", [40, 200])
def test_the_whole_true_curve_lies_in_the_band_over_a_thousand_seeds(n):
    ordered = np.sort(np.random.default_rng(31).uniform(size=(SEEDS, n)), axis=1)
    ranks = np.arange(1, n + 1)
    above = (ranks / n - ordered).max(axis=1)
    below = (ordered - (ranks - 1) / n).max(axis=1)
    curve = s_curve(ordered[0])
    assert curve.half == dkw_half(n)
    covered = (np.maximum(above, below) <= curve.half).mean()
    assert 0.95 - BAND <= covered <= 0.99


def test_a_curve_steps_at_its_dates_and_ends_below_1_where_some_were_not_reached():
    curve = s_curve([30.0, 10.0, 10.0, math.inf])
    assert curve.at.tolist() == [10.0, 30.0]
    assert curve.share.tolist() == [0.5, 0.75]
    assert [curve.by(each).value for each in (9.9, 10.0, 29.0, 1e9)] == [0.0, 0.5, 0.5, 0.75]


def test_a_band_is_cut_at_never_and_always():
    found = s_curve(np.arange(100.0)).by(98.0)
    assert found.value == 0.99
    assert found.high == 1.0
    assert found.low == pytest.approx(0.99 - 0.1358, abs=1e-4)


def test_no_dates_make_no_curve():
    curve = s_curve([math.inf, math.inf])
    assert curve.at.tolist() == []
    assert curve.by(100.0).value == 0.0
    assert (s_curve([]).by(1.0).low, s_curve([]).by(1.0).high) == (0.0, 1.0)
