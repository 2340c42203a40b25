"""Asking a model from Python: the same answers as the verbs give, and the same refusals."""

import math
from itertools import pairwise

import pytest

import sim
from sim.comparing import compare, sides_of
from sim.drivers import asked, find_drivers
from sim.drivers.playing import Player
from sim.errors import BadInput
from sim.scenario.loading import changed
from sim.scenario.patches import Patch

ROAD = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 1 y
evidence: judgement
steps:
  road: {duration: {uniform: [20 d, 40 d]}}
  bridge: {after: [road], duration: {uniform: [10 d, 30 d]}}
  rest: {after: [bridge], duration: 1 d}
milestones: {open: {all: [bridge]}, end: {all: [rest]}}
variants:
  graders: {set: {steps.road.duration: {uniform: [15 d, 35 d]}}}
  boats: {set: {steps.bridge.duration: 5 d}}
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "road.yaml").write_text(ROAD, "utf-8")
    return tmp_path / "road.yaml"


def test_a_model_compares_its_variants_as_the_verb_does(file):
    found = sim.load(file).compare("base", "graders", n=40, seed=7, by=["open"], workers=1)
    sides = sides_of(file, ["base", "graders"])
    assert found.differences == compare(sides, n=40, seed=7, by=sides.named("open")).differences
    assert found.difference("open").value == pytest.approx(-5.0)
    assert found.difference("open", 0.8) == found.row("graders", "open").percentiles[1]


def test_changes_laid_on_the_model_hold_on_all_sides(file):
    """The rest of 50 days stands on both sides; without it the end would come sooner on one."""
    model = sim.load(file, patches=[Patch(set={"steps.rest.duration": "50 d"})])
    found = model.compare("base", "graders", n=20, by=["end"], workers=1)
    assert found.values("base", "end").min() > 80.0
    assert found.difference("end").value == pytest.approx(-5.0)


def test_a_variant_stands_in_the_place_of_the_one_that_was_loaded(file):
    """The base has boats; graders are without."""
    found = sim.load(file, variant="boats").compare("base", "graders", n=20, by=["open"], workers=1)
    assert found.values("base", "open").max() < 46.0 < found.values("graders", "open").max()


def test_of_several_sides_one_must_be_named(file):
    found = sim.load(file).compare("base", "graders", "boats", n=20, by=["open"], workers=1)
    assert found.difference("open", side="graders").value == pytest.approx(-5.0)
    with pytest.raises(BadInput, match="graders, boats"):
        found.difference("open")
    with pytest.raises(BadInput, match="no measure 'opn'"):
        found.difference("opn", side="boats")
    with pytest.raises(BadInput, match="between 0 and 1"):
        found.difference("open", 80, side="boats")


def test_what_is_not_there_is_refused(file):
    model = sim.load(file)
    with pytest.raises(BadInput, match="no variant 'grader'"):
        model.compare("base", "grader", n=10)
    with pytest.raises(BadInput, match="opne"):
        model.compare("base", "graders", n=10, by=["opne"])
    with pytest.raises(BadInput, match="loaded"):
        changed(model, []).compare("base", "graders", n=10)


def test_the_tornado_of_a_study_is_that_of_the_drivers(file):
    model = sim.load(file)
    study = model.monte_carlo(n=80, seed=3, workers=1)
    question = asked("P80(open)", model.plan)
    found = find_drivers(model.plan, question, replications=80, seed=3, player=Player())
    assert study.tornado("open", at=0.8) == found.movers
    with pytest.raises(BadInput, match="out of range"):
        study.tornado("open", at=0.99)
    with pytest.raises(BadInput, match="no milestone"):
        study.tornado("opened")


def test_the_events_of_a_run_are_its_timeline_in_order_of_days(file):
    run = sim.load(file).simulate(seed=5)
    assert [(each.what, each.step) for each in run.events if each.what == "finish"] == [
        ("finish", f"plan.{each}") for each in ("road", "bridge", "rest")
    ]
    assert all(one.day <= other.day for one, other in pairwise(run.events))
    moments = [day for each in run.timeline for day in (each.ready, each.start, each.finish)]
    assert sorted(each.day for each in run.events) == sorted(each for each in moments if not math.isnan(each))
    assert run.milestones == sim.milestones(sim.simulate(sim.load(file), seed=5))


def test_what_lint_found_can_be_asked_for(file):
    model = sim.load(file)
    assert model.check() == model.warnings
