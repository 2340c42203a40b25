"""Patches as they are written: in a scenario and behind `--set`."""

import pytest

from sim.errors import BadInput, UnknownPath
from sim.scenario.patches import Patch, patch_from, patch_from_set
from sim.scenario.reading import read_text

TEXT = """\
format: 1
variants:
  larger: {why: "What if?", set: {pools.corps.size: 250}, scale: {doctrine.teams.*.travel: 1.5}}
  later: {set: {title: Later}, from: D+30, until: 2006-01-15, evidence: judgement}
  nothing: {set: }
"""


def variant(text):
    return read_text(f"variants:\n  it: {text}\n", "a.yaml")


def refused(text):
    """Return paths and messages of all findings."""
    with pytest.raises(BadInput) as caught:
        patch_from(variant(text), ("variants", "it"))
    return [(each.place.path, each.message) for each in caught.value.findings]


def test_a_patch_is_read_from_a_scenario():
    patch = patch_from(read_text(TEXT, "a.yaml"), ("variants", "larger"))
    assert patch == Patch(
        set={"pools.corps.size": 250},
        scale={"doctrine.teams.*.travel": 1.5},
        why="What if?",
        place=patch.place,
        name="variants.larger",
    )
    assert str(patch.place) == "a.yaml:3:11"
    assert str(patch.place_of("set", "pools.corps.size")) == "a.yaml:3:53"
    assert str(patch.key_place_of("set", "pools.corps.size")) == "a.yaml:3:35"


def test_a_patch_may_act_for_a_time():
    patch = patch_from(read_text(TEXT, "a.yaml"), ("variants", "later"), name="later")
    assert (patch.start, patch.until, patch.name) == ("D+30", "2006-01-15", "later")


def test_a_patch_may_change_nothing():
    patch = patch_from(read_text(TEXT, "a.yaml"), ("variants", "nothing"))
    assert (patch.set, patch.scale, patch.start, patch.until, patch.why) == ({}, {}, None, None, "")


@pytest.mark.parametrize("path", [("variants", "none"), ("variants", 0), ("format", "set"), ("no", "such")])
def test_a_patch_must_be_there(path):
    with pytest.raises(UnknownPath, match="there is no patch here"):
        patch_from(read_text(TEXT, "a.yaml"), path)


@pytest.mark.parametrize("text", ["5", "[]", "", "larger"])
def test_a_patch_is_a_mapping(text):
    assert refused(text) == [("variants.it", "a patch is a mapping")]


def test_all_that_is_wrong_with_a_patch_is_told_at_once():
    assert refused("{sett: {}, set: [a], scale: {a: 0, b: 2 d, c: 2}, from: soon, until: D-1}") == [
        ("variants.it.sett", "a patch has no 'sett'"),
        ("variants.it.set", "set takes paths"),
        ("variants.it.scale.a", "'0' is not a factor"),
        ("variants.it.scale.b", "'2 d' is not a factor"),
        ("variants.it.from", "'soon' is not a moment"),
        ("variants.it.until", "'D-1' is before the start, 0001-01-01"),
    ]


@pytest.mark.parametrize("factor", ["0", "-1", "true", "null", "2 d", "{pert: [1, 2, 3]}"])
def test_a_factor_is_a_number_above_0(factor):
    ((path, message),) = refused(f"{{scale: {{a: {factor}}}}}")
    assert path == "variants.it.scale.a"
    assert message.endswith("is not a factor")


def test_a_misspelt_key_is_shown_at_the_key():
    with pytest.raises(BadInput) as caught:
        patch_from(variant("{why: x, scael: {a: 2}}"), ("variants", "it"))
    (finding,) = caught.value.findings
    assert (str(finding.place), finding.suggestion) == ("a.yaml:2:16", "scale")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("pools.corps.size=250", "pools.corps.size", 250),
        ("a=0.5", "a", 0.5),
        ("a=10 d", "a", "10 d"),
        ("a = 10 d ", "a", "10 d"),
        ("a=D+30", "a", "D+30"),
        ("a=2006-01-15", "a", "2006-01-15"),
        ("a=no", "a", "no"),
        ("a=true", "a", True),
        ("a=null", "a", None),
        ('a=""', "a", ""),
        ("a={pert: [2 d, 5 d, 14 d]}", "a", {"pert": ["2 d", "5 d", "14 d"]}),
        ("a=[decide, design]", "a", ["decide", "design"]),
        ("a=b=c", "a", "b=c"),
    ],
)
def test_a_patch_is_read_from_the_command_line(text, path, value):
    assert patch_from_set(text).set == {path: value}


def test_places_on_the_command_line_are_columns_of_what_was_typed():
    text = "steps.a.duration={pert: [2 d, 5 days, 14 d]}"
    patch = patch_from_set(text)
    place = patch.places["set", "steps.a.duration", "pert", 1]
    assert (str(place), place.path, place.text) == ("--set:1:31", "steps.a.duration.pert.1", text)
    assert place.text[place.column - 1 :][: place.width] == "5 days"
    assert str(patch.place_of("set", "steps.a.duration")) == "--set:1:18"
    assert patch.key_place_of("set", "steps.a.duration").width == 16


@pytest.mark.parametrize("text", ["", "a", "=5", "a=", "a=  ", "a=# comment", " =1"])
def test_the_command_line_takes_a_path_and_a_value(text):
    with pytest.raises(BadInput, match="is not a path and a value"):
        patch_from_set(text)


@pytest.mark.parametrize(
    "text", ["a=[1, 2", "a={b: 1, b: 2}", "a=&x 1", "a=!x 1", "a='b", "a=1e999", "a=\x07"]
)
def test_the_command_line_is_read_as_strictly_as_a_file(text):
    with pytest.raises(BadInput, match=r"^--set:1:\d+: "):
        patch_from_set(text)
