"""`scrs compare` and `scrs diff` as typed: tables, files, one JSON object, plain errors, exit codes."""

import csv
import json

import pytest
from typer.testing import CliRunner

from sim.cli import app

PLAN = """\
format: 1
title: "A road <b>| and a bridge"
start: 2026-01-05
horizon: 60 d
evidence: judgement
steps:
  road: {duration: {uniform: [10 d, 50 d]}}
  bridge: {after: [road], duration: {uniform: [5 d, 15 d]}}
milestones: {paved: {all: [road]}, opened: {all: [bridge]}}
variants:
  quick: {why: Graders, set: {steps.road.duration: {uniform: [5 d, 30 d]}}}
  ferry: {set: {steps.bridge.duration: 1 d}}
"""


@pytest.fixture
def road(tmp_path):
    path = tmp_path / "road.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def test_a_comparison_leaves_a_page_pictures_and_text_to_paste(road, tmp_path):
    out = tmp_path / "out"
    result = scrs("compare", road, "base", "quick", "ferry", "-n", 20, "--workers", 1, "--out", out)
    assert result.exit_code == 0, result.output
    assert "quick against base: Graders" in result.output
    assert "The same in all 20 futures: paved, cost." in result.output
    assert {each.name for each in out.iterdir()} == {
        "compare.html", "compare.svg", "compare-curves.svg", "compare.md", "compare.csv"
    }  # fmt: skip
    page = (out / "compare.html").read_text("utf-8")
    assert "A road &lt;b&gt;| and a bridge" in page
    assert 'src="http' not in page
    rows = list(csv.DictReader((out / "compare.csv").read_text("utf-8").splitlines()))
    assert [(each["side"], each["measure"]) for each in rows[:3]] == [
        ("quick", "paved"), ("quick", "opened"), ("quick", "cost")
    ]  # fmt: skip
    pasted = (out / "compare.md").read_text("utf-8")
    assert "## quick against base" in pasted
    assert not {"([", "])", "((", "))"} & {pasted[at : at + 2] for at in range(len(pasted))}


def test_one_json_object_with_what_was_asked_for(road):
    result = scrs(
        "compare", road, "base", "quick", "-n", 40, "--by", "opened", "--at", 0.9, "--workers", 1,
        "--joint", "opened by D+40, cost below 1 USD", "--best", "mean", "--indifference", "2 d",
        "--json", "--quiet",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    difference = found["differences"]["quick"]["opened"]
    assert set(difference) == {"unit", "mean", "p90", "helps", "harms", "pairing", "cut"}
    assert difference["mean"]["high"] < 0.0
    assert found["sides"]["base"]["opened"]["reached"]["value"] < 1.0
    assert found["sides"]["base"]["opened"]["mean"] is None
    assert found["promise"]["quick"]["both"]["value"] > found["promise"]["base"]["both"]["value"]
    assert (found["best"]["best"], found["best"]["by"]) == ("quick", "mean(opened)")


def test_a_best_that_cannot_be_told_is_exit_code_3_and_says_what_to_do(road, tmp_path):
    words = ("compare", road, "base", "ferry", "-n", 20, "--workers", 1, "--out", tmp_path / "o")
    result = scrs(*words, "--best", "mean(paved)", "--indifference", "0.001 d", "--max-n", 100)
    assert result.exit_code == 3
    assert "Not decided" in result.output
    assert "--max-n" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("base", "quik"), "Did you mean 'quick'?"),
        (("base",), "nothing to compare with"),
        (("base", "quick", "--by", "opend"), "Did you mean 'opened'?"),
        (("base", "quick", "--at", "80"), "a share between 0 and 1"),
        (("base", "quick", "--best", "mean"), "--indifference '5 d'"),
        (("base", "quick", "--best", "median(x)", "--indifference", "1 d"), "P80(MILESTONE)"),
        (("base", "quick", "--joint", "exit by D+9, cost below 1 USD"), "there is no milestone 'exit'"),
    ],
)
def test_what_is_typed_wrong_ends_in_a_plain_message(road, words, told):
    result = scrs("compare", road, *words)
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text(PLAN.replace("[5 d, 15 d]", "[1 d, 3 d]").replace("A road <b>", "Road"), "utf-8")
    return path


def test_two_files_are_told_apart_without_playing_anything(road, other):
    result = scrs("diff", road, other)
    assert result.exit_code == 0, result.output
    assert "1 that a run reads, 1 that none does" in " ".join(result.output.split())
    assert "steps.bridge.duration" in result.output
    assert "Report:" not in result.output


def test_a_move_is_explained_on_the_screen_in_files_and_as_json(road, other, tmp_path):
    out = tmp_path / "out"
    words = ("diff", road, other, "--explain", "P80(opened)", "-n", 30, "--workers", 1, "--out", out)
    result = scrs(*words)
    assert result.exit_code == 0, result.output
    assert "the whole move" in result.output
    assert {each.name for each in out.iterdir()} == {"diff.html", "diff.svg", "diff.md", "diff.csv"}
    found = json.loads(scrs(*words, "--json", "--quiet").stdout)
    shares = [each["value"] for each in found["explained"]["shares"]]
    assert sum(shares) == pytest.approx(found["explained"]["move"]["value"])
    assert found["explained"]["move"]["high"] < 0.0
    assert [each["path"] for each in found["changes"]] == ["title", "steps.bridge.duration"]


def test_a_file_and_itself_say_the_same(road):
    result = scrs("diff", road, road, "--explain", "P80(opened)")
    assert result.exit_code == 0
    assert "The two say the same." in result.output


def test_a_file_without_the_milestone_is_named(road, tmp_path):
    path = tmp_path / "shut.yaml"
    path.write_text(PLAN.replace("opened:", "shut:"), "utf-8")
    result = scrs("diff", road, path, "--explain", "P80(opened)")
    assert result.exit_code == 1
    assert "shut.yaml" in result.output
    assert "there is no milestone 'opened'" in result.output
