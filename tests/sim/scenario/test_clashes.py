"""Levers that act on the same value: a doubt in the file, an error once they are switched off together."""

import pytest

import sim
from sim.errors import BadInput
from sim.scenario.reading import read_text
from sim.scenario.switching import board_of, switchboard

HEAD = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
STEPS = "steps: {a: {duration: 4 d}, b: {duration: 2 d}}\n"


def file_with(first: str, second: str) -> str:
    return f"{HEAD}{STEPS}levers:\n  one: {{without: {first}}}\n  two: {{without: {second}}}\n"


CLASHES = [
    pytest.param("{set: {steps.a.duration: 8 d}}", "{set: {steps.a.duration: 9 d}}", id="two values"),
    pytest.param("{set: {steps.a.duration: 8 d}}", "{scale: {steps.a.duration: 2}}", id="set and scale"),
    pytest.param("{scale: {steps.*.duration: 2}}", "{set: {steps.b.duration: 9 d}}", id="a star"),
    pytest.param("{set: {steps.a: {duration: 8 d}}}", "{scale: {steps.a.duration: 2}}", id="a part of it"),
]
PEACE = [
    pytest.param("{set: {steps.a.duration: 8 d}}", "{set: {steps.a.duration: 8 d}}", id="one value"),
    pytest.param("{scale: {steps.a.duration: 3}}", "{scale: {steps.a.duration: 2}}", id="two factors"),
    pytest.param("{set: {steps.a.duration: 8 d}}", "{set: {steps.b.duration: 9 d}}", id="two steps"),
]


@pytest.mark.parametrize(("first", "second"), CLASHES)
def test_levers_that_exclude_each_other_are_a_doubt_that_names_both(findings, first, second):
    found = [each for each in findings(file_with(first, second)) if "exclude" in each.message]
    assert [each.severity for each in found] == ["warning"]
    assert "levers 'one' and 'two' exclude each other at 'steps." in found[0].message
    assert found[0].place.line == 9


@pytest.mark.parametrize(("first", "second"), PEACE)
def test_levers_that_agree_or_act_apart_are_none(findings, first, second):
    assert not [each for each in findings(file_with(first, second)) if "exclude" in each.message]


def test_both_switched_off_on_the_command_line_have_no_meaning(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(file_with("{set: {steps.a.duration: 8 d}}", "{scale: {steps.a.duration: 2}}"), "utf-8")
    sim.load(path, without=["one"])
    with pytest.raises(BadInput, match="'one' and 'two' exclude each other") as error:
        sim.load(path, without=["one", "two"])
    assert error.value.findings[0].place.line == 9
    with pytest.raises(BadInput, match="exclude each other"):
        switchboard(path)


@pytest.mark.parametrize("name", sorted(sim.shipped()))
def test_no_two_shipped_levers_exclude_each_other(name):
    assert not [each for each in sim.load(name).warnings if "exclude" in each.message]


def test_a_switchboard_makes_the_plans_that_load_makes():
    board = switchboard("quick-start")
    off = [board.levers.index(each) for each in ("retainer", "quick_start_funding")]
    assert board.plan() == sim.load("quick-start").plan
    assert board.plan(off) == sim.load("quick-start", without=["quick_start_funding", "retainer"]).plan


def test_a_scenario_without_levers_says_what_to_write():
    with pytest.raises(BadInput, match=r"declares no lever.*\n.*levers: \{NAME: "):
        board_of(read_text(HEAD + STEPS, "plan.yaml"))
