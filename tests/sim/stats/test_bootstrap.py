"""Differences of percentiles by the paired bootstrap: what they cover, and what the horizon leaves open."""

import math

import numpy as np
import pytest

from sim.stats import paired_quantiles, variance_ratio
from sim.stats.bootstrap import quantiles_along, resamples

SEEDS = 1_000
BAND = 5.0 * math.sqrt(0.95 * 0.05 / SEEDS)


SPREAD = math.sqrt(10.0**2 + 4.0**2)
Z80 = 0.8416212
"""Quantile of the standard normal."""


def pairs(rng, n):
    """A variant that saves 4 on average and has luck of its own besides: it spreads wider than base."""
    base = rng.normal(50.0, 10.0, size=n)
    return base - 4.0 + rng.normal(0.0, 4.0, size=n), base


def test_the_interval_of_a_difference_of_percentiles_covers_it_over_a_thousand_seeds():
    rng = np.random.default_rng(21)
    truth = -4.0 + Z80 * (SPREAD - 10.0)
    found = [paired_quantiles(*pairs(rng, 200), [0.8], key=seed, count=200)[0] for seed in range(SEEDS)]
    covered = np.mean([each.low <= truth <= each.high for each in found])
    assert 0.95 - BAND <= covered <= 0.985
    apart = 2.0 * 1.96 * math.sqrt(2.0 * 0.8 * 0.2 / 200) * SPREAD / 0.28
    assert np.mean([each.high - each.low for each in found]) < 0.6 * apart, "shared luck must cancel"


def test_the_variance_ratio_of_known_noise():
    """Var(a) = Var(b) = 101 and Var(a - b) = 2: pairing is worth 101 times the futures."""
    rng = np.random.default_rng(22)
    luck = rng.normal(0.0, 10.0, size=20_000)
    one, other = luck + rng.normal(size=luck.shape), luck + rng.normal(size=luck.shape)
    found = variance_ratio(one, other, key=1, count=200)
    assert found.low < 101.0 < found.high
    assert found.high - found.low < 10.0


def test_pairs_that_always_differ_by_the_same_leave_nothing_to_chance():
    assert variance_ratio(np.array([1.0, 5.0]), np.array([0.0, 4.0]), key=1).value == math.inf
    assert math.isnan(variance_ratio(np.ones(5), np.ones(5), key=1).value)


def test_which_futures_are_drawn_hangs_on_the_key_alone():
    one = np.concatenate(list(resamples(50, key=3, count=40)))
    two = np.concatenate(list(resamples(50, key=3, count=40)))
    assert (one == two).all()
    assert (one != np.concatenate(list(resamples(50, key=4, count=40)))).any()
    rng = np.random.default_rng(5)
    first, second = pairs(rng, 100)
    both = paired_quantiles(first, second, [0.5, 0.8], key=9)
    assert paired_quantiles(first, second, [0.8], key=9)[0] == both[1]


def test_it_is_the_difference_of_the_percentiles_and_not_the_percentile_of_the_differences():
    first, second = np.array([4.0, 3.0, 2.0, 1.0]), np.array([1.0, 2.0, 3.0, 4.0])
    assert paired_quantiles(first, second, [0.75], key=1)[0].value == 0.0


def test_a_percentile_beyond_the_horizon_leaves_a_lower_bound():
    base = np.concatenate([np.full(90, 40.0), np.full(10, np.inf)])
    late = np.concatenate([np.full(50, 60.0), np.full(50, np.inf)])
    found = paired_quantiles(late, base, [0.8], key=1, horizon=100.0)[0]
    assert (found.value, found.low, found.high) == (math.inf, 60.0, math.inf)
    earlier = paired_quantiles(base, late, [0.8], key=1, horizon=100.0)[0]
    assert (earlier.value, earlier.low, earlier.high) == (-math.inf, -math.inf, -60.0)


def test_two_percentiles_beyond_the_horizon_say_nothing():
    never = np.full(30, np.inf)
    found = paired_quantiles(never, never, [0.5], key=1, horizon=100.0)[0]
    assert math.isnan(found.value)
    assert (found.low, found.high) == (-math.inf, math.inf)


@pytest.mark.parametrize(("p", "expected"), [(0.5, 2.0), (0.75, 3.0), (1.0, math.inf), (0.01, 1.0)])
def test_quantiles_are_order_statistics(p, expected):
    assert quantiles_along(np.array([math.inf, 3.0, 1.0, 2.0]), [p]).tolist() == [expected]


def test_nothing_is_made_of_no_futures():
    empty = np.array([])
    assert math.isnan(paired_quantiles(empty, empty, [0.5], key=1)[0].value)
    assert math.isnan(variance_ratio(empty, empty, key=1).value)
