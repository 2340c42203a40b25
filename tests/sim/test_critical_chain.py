"""The critical chain: segments that tile the days from D+0 to a milestone, each with its reason."""

import math

import pytest
from building import Chart

from sim.critical import critical_chain, critical_steps
from sim.plan import LinkKind, When
from sim.trace import AssessmentRow, Cause, State, StepRow


def told(outcome, milestone="done"):
    """Return kind, label, since and until of every segment, once it is sure that they tile the date."""
    chain = critical_chain(outcome, milestone)
    day = dict(zip([each.id for each in outcome.plan.milestones], outcome.milestones, strict=True))[milestone]
    edges = [0.0, *(each.until for each in chain)]
    assert [each.since for each in chain] == pytest.approx(edges[:-1])
    assert edges[-1] == pytest.approx(day)
    return [(each.kind, each.label, each.since, each.until) for each in chain]


def test_the_longest_way_through_a_network_is_its_chain():
    chart = Chart()
    chart.step("a", 2.0)
    chart.step("b", 5.0)
    chart.step("c", 1.0, after=["a", "b"])
    chart.milestone("done", "a", "c")
    assert told(chart.run()) == [("work", "b", 0.0, 5.0), ("work", "c", 5.0, 6.0)]


def test_waits_stand_between_work_with_their_cause():
    chart = Chart()
    chart.calendar("forum", occasions=[10.0])
    chart.step("a", 2.0)
    chart.step("b", 1.0, after=["a"], opens=0)
    chart.milestone("done", "b")
    assert told(chart.run()) == [
        ("work", "a", 0.0, 2.0),
        ("wait", "b waits for the forum", 2.0, 10.0),
        ("work", "b", 10.0, 11.0),
    ]


def test_who_gave_the_crew_back_stands_on_the_chain():
    chart = Chart()
    chart.pool("crew", 1)
    chart.step("a", 7.0, needs={"crew": 1})
    chart.step("b", 2.0, needs={"crew": 1})
    chart.milestone("done", "b")
    assert told(chart.run()) == [("work", "a", 0.0, 7.0), ("work", "b", 7.0, 9.0)]


def test_a_crew_that_rests_is_waited_for():
    chart = Chart()
    chart.pool("crew", 1, rest=3.0)
    chart.step("a", 7.0, needs={"crew": 1})
    chart.step("b", 2.0, needs={"crew": 1})
    chart.milestone("done", "b")
    assert told(chart.run()) == [
        ("work", "a", 0.0, 7.0),
        ("wait", "b waits for crew", 7.0, 10.0),
        ("work", "b", 10.0, 12.0),
    ]


def test_who_worked_with_the_crew_before_its_rest_binds_and_not_who_came_earlier():
    """B could begin on D+5 but for the crew, which rests until D+12; c has time to spare."""
    chart = Chart()
    chart.pool("crew", 1, rest=10.0)
    chart.step("a", 2.0, needs={"crew": 1})
    chart.step("c", 5.0)
    chart.step("b", 1.0, needs={"crew": 1}, after=["c"])
    chart.milestone("done", "b")
    assert told(chart.run()) == [
        ("work", "a", 0.0, 2.0),
        ("lag", "crew rests before b", 2.0, 5.0),
        ("wait", "b waits for crew", 5.0, 12.0),
        ("work", "b", 12.0, 13.0),
    ]


@pytest.mark.parametrize(
    ("kind", "lag", "chain"),
    [
        (LinkKind.FINISH_START, 2.0, [("work", "a"), ("lag", "lag before b"), ("work", "b")]),
        (LinkKind.START_START, 2.0, [("lag", "lag before b"), ("work", "b")]),
        (LinkKind.FINISH_FINISH, 9.0, [("work", "a"), ("lag", "lag before the end of b")]),
        (LinkKind.START_FINISH, 9.0, [("lag", "lag before the end of b")]),
    ],
)
def test_all_four_kinds_of_link_bind(kind, lag, chain):
    chart = Chart()
    chart.step("a", 5.0)
    chart.step("b", 3.0, after=[("a", kind, lag)])
    chart.milestone("done", "b")
    assert [segment[:2] for segment in told(chart.run())] == chain


def test_work_that_was_sent_back_is_told_round_by_round():
    chart = Chart()
    chart.step("plan", 4.0, rounds=2, again=1.0)
    chart.step("act", 1.0, after=["plan"])
    chart.milestone("done", "act")
    labels = [segment[1] for segment in told(chart.run())]
    assert labels == ["plan", "plan (round 2)", "act"]


def test_a_first_step_may_be_held_until_its_day():
    chart = Chart()
    chart.step("a", 1.0, not_before=6.0)
    chart.milestone("done", "a")
    assert told(chart.run()) == [("lag", "before the earliest day of a", 0.0, 6.0), ("work", "a", 6.0, 7.0)]


def test_a_milestone_at_a_start_does_not_count_the_work():
    chart = Chart()
    chart.step("a", 3.0)
    chart.step("b", 9.0, after=["a"])
    chart.milestone("done", "b", at=When.START)
    assert told(chart.run()) == [("work", "a", 0.0, 3.0)]


def test_what_was_not_reached_has_no_chain():
    chart = Chart(horizon=10.0)
    chart.step("a", 30.0)
    chart.milestone("done", "a")
    outcome = chart.run()
    assert math.isnan(outcome.milestones[0])
    assert critical_chain(outcome, "done") == ()
    assert critical_steps(outcome, 0) == ()


def test_critical_steps_are_named_once_each():
    chart = Chart()
    chart.step("a", 2.0)
    chart.step("b", 5.0)
    chart.step("c", 1.0, after=["a", "b"])
    chart.milestone("done", "c")
    assert critical_steps(chart.run(), 0) == (2, 1)


@pytest.fixture
def left(tell, ground):
    """North is handed over on D+50 at the second assessment; the force leaves on D+80."""

    def signal(step, day):
        return StepRow(step, 0, State.FINISHED, day, day, day, Cause.GATE, -1, -1, 0)

    return tell(
        ground(),
        steps=(signal(0, 50.0), signal(1, 40.0), signal(2, 80.0)),
        assessments=(AssessmentRow(30.0, 0, 0, "failed"), AssessmentRow(50.0, 0, 0, "passed")),
        milestones=(80.0,),
    )


def test_an_exit_goes_back_to_the_last_handover_and_its_assessments(left):
    assert told(left, "alpha.military_exit") == [
        ("lag", "before the onset of alpha", 0.0, 10.0),
        ("ground", "alpha · handover.north: conditions below the gate", 10.0, 30.0),
        ("ground", "alpha · handover.north: assessment failed, then the next", 30.0, 50.0),
        ("ground", "alpha · military_exit: drawdown of the force, review by review", 50.0, 80.0),
    ]
