"""Who comes when called, when they come, and who is lost on the way back."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.readiness import (
    Asks,
    call_up_days,
    in_proportion,
    intake,
    lost_on_return,
    passed_on,
    recruited,
    who_come,
)

shares = st.floats(0.0, 1.0)


@pytest.mark.parametrize(("size", "share", "people"), [(500, 0.18, 90), (10, 0.25, 3), (7, 0.0, 0)])
def test_a_share_of_a_corps_comes_to_the_nearest_person(size, share, people):
    assert who_come(size, share) == people


def test_each_ask_costs_the_recall_anew():
    assert [call_up_days(30.0, asks) for asks in (1.0, 2.0, 6.0)] == [30.0, 60.0, 180.0]


@pytest.mark.parametrize(("u", "asks"), [(0.01, 1.0), (0.59, 1.0), (0.61, 2.0), (0.83, 2.0), (0.85, 3.0)])
def test_with_four_in_ten_refused_six_in_ten_come_at_the_first_ask(u, asks):
    """1 - 0.4 = 0.60 after one ask, 1 - 0.16 = 0.84 after two."""
    assert Asks(0.4, 6.0).at(u) == asks


@pytest.mark.parametrize(("refusal", "asks"), [(0.0, 1.0), (1.0, 6.0)])
def test_release_is_granted_at_once_or_at_the_last_ask(refusal, asks):
    assert {Asks(refusal, 6.0).at(u) for u in (0.01, 0.5, 0.99)} == {asks}


def test_the_mean_number_of_asks_is_that_of_the_cut_geometric_law():
    """Sum of 0.4^k for k = 0 to 5: 1.65984."""
    u = (np.arange(20_000) + 0.5) / 20_000
    assert np.mean([Asks(0.4, 6.0).at(each) for each in u]) == pytest.approx(1.65984, abs=1e-3)


@given(st.floats(0.0, 1.0), st.integers(1, 6), st.floats(1e-6, 1.0 - 1e-6))
def test_release_is_asked_for_at_least_once_and_at_most_so_often(refusal, most, u):
    asks = Asks(refusal, float(most)).at(u)
    assert asks in {float(each) for each in range(1, most + 1)}


@given(st.integers(0, 100_000), shares)
def test_nobody_comes_or_leaves_who_is_not_there(people, share):
    assert 0 <= who_come(people, share) <= people
    assert 0 <= lost_on_return(people, share) <= people


@pytest.mark.parametrize(("served", "people"), [(1, 0), (2, 1), (4, 1), (5, 2), (9, 3)])
def test_of_a_service_of_three_tours_a_third_of_all_tours_is_the_last(served, people):
    assert passed_on(served, 3) == people


def test_after_one_tour_everybody_has_served_out():
    assert [passed_on(served, 1) for served in range(5)] == [0, 1, 2, 3, 4]


def test_recruits_a_month_add_up_to_whole_people():
    """2.5 a month: 3, 2, 3, 2."""
    sums = [recruited(month, 2.5) for month in range(5)]
    assert [after - before for before, after in pairwise(sums)] == [3, 2, 3, 2]


def test_recruits_go_where_most_are_missing():
    assert intake((20, 10, 0), 6) == (4, 2, 0)
    assert intake((1, 1, 0), 6) == (1, 1, 0)
    assert intake((0, 0, 0), 6) == (0, 0, 0)


def test_a_corps_of_nobody_grows_by_generalists():
    assert in_proportion((0, 0), 7) == (7, 0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6), st.integers(0, 500))
def test_parts_in_proportion_are_whole_and_add_up(sizes, total):
    parts = in_proportion(sizes, total)
    assert sum(parts) == total
    assert min(parts) >= 0
    for size, part in zip(sizes, parts, strict=True):
        assert not sum(sizes) or abs(part - total * size / sum(sizes)) <= 1.0


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.integers(0, 50))
def test_nobody_is_recruited_who_is_not_missing(missing, most):
    taken = intake(missing, most)
    assert sum(taken) == min(most, sum(missing))
    assert all(0 <= one <= other for one, other in zip(taken, missing, strict=True))
