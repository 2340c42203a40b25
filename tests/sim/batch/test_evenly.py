"""Batches over evenly spread points: means with the error of scrambles, and nothing that has none."""

import json

import pytest
from typer.testing import CliRunner

import sim
from dashboards.cli import app
from sim.batch import Processes
from sim.batch.evenly import play_evenly
from sim.batch.sampling import Sampling

ROAD = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: HORIZON
evidence: judgement
steps:
  road: {duration: {uniform: [20 d, 40 d]}}
  bridge: {after: [road], duration: {uniform: [10 d, 30 d]}}
milestones: {paved: {all: [road]}, open: {all: [bridge]}}
"""


@pytest.fixture
def file(tmp_path):
    (tmp_path / "road.yaml").write_text(ROAD.replace("HORIZON", "1 y"), "utf-8")
    return tmp_path / "road.yaml"


@pytest.fixture
def plan(file):
    return sim.load(file).plan


@pytest.mark.parametrize("sampling", [Sampling.SOBOL, Sampling.LHS])
def test_means_hold_the_truth_with_a_tenth_of_the_error_of_chance(plan, sampling):
    """By chance the half-width of 512 runs would be 0.7 days."""
    found = play_evenly(plan, sampling, runs=512, seed=3)
    opened = found.means["open"]
    assert opened.low <= 50.0 <= opened.high
    assert opened.high - opened.low < 0.14
    assert (found.n, opened.n) == (512, 512)
    assert opened.method.startswith(f"16 scrambles of 32 {sampling} points")


def test_intervals_hold_the_truth_about_as_often_as_they_say(plan):
    """At 95 %, of 60 seeds 51 or fewer would come with a chance below one in a hundred."""
    every = [play_evenly(plan, Sampling.SOBOL, runs=32, seed=seed).means["open"] for seed in range(60)]
    assert sum(each.low <= 50.0 <= each.high for each in every) > 51


def test_processes_find_the_same(plan):
    asked = {"runs": 64, "seed": 1}
    assert play_evenly(plan, Sampling.LHS, **asked) == play_evenly(
        plan, Sampling.LHS, **asked, executor=Processes(2)
    )


def test_a_date_that_some_runs_do_not_reach_has_no_mean(tmp_path):
    (tmp_path / "short.yaml").write_text(ROAD.replace("HORIZON", "50 d"), "utf-8")
    words = ["batch", str(tmp_path / "short.yaml"), "-n", "64", "--sampling", "sobol", "--workers", "1"]
    told = json.loads(CliRunner().invoke(app, [*words, "--json", "--quiet"]).stdout)["means"]
    assert told["open"] == {"value": None, "low": None, "high": None}
    assert told["paved"]["value"] == pytest.approx(30.0, abs=0.5)
    assert "not reached" in CliRunner().invoke(app, [*words, "--quiet"]).stdout


def test_what_has_no_honest_error_is_refused_all_at_once(file):
    words = ["batch", str(file), "--sampling", "sobol", "--at", "0.8", "--until", "P80(open) ± 5 d"]
    ended = CliRunner().invoke(app, [*words, "--out", "somewhere"])
    assert ended.exit_code == 1
    assert all(each in ended.stderr for each in ("--at", "--until", "--out", "honest error"))


def test_loops_and_reviews_are_refused_by_name():
    ended = CliRunner().invoke(app, ["batch", "quick-start", "-n", "32", "--sampling", "lhs"])
    assert ended.exit_code == 1
    assert "several rounds" in ended.stderr
