"""Which states to plan for: a choice whose answer is known, and what is refused."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from sim.errors import BadInput
from sim.preplanning import choose_plans, makes_way, weighted_days_late
from sim.scenario.loading import load

PLAN = """\
format: 1
title: Three states that are flagged on the first day
start: 2005-10-01
horizon: 3 y
evidence: judgement
pools:
  planners: {size: PLANNERS, kind: people}
doctrine:
  steps: {analysis: {duration: 40 d}}
watch_list:
  templates:
    state: {country: State}
  arrivals:
    surely: {like: state, severity: 1.0, every: 3 mo, at_most: 1}
    hardly: {like: state, severity: 1.0, every: 80 y, at_most: 1}
    slightly: {like: state, severity: 0.1, every: 3 mo, at_most: 1}
  skill: {onsets: 1}
  refreshed: 0 d
  warning: 50 y
  preplanning:
    needs: {planners: 2}
    duration: 1 d
    valid: 3 y
    eases: {doctrine.steps.analysis: 0.5}
"""


def written(tmp_path, planners):
    path = tmp_path / f"states-{planners}.yaml"
    path.write_text(PLAN.replace("PLANNERS", str(planners)))
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return choose_plans(written(tmp_path_factory.mktemp("plans"), 2), choose=1, by="analysis", n=30)


def test_the_state_that_surely_comes_and_weighs_most_is_chosen(found):
    """Its plan saves 20 days wherever it was made in time, and the light one a tenth of that."""
    assert found.choices[0].states == ("surely",)
    saved = {each.states[0]: each.saved.value for each in found.choices}
    assert 18.0 < saved["surely"] <= 20.0
    assert 1.8 < saved["slightly"] <= 2.0
    assert saved["hardly"] < 2.0


def test_the_best_choice_has_the_least_expected_regret(found):
    regret = [each.regret.value for each in found.choices]
    assert regret == sorted(regret)
    assert regret[0] < 1.0 < regret[1]


def test_to_leave_out_what_matters_costs_what_the_next_choice_costs_more(found):
    states = {each.name: each for each in found.states}
    second = found.choices[1].late.value - found.choices[0].late.value
    assert states["surely"].chosen
    assert states["surely"].otherwise.value == pytest.approx(second)
    assert states["surely"].onset.value > 0.9 > states["hardly"].onset.value


def test_leaving_out_what_changes_nothing_gives_what_playing_all_gives(tmp_path, monkeypatch):
    """A plan for a state without an onset is not played where it gets in nobody's way."""
    path = written(tmp_path, 4)
    short = choose_plans(path, choose=2, by="analysis", n=12)
    monkeypatch.setattr("sim.preplanning.makes_way", lambda _plan: False)
    assert choose_plans(path, choose=2, by="analysis", n=12) == short


def test_plans_get_in_each_others_way_where_planners_are_too_few(tmp_path):
    assert makes_way(load(written(tmp_path, 6)).plan)
    assert not makes_way(load(written(tmp_path, 5)).plan)


def test_days_late_are_weighted_and_end_at_the_horizon():
    """20 days at weight 1, and 70 (to the horizon) at weight 0.5; what never came counts nothing."""
    onsets = np.array([[10.0], [30.0], [np.inf]])
    dates = np.array([[30.0], [np.inf], [np.inf]])
    weights = np.array([1.0, 0.5, 9.0])
    assert weighted_days_late(onsets, dates, weights, horizon=100.0).tolist() == [55.0]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"choose": 3, "by": "analysis"}, "1 to 2"),
        ({"choose": 1, "by": "analisys"}, "Did you mean 'analysis'"),
    ],
)
def test_what_is_no_choice_is_refused(tmp_path, fields, why):
    with pytest.raises(BadInput, match=why):
        choose_plans(written(tmp_path, 2), n=2, **fields)


def test_a_scenario_without_plans_in_advance_is_refused():
    with pytest.raises(BadInput, match="nothing is planned for in advance"):
        choose_plans("quick-start", choose=1, by="design", n=2)


def test_only_names_streams_or_watched_crises(tmp_path):
    path = written(tmp_path, 2)
    path.write_text(path.read_text().replace("    valid: 3 y", "    valid: 3 y\n    only: [surly]"))
    with pytest.raises(BadInput, match="Did you mean 'surely'"):
        load(path)


def test_the_command_prints_the_choice_and_the_same_as_json(tmp_path):
    base = [
        "preplan",
        str(written(tmp_path, 2)),
        "--choose",
        "1",
        "--by",
        "analysis",
        "-n",
        "6",
        "--quiet",
        "--workers",
        "1",
    ]
    told = CliRunner().invoke(app, base)
    assert told.exit_code == 0
    assert "surely" in told.stdout
    assert "expected regret" in told.stdout
    found = json.loads(CliRunner().invoke(app, [*base, "--json"]).stdout)
    assert found["choices"][0]["states"] == ["surely"]
