"""Intervals hold what they promise: known values, and coverage over many samples."""

import math

import numpy as np
import pytest

from sim.stats import Estimate, mean_t, paired_difference, quantile, wilson

SAMPLES = 2_000
BAND = 5.0 * math.sqrt(0.95 * 0.05 / SAMPLES)
"""Five standard errors of a coverage of 0.95: a false alarm about once in 1.7 million."""


def covered(estimates: list[Estimate], truth: float) -> float:
    return sum(each.low <= truth <= each.high for each in estimates) / len(estimates)


def test_the_interval_of_a_mean_covers_it_as_often_as_it_says():
    draws = np.random.default_rng(11).exponential(4.0, size=(SAMPLES, 200))
    assert abs(covered([mean_t(each) for each in draws], 4.0) - 0.95) < BAND


def test_the_interval_of_a_paired_difference_covers_it():
    rng = np.random.default_rng(12)
    luck = rng.normal(0.0, 10.0, size=(SAMPLES, 20))
    other = luck + 3.0 + rng.normal(0.0, 1.0, size=luck.shape)
    found = [paired_difference(a, b) for a, b in zip(other, luck, strict=True)]
    assert abs(covered(found, 3.0) - 0.95) < BAND
    assert max(each.high - each.low for each in found) < 3.0, "shared luck must cancel"


def test_the_interval_of_a_share_covers_it_even_where_it_is_rare():
    hits = np.random.default_rng(13).binomial(100, 0.03, size=SAMPLES).tolist()
    found = {each: wilson(each, 100) for each in set(hits)}
    assert covered([found[each] for each in hits], 0.03) > 0.95 - BAND


@pytest.mark.parametrize(("n", "p"), [(50, 0.5), (100, 0.8), (200, 0.9)])
def test_the_interval_of_a_quantile_covers_it_at_least_as_often_as_it_says(n, p):
    draws = np.random.default_rng(14).uniform(size=(SAMPLES, n))
    share = covered([quantile(each, p) for each in draws], p)
    assert 0.95 - BAND <= share <= 0.99


def test_none_of_a_hundred_is_not_never():
    found = wilson(0, 100)
    assert found.value == 0.0
    assert found.high == pytest.approx(0.0370, abs=5e-4)


@pytest.mark.parametrize(("n", "bounded"), [(71, False), (72, True)])
def test_the_95th_percentile_has_an_upper_bound_from_72_on(n, bounded):
    assert math.isfinite(quantile(range(n), 0.95).high) == bounded


def test_what_was_not_reached_has_its_rank():
    days = [10.0, 20.0, 30.0, math.inf, math.inf]
    assert quantile(days, 0.5).value == 30.0
    assert quantile(days, 0.8).value == math.inf


def test_one_number_has_no_bounds_and_none_no_mean():
    assert mean_t([3.0]) == Estimate(3.0, -math.inf, math.inf, 1, "t, 95 %")
    assert math.isnan(mean_t([]).value)
    assert math.isnan(quantile([], 0.5).value)
    assert wilson(0, 0).high == 1.0


def test_numbers_that_are_not_as_many_are_not_pairs():
    with pytest.raises(ValueError, match="not pairs"):
        paired_difference([1.0, 2.0], [1.0])


def test_an_interval_across_zero_is_not_clear():
    assert not mean_t([-1.0, 1.0, 2.0]).clear
    assert mean_t([5.0, 5.1, 5.2]).clear
