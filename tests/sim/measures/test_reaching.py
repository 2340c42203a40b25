"""What was reached at every moment, against a run that really stopped there."""

import math

import pytest
from building import Chart
from hypothesis import given, settings
from hypothesis import strategies as st
from random_charts import plans

import sim
from sim.engine.world import Prepared, play, run
from sim.measures.reaching import Reaching
from sim.scenario.patches import Patch


def lived(plan, day, *, replication=0):
    """Return the outcome of a run that went no further than a day."""
    ready = Prepared.of(plan)
    rows = [each[0].tolist() for each in ready.values(1, [replication])]
    return play(ready, rows, seed=1, replication=replication, until=day).outcome()


def reached_at(outcome, day):
    reaching = Reaching(outcome)
    return [reaching.milestone(each).at(day) for each in range(len(outcome.plan.milestones))]


def reached_then(plan, day, *, replication=0):
    return [not math.isnan(each) for each in lived(plan, day, replication=replication).milestones]


@settings(max_examples=60, deadline=None)
@given(plans(), st.floats(0.0, 60.0))
def test_a_milestone_is_reached_when_a_run_that_stops_there_says_so(plan, day):
    assert reached_at(run(plan, 1), day) == reached_then(plan, day)


@settings(max_examples=40, deadline=None)
@given(plans())
def test_in_the_end_milestones_are_reached_as_the_trace_says(plan):
    outcome = run(plan, 1)
    assert reached_at(outcome, plan.horizon) == [not math.isnan(day) for day in outcome.milestones]


@pytest.mark.parametrize("name", ["quick-start", "watch-list"])
def test_handovers_taken_back_and_crises_that_come_later_are_told_as_they_were_lived(name):
    plan = sim.load(name).plan
    for replication in range(2):
        outcome = run(plan, 1, replication)
        moments = sorted({row.time for row in outcome.authority})
        for day in [0.0, *moments[:: max(1, len(moments) // 6)], plan.horizon]:
            assert reached_at(outcome, day) == reached_then(plan, day, replication=replication)


def test_a_province_that_is_taken_back_is_not_handed_over_any_more():
    """Security falls after both handovers; both are taken back, and pass again."""
    fall = Patch({"shocks": [{"at": "D+800", "shift": {"alpha.*.security": -0.9}}]})
    plan = sim.load("quick-start", patches=[fall]).plan
    outcome = run(plan, 1)
    names = [each.id for each in plan.milestones]
    handover = Reaching(outcome).milestone(names.index("alpha.handover.highlands"))
    assert list(handover.changes()) == [(700.0, True), (850.0, False), (940.0, True)]
    for day in (699.0, 800.0, 860.0, 1000.0, 1200.0):
        assert reached_at(outcome, day) == reached_then(plan, day)


def test_a_step_done_again_is_over_when_its_last_round_is():
    chart = Chart()
    chart.step("plan", 5, again=1.0, rounds=3)
    chart.milestone("planned", "plan")
    outcome = chart.run()
    assert Reaching(outcome).step(0).times == (15.0,)
    assert Reaching(outcome).milestone(0).times == (15.0,)


def test_who_was_called_off_is_asked_for_nothing_from_that_day_on():
    """The second team waits for the only truck; on D+30 its mission is over, and nobody waits for it."""
    chart = Chart()
    chart.pool("truck", 1)
    mission = chart.step("mission", 30)
    chart.step("first.travel", 40, needs={"truck": 1}, group="first")
    chart.step("second.travel", 5, needs={"truck": 1}, group="second", unless=mission)
    chart.step("second.work", 5, after=["second.travel"], group="second")
    chart.step("survey", 10)
    chart.milestone("all_there", "survey", "second.travel")
    chart.milestone("all_work", "survey", "second.work")
    plan = chart.plan()
    outcome = run(plan, 1)
    assert [reached_at(outcome, day) for day in (12.0, 30.0)] == [[False, False], [True, True]]
    for day in (5.0, 12.0, 29.9, 30.0, 50.0):
        assert reached_at(outcome, day) == reached_then(plan, day)
