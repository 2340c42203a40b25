"""Knobs: what can be moved is what the scenario declares, and what is not moved changes nothing."""

import pytest
import yaml

from dashboards.bench.scenarios import Choice, model_of
from dashboards.views.knobs import knobs, patch_text, switches
from sim.scenario.loading import shipped


@pytest.mark.parametrize("name", shipped())
def test_where_nothing_is_moved_there_is_no_patch(name):
    """In every scenario that ships, each slider stands on its scale, and as it stands it says nothing."""
    model = model_of(Choice(name))
    found = knobs(model)
    assert all(each.low <= each.value <= each.high for each in found)
    assert patch_text(model, {each.path: each.value for each in found}, []) == ""


def test_people_money_and_durations_are_written_as_the_language_has_them():
    """A count, dollars with their unit, a factor."""
    model = model_of(Choice("quick-start"))
    moved = {
        "pools.active_corps.size": 250.0,
        "funds.conflict_response_fund.opening": 150.0,
        "doctrine.steps.decide.duration": 0.5,
    }
    found = yaml.safe_load(patch_text(model, moved, []))
    assert found["set"] == {
        "pools.active_corps.size": 250,
        "funds.conflict_response_fund.opening": "150 M USD",
    }
    assert found["scale"] == {"doctrine.steps.decide.duration": 0.5}


def test_tools_that_stretch_the_same_work_multiply():
    """Without the template plans take 1.5 times, without lessons 1.25: together 1.875."""
    model = model_of(Choice("quick-start"))
    found = yaml.safe_load(patch_text(model, {}, ["lessons_learned", "contingency_planning_template"]))
    assert found["scale"]["doctrine.steps.strategic_plan.duration"] == 1.875


def test_the_ten_tools_are_switches_with_their_titles():
    """As the scenario names them."""
    found = switches(model_of(Choice("quick-start")))
    assert len(found) == 10
    assert found[0].label == "Quick-start program funding"
