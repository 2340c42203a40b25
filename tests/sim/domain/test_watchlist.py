"""The watch list's arithmetic: the published rates, issues of the list, plans that serve."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.watchlist import (
    averted,
    eased,
    elsewhere_per_year,
    false_alarms_per_year,
    flag_day,
    hits_per_year,
    listed_day,
    most_flags,
    onsets_per_year,
    plan_serves,
    share_of_hits,
)


def test_of_160_states_one_in_eleven_on_the_list_has_an_onset():
    """FACTS 1.4: 3.2 hits and about 31 false alarms a year, so about 9 %."""
    hits = hits_per_year(160, 0.025, skill=0.8)
    false = false_alarms_per_year(160, 0.025, skill=0.8)
    assert onsets_per_year(160, 0.025) == pytest.approx(4.0)
    assert hits == pytest.approx(3.2)
    assert false == pytest.approx(31.2)
    assert share_of_hits(hits, false) == pytest.approx(0.093, abs=0.0005)


def test_a_list_without_flags_has_no_share_of_hits():
    assert share_of_hits(0.0, 0.0) == 0.0


def test_hits_beyond_the_declared_crises_are_onsets_elsewhere():
    assert elsewhere_per_year(3.2, 0.5, skill=0.8) == pytest.approx(2.8)
    assert elsewhere_per_year(3.2, 6.0, skill=0.8) == 0.0


def test_room_for_flags_is_four_standard_deviations_above_the_mean():
    assert most_flags(100.0) == 143
    assert most_flags(0.0) == 0


@pytest.mark.parametrize(
    ("day", "listed"), [(0.0, 0.0), (0.1, 180.0), (180.0, 180.0), (180.0 + 1e-12, 180.0), (181.0, 360.0)]
)
def test_a_state_is_listed_at_the_next_issue(day: float, listed: float):
    assert listed_day(day, refreshed=180.0) == listed


def test_a_list_that_is_always_fresh_lists_at_once():
    assert listed_day(17.5, refreshed=0.0) == 17.5


def test_signs_before_the_first_day_are_on_the_first_list():
    assert flag_day(300.0, 700.0, refreshed=180.0) == 0.0


def test_signs_after_the_last_issue_before_an_onset_come_too_late():
    assert flag_day(300.0, 50.0, refreshed=180.0) == math.inf
    assert flag_day(360.0, 50.0, refreshed=180.0) == math.inf


def test_a_plan_serves_from_its_last_day_of_work_until_it_is_out_of_date():
    days = (99.0, 100.0, 830.0, 831.0)
    assert [plan_serves(100.0, onset, valid=730.0) for onset in days] == [False, True, True, False]


def test_a_prevention_that_lowers_nothing_averts_nothing():
    assert not averted(0.0, 0.0)
    assert averted(0.2, 0.19)
    assert not averted(0.2, 0.2)


def test_work_is_eased_by_every_reason_and_a_factor_of_nothing_skips_it():
    assert eased(40.0, [0.5, 0.8]) == pytest.approx(16.0)
    assert eased(40.0, [0.0]) == 0.0
    assert eased(40.0, []) == 40.0


@settings(deadline=None, max_examples=60)
@given(
    onset=st.floats(0.0, 4000.0),
    lead=st.floats(0.0, 2000.0),
    refreshed=st.floats(0.0, 400.0),
    place=st.floats(0.0, 1.0),
)
def test_a_flag_is_never_raised_on_the_day_of_the_onset_or_later(
    onset: float, lead: float, refreshed: float, place: float
):
    day = flag_day(onset, lead, refreshed=refreshed, place=place)
    assert day == math.inf or 0.0 <= day < onset
