"""`scrs tools` as typed: a ranking on the terminal, files beside it, one JSON object, plain errors."""

import csv
import json

import pytest
from typer.testing import CliRunner

from sim.cli import app

PLAN = """\
format: 1
title: "A road <b>| and a bridge"
start: 2026-01-05
horizon: 100 d
evidence: judgement
steps:
  road: {duration: {uniform: [10 d, 20 d]}}
  bridge: {duration: {uniform: [10 d, 20 d]}}
milestones: {opened: {all: [road, bridge]}}
"""
LEVERS = """\
levers:
  graders: {title: Graders, without: {scale: {steps.road.duration: 3}}}
  pontoons: {title: Pontoons, without: {scale: {steps.bridge.duration: 2}}}
"""


@pytest.fixture
def road(tmp_path):
    path = tmp_path / "road.yaml"
    path.write_text(PLAN + LEVERS, "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def test_a_study_leaves_a_page_a_picture_and_text_to_paste(road, tmp_path):
    out = tmp_path / "out"
    result = scrs("tools", road, "-n", 5, "--workers", 1, "--out", out)
    assert result.exit_code == 0, result.output
    assert "Graders" in result.output
    assert "the scenario's own judgement" in " ".join(result.output.split())
    assert {each.name for each in out.iterdir()} == {
        "tools.html", "tools.svg", "tools.png", "tools.md", "tools.csv"
    }  # fmt: skip
    page = (out / "tools.html").read_text("utf-8")
    assert "A road &lt;b&gt;| and a bridge" in page
    assert 'src="http' not in page
    assert (out / "tools.svg").read_text("utf-8").startswith("<svg")
    assert (out / "tools.png").read_bytes().startswith(b"\x89PNG")


def test_text_to_paste_has_a_line_per_tool_and_measure(road, tmp_path):
    scrs("tools", road, "-n", 5, "--workers", 1, "--out", tmp_path, "--quiet")
    rows = list(csv.DictReader((tmp_path / "tools.csv").read_text("utf-8").splitlines()))
    assert [(each["lever"], each["measure"]) for each in rows] == [
        ("graders", "opened"), ("graders", "cost"), ("pontoons", "opened"), ("pontoons", "cost")
    ]  # fmt: skip
    text = (tmp_path / "tools.md").read_text("utf-8")
    assert "| Graders | +" in text
    assert "**How large each lever is" in text


def test_one_json_object_whose_shares_add_up(road):
    result = scrs("tools", road, "-n", 6, "--workers", 1, "--json", "--quiet")
    found = json.loads(result.stdout)
    assert (found["n"], found["ordered_by"]) == (6, "opened")
    shares = [each["measures"]["opened"]["share"]["value"] for each in found["tools"]]
    assert sum(shares) == pytest.approx(found["measures"]["opened"]["together"]["value"])


def test_a_lever_can_be_given_another_size(road):
    words = ("tools", road, "-n", 4, "--workers", 1, "--json", "--quiet")
    small = scrs(*words, "--set", "levers.graders.without={scale: {steps.road.duration: 1.1}}")
    assert json.loads(small.stdout)["tools"][0]["lever"] == "pontoons"


def test_a_scenario_without_levers_is_told_what_to_write(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text(PLAN, "utf-8")
    result = scrs("tools", path)
    assert result.exit_code == 1
    assert "declares no lever" in result.output
    assert "levers: {NAME:" in result.output
