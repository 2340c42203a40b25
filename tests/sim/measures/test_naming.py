"""How steps, causes and their objects are called: declared names kept, doctrine in plain words."""

import pytest
from building import Chart

from sim.measures.naming import cause_phrase, step_label, target_name
from sim.plan import NONE, Threshold
from sim.trace import Cause


def operation(name: str) -> Chart:
    chart = Chart()
    chart.operations.clear()
    chart.operation(name)
    return chart


@pytest.mark.parametrize(
    ("step", "kind", "group", "label"),
    [
        ("decide", "step", "", "alpha · decide"),
        ("justice.award", "award", "justice", "alpha · justice programme award"),
        ("field.north.move", "move", "field.north", "alpha · field.north team onward move"),
        ("handover.north", "signal", "", "alpha · handover.north"),
    ],
)
def test_a_step_is_called_by_its_team_or_programme_and_phase(step, kind, group, label):
    chart = operation("alpha")
    chart.step(f"alpha.{step}", kind=kind, group=group)
    assert step_label(chart.plan(), 0) == label


def test_later_rounds_carry_their_number():
    chart = operation("alpha")
    chart.step("alpha.field.tour", kind="tour", group="field", rounds=3)
    assert step_label(chart.plan(), 0, 2) == "alpha · field team tour (round 3)"


def test_the_operation_of_a_bare_plan_is_left_out():
    chart = Chart()
    chart.step("plan.dig")
    assert step_label(chart.plan(), 0) == "dig"


def test_a_cause_points_at_what_it_names():
    chart = Chart()
    chart.pool("crew", 1)
    chart.pool("mechanism:police", 5, kind="mechanism")
    chart.fund("reserve", 10)
    chart.calendar("forum", occasions=[7.0])
    chart.step("dig", not_before=12.0)
    plan = chart.plan()
    found = [
        target_name(plan, cause, index, step=0)
        for cause, index in (
            (Cause.POOL, 0),
            (Cause.MECHANISM, 1),
            (Cause.FUND, 0),
            (Cause.CALENDAR, 0),
            (Cause.PREDECESSOR, 0),
            (Cause.HOLD, 0),
            (Cause.POOL, NONE),
        )
    ]
    assert found == ["crew", "police", "reserve", "forum", "dig", "D+12", ""]


def test_security_points_at_the_province_and_a_gate_at_the_operation(ground):
    plan = ground()
    chart = Chart(steps=list(plan.steps), operations=list(plan.operations), theatres=list(plan.theatres))
    chart.step("alpha.field.south.move", condition=Threshold(0, 1, 0, 0.5))
    plan = chart.plan()
    assert target_name(plan, Cause.SECURITY, 0, step=3) == "south"
    assert target_name(plan, Cause.GATE, 0, step=0) == "alpha"


def test_every_cause_ends_a_sentence():
    assert [cause_phrase(cause, "x") for cause in Cause] == [
        "for x",
        "until x",
        "for the x",
        "for security in x",
        "for x",
        "for ceiling on x",
        "for x",
        "for lift by x",
        "for the handover gate of x",
    ]
