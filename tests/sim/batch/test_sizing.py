"""The search for the smallest numbers: known answers, descents by price, what speaks against it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.batch.sizing import Search, Standard, Tried, around

SURE = Standard((0.8,))


def search(passes, prices, standard=SURE):
    """Return a search over a rule that either all futures pass or none, and the points it plays."""
    played = []

    def play(points):
        played.extend(points)
        return [Tried(each, (100 if passes(each) else 0,), 100) for each in points]

    return Search(play, standard, prices), played


def test_one_number_is_found_by_halving():
    found, played = search(lambda point: point[0] >= 37, [1.0])
    assert found.smallest((100,), (1600,)).point == (37,)
    assert len(played) <= 9


def test_what_is_too_small_as_declared_is_doubled_first():
    found, _ = search(lambda point: point[0] >= 37, [1.0])
    result = found.smallest((10,), (160,))
    assert (result.top, result.point) == ((40,), (37,))


def test_numbers_that_do_not_help_each_other_are_as_small_as_each_alone():
    found, _ = search(lambda point: point[0] >= 12 and point[1] >= 5, [1.0, 1.0])
    result = found.smallest((50, 50), (100, 100))
    assert (result.point, result.alone, result.proven) == ((12, 5), (12, 5), True)


@pytest.mark.parametrize(("prices", "point"), [([1.0, 3.0], (10, 2)), ([3.0, 1.0], (2, 10))])
def test_of_numbers_that_stand_in_for_each_other_the_dearer_is_made_small(prices, point):
    """Twelve together, at least two of each: (10, 2) and (2, 10) are the ends."""
    found, _ = search(lambda each: sum(each) >= 12 and min(each) >= 2, prices)
    result = found.smallest((10, 10), (10, 10))
    assert (result.point, result.alone, result.proven) == (point, (2, 2), False)


def test_nothing_is_found_where_the_largest_is_not_enough():
    found, _ = search(lambda _: False, [1.0])
    result = found.smallest((4,), (16,))
    assert (result.point, result.top) == (None, (16,))


def test_zero_is_found_where_nothing_is_needed():
    found, _ = search(lambda _: True, [1.0, 1.0])
    assert found.smallest((4, 9), (16, 16)).point == (0, 0)


def test_pairs_where_more_was_worse_are_listed():
    found, _ = search(lambda point: point[0] in {3, 4, 6}, [1.0])
    found.look([(3,), (5,), (6,)])
    assert found.against() == [((3,), (5,))]


def test_nothing_is_played_twice():
    found, played = search(lambda point: point[0] + point[1] >= 20, [1.0, 2.0])
    found.smallest((30, 30), (60, 60))
    assert len(played) == len(set(played))


@settings(deadline=None, max_examples=60)
@given(
    needs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4),
    prices=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_no_single_number_can_be_smaller(needs, prices):
    """Of a union of corners: what is found passes, and one less of either does not."""

    def passes(point):
        return any(point[0] >= one and point[1] >= other for one, other in needs)

    found, _ = search(passes, [float(each) for each in prices])
    one, other = found.smallest((9, 9), (9, 9)).point
    assert passes((one, other))
    assert one == 0 or not passes((one - 1, other))
    assert other == 0 or not passes((one, other - 1))


def test_a_bound_asks_for_more_than_a_share():
    """Of 100 futures 85 met it: the share is 85 %, Wilson's lower bound 76.7 %."""
    tried = Tried((1,), (85,), 100)
    assert not Standard((0.8,), "bound").passes(tried)
    assert Standard((0.8,), "share").passes(tried)


def test_fresh_futures_bear_out_a_bound_by_their_share_and_a_share_by_their_bound():
    assert Standard((0.8,), "bound").holds(Tried((1,), (80,), 100))
    assert not Standard((0.8,), "bound").holds(Tried((1,), (79,), 100))
    assert Standard((0.8,), "share").holds(Tried((1,), (73,), 100))
    assert not Standard((0.8,), "share").holds(Tried((1,), (70,), 100))


def test_what_is_set_aside_is_not_asked_for():
    standard = Standard((0.8, 0.9))
    assert standard.short(Tried((1,), (0, 100), 100)) == (0,)
    assert standard.without((0,)).passes(Tried((1,), (0, 100), 100))


def test_the_curve_is_looked_at_around_a_point():
    assert around((0, 4), 1, [0.25, 1.6]) == [(0, 1), (0, 3), (0, 4), (0, 6)]
    assert around((0, 4), 0, [0.25, 1.6]) == [(0, 4), (1, 4)]


def test_a_point_that_cannot_pass_any_more_is_hopeless():
    """Of 100 futures 80 must meet it by share: with 20 missed it may, with 21 it cannot."""
    standard = Standard((0.8,), "share")
    assert not standard.hopeless(Tried((1,), (5,), 25), 100)
    assert standard.hopeless(Tried((1,), (4,), 25), 100)
