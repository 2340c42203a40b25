"""Where the real value lies: quantiles, rank, width and verdict, by hand and for any numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.history.judging import Judgement, judge, quantile, verdict

HUNDRED = [float(each) for each in range(1, 101)]


def judged(*, inside: bool = True, narrow: bool = True) -> Judgement:
    low, high = (90.0, 110.0) if inside else (110.0, 120.0)
    return Judgement(100.0, low, 115.0, high if narrow else 1_000.0, 0.5, 9)


def test_the_central_90_percent_of_a_hundred_futures():
    found = judge(50.0, HUNDRED)
    assert (found.low, found.middle, found.high, found.rank) == (5.0, 50.0, 95.0, 0.495)
    assert found.passed


@pytest.mark.parametrize(("real", "inside"), [(4.9, False), (5.0, True), (95.0, True), (95.1, False)])
def test_the_ends_of_the_interval_are_inside(real, inside):
    assert judge(real, HUNDRED).inside is inside


def test_an_interval_of_three_times_the_real_value_says_nothing():
    assert [judge(each, HUNDRED).narrow for each in (30.0, 30.1)] == [False, True]


def test_futures_beyond_the_horizon_stay_beyond_it():
    found = judge(50.0, [*HUNDRED[:80], *[math.inf] * 20])
    assert (found.middle, found.high, found.narrow) == (50.0, math.inf, False)


def test_futures_without_an_answer_do_not_count():
    found = judge(2.0, [1.0, 2.0, 3.0, math.nan])
    assert (found.answered, found.rank) == (3, 0.5)


def test_no_answer_at_all_is_not_passed():
    assert not judge(2.0, [math.nan]).passed


def test_four_tests_of_five_are_enough_and_three_are_not():
    good, out, wide = judged(), judged(inside=False), judged(narrow=False)
    assert verdict([good] * 4 + [out])
    assert not verdict([good] * 3 + [out, wide])
    assert not verdict([])


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60), st.floats(0.0, 1e6))
@settings(deadline=None, max_examples=100)
def test_quantiles_rise_and_the_rank_is_a_share(values, real):
    found = judge(real, values)
    assert found.low <= found.middle <= found.high
    assert 0.0 <= found.rank <= 1.0
    assert {found.low, found.middle, found.high} <= set(values)


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60), st.floats(0.01, 1.0))
@settings(deadline=None, max_examples=100)
def test_a_quantile_is_the_smallest_value_that_is_enough(values, share):
    rising = sorted(values)
    found = quantile(rising, share)
    assert sum(each <= found for each in rising) >= share * len(rising) - 1e-6
    assert sum(each < found for each in rising) < share * len(rising)
