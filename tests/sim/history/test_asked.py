"""What is asked of a history: the real answers, and small records made by hand."""

import math
from datetime import date

import pytest

from sim.history.asked import Question
from sim.history.reading import read_history, shipped_folder
from sim.history.records import Assessment, Record
from sim.scenario.loading import load

D0 = date(2009, 3, 27)


def record(*days: float, looks=(), strength=()) -> Record:
    """Return a history of places a, b, c … handed over on these days."""
    return Record(dict(zip("abcdefgh", days, strict=False)), tuple(looks), tuple(strength), {})


def answer(asks: str, found: Record, of: str = "") -> float:
    return Question(asks, of, D0).answer(found)


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        (
            "timor-leste-policing-2009",
            [682.0, 36.0, 68.2, 184.0, 3.0, 0.5, 381.0, 539.0, 1.0 - 1_500 / 1_560],
        ),
        ("east-timor-interfet-2000", [22.0, 121.0, 4.0, 400.0, 1_300.0]),
        ("kosovo-police-1999", [289.0, 2_898.0, 488.0, 4_519.0]),
    ],
)
def test_history_answers_what_is_asked_of_it(scenario, expected):
    history = read_history(shipped_folder())
    start = load(scenario).plan.start
    found = [history.real(each, start) for each in history.of_scenario(scenario)]
    assert found == pytest.approx(expected)


def test_two_handovers_on_one_day_have_no_gap():
    found = record(10.0, 10.0, 40.0, 100.0)
    gaps = [answer(each, found) for each in ("median_gap", "mean_gap", "longest_gap")]
    assert gaps == [45.0, 45.0, 60.0]


def test_what_is_not_reached_by_the_horizon_is_infinitely_far():
    found = record(10.0, 40.0, math.inf)
    assert answer("days_first_to_last", found) == math.inf
    assert answer("longest_gap", found) == math.inf
    assert answer("days_to", found, "c") == math.inf
    assert answer("days_between", found, "a > c") == math.inf


def test_where_nothing_was_handed_over_there_is_no_answer():
    found = record(math.inf, math.inf)
    assert math.isnan(answer("days_first_to_last", found))
    assert math.isnan(answer("mean_gap", found))
    assert answer("clusters", found) == 0.0


@pytest.mark.parametrize(
    ("days", "clusters"),
    [((0.0, 14.0, 28.0), 1), ((0.0, 15.0, 30.0), 0), ((0.0, 0.0, 50.0, 60.0), 2), ((7.0,), 0)],
)
def test_neighbours_of_14_days_are_one_cluster(days, clusters):
    assert answer("clusters", record(*days)) == clusters


def test_retries_count_from_the_first_failure_of_the_first_places():
    """Of the first two places b failed on D+5 and again on D+8; c comes too late to be asked."""
    looks = [
        Assessment(0.0, "a", passed=True),
        Assessment(5.0, "b", passed=False),
        Assessment(8.0, "b", passed=False),
        Assessment(9.0, "c", passed=False),
    ]
    found = record(0.0, 200.0, 400.0, looks=looks)
    asked = ("passed_of_first", "shortest_retry_of_first", "longest_retry_of_first")
    assert [answer(each, found, "2") for each in asked] == [0.5, 195.0, 195.0]
    assert [answer(each, found, "3") for each in asked] == [1 / 3, 195.0, 391.0]


def test_who_never_failed_never_tried_again():
    assert math.isnan(answer("longest_retry_of_first", record(1.0), "4"))


def test_strength_is_that_of_the_last_count_before_a_day():
    found = record(strength=[(0.0, 0.0), (10.0, 400.0), (20.0, 300.0)])
    assert answer("strength", found, "2009-04-15") == 400.0
    assert answer("share_lost", found, "2009-04-07 > 2009-04-30") == 0.25
    assert answer("days_to_strength", found, "350") == 10.0
    assert answer("days_to_strength", found, "401") == math.inf


def test_the_place_of_a_sector_is_counted_from_the_first():
    assert [answer("place_of", record(30.0, 10.0, 20.0), each) for each in "abc"] == [3.0, 1.0, 2.0]
