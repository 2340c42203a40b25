"""What the compiled engine does not play is named, and everything that ships is played."""

from dataclasses import replace

import pytest
from building import Chart

import sim
from sim.compiled.coverage import coverage
from sim.scenario.loading import shipped


@pytest.mark.parametrize("name", list(shipped()))
def test_all_of_every_scenario_that_ships_is_covered(name):
    assert coverage(sim.load(name).plan) == []


def test_more_dollars_than_a_float_can_count_are_not_covered():
    chart = Chart()
    chart.fund("treasury", 2**53 + 1)
    assert coverage(chart.plan()) == ["fund treasury: more than 2^53 dollars"]


def test_a_patch_in_time_that_changes_what_there_is_is_not_covered():
    chart = Chart()
    chart.step("build", 3.0)
    plan = chart.plan()
    chart.pool("crew", 2)
    changed = replace(plan, regimes=((5.0, chart.plan()),))
    assert coverage(changed) == ["a patch in time that changes which steps, pools, funds or places there are"]
