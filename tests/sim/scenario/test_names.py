"""Names of steps as published networks have them: `1`, `1-2`, and links that name them by number."""

import textwrap

import pytest

import sim
from sim.errors import BadInput
from sim.scenario.compiling import compile_scenario
from sim.scenario.reading import document_from, read_text
from sim.scenario.understanding import understand

HEAD = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
NUMBERED = """\
steps:
  1: {duration: 3 d}
  1-2: {after: 1, duration: 4 d}
  2b: {after: [1, {step: 1-2, lag: 1 d}], duration: 5 d}
  4: {after: [2b], duration: 1 d}
milestones: {3: 4, half: {any: [1]}}
targets: [{milestone: 3, by: D+20}]
"""


def test_published_step_numbers_are_names():
    scenario, found = understand(read_text(HEAD + NUMBERED, "plan.yaml"))
    assert not found
    plan = compile_scenario(scenario, lambda _: ("judgement", ""))
    assert [each.id for each in plan.steps] == ["plan.1", "plan.1-2", "plan.2b", "plan.4"]
    assert [(each.id, each.steps) for each in plan.milestones] == [("3", (3,)), ("half", (0,))]
    assert plan.targets[0].milestone == 0


def test_numbers_are_names_in_data_too_and_the_run_is_the_same():
    data = {
        "format": 1,
        "title": "T",
        "start": "2005-10-01",
        "horizon": "1 y",
        "steps": {1: {"duration": "3 d"}, 2: {"after": [1], "duration": "4 d"}},
        "milestones": {"done": 2},
    }
    outcome = sim.simulate(sim.load_mapping(data, name="numbered"))
    assert sim.milestones(outcome) == {"done": 7.0}


def test_data_that_names_one_thing_by_number_and_by_text_is_refused():
    with pytest.raises(BadInput, match="the key '1' stands here twice"):
        document_from({"steps": {1: {}, "1": {}}}, "a")


def test_a_key_given_as_number_and_as_text_is_given_twice():
    with pytest.raises(BadInput, match="the key '1' stands here and on line 6"):
        read_text(HEAD.replace("evidence: judgement\n", "") + 'pools:\n  1: {}\n  "1": {}\n', "plan.yaml")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("-a", "-a"), ("_a", "_a"), ("A.1", "A.1"), ("a b", "a b"), ("08:00", "08:00")],
)
def test_other_signs_are_no_names(first_lines, name, shown):
    assert first_lines(f"steps: {{{name}: {{}}}}") == [f"6:9: steps.{shown}: {shown!r} is not a name"]


def test_a_truth_value_and_a_fraction_name_no_step(first_lines):
    text = """\
        steps:
          a: {after: [true]}
          b: {after: [1.5]}
          c: {after: -1}
        """
    assert [each.partition(": ")[2] for each in first_lines(textwrap.dedent(text))] == [
        "steps.a.after.0: 'true' stands where keys and values are expected",
        "steps.b.after.0: '1.5' stands where keys and values are expected",
    ]
    assert first_lines("steps: {c: {after: -1}}") == ["6:20: steps.c.after: there is no step '-1'"]
