"""A change that takes a team away takes the milestones along that wait for it: a warning, not a fault."""

import pytest
from typer.testing import CliRunner

import sim
from dashboards.cli import app
from sim.errors import BadInput
from sim.scenario.loading import load

PLAN = """\
format: 1
title: Two teams
start: 2026-01-05
horizon: 1 y
evidence: judgement
pools: {corps: {size: 40, kind: people}}
doctrine:
  teams:
    advance: {size: 4, from: [corps]}
    field: {size: 4, from: [corps], place: each_province}
crises:
  alpha: {country: Alpha, provinces: {north: {population: 400 k, security: 0.6}}}
milestones:
  in_north: field.north.operational
  either: {any: [advance, field.north.operational]}
  both: {all: [advance, field.north.operational]}
targets:
  - {milestone: alpha.in_north, by: D+90}
  - {milestone: alpha.full_strength, by: D+90}
levers:
  provinces: {title: Out there, without: {set: {doctrine.teams.field.place: capital}}}
variants:
  misspelled: {set: {milestones.in_north: feild.north.operational}}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "teams.yaml"
    path.write_text(
        PLAN.replace("variants:\n  misspelled: {set: {milestones.in_north: feild.north.operational}}\n", "")
    )
    return path


def names(model):
    return {each.id for each in model.plan.milestones}


def test_a_milestone_of_a_step_that_a_lever_takes_is_left_out_with_a_warning(file):
    """What all must reach goes with any of them, what any may reach goes with the last."""
    whole, off = load(file), load(file, without=["provinces"])
    assert whole.lost == ()
    assert {"in_north", "either", "both"} <= names(whole)
    assert names(off) & {"in_north", "either", "both"} == {"either"}
    assert [each.place.path for each in off.lost] == ["milestones.in_north", "milestones.both", "targets.0"]
    assert {each.severity for each in off.lost} == {"warning"}
    assert set(off.lost) <= set(off.warnings)


def test_a_promise_about_a_lost_milestone_goes_with_it_and_the_others_stay(file):
    off = load(file, without=["provinces"])
    kept = [off.plan.milestones[each.milestone].id for each in off.plan.targets]
    assert kept == ["alpha.full_strength"]


def test_what_is_left_of_a_milestone_is_reached_as_before(file):
    """The first of either is the advance team, which the lever does not touch."""
    days = [
        sim.measures.milestones(next(sim.replicate(each, seed=3, replications=1)))["alpha.either"]
        for each in (load(file), load(file, without=["provinces"]))
    ]
    assert days[0] == days[1]


def test_a_step_that_never_was_stays_a_fault(tmp_path):
    path = tmp_path / "teams.yaml"
    path.write_text(PLAN)
    with pytest.raises(BadInput, match=r"there is no step 'feild\.north\.operational'"):
        load(path, variant="misspelled")


def test_check_names_the_lever_and_finds_the_file_valid(file):
    told = CliRunner().invoke(app, ["check", str(file)])
    assert told.exit_code == 0
    assert "without provinces" in told.stderr
    assert "there is no step 'field.north.operational' any more" in told.stderr


def test_the_shipped_scenario_has_a_date_for_each_province(file):
    """Question 1 of the analysts: one province by itself, which the capital lever takes away."""
    assert {"team_in_coast", "team_in_highlands"} <= names(load("quick-start"))
    assert len(load("quick-start", without=["decentralised_deployment"]).lost) == 2
