"""When a step may start and how its days count: calendars, forums, earliest days, giving up."""

import math

import pytest
from building import Chart, finished, row, started, unfinished, waits, weekdays, why
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.calendars import after_working_days, next_occasion, next_working
from sim.trace import State


def working_week(days=400, *, off=()):
    return tuple(works and day not in off for day, works in enumerate(weekdays(days)))


@pytest.mark.parametrize(
    ("begins", "days", "finish"),
    [
        (0.0, 5.0, 5.0),  # Monday to Friday midnight
        (0.0, 6.0, 8.0),  # over one weekend
        (3.0, 2.5, 7.5),  # Thursday to Monday noon
        (0.0, 20.0, 26.0),  # four weeks of five days
    ],
)
def test_working_days_jump_over_weekends(begins, days, finish):
    chart = Chart()
    week = chart.calendar("washington", days=working_week())
    chart.step("notify", days, not_before=begins, working=week)
    assert finished(chart.run()) == [("notify", finish)]


def test_a_holiday_counts_nothing():
    chart = Chart()
    week = chart.calendar("washington", days=working_week(off={2}))
    chart.step("notify", 5, working=week)
    assert finished(chart.run()) == [("notify", 8)]


def test_a_step_ready_on_a_weekend_starts_on_monday_and_says_why():
    chart = Chart()
    week = chart.calendar("washington", days=working_week())
    chart.step("fly", 5.5)
    chart.step("notify", 1, after=["fly"], working=week)
    outcome = chart.run()
    assert finished(outcome) == [("fly", 5.5), ("notify", 8)]
    assert waits(outcome) == [("notify", "calendar", "washington", 5.5, 7.0)]


def test_days_after_the_calendar_all_count():
    assert after_working_days((False, False), 0.0, 3.0) == 5.0


def test_a_decision_waits_for_the_next_forum():
    chart = Chart()
    forum = chart.calendar("forum", occasions=[1.0, 8.0, 15.0])
    chart.step("assess", 3)
    chart.step("decide", 2, after=["assess"], opens=forum)
    outcome = chart.run()
    assert finished(outcome) == [("assess", 3), ("decide", 10)]
    assert why(outcome, "decide") == ("calendar", "forum")


def test_a_decision_ready_on_the_day_of_the_forum_goes_through():
    chart = Chart()
    forum = chart.calendar("forum", occasions=[3.0, 10.0])
    chart.step("assess", 3)
    chart.step("decide", 1, after=["assess"], opens=forum)
    assert started(chart.run()) == [("assess", 0), ("decide", 3)]


def test_a_decision_that_misses_its_people_at_the_forum_waits_for_the_next():
    chart = Chart()
    chart.pool("staff", 1)
    forum = chart.calendar("forum", occasions=[2.0, 9.0, 16.0])
    chart.step("out", 5, needs={"staff": 1})
    chart.step("decide", 1, needs={"staff": 1}, opens=forum)
    outcome = chart.run()
    assert started(outcome) == [("out", 0), ("decide", 9)]
    assert [each[1:] for each in waits(outcome)] == [
        ("calendar", "forum", 0.0, 2.0),
        ("pool", "staff", 2.0, 5.0),
        ("calendar", "forum", 5.0, 9.0),
    ]


def test_after_the_last_forum_a_decision_never_starts_and_says_why():
    chart = Chart()
    forum = chart.calendar("forum", occasions=[1.0])
    chart.step("assess", 3)
    chart.step("decide", 1, after=["assess"], opens=forum)
    assert unfinished(chart.run()) == {"decide": "waiting for the next day of forum since D+3.0"}


@given(
    st.lists(st.floats(0.01, 40.0), min_size=1, max_size=6),
    st.floats(0.05, 9.0),
    st.floats(0.0, 5.0),
)
def test_no_rounding_of_the_clock_makes_a_step_miss_its_forum(durations, every, first):
    """Each decision starts at the first forum at or after the one before it has finished."""
    occasions = [first + every * turn for turn in range(int(300 / every))]
    chart = Chart(horizon=300.0)
    forum = chart.calendar("forum", occasions=occasions)
    expected, free = [], 0.0
    for place, days in enumerate(durations):
        chart.step(f"s{place}", days, after=[f"s{place - 1}"] if place else [], opens=forum)
        start = next(each for each in occasions if each >= free - 1e-6)
        expected.append(pytest.approx(start, abs=1e-6))
        free = start + days
    assert [day for _, day in started(chart.run())] == expected


