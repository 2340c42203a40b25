"""The verbs that begin a scenario: import, new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from sim.scenario.loading import shipped
from sim.scenario.schema import json_schema


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [*map(str, words)])


def test_a_new_scenario_passes_the_check_without_a_warning(run):
    """What a newcomer begins with has no fault and no doubt."""
    assert run("new", "mine.yaml").exit_code == 0
    done = run("check", "mine.yaml")
    assert (done.exit_code, "0 warnings" in done.output) == (0, True)


def test_nothing_that_is_there_is_replaced(run):
    """A second `new` leaves the first one's file alone."""
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    done = run("new", "mine.yaml")
    assert (done.exit_code, Path("mine.yaml").read_text(encoding="utf-8")) == (2, "precious")


def test_an_imported_table_runs(run):
    """From a spreadsheet's CSV to dates in two commands."""
    Path("steps.csv").write_text("step,duration,after\na,3 d,\nb,2 d,a\n", encoding="utf-8")
    done = run("import", "steps.csv", "plan.yaml", "--start", "2026-01-05")
    assert done.exit_code == 0, done.output
    assert "2 steps" in done.output
    assert "D+5" in run("run", "plan.yaml").output


def test_a_circle_is_told_at_the_line_of_the_new_file(run):
    """The file is written all the same, so that the circle can be cut there."""
    Path("steps.csv").write_text("step,duration,after\na,3 d,b\nb,2 d,a\n", encoding="utf-8")
    done = run("import", "steps.csv", "plan.yaml", "--start", "2026-01-05")
    assert done.exit_code == 1
    assert "plan.yaml:" in done.output
    assert Path("plan.yaml").exists()


def test_a_wrong_first_day_or_name_is_refused(run):
    """Neither a day that is none, nor a file that is no YAML."""
    Path("steps.csv").write_text("step,duration\na,3 d\n", encoding="utf-8")
    assert "is no date" in run("import", "steps.csv", "plan.yaml", "--start", "soon").output
    assert "no name of a scenario" in run("import", "steps.csv", "plan.txt").output


def test_editors_find_the_schema_that_the_first_line_names(run):
    """Of what ships and of what is new alike."""
    run("new", "mine.yaml")
    for file in (Path("mine.yaml"), *shipped().values()):
        named = file.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
        assert json.loads((file.parent / named).read_text("utf-8")) == json.loads(
            json.dumps(json_schema())
        ), "scrs schema > sim/scenario/library/scenario.schema.json"
