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
    """Of 60 samples: shares below 0.1 in 1 to 14 (99.8 %), their mean within 3 standard errors of a half.

    Without fitting each sample anew the mean would be near 0.7: the law would seem to fit too well.
    """
    shares = []
    for seed in range(60):
        values = stats.expon(scale=3.0).ppf(np.random.default_rng(seed).uniform(size=30))
        shares.append(goodness(exponential(values), values, seed=seed, samples=29).ad_share)
    assert 1 <= sum(each <= 0.1 for each in shares) <= 14
    assert abs(np.mean(shares) - 0.5) < 0.12


def test_a_law_that_is_wrong_is_found_out():
    values = stats.norm(100.0, 5.0).ppf(np.random.default_rng(1).uniform(size=60))
    found = goodness(exponential(values), values, samples=99)
    assert found.ad_share == found.ks_share == 0.01


def test_the_same_seed_gives_the_same_shares():
    values = stats.expon(scale=3.0).ppf(np.random.default_rng(2).uniform(size=20))
    first, again, other = (goodness(exponential(values), values, seed=each, samples=49) for each in (1, 1, 2))
    assert first == again
    assert first != other
