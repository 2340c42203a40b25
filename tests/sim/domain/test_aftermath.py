"""Relapse after an exit: calibrated chances, a hazard that declines, multipliers with known values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.aftermath import (
    hazard_multiplier,
    relapse_chance,
    relapse_days,
    shortfall,
    troops_back,
)
from sim.plan import Aftermath

RULES = Aftermath(
    in_ten_years=0.4,
    shape=0.7,
    early_exit_level=0.6,
    early_exit=1.0,
    local_capacity=0.5,
    ownership=0.2,
    women=1.0,
    women_multiplier=0,
    blow=0.3,
    returns=0.5,
    return_after=0,
    chance=0,
    relapse=0,
)
chances = st.floats(0.01, 0.99)
shapes = st.floats(0.3, 3.0)
multipliers = st.floats(0.1, 10.0)


@pytest.mark.parametrize("p10", [0.31, 0.40, 0.50])
def test_the_chance_within_ten_years_is_the_calibrated_one(p10):
    assert relapse_chance(p10, 0.7, 1.0, 10.0) == pytest.approx(p10)


def test_the_hazard_declines():
    """Weibull 0.7, 40 % in ten years: 27 % in the first five, 18 % of those left in the second."""
    five, ten = relapse_chance(0.4, 0.7, 1.0, 5.0), relapse_chance(0.4, 0.7, 1.0, 10.0)
    assert five == pytest.approx(0.2699, abs=1e-4)
    assert (ten - five) / (1.0 - five) == pytest.approx(0.1782, abs=1e-4)


def test_half_the_hazard_is_not_half_the_chance():
    """1 - 0.6^0.5."""
    assert relapse_chance(0.4, 0.7, 0.5, 10.0) == pytest.approx(0.225403, abs=1e-6)


@pytest.mark.parametrize(("multiplier", "years"), [(1e-30, 1.0), (1e30, 10.0), (0.0, 10.0), (1.0, 0.0)])
def test_a_relapse_is_never_certain_and_never_impossible(multiplier, years):
    assert 0.0 < relapse_chance(0.4, 0.7, multiplier, years) < 1.0


@settings(deadline=None)
@given(chances, shapes, multipliers, st.floats(0.001, 0.999))
def test_the_day_of_a_relapse_is_the_inverse_of_its_chance(p10, shape, multiplier, u):
    rules = Aftermath(p10, shape, *[0.5] * 5, 0, 0.3, 0.5, 0, 0, 0)
    years = relapse_days(rules, multiplier, u) / 365.25
    assert relapse_chance(p10, shape, multiplier, years) == pytest.approx(u, rel=1e-6)


@settings(deadline=None)
@given(st.floats(0.001, 0.998), multipliers)
def test_more_luck_is_later_and_more_hazard_is_sooner(u, multiplier):
    assert relapse_days(RULES, multiplier, u + 0.001) > relapse_days(RULES, multiplier, u)
    assert relapse_days(RULES, 2.0 * multiplier, u) < relapse_days(RULES, multiplier, u)


def test_a_hazard_of_almost_nothing_puts_the_relapse_on_a_day_that_is_a_number():
    assert relapse_days(RULES, 1e-300, 0.5) < float("inf")


def test_a_shortfall_is_the_mean_below_the_level_by_population():
    """(0.3, 0.6, 0.9) lacks half of the level in one of three sectors; the empty province lacks all."""
    assert shortfall([(0.3, 0.6, 0.9)], [100], 0.6) == pytest.approx(1.0 / 6.0)
    assert shortfall([(0.6, 0.6, 0.6), (0.0, 0.0, 0.0)], [300, 100], 0.6) == pytest.approx(0.25)
    assert shortfall([(0.0, 0.0)], [100], 0.0) == 0.0


def multiplier(**asked):
    return hazard_multiplier(RULES, **{"short": 0.0, "capacity": 0.0, "ownership": 0.0, "women": 1.0} | asked)


def test_what_raises_and_what_lowers_the_hazard():
    assert multiplier() == 1.0
    assert multiplier(short=0.5) == 1.5
    assert multiplier(capacity=0.5) == 0.75
    assert multiplier(ownership=0.5) == 0.9
    assert multiplier(women=0.8) == pytest.approx(0.8)
    assert multiplier(short=0.5, capacity=0.5, ownership=0.5, women=0.8) == pytest.approx(0.81)


def test_troops_back_are_whole():
    assert troops_back(RULES, 8_001) == 4_000
