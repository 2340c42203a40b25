"""The verbs of the simulation as a user types them."""

import json

import pytest
from typer.testing import CliRunner

from sim.cli import app

BARE = """\
format: 1
title: Three steps, one crew
start: 2026-01-05
horizon: 1 y
pools: {crew: {size: 2, queue: fifo}}
steps:
  a: {duration: 2 w}
  b: {duration: {triangular: [2 w, 3 w, 5 w]}, needs: {crew: 1}}
  c: {after: [a], duration: 2 w}
milestones: {done: {all: [b, c]}}
"""


def scrs(*words):
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "three-steps.yaml"
    path.write_text(BARE, "utf-8")
    return path


def test_a_bare_plan_runs_to_one_json_object(bare):
    found = json.loads(scrs("run", bare, "--json", "--seed", 7))
    assert list(found)[:4] == ["scenario", "seed", "milestones", "steps"]
    assert found["steps"]["plan.c"] == {"ready": 14.0, "start": 14.0, "finish": 28.0, "cause": "predecessor"}
    assert 28.0 <= found["milestones"]["done"] <= 35.0


def test_the_same_seed_gives_the_same_bytes(bare):
    assert scrs("run", bare, "--json", "--seed", 3) == scrs("run", bare, "--json", "--seed", 3)
    assert scrs("run", bare, "--json", "--seed", 3) != scrs("run", bare, "--json", "--seed", 4)


def test_a_value_set_on_the_command_line_acts(bare):
    found = json.loads(scrs("run", bare, "--json", "--set", "steps.a.duration=6 w"))
    assert found["milestones"]["done"] == 56.0


def test_a_run_leaves_a_report_and_a_trace(bare, tmp_path):
    scrs("run", bare, "--out", tmp_path / "out", "--quiet")
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert {"report.html", "trace.json", "steps.parquet", "waits.parquet"} <= names


def test_the_demo_ends_with_a_report_and_what_to_do_next(tmp_path):
    output = scrs("demo", "--out", tmp_path / "demo")
    assert "longest wait" in output
    assert "Next:" in output
    assert (tmp_path / "demo" / "report.html").stat().st_size > 100_000


def test_a_lever_switched_off_moves_what_it_must():
    """Without quick-start money the first dollar waits for notification and award."""
    with_tool = json.loads(scrs("run", "quick-start", "--json"))["milestones"]
    without = json.loads(scrs("run", "quick-start", "--json", "--without", "quick_start_funding"))[
        "milestones"
    ]
    assert without["first_dollar_obligated"] > with_tool["first_dollar_obligated"]
    assert without["first_team_in_country"] == with_tool["first_team_in_country"]


def test_check_says_what_is_in_a_valid_file():
    assert "quick-start.yaml: valid." in scrs("check", "quick-start")


def test_the_schema_is_json():
    assert json.loads(scrs("schema"))["title"] == "Scenario"


def test_the_shipped_scenarios_are_listed():
    assert {"quick-start", "three-operations"} <= {line.split()[0] for line in scrs("scenarios").splitlines()}