@given(st.floats(0.0, 300.0), st.floats(0.0, 60.0))
def test_working_days_are_counted_once_each(now, days):
    week = working_week()
    begins = next_working(week, now)
    end = after_working_days(week, begins, days)
    counted = sum(
        max(0.0, min(end, day + 1.0) - max(begins, day)) for day in range(math.ceil(end) + 1) if week[day]
    )
    assert counted == pytest.approx(days, abs=1e-6)


@given(st.lists(st.floats(0.0, 100.0), max_size=8).map(sorted), st.floats(0.0, 120.0))
def test_the_next_occasion_is_the_first_that_is_not_over(occasions, now):
    later = [each for each in occasions if each >= now]
    found = next_occasion(occasions, now)
    assert found == (later[0] if later else math.inf) or found >= now - 1e-6


def test_an_earliest_day_holds_a_step_that_is_ready():
    chart = Chart()
    chart.step("design", 3)
    chart.step("notify", 2, after=["design"], not_before=87.0)
    outcome = chart.run()
    assert finished(outcome) == [("design", 3), ("notify", 89)]
    assert waits(outcome) == [("notify", "hold", "notify", 3.0, 87.0)]


def test_an_earliest_day_that_is_over_costs_nothing():
    chart = Chart()
    chart.step("design", 9)
    chart.step("notify", 2, after=["design"], not_before=5.0)
    outcome = chart.run()
    assert (finished(outcome)[-1], waits(outcome)) == (("notify", 11), [])


def test_a_step_without_predecessors_is_ready_on_its_earliest_day():
    chart = Chart()
    chart.step("onset", 0, not_before=30.0)
    outcome = chart.run()
    assert (row(outcome, "onset").ready, waits(outcome)) == (30.0, [])


def scarce(give_up_after, *, out=50.0):
    chart = Chart()
    chart.pool("crew", 1)
    chart.step("out", out, needs={"crew": 1})
    chart.step("ask", 1, needs={"crew": 1}, not_before=5.0, give_up_after=give_up_after)
    chart.step("then", 1, after=["ask"])
    return chart


def test_a_step_is_given_up_after_its_patience_and_says_what_it_waited_for():
    outcome = scarce(30.0).run()
    assert row(outcome, "ask").state is State.GAVE_UP
    assert unfinished(outcome) == {
        "ask": "given up on D+35.0, waiting starved of crew",
        "then": "not ready: waits for ask",
    }


def test_its_wait_ends_when_it_is_given_up():
    assert waits(scarce(30.0).run()) == [("ask", "pool", "crew", 5.0, 35.0)]


def test_what_comes_free_at_the_last_moment_is_still_taken():
    assert started(scarce(30.0, out=35.0).run()) == [("out", 0), ("ask", 35), ("then", 36)]


def test_no_patience_means_now_or_never():
    assert started(scarce(0.0, out=5.0).run()) == [("out", 0), ("ask", 5), ("then", 6)]
    assert row(scarce(0.0, out=6.0).run(), "ask").state is State.GAVE_UP


def test_a_step_that_was_given_up_lets_the_next_in_line_go():
    chart = Chart()
    chart.pool("crew", 2)
    chart.step("out", 50, needs={"crew": 1})
    chart.step("large", 1, needs={"crew": 2}, give_up_after=10.0)
    chart.step("small", 1, needs={"crew": 1})
    assert started(chart.run()) == [("out", 0), ("small", 10)]


def test_what_a_moment_of_work_gives_back_at_the_last_moment_is_still_taken():
    """At D+5 the check seizes the crew and, taking no time, gives it back while patience runs out."""
    chart = Chart()
    chart.pool("crew", 1)
    chart.step("out", 5, needs={"crew": 1})
    chart.step("check", 0, needs={"crew": 1})
    chart.step("ask", 1, needs={"crew": 1}, give_up_after=5.0)
    assert started(chart.run()) == [("out", 0), ("check", 5), ("ask", 5)]
