"""Nothing ends silently: reasons for what did not finish, deadlocks by name, milestones censored."""

import math

import pytest
from building import Chart, finished, unfinished, why

from sim.plan import Milestone, When


def test_what_is_under_way_at_the_horizon_says_so():
    chart = Chart(horizon=10.0)
    chart.step("long", 20, not_before=3.0)
    assert unfinished(chart.run()) == {"long": "out of horizon: under way since D+3.0"}


def test_what_finishes_on_the_last_day_is_finished():
    chart = Chart(horizon=10.0)
    chart.step("long", 10)
    outcome = chart.run()
    assert (finished(outcome), unfinished(outcome)) == ([("long", 10)], {})


def test_what_lies_beyond_the_horizon_is_not_played():
    chart = Chart(horizon=10.0)
    chart.step("late", 1, not_before=11.0)
    assert unfinished(chart.run()) == {"late": "not ready: waits for an earlier moment"}


def test_what_never_became_ready_names_what_it_waits_for():
    chart = Chart(horizon=10.0)
    chart.step("a", 20)
    chart.step("b", 5)
    chart.step("c", 1, after=["a", "b"])
    assert unfinished(chart.run())["c"] == "not ready: waits for a"


def test_work_sent_back_that_is_not_done_again_in_time_says_so():
    chart = Chart(horizon=10.0)
    chart.step("design", 6, again=1, rounds=3)
    chart.step("notify", 1, after=["design"])
    assert unfinished(chart.run()) == {
        "design": "out of horizon: under way since D+6.0",
        "notify": "not ready: waits for design",
    }


def test_work_sent_back_that_waits_for_people_says_so():
    chart = Chart(horizon=10.0)
    chart.pool("staff", 1)
    chart.step("decide", 3, needs={"staff": 1}, again=1, rounds=2)
    chart.step("other", 20, needs={"staff": 1})
    assert unfinished(chart.run()) == {
        "decide": "waiting starved of staff since D+3.0",
        "other": "out of horizon: under way since D+3.0",
    }


def test_an_optional_step_needs_no_reason():
    chart = Chart(horizon=10.0)
    chart.step("extra", 20, mandatory=False)
    assert unfinished(chart.run()) == {}


def hold_each_other():
    """Each team keeps what the other needs for its second half."""
    chart = Chart()
    chart.pool("crew", 1)
    chart.pool("trucks", 1)
    chart.step("load", 1, needs={"crew": 1})
    chart.step("drive", 1, needs={"trucks": 1})
    chart.step("unload", 1, after=["load"], needs={"trucks": 1})
    chart.step("repair", 1, after=["drive"], needs={"crew": 1})
    chart.keep("load", "unload")
    chart.keep("drive", "repair")
    return chart


def test_a_deadlock_is_named_as_a_cycle():
    outcome = hold_each_other().run()
    assert outcome.deadlock == "unload → repair → unload"
    assert unfinished(outcome) == {
        "unload": "waiting starved of trucks since D+1.0",
        "repair": "waiting starved of crew since D+1.0",
    }


def test_a_wait_that_will_end_is_no_deadlock():
    chart = Chart(horizon=5.0)
    chart.pool("crew", 1)
    chart.step("long", 50, needs={"crew": 1})
    chart.step("next", 1, needs={"crew": 1})
    outcome = chart.run()
    assert (outcome.deadlock, list(unfinished(outcome))) == ("", ["long", "next"])


def test_a_pool_too_small_for_an_ask_starves_it_without_a_deadlock():
    chart = Chart()
    chart.pool("crew", 2)
    chart.step("large", 1, needs={"crew": 3})
    outcome = chart.run()
    assert (outcome.deadlock, unfinished(outcome)) == ("", {"large": "waiting starved of crew since D+0.0"})


def test_a_milestone_is_the_last_of_all_or_the_first_of_any():
    chart = Chart()
    chart.step("a", 3)
    chart.step("b", 7)
    chart.milestone("all", "a", "b")
    chart.milestone("any", "a", "b", any_of=True)
    chart.milestone("begun", "a", "b", at=When.START)
    assert chart.run().milestones == (7.0, 3.0, 0.0)


def test_a_milestone_that_is_not_reached_is_no_number():
    chart = Chart(horizon=5.0)
    chart.step("a", 3)
    chart.step("b", 7)
    chart.milestone("all", "a", "b")
    chart.milestone("any", "a", "b", any_of=True)
    assert chart.run().milestones == (pytest.approx(math.nan, nan_ok=True), 3.0)


def test_a_milestone_of_several_operations_is_reached_when_all_have_reached_theirs():
    chart = Chart(horizon=5.0)
    chart.step("alpha", 3)
    chart.step("beta", 4)
    chart.step("gamma", 7)
    for name in ("alpha", "beta", "gamma"):
        chart.milestone(f"{name}.done", name)
    chart.milestones.append(Milestone("two", (), parts=(0, 1)))
    chart.milestones.append(Milestone("three", (), parts=(0, 1, 2)))
    found = chart.run().milestones
    assert (found[3], math.isnan(found[4])) == (4.0, True)


def test_a_day_is_a_float_from_the_first_row_on():
    chart = Chart()
    chart.step("a", 3)
    found = chart.run().steps[0]
    assert [type(each) for each in (found.ready, found.start, found.finish)] == [float, float, float]


def test_a_step_that_still_waits_says_for_what():
    chart = Chart(horizon=9.0)
    chart.pool("crew", 1)
    chart.step("long", 50, needs={"crew": 1})
    chart.step("next", 1, needs={"crew": 1})
    assert why(chart.run(), "next") == ("pool", "crew")
