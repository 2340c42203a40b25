"""Total float by the critical path method, held against published schedules."""

import json
import math
from importlib import resources

import pytest
from building import Chart

from sim.critical import schedule, slack
from sim.plan import LinkKind

CASES = [
    ("01_cpm_general_foundry.json", "schedule", lambda each: each["duration"]),
    (
        "03_pert_reliable_construction.json",
        "cpm_schedule",
        lambda each: (each["low"] + 4 * each["mode"] + each["high"]) / 6,
    ),
]


def case(name):
    return json.loads(resources.files("sim.known_answers").joinpath(name).read_text("utf-8"))


@pytest.mark.parametrize(("name", "key", "days"), CASES)
def test_dates_and_float_agree_with_the_published_schedule(name, key, days):
    """Render, Stair & Hanna (General Foundry); Hillier & Lieberman (Reliable Construction)."""
    published = case(name)
    chart = Chart(horizon=1_000.0)
    for each in published["steps"]:
        chart.step(each["id"], days(each), after=each["after"])
    found = {id_: {**dates._asdict(), "slack": dates.slack} for id_, dates in schedule(chart.run()).items()}
    assert found == {id_: pytest.approx(dates) for id_, dates in published["expected"][key].items()}


@pytest.mark.parametrize(
    ("kind", "lag", "free"),
    [
        (LinkKind.FINISH_START, 1.0, 10.0),
        (LinkKind.START_START, 1.0, 15.0),
        (LinkKind.FINISH_FINISH, 1.0, 14.0),
        (LinkKind.START_FINISH, 9.0, 11.0),
    ],
)
def test_all_four_kinds_of_link_bound_the_float(kind, lag, free):
    """Work of 5 d before work of 4 d, beside 20 d; b starts as early as its link allows."""
    chart = Chart()
    chart.step("a", 5.0)
    chart.step("b", 4.0, after=[("a", kind, lag)])
    chart.step("rest", 20.0)
    found = schedule(chart.run())
    assert found["a"].slack == free
    assert found["rest"].slack == 0.0


def test_float_is_listed_per_step_and_unknown_where_a_step_did_not_finish():
    chart = Chart(horizon=10.0)
    chart.step("a", 4.0)
    chart.step("b", 6.0)
    chart.step("c", 60.0)
    free = slack(chart.run())
    assert free[:2] == (2.0, 0.0)
    assert math.isnan(free[2])


def test_rounds_of_a_step_count_as_one_stretch():
    chart = Chart()
    chart.step("plan", 4.0, rounds=2, again=1.0)
    chart.step("act", 1.0, after=["plan"])
    found = schedule(chart.run())
    assert (found["plan"].es, found["plan"].ef, found["plan"].slack) == (0.0, 8.0, 0.0)
