"""A patch in a file of its own: taken by any scenario that has what it changes, refused by any other."""

import pytest

from sim.comparing.sides import sides_in
from sim.errors import BadInput, Unreadable
from sim.scenario.loading import load
from sim.scenario.patch_files import patch_from_option, read_patch_file

PLAN = """\
format: 1
title: Road
start: 2026-01-05
horizon: 60 d
evidence: judgement
steps: {road: {duration: 10 d}, bridge: {after: [road], duration: 5 d}}
milestones: {opened: {all: [bridge]}}
variants: {quick: {set: {steps.road.duration: 4 d}}}
"""
PATCH = """\
format: 1
title: The road as measured
doctrine: [road]
evidence: derived
source: "12 durations in roads.csv"
set: {steps.road.duration: 7 d}
scale: {steps.bridge.duration: 2}
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "road.yaml").write_text(PLAN, "utf-8")
    return tmp_path


def patch(files, text=PATCH, name="measured.yaml"):
    (files / name).write_text(text, "utf-8")
    return str(files / name)


def refused(call, *given):
    with pytest.raises(BadInput) as caught:
        call(*given)
    return str(caught.value)


def test_a_scenario_takes_it_with_its_label(files):
    """7 + 10 days; the numbers are derived, and say from what."""
    model = load(files / "road.yaml", patches=[read_patch_file(patch(files))])
    assert model.simulate().milestones["opened"] == 17.0
    labels = {each.path: (each.evidence, each.source) for each in model.plan.draws}
    assert labels["steps.road.duration"] == ("derived", "12 durations in roads.csv")


def test_set_takes_a_file_as_well(files):
    found = patch_from_option(f"@{patch(files)}")
    assert found.name == "measured"
    assert found.why == "The road as measured"
    assert patch_from_option("a.b=3").set == {"a.b": 3}


def test_a_file_is_a_side_of_a_comparison_beside_variants(files):
    base = load(files / "road.yaml")
    sides = sides_in(base, ["base", "quick", patch(files)])
    assert sides.names == ("base", "quick", "measured")
    assert sides.whys[2] == "The road as measured"
    again = base.varied("quick").patched(read_patch_file(patch(files)))
    assert again.simulate().milestones["opened"] == 17.0


def test_another_doctrine_is_refused_at_the_line_that_names_its_steps(files):
    text = PATCH.replace("[road]", "[road, ferry, tunnel]")
    said = refused(lambda: load(files / "road.yaml", patches=[read_patch_file(patch(files, text))]))
    assert "measured.yaml:3:1: " in said
    assert "learned under another doctrine: " in said
    assert "has no step ferry, tunnel" in said
    assert "steps.road" not in said, "nothing of it is laid on"


def test_a_path_that_is_not_there_is_refused_in_the_file(files):
    text = PATCH.replace("steps.road.duration", "steps.raod.duration").replace("doctrine: [road]\n", "")
    said = refused(lambda: load(files / "road.yaml", patches=[read_patch_file(patch(files, text))]))
    assert "measured.yaml:5:7: " in said
    assert "Did you mean 'steps.road.duration'?" in said


def test_everything_wrong_with_its_form_is_told_at_once(files):
    text = "format: 2\ndoctrine: road\nsett: {a: 1}\nscale: {steps.road.duration: 0}\n"
    said = refused(read_patch_file, patch(files, text))
    for found in (
        ":1:9: format: format '2' is not known",
        ":2:11: doctrine: doctrine takes names of steps",
        ":3:1: sett: a patch has no 'sett'",
        ":4:30: scale.steps.road.duration: '0' is not a factor",
    ):
        assert found in said, said
    assert "the patch changes nothing" in refused(read_patch_file, patch(files, "format: 1\n"))
    assert "it has no format" in refused(read_patch_file, patch(files, "set: {a.b: 1}\n"))
    with pytest.raises(Unreadable, match="no such file"):
        read_patch_file(files / "nowhere.yaml")


def test_a_name_that_is_neither_variant_nor_file_is_refused(files):
    said = refused(sides_in, load(files / "road.yaml"), ["base", "slow"])
    assert "there is no variant 'slow'" in said
    assert "or a patch file" in said
    assert "'measured' is named twice" in refused(
        sides_in, load(files / "road.yaml"), ["base", patch(files), patch(files)]
    )
