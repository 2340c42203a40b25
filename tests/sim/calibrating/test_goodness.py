"""Goodness of fit: statistics as published, and shares that are as often small as they should be."""

import numpy as np
import pytest
from scipy import stats

from sim.calibrating.families import fitted
from sim.calibrating.goodness import goodness, statistics


def exponential(values):
    return fitted("exponential", values, np.zeros(len(values), dtype=bool))


def test_the_statistics_are_scipys():
    """D as `scipy.stats.kstest` has it; A² by its definition as an integral over the gaps."""
    values = np.sort(stats.expon(scale=3.0).ppf(np.random.default_rng(5).uniform(size=25)))
    found = exponential(values)
    squared, distance = statistics(found.fit, values)
    assert distance == pytest.approx(stats.kstest(values, found.fit.cdf).statistic)
    u = np.concatenate([[0.0], found.fit.cdf(values), [1.0]])
    grid = np.linspace(1e-6, 1.0 - 1e-6, 500_001)
    share = (np.searchsorted(u[1:-1], grid, side="right")) / len(values)
    integral = len(values) * np.mean((share - grid) ** 2 / (grid * (1.0 - grid)))
    assert squared == pytest.approx(float(integral), rel=1e-3)


def test_shares_are_uniform_where_the_law_is_true():
    """60 samples of 30 from an exponential law: shares below 0.1 in 1 to 14 of them (99.8 %)."""
    small = 0
    for seed in range(60):
        values = stats.expon(scale=3.0).ppf(np.random.default_rng(seed).uniform(size=30))
        small += goodness(exponential(values), values, seed=seed, samples=29).ad_share <= 0.1
    assert 1 <= small <= 14


def test_a_law_that_is_wrong_is_found_out():
    values = stats.norm(100.0, 5.0).ppf(np.random.default_rng(1).uniform(size=60))
    found = goodness(exponential(values), values, samples=99)
    assert found.ad_share == found.ks_share == 0.01


def test_the_same_seed_gives_the_same_shares():
    values = stats.expon(scale=3.0).ppf(np.random.default_rng(2).uniform(size=20))
    first, again, other = (goodness(exponential(values), values, seed=each, samples=49) for each in (1, 1, 2))
    assert first == again
    assert first != other
