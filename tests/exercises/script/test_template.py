"""A script to begin with passes the check as it stands, whatever scenario lies under it."""

from pathlib import Path

import pytest

from exercises.script.loading import load_text
from exercises.script.template import template
from sim.scenario.loading import load, shipped

SMALL = Path(__file__).with_name("small.yaml")


@pytest.mark.parametrize("name", shipped())
def test_a_new_script_over_a_shipped_scenario_is_without_a_doubt(name):
    text = template("First try", name, load(name))
    assert [each.render() for each in load_text(text, "new.yaml").findings] == []


def test_a_new_script_over_an_own_scenario_is_without_a_doubt():
    text = template("First try", SMALL.name, load(SMALL))
    loaded = load_text(text, "new.yaml", folder=SMALL.parent)
    assert loaded.findings == ()
    assert set(loaded.script.decisions) == {"set_aside"}


@pytest.mark.parametrize("title", ["It's 5 o'clock", 'A "title": # with signs', "Ünïcode – {{ braces }}"])
def test_a_title_may_hold_any_sign(title):
    text = template(title, "quick-start", load("quick-start"))
    assert load_text(text, "new.yaml").script.title == title


def test_a_bare_plan_has_a_script_too(tmp_path):
    plan = "format: 1\ntitle: P\nstart: 2026-01-05\nhorizon: 1 y\nevidence: judgement\n"
    plan += "steps: {a: {duration: 2 d}}\n"
    (tmp_path / "plan.yaml").write_text(plan, "utf-8")
    text = template("T", "plan.yaml", load(tmp_path / "plan.yaml"))
    assert load_text(text, "new.yaml", folder=tmp_path).findings == ()
