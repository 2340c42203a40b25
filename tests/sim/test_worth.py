"""Is a capability worth its cost: known answers by hand, the sign of relapse, and the verb."""

import json
import math
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import sim
from dashboards.cli import app
from sim.batch import Processes
from sim.domain.aftermath import relapse_chance
from sim.scenario.switching import switchboard
from sim.worth import Reading, read, reckoned, worth

YEAR = 365.25
READING = Reading(
    force=900.0,
    civilian=60.0,
    readiness=40.0,
    troop_days=1000.0,
    civilian_days=2 * YEAR,
    exits=(300.0,),
    relapse=(0.2,),
    operations=(1000.0,),
)


@pytest.fixture(scope="module")
def plan():
    """One operation, four years, 8,000 troops at 1 M USD a year, elasticity 0.47."""
    return sim.load("quick-start").plan


def against(plan, **changes):
    """Return the worth of tools whose absence would change a reading so, in two equal futures."""
    without = READING._replace(**changes)
    return reckoned(("tool",), plan, with_them=[READING, READING], without=[without, without])


def test_what_is_saved_less_what_is_invested_is_the_return(plan):
    found = against(plan, force=1200.0, civilian=50.0, readiness=0.0, exits=(400.0,))
    assert (found.days_sooner.value, found.saved.value, found.invested.value) == (100.0, 300.0, 50.0)
    assert (found.net.value, found.rate.value) == (250.0, 5.0)


def test_a_tool_that_saves_nothing_has_a_return_below_zero(plan):
    assert against(plan, readiness=0.0).rate.value == -1.0


def test_an_early_exit_that_ends_in_relapse_costs_what_the_operation_did(plan):
    """A chance of relapse higher by 0.05 of an operation of 1,000 dollars on the mean: 50 dollars."""
    found = against(plan, force=1000.0, readiness=0.0, relapse=(0.15,))
    assert found.relapse.value == pytest.approx(50.0)
    assert found.net.value == pytest.approx(100.0 - 40.0 - 50.0)


def test_troop_days_are_reckoned_for_each_civilian_year_more(plan):
    found = against(plan, troop_days=1600.0, civilian_days=0.5 * YEAR)
    assert found.per_civilian_year.value == pytest.approx(400.0)
    assert math.isnan(against(plan, troop_days=1600.0).per_civilian_year.value)


def test_readiness_pays_while_operations_are_not_too_far_apart(plan):
    """10 dollars a year over four years; an operation gains 100: up to ten years apart."""
    found = against(plan, force=1000.0, readiness=0.0)
    assert found.years_between == pytest.approx(100.0 / 10.0, rel=1e-3)
    assert against(plan, force=100.0, readiness=0.0).years_between == 0.0


def test_relapse_to_come_is_what_is_left_of_ten_years_after_the_horizon():
    """Of those who lived to the horizon: 1 - S(10) / S(t)."""
    outcome = next(each for each in sim.replicate(sim.load("quick-start"), replications=9) if each.exits)
    outcome = replace(outcome, exits=outcome.exits[:1], relapses=())
    (row,) = outcome.exits
    lived = (outcome.plan.horizon - row.time) / YEAR
    now, ten = (1.0 - relapse_chance(0.4, 0.7, row.hazard, years) for years in (lived, 10.0))
    assert read(outcome).relapse == pytest.approx((1.0 - ten / now,))


def test_two_processes_find_the_same_as_one():
    board = switchboard("quick-start")
    alone = worth(board, [3], seed=1, replications=12)
    assert worth(board, [3], seed=1, replications=12, executor=Processes(2)) == alone
    assert alone.tools == ("first_responders",)


def test_the_verb_prints_one_object():
    result = CliRunner().invoke(
        app,
        ["worth", "quick-start", "--without", "retainer", "-n", "4", "--workers", "1", "--json", "--quiet"],
    )
    found = json.loads(result.stdout)
    assert found["tools"] == ["retainer"]
    assert found["saved"]["n"] == 4


def test_the_verb_tells_the_return_and_its_caveats():
    result = CliRunner().invoke(app, ["worth", "quick-start", "-n", "4", "--workers", "1", "--quiet"])
    assert "return on investment" in result.stdout
    assert "judgement" in result.stdout


def test_an_unknown_lever_gets_the_nearest_one():
    result = CliRunner().invoke(app, ["worth", "quick-start", "--without", "retainr", "-n", "4"])
    assert result.exit_code == 1
    assert "Did you mean 'retainer'?" in result.stderr
