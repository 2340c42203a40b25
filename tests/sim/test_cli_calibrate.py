"""`scrs calibrate` as typed: the fit, the page, one JSON object, a patch that runs, plain errors."""

import json

import numpy as np
import pytest
from scipy import stats
from typer.testing import CliRunner

from sim.cli import app


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("calibrate")
    days = stats.gamma(4.0, scale=3.0).ppf(np.random.default_rng(8).uniform(size=30))
    rows = "".join(f"{each:.2f} d\n" for each in days)
    (path / "decide.csv").write_text(f"duration\n{rows}", "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def test_a_fit_leaves_a_page_pictures_and_a_patch_that_a_scenario_takes(folder):
    out, patch = folder / "out", folder / "decide.yaml"
    result = scrs(
        "calibrate", folder / "decide.csv", "--step", "decide", "--scenario", "quick-start",
        "--family", "gamma", "-o", patch, "--out", out,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "gamma is taken: {gamma: {mean: " in result.output
    assert {each.name for each in out.iterdir()} == {
        "calibrate.html", "curves.svg", "curves.png", "histogram.svg", "histogram.png",
        "quantiles.svg", "quantiles.png",
    }  # fmt: skip
    page = (out / "calibrate.html").read_text("utf-8")
    assert "Families beside each other" in page
    assert 'src="http' not in page
    text = patch.read_text("utf-8")
    assert "evidence: derived" in text
    assert "doctrine.steps.decide.duration" in text
    compared = scrs(
        "compare", "quick-start", "base", patch, "-n", 5, "--by", "first_dollar_obligated", "--workers", 1,
        "--json", "--quiet",
    )  # fmt: skip
    assert compared.exit_code == 0, compared.output
    assert '"decide"' in compared.output


def test_one_json_object_says_what_it_rests_on(folder):
    result = scrs("calibrate", folder / "decide.csv", "--family", "lognormal", "--json")
    found = json.loads(result.output)
    assert found["n"] == 30
    assert found["evidence"] == "derived"
    assert "30 durations in " in found["source"]
    assert [each["family"] for each in found["families"]] == ["lognormal"]
    assert 0.0 < found["families"][0]["anderson_darling_p"] <= 1.0


def test_a_step_that_the_scenario_does_not_have_is_refused(folder):
    result = scrs("calibrate", folder / "decide.csv", "--step", "dicide", "--scenario", "quick-start")
    assert result.exit_code == 1
    assert "Did you mean 'doctrine.steps.decide.duration'?" in result.output


def test_a_patch_needs_to_know_which_duration_it_is(folder):
    result = scrs("calibrate", folder / "decide.csv", "-o", folder / "nothing.yaml")
    assert result.exit_code == 1
    assert "nobody said which duration it is" in result.output


def test_working_days_are_asked_for_where_the_step_counts_them(folder):
    result = scrs(
        "calibrate", folder / "decide.csv", "--step", "strategic_plan", "--scenario", "quick-start",
        "--family", "exponential", "--out", folder / "working", "--quiet",
    )  # fmt: skip
    assert "must be working days too" in result.output


def test_observed_values_stand_in_the_patch_themselves(folder):
    (folder / "three.csv").write_text("3 d\n5 d\n4 d\n", "utf-8")
    patch = folder / "three.yaml"
    words = ("--step", "decide", "--scenario", "quick-start", "--family", "empirical", "-o", patch, "--quiet")
    result = scrs("calibrate", folder / "three.csv", *words, "--out", folder / "three")
    assert result.exit_code == 0, result.output
    assert "- 5 d" in patch.read_text("utf-8")
    refused = scrs("calibrate", folder / "three.csv")
    assert refused.exit_code == 1
    assert "nothing is fitted to fewer than 5" in refused.output
