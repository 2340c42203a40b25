"""What variants are compared by besides milestones: steps, kinds of cost, people evacuated and lost."""

import json

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from sim import measures
from sim.comparing import compare, sides_of
from sim.comparing.statistic import Measure
from sim.simulating import replay

PLAN = """\
format: 1
title: A team that must leave
start: 2005-10-01
horizon: 1 y
evidence: judgement
pools:
  corps: {size: 30, kind: people, attrition: 0.5}
doctrine:
  steps:
    decide: {duration: {uniform: [5 d, 15 d]}}
    brief: {after: [decide], duration: 5 d}
  teams:
    field: {size: 8, from: [corps], after: [decide], tour: 200 d, stays: 1, evacuate_below: 0.2,
            curtailment: {chance: 0}}
crises:
  alpha:
    country: Alpha
    provinces: {north: {population: 400 k, security: 0.5}}
    force: {troops: 2000, cost: 1 M USD / person y}
shocks:
  - {at: D+100, why: Uprising, shift: {alpha.north.security: -0.45}}
variants:
  slow: {set: {doctrine.steps.brief.duration: 9 d}}
  stays: {set: {doctrine.teams.field.evacuate_below: 0}}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("plans") / "team.yaml"
    path.write_text(PLAN)
    return path


def test_a_step_is_compared_by_the_day_its_first_round_is_done(file):
    found = compare(
        sides_of(file, ["base", "slow"]), n=5, by=[Measure("alpha.brief"), Measure("alpha.decide")]
    )
    assert found.row("slow", "alpha.brief").mean.value == pytest.approx(4.0)
    assert not found.row("slow", "alpha.decide").moved


def test_who_is_evacuated_and_who_is_lost_are_counted_in_people(file):
    """All eight leave in every future; half of those who come home are lost, evacuated or not."""
    measured = [Measure("people_evacuated"), Measure("people_lost")]
    found = compare(sides_of(file, ["base", "stays"]), n=5, by=measured)
    evacuated = found.row("stays", "people_evacuated")
    assert (evacuated.mean.value, evacuated.measure.unit, evacuated.cut.either) == (-8.0, "people", 0.0)
    assert list(found.values("base", "people_lost")) == [4.0] * 5


def test_a_kind_of_cost_is_what_the_run_spent_on_it(file):
    sides = sides_of(file, ["base", "stays"])
    found = compare(sides, n=3, by=[Measure("cost.force"), Measure("cost.civilians"), Measure("cost")])
    for place, outcome in enumerate(replay(sides.plans[0], seed=1, replications=range(3))):
        kinds = measures.total_cost(outcome)["alpha"]
        assert found.values("base", "cost.force")[place] == pytest.approx(kinds["force"])
        assert found.values("base", "cost.civilians")[place] == pytest.approx(kinds["civilians"])
        assert found.values("base", "cost")[place] == pytest.approx(sum(kinds.values()))


def test_a_star_stands_for_anything_and_what_only_one_side_has_is_left_out(file):
    sides = sides_of(file, ["base", "slow"])
    assert [each.name for each in sides.named("*.brief")] == ["alpha.brief"]
    assert [each.name for each in sides.named("cost")] == ["cost"]
    assert sides.named("*.breif") == ()


def test_the_command_takes_steps_and_refuses_what_nothing_is_called(file):
    base = ["compare", str(file), "base", "slow", "-n", "3", "--quiet", "--workers", "1", "--json", "--by"]
    told = CliRunner().invoke(app, [*base, "alpha.br*"])
    assert list(json.loads(told.stdout)["differences"]["slow"]) == ["alpha.brief"]
    refused = CliRunner().invoke(app, [*base, "alpha.breif"])
    assert refused.exit_code == 1
    assert "alpha.brief" in refused.stderr
