"""Local capacity: what builds it, what keeps it, what it holds up; and setbacks. Rates per year."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.operation import grown_capacity, grown_conditions, shifted
from sim.plan import Growth

GROWTH = Growth(
    security_force=1.4,
    civilians=0.5,
    programmes=0.5,
    decay=0.15,
    spoiling=0.0,
    force_ratio=10.0,
    team_ratio=20.0,
    programme_ratio=10.0,
    capital_share=0.3,
    local=0.45,
    capacity_building=0.4,
    capacity_decay=0.1,
    sustaining=0.5,
    ownership=0.5,
)
YEAR = 365.25
rates = st.floats(0.0, 100.0)


def after(level=0.0, *, days=YEAR, **asked):
    effort = {"civilians": 0.0, "transforming": 0.0, "sustaining": 0.0, "ownership": 0.0}
    return grown_capacity(GROWTH, level, population=1e6, days=days, **effort | asked)


def test_without_effort_it_wears_off_slowly():
    assert after(0.5) == pytest.approx(0.5 * math.exp(-0.1))


def test_mentors_and_transformation_programmes_build_it():
    """Half effect each: 0.4 × 0.5 = 0.2 a year towards 2/3, against a loss of 0.1."""
    expected = 2.0 / 3.0 * (1.0 - math.exp(-0.3))
    assert after(civilians=20.0) == pytest.approx(expected)
    assert after(transforming=1e7) == pytest.approx(expected)


def test_sustainability_programmes_keep_it_and_build_nothing():
    """Half effect of a half: a quarter of the loss is averted."""
    assert after(sustaining=1e7) == 0.0
    assert after(0.5, sustaining=1e7) == pytest.approx(0.5 * math.exp(-0.075))


def test_ownership_multiplies_the_building():
    """0.2 × 1.5 = 0.3 a year towards 3/4."""
    assert after(civilians=20.0, ownership=1.0) == pytest.approx(0.75 * (1.0 - math.exp(-0.4)))


@settings(deadline=None)
@given(st.floats(0.0, 1.0), rates, st.floats(0.0, 1e9), st.floats(0.0, 1e9), st.floats(1.0, 900.0))
def test_two_short_steps_are_one_long_and_it_stays_within_0_and_1(level, people, building, keeping, days):
    effort = {"civilians": people, "transforming": building, "sustaining": keeping, "ownership": 0.7}
    once = after(level, days=2.0 * days, **effort)
    assert after(after(level, days=days, **effort), days=days, **effort) == pytest.approx(once, abs=1e-12)
    assert 0.0 <= once <= 1.0


def conditions(capacity, *, days=YEAR):
    return grown_conditions(
        GROWTH,
        (0.6, 0.6),
        pace=(1.0, 1.0),
        forces=0.0,
        civilians=0.0,
        money=(0.0, 0.0),
        population=1e6,
        days=days,
        capacity=capacity,
    )


def test_capacity_holds_conditions_where_without_it_they_decay():
    """0.45 × 0.5 against 0.15: both sectors, security too, stand still at 0.6."""
    assert conditions(0.5) == pytest.approx((0.6, 0.6))
    assert conditions(0.0) == pytest.approx((0.6 * math.exp(-0.15),) * 2)


def test_a_setback_lets_every_condition_fall_but_not_below_0():
    assert shifted((0.5, 0.05), -0.1) == pytest.approx((0.4, 0.0))
