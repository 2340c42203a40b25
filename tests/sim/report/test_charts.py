"""Charts: valid specifications, colours from the theme only, and nothing where there is nothing."""

import json
import re
from dataclasses import replace

import pytest
from building import Chart

from sim.report import charts, theme
from sim.report.charts.money import value_at
from sim.report.charts.timeline import MOST_LANES, bars, lanes_of
from sim.trace import State

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


def drawn(outcome):
    end = outcome.plan.horizon
    return {
        "waits": charts.waits_chart(outcome),
        "waited-for": charts.targets_chart(outcome),
        "funds": charts.funds_chart(outcome, end=end),
        "cost": charts.cost_chart(outcome, end=end),
        "authority": charts.authority_chart(outcome, end=end),
        "conditions": charts.conditions_chart(outcome, end=end),
        "strength": charts.strength_chart(outcome, end=end),
        "timeline": charts.timeline_chart(outcome, outcome.plan.operations[0].id, end=end),
    }


def test_every_chart_of_an_operation_is_valid(operation):
    for name, chart in drawn(operation).items():
        assert chart is not None, name
        assert chart.to_dict()["$schema"].endswith(".json")


def test_every_colour_comes_from_the_theme(operation):
    known = set(
        COLOUR.findall(json.dumps([vars(theme)[name] for name in dir(theme) if name.isupper()], default=str))
    )
    used = {
        colour
        for chart in drawn(operation).values()
        for colour in COLOUR.findall(json.dumps(theme.themed(chart)))
    }
    assert used <= known


def test_a_bare_plan_has_no_charts_of_the_ground(bare):
    missing = {name for name, chart in drawn(bare).items() if chart is None}
    assert missing == {"authority", "conditions", "strength", "cost"}


def test_a_plan_without_waits_or_money_has_a_timeline_only():
    chart = Chart()
    chart.step("plan.a", 3.0)
    assert {name for name, each in drawn(chart.run()).items() if each is not None} == {"timeline"}


def test_waiting_and_work_are_bars_of_one_lane(bare):
    lay = [(bar.waiting, bar.since, bar.until, bar.note) for bar in bars(bare) if bar.lane == "lay"]
    assert lay == [(True, 0.0, 12.0, "waits 12.0 d for crew"), (False, 12.0, 42.0, "at work")]


def test_what_never_began_waits_to_the_edge(bare):
    (pay,) = [bar for bar in bars(bare) if bar.lane == "pay"]
    assert (pay.waiting, pay.until) == (True, 100.0)


def test_tours_of_a_team_share_its_lane(operation):
    tours = [bar for bar in bars(operation) if bar.phase == "team on the ground"]
    assert len({bar.lane for bar in tours}) < len(tours)


def test_an_evacuated_tour_is_outlined_in_the_colour_of_security(operation):
    """Named in its tooltip, and with a mark of its own; whole tours have none."""
    place = next(i for i, row in enumerate(operation.steps) if work_of(operation, row) == "tour")
    cut = operation.steps[place]._replace(state=State.EVACUATED)
    steps = (*operation.steps[:place], cut, *operation.steps[place + 1 :])
    name = operation.plan.operations[0].id
    before = charts.timeline_chart(operation, name, end=900.0).to_json()
    after = charts.timeline_chart(replace(operation, steps=steps), name, end=900.0).to_json()
    assert ('"mark": "cut"' in before, '"mark": "cut"' in after) == (False, True)
    assert after.count("evacuated when security fell") == 1


def work_of(outcome, row):
    return outcome.plan.steps[row.step].kind if row.finish > row.start else ""


def test_a_large_plan_keeps_its_busiest_lanes_in_declared_order():
    chart = Chart(horizon=500.0)
    for place in range(80):
        chart.step(f"plan.s{place:02}", 1.0 + place)
    lanes = lanes_of(bars(chart.run()))
    assert len(lanes) == MOST_LANES
    assert lanes == sorted(lanes)
    assert lanes[0] == "s20"


def test_the_layers_of_a_fund_lie_on_each_other(operation):
    chart = charts.funds_chart(operation, end=operation.plan.horizon)
    assert chart is not None
    (rows,) = chart.to_dict()["datasets"].values()
    last = [row for row in rows if row["time"] == rows[-1]["time"] and row["fund"] == rows[-1]["fund"]]
    assert [row["bottom"] for row in last] == [0, *(row["top"] for row in last[:-1])]


@pytest.mark.parametrize(
    ("time", "dollars"), [(-1.0, 0.0), (0.0, 0.0), (5.0, 25.0), (10.0, 50.0), (99.0, 50.0)]
)
def test_peoples_cost_runs_straight_between_points(time, dollars):
    assert value_at([(0.0, 0.0), (10.0, 50.0)], time, "force") == dollars
