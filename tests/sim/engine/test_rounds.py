"""Steps that come again: work sent back, and teams that relieve one another."""

import math

import pytest
from building import Chart, finished, row, started, unfinished, waits

from sim.plan import NONE, LinkKind, Need
from sim.trace import State

SS = LinkKind.START_START


def test_work_that_is_sent_back_is_done_again_and_what_follows_waits_for_the_last_time():
    chart = Chart()
    chart.step("design", 4, again=1, rounds=3)
    chart.step("notify", 1, after=["design"])
    assert finished(chart.run()) == [("design", 4), ("design", 8), ("design", 12), ("notify", 13)]


def test_work_that_is_not_sent_back_is_done_once():
    chart = Chart()
    chart.step("design", 4, again=0, rounds=3)
    assert finished(chart.run()) == [("design", 4)]


def test_a_milestone_on_work_that_was_sent_back_is_its_last_finish():
    chart = Chart()
    chart.step("design", 4, again=1, rounds=3)
    chart.milestone("designed", "design")
    assert chart.run().milestones == (12.0,)


def test_work_that_is_sent_back_stands_in_line_again():
    chart = Chart()
    chart.pool("staff", 1)
    chart.step("decide", 3, needs={"staff": 1}, again=1, rounds=2)
    chart.step("other", 5, needs={"staff": 1})
    assert started(chart.run()) == [("decide", 0), ("other", 3), ("decide", 8)]


def test_staff_that_are_kept_for_later_do_not_keep_their_own_work_waiting():
    """Sent back once, then designed; the four that decide keep are there for the second time too."""
    chart = Chart()
    chart.pool("staff", 4)
    chart.step("decide", 3, needs={"staff": 4}, again=1, rounds=2)
    chart.step("design", 5, after=["decide"])
    chart.step("other", 1, needs={"staff": 1}, not_before=4.0)
    chart.keep("decide", "design")
    assert started(chart.run()) == [("decide", 0), ("decide", 3), ("design", 6), ("other", 11)]


def test_staff_kept_until_work_that_is_sent_back_stay_for_all_of_it():
    chart = Chart()
    chart.pool("staff", 1)
    chart.step("decide", 2, needs={"staff": 1})
    chart.step("design", 4, after=["decide"], again=1, rounds=2)
    chart.step("other", 1, needs={"staff": 1}, not_before=3.0)
    chart.keep("decide", "design")
    assert started(chart.run())[-1] == ("other", 10)


def test_what_runs_beside_work_that_is_sent_back_starts_once():
    chart = Chart()
    chart.step("design", 4, again=1, rounds=2)
    chart.step("brief", 1, after=[("design", SS, 2.0)])
    assert started(chart.run()) == [("design", 0), ("brief", 2), ("design", 4)]


def team(chart, *, tours, tour=100.0, called_before=20.0, recall=5.0, corps="corps", stop=NONE):
    """Draw a team of 4: called, travelling 2 days, on tour, home after 1 day; the next is called in time."""
    pool = [each.id for each in chart.pools].index(corps)
    lag = chart.draw("team/recall", recall, rounds=tours)
    common = {"rounds": tours, "group": "team"}
    need = Need((pool,), 4, until=len(chart.steps) + 3, lags=(lag,), asks=(NONE,))
    chart.step("call", needs=[need], unless=stop, **common)
    chart.step("travel", 2, after=["call"], **common)
    chart.step("tour", tour, after=["travel"], drives=((0, 4),), **common)
    chart.step("home", 1, after=["tour"], mandatory=False, **common)
    chart.link("call", ("tour", SS, tour - called_before, 1))


def tours(outcome):
    """Return the tours' starts and finishes."""
    step = [each.id for each in outcome.plan.steps].index("tour")
    return [(each.start, each.finish) for each in outcome.steps if each.step == step and each.start >= 0]


def rotation(**asked):
    chart = Chart(horizon=350.0)
    chart.driver("civilians")
    chart.pool("corps", asked.pop("corps_size", 20))
    team(chart, **asked)
    return chart


def test_the_next_team_is_called_so_many_days_before_the_tour_ends():
    outcome = rotation(tours=3).run()
    assert [each.ready for each in outcome.steps if each.step == 0] == [0.0, 87.0, 174.0]


def test_an_early_relief_is_an_overlap():
    """Called 20 days before the end and there after 7: 13 days side by side."""
    assert tours(rotation(tours=3).run()) == [(7.0, 107.0), (94.0, 194.0), (181.0, 281.0)]


def test_a_late_relief_is_a_gap():
    """Recall takes 40 days, so the post is empty for 22."""
    assert tours(rotation(tours=2, recall=40.0).run()) == [(42.0, 142.0), (164.0, 264.0)]


def test_a_relief_that_finds_no_people_waits_for_those_who_come_home():
    outcome = rotation(tours=2, corps_size=4).run()
    assert tours(outcome) == [(7.0, 107.0), (115.0, 215.0)]
    assert waits(outcome) == [("call", "pool", "corps", 87.0, 108.0)]


def test_a_team_holds_its_people_from_the_call_to_the_way_home():
    held = [(each.since, each.until) for each in rotation(tours=2).run().holdings]
    assert held == [(0.0, 108.0), (87.0, 195.0)]


def test_no_further_team_is_called_once_the_mission_is_over():
    chart = Chart(horizon=350.0)
    chart.driver("civilians")
    chart.pool("corps", 20)
    chart.step("exit", 120)
    team(chart, tours=4, stop=0)
    outcome = chart.run()
    assert tours(outcome) == [(7.0, 107.0), (94.0, 194.0)]
    assert row(outcome, "call", 2).state is State.CANCELLED


def test_a_relief_still_waiting_for_people_is_not_sent_when_the_mission_is_over():
    """Called on D+87 and short of people; the mission ends on D+100, the first team is home on D+108."""
    chart = Chart(horizon=350.0)
    chart.driver("civilians")
    chart.pool("corps", 4)
    chart.step("exit", 100)
    team(chart, tours=4, stop=0)
    outcome = chart.run()
    assert tours(outcome) == [(7.0, 107.0)]
    assert row(outcome, "call", 1).state is State.CANCELLED
    assert waits(outcome) == [("call", "pool", "corps", 87.0, 100.0)]


def test_a_team_that_is_never_sent_is_called_off_as_a_whole():
    """The mission ends on D+50 while the first call still waits for people; the other team is there."""
    chart = Chart(horizon=350.0)
    chart.driver("civilians")
    chart.pool("corps", 4)
    chart.step("exit", 50)
    chart.step("others", 200, needs={"corps": 4})
    team(chart, tours=2, stop=0)
    chart.step("brief", 1, after=["travel"])
    chart.milestone("full_strength", "others", "travel")
    chart.milestone("home", "home")
    outcome = chart.run()
    assert unfinished(outcome) == {"brief": "not ready: waits for travel (called off)"}
    assert outcome.milestones == (200.0, pytest.approx(math.nan, nan_ok=True))


def test_what_waits_for_a_team_waits_for_its_first_round_only():
    chart = rotation(tours=3)
    chart.step("brief", 1, after=["travel"])
    assert [each for each in started(chart.run()) if each[0] == "brief"] == [("brief", 7)]


@pytest.mark.parametrize("stays", [1, 2, 3])
def test_as_many_tours_are_served_as_declared(stays):
    assert len(tours(rotation(tours=stays).run())) == stays
