"""Waits: from ready to begun, split by cause; what never began waits until the run ends."""

import math

import pytest
from building import Chart, row

from sim import measures
from sim.trace import Cause, State, StepRow, WaitRow


@pytest.fixture
def two_causes():
    """A digs with the only crew until D+4; b is ready at D+0, may start on D+10 and D+20 only."""
    chart = Chart()
    chart.pool("crew", 1)
    chart.calendar("forum", occasions=[10.0, 20.0])
    chart.step("a", 14.0, needs={"crew": 1})
    chart.step("b", 2.0, needs={"crew": 1}, opens=0)
    chart.milestone("done", "a", "b")
    return chart.run()


def test_a_wait_is_told_with_its_causes_longest_first(two_causes):
    assert [wait.sentence for wait in measures.longest_waits(two_causes)] == [
        "b waited 20.0 d: 16.0 d for the forum, 4.0 d for crew"
    ]


def test_the_parts_of_a_wait_add_up_to_it(two_causes):
    (wait,) = measures.all_waits(two_causes)
    assert (wait.days, sum(part.days for part in wait.parts)) == (20.0, 20.0)


def test_days_are_summed_per_operation_and_cause_and_per_thing(two_causes):
    assert measures.days_by_cause(two_causes) == {"plan": {Cause.CALENDAR: 16.0, Cause.POOL: 4.0}}
    assert measures.days_by_target(two_causes) == [(Cause.CALENDAR, "forum", 16.0), (Cause.POOL, "crew", 4.0)]


def test_only_the_longest_are_kept_and_in_order():
    chart = Chart()
    chart.pool("crew", 1)
    for name in "abcd":
        chart.step(name, 5.0, needs={"crew": 1})
    found = [(wait.id, wait.days) for wait in measures.longest_waits(chart.run(), 2)]
    assert found == [("d", 15.0), ("c", 10.0)]


def test_what_never_began_waits_until_the_horizon():
    chart = Chart(horizon=50.0)
    chart.fund("reserve", 10)
    chart.step("ask", 2.0)
    chart.step("pay", 1.0, pays={"reserve": 20}, after=["ask"], not_before=8.0)
    (wait,) = measures.longest_waits(chart.run())
    assert wait.sentence == "pay had waited 48.0 d when the run ended: 42.0 d for reserve, 6.0 d until D+8"
    assert not wait.began


def test_what_gave_up_waited_until_then():
    chart = Chart()
    chart.pool("crew", 1)
    chart.step("a", 40.0, needs={"crew": 1})
    chart.step("b", 1.0, needs={"crew": 1}, give_up_after=6.0)
    (wait,) = measures.longest_waits(chart.run())
    assert (wait.id, wait.days) == ("b", 6.0)


def test_what_no_stretch_covers_goes_to_the_cause_that_bound_the_start(tell):
    chart = Chart()
    chart.pool("crew", 1)
    chart.fund("reserve", 1)
    chart.step("a")
    outcome = tell(
        chart.plan(),
        steps=(StepRow(0, 0, State.FINISHED, 0.0, 10.0, 11.0, Cause.FUND, 0, -1, 0),),
        waits=(WaitRow(0, 0, Cause.POOL, 0, 0.0, 4.0),),
    )
    (wait,) = measures.all_waits(outcome)
    assert wait.parts == ((Cause.POOL, "crew", 4.0), (Cause.FUND, "reserve", 6.0))


def test_waiting_for_the_onset_is_no_wait():
    chart = Chart()
    chart.step("onset", kind="onset", not_before=30.0)
    assert measures.all_waits(chart.run()) == []


def test_the_step_table_names_what_bound_each_start(two_causes):
    b = next(each for each in measures.step_table(two_causes) if each.id == "b")
    assert (b.ready, b.start, b.finish, b.cause, b.target) == (0.0, 20.0, 22.0, "calendar", "forum")
    assert row(two_causes, "b").cause is Cause.CALENDAR


def test_milestones_by_name_and_promises_beside_them():
    chart = Chart(horizon=10.0)
    chart.step("a", 4.0)
    chart.step("b", 40.0)
    chart.milestone("first", "a")
    chart.milestone("last", "b")
    outcome = chart.run()
    found = measures.milestones(outcome)
    assert found["first"] == 4.0
    assert math.isnan(found["last"])


def test_a_target_is_met_on_its_day_and_missed_after_or_never():
    met, late, never = (measures.TargetResult("m", 5.0, 0.8, day) for day in (5.0, 5.1, math.nan))
    assert (met.met, late.met, never.met) == (True, False, False)
