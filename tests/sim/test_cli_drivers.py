"""`scrs drivers` as typed: the date and its parts on the terminal, files beside it, JSON, plain errors."""

import csv
import json
import sys

import pytest
from typer.testing import CliRunner

from sim.cli import app

PLAN = """\
format: 1
title: "A road <b> and a bridge"
start: 2026-01-05
horizon: 200 d
evidence: judgement
pools: {crew: {size: 1, queue: fifo}}
steps:
  road: {duration: {uniform: [10 d, 40 d]}, needs: {crew: 1}}
  bridge: {duration: {uniform: [10 d, 20 d]}, evidence: source, source: a survey, needs: {crew: 1}}
milestones: {opened: {all: [road, bridge]}}
"""
LOOP = "  again: {duration: 1 d, repeat: {chance: 0.3, at_most: 4}, after: [road]}\n"


@pytest.fixture
def road(tmp_path):
    path = tmp_path / "road.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def drivers(path, *words):
    return scrs("drivers", path, "--of", "P80(opened)", "-n", 80, "--workers", 1, *words)


def test_the_answer_leaves_a_page_charts_and_text_to_paste(road, tmp_path):
    out = tmp_path / "out"
    result = drivers(road, "--out", out)
    assert result.exit_code == 0, result.output
    assert "What drives P80(opened)" in result.output
    assert {each.name for each in out.iterdir()} == {
        "drivers.html", "drivers.md", "drivers.csv",
        "attribution.svg", "attribution.png", "tornado.svg", "tornado.png", "evidence.svg", "evidence.png",
    }  # fmt: skip
    page = (out / "drivers.html").read_text("utf-8")
    assert "A road &lt;b&gt; and a bridge" in page
    assert 'src="http' not in page
    rows = list(csv.DictReader((out / "drivers.csv").read_text("utf-8").splitlines()))
    parts = [float(each["value"]) for each in rows if each["what"] == "days of the date" and each["name"]]
    assert sum(parts) == pytest.approx(float(rows[0]["value"]))


def test_one_json_object_whose_parts_add_up(road):
    found = json.loads(drivers(road, "--json", "--quiet").stdout)
    assert (found["of"], found["n"], found["design"]) == ("P80(opened)", 80, None)
    for parts in (found["attribution"]["causes"], found["attribution"]["names"]):
        assert sum(each["days"]["value"] for each in parts) == pytest.approx(found["date"]["value"])
    assert found["quantities"][0]["key"] == "plan/road/duration"
    assert {name: each["quantities"] for name, each in found["labels"].items()} == {
        "source": 1, "judgement": 1
    }  # fmt: skip


def test_a_design_is_played_as_well(road):
    pytest.importorskip("SALib")
    found = json.loads(drivers(road, "--json", "--quiet", "--method", "sobol").stdout)
    assert found["design"]["method"] == "sobol"
    assert found["design"]["indices"][0]["first"]["value"] == pytest.approx(0.9, abs=0.1)


def test_a_design_without_its_library_says_what_to_install(road, monkeypatch):
    monkeypatch.setitem(sys.modules, "sim.drivers.designs", None)
    result = drivers(road, "--method", "morris")
    assert result.exit_code == 1
    assert "pip install 'scrs[sensitivity]'" in result.output


def test_the_mean_over_evenly_spread_points_stands_beside_the_percentiles(road):
    found = json.loads(drivers(road, "--json", "--quiet", "--sampling", "sobol").stdout)
    assert found["mean"]["low"] < 40.0 < found["mean"]["high"]


def test_evenly_spread_points_are_refused_where_there_are_loops(road):
    road.write_text(PLAN.replace("milestones:", LOOP + "milestones:"), "utf-8")
    result = drivers(road, "--sampling", "lhs")
    assert result.exit_code == 1
    assert "plan/again" in result.output


def test_a_milestone_that_is_not_there_is_told_with_the_nearest(road):
    result = scrs("drivers", road, "--of", "P80(opend)")
    assert result.exit_code == 1
    assert "Did you mean 'opened'" in result.output


def test_a_date_beyond_the_horizon_is_told(road, tmp_path):
    result = drivers(road, "--set", "horizon=40 d", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "lies beyond the horizon" in " ".join(result.output.split())
    assert not (tmp_path / "out" / "attribution.svg").exists()
