"""How a percentile goes with a quantity: swings, rank correlations, and what noise would show."""

import math

import numpy as np
import pytest

from sim.stats.drivers import cruciality, floor_of, swing, thirds

U = (np.arange(3000) + 0.5) / 3000


def test_the_swing_is_the_percentile_of_the_high_third_less_that_of_the_low_one():
    found = swing(U, 90.0 * U, 0.8)
    assert (found.low.value, found.high.value) == pytest.approx((24.0, 84.0), abs=0.05)
    assert found.difference.value == pytest.approx(60.0, abs=0.05)
    assert found.difference.clear


def test_what_has_no_effect_does_not_swing_clearly():
    found = swing(np.random.default_rng(1).random(3000), 90.0 * U, 0.8)
    assert not found.difference.clear


def test_what_happens_or_not_has_its_two_sides_instead_of_thirds():
    happened = np.array([0.0] * 90 + [1.0] * 10)
    low, high = thirds(happened)
    assert (low.sum(), high.sum()) == (90, 10)
    assert swing(happened, np.where(happened, 50.0, 20.0), 0.8).difference.value == 30.0


def test_what_happened_in_too_few_runs_has_no_swing():
    happened = np.array([0.0] * 95 + [1.0] * 5)
    found = swing(happened, happened, 0.8)
    assert math.isnan(found.difference.value)
    assert found.size == 0.0


def test_the_interval_of_a_swing_holds_the_true_one_as_often_as_it_claims():
    """200 batches: fewer than 182 of 200 held would be a chance of 1 in 200 at 95 %."""
    generator = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        x, noise = generator.random(300), generator.random(300)
        found = swing(x, 30.0 * (x > 0.5) + 100.0 * noise, 0.8).difference
        held += found.low <= 30.0 <= found.high
    assert held >= 182


def test_cruciality_is_spearmans_rank_correlation():
    assert cruciality(U, np.exp(U)).value == pytest.approx(1.0)
    assert cruciality(U, -(U**3)).value == pytest.approx(-1.0)
    assert math.isnan(cruciality(np.ones(50), U[:50]).value)


def test_a_rank_correlation_has_an_interval_around_it():
    generator = np.random.default_rng(1)
    x = generator.normal(size=400)
    found = cruciality(x, x + generator.normal(size=400))
    assert found.low < 0.683 < found.high  # 6 / π asin(ρ / 2) for ρ = 1 / √2
    assert found.high - found.low < 0.15


def test_a_date_that_was_not_reached_ranks_last():
    assert cruciality(U[:9], np.array([*range(8), np.inf])).value == pytest.approx(1.0)


def test_the_floor_is_what_95_of_100_idle_quantities_stay_under():
    assert floor_of(np.array([-1.0, *([0.5] * 19), np.nan])) == pytest.approx(0.5, abs=0.03)
