"""`scrs size` as typed: sizes on the terminal, a budget sheet in files, one JSON object, plain errors."""

import csv
import io
import json

import openpyxl
import pytest
from typer.testing import CliRunner

from sim.cli import app

PLAN = """\
format: 1
title: "=1+1 desks <b>"
start: 2026-01-05
horizon: 200 d
evidence: judgement
pools:
  desk: {size: 3, kind: people, cost: 200 k USD / person y, evidence: {cost: source}, source: {cost: "=A1"}}
funds: {chest: {opening: 10 M USD}}
mechanisms:
  police: {sector: security, ceiling: 40 M USD}
  courts: {sector: justice, ceiling: 40 M USD, prepositioned: false}
doctrine:
  steps:
    a: {needs: {desk: 1}, duration: 10 d}
    b: {needs: {desk: 1}, duration: 10 d}
crises: {alpha: {country: Alpha}}
milestones: {done: {all: [a, b]}}
"""
TARGETS = "targets: [{milestone: alpha.done, by: D+10, confidence: 0.8}]\n"
IMPOSSIBLE = "targets: [{milestone: alpha.done, by: D+5, confidence: 0.8}]\n"


@pytest.fixture
def desks(tmp_path):
    path = tmp_path / "desks.yaml"
    path.write_text(PLAN + TARGETS, "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def size(*words):
    return scrs("size", *words, "-n", 20, "--workers", 1)


def test_a_sizing_leaves_a_page_a_picture_and_the_budget_sheet(desks, tmp_path):
    out = tmp_path / "out"
    result = size(desks, "--operations", "1,2", "--out", out)
    assert result.exit_code == 0, result.output
    assert "borne out" in result.output
    assert {each.name for each in out.iterdir()} == {
        "size.html", "size.svg", "size.png", "budget.csv", "budget.xlsx"
    }  # fmt: skip
    page = (out / "size.html").read_text("utf-8")
    assert "=1+1 desks &lt;b&gt;" in page
    assert 'src="http' not in page
    assert (out / "size.svg").read_text("utf-8").startswith("<svg")


def test_the_budget_sheet_adds_up_line_by_line(desks, tmp_path):
    """Two desks for each operation at 200 k USD; 0.5 % of 40 M USD keeps the contract that is in place."""
    size(desks, "--operations", "1,2", "--out", tmp_path, "--quiet")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "budget.csv").read_text("utf-8"))))
    lines = [
        (each["at once"], each["item"], each["quantity"], each["a year USD"], each["once USD"])
        for each in rows
    ]
    assert lines == [
        ("1 operation", "desk", "2", "400000.0", "0.0"),
        ("1 operation", "chest", "10000000", "0.0", "10000000.0"),
        ("1 operation", "police (keeping)", "1", "200000", "0.0"),
        ("1 operation", "total", "", "600000.0", "10000000.0"),
        ("2 operations", "desk", "4", "800000.0", "0.0"),
        ("2 operations", "chest", "10000000", "0.0", "10000000.0"),
        ("2 operations", "police (keeping)", "1", "200000", "0.0"),
        ("2 operations", "total", "", "1000000.0", "10000000.0"),
    ]
    assert rows[0]["label"] == "source"
    assert rows[2]["label"] == "judgement"


def test_no_text_of_the_scenario_becomes_a_formula(desks, tmp_path):
    size(desks, "--operations", "1", "--out", tmp_path, "--quiet")
    sheet = openpyxl.load_workbook(tmp_path / "budget.xlsx").worksheets[0]
    source = sheet.cell(2, 11)
    assert source.value == "=A1"
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "budget.csv").read_text("utf-8"))))
    assert rows[0]["source"] == "'=A1"


def test_one_json_object(desks):
    result = size(desks, "--operations", "2", "--json", "--quiet", "--confidence", 0.7)
    found = json.loads(result.stdout)
    (sized,) = found["sized"]
    assert sized["operations"] == ["alpha", "alpha_2"]
    assert (sized["sizes"], sized["verified"], sized["proven"]) == ({"pools.desk.size": 4}, True, True)
    assert [(each["milestone"], each["confidence"]) for each in sized["targets"]] == [
        ("alpha.done", 0.7),
        ("alpha_2.done", 0.7),
    ]
    assert sized["targets"][0]["met"]["n"] == 20
    assert sized["budget"]["yearly"] == 1_000_000.0


def test_a_target_that_no_size_meets_is_told_with_what_binds_and_ends_with_5(desks, tmp_path):
    desks.write_text(PLAN + IMPOSSIBLE, "utf-8")
    result = size(desks, "--operations", "1", "--over", "pools.desk.size", "--out", tmp_path / "out")
    assert result.exit_code == 5
    told = " ".join(result.output.split())
    assert "no size is enough" in told
    assert "10.0 d" in told
    assert not (tmp_path / "out" / "size.png").exists()


def test_a_value_can_be_set_and_the_sizes_follow(desks):
    one_by_one = ("--set", "doctrine.steps.b.after=a", "--set", "targets.0.by=D+20")
    result = size(desks, "--operations", "1", "--json", "--quiet", *one_by_one)
    assert json.loads(result.stdout)["sized"][0]["sizes"] == {"pools.desk.size": 1}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--confidence", 1.0), "1 is no confidence"),
        (("--operations", "1,many"), "'many' is no number of operations"),
        (("--operations", "0"), "'0' is no number of operations"),
        (("--judge", "luck"), "'luck' is no way to judge"),
        (("--spacing", "soon"), "--spacing"),
        (("--over", "pools.dsk.size"), "Did you mean 'desk'?"),
    ],
)
def test_what_makes_no_sense_is_refused_plainly(desks, words, message):
    result = size(desks, *words)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_a_scenario_without_targets_is_told_what_to_write(desks):
    desks.write_text(PLAN, "utf-8")
    result = size(desks)
    assert result.exit_code == 1
    assert "declares no target" in result.stderr
    assert "by: D+45" in result.stderr
