"""Patches of a lab: the same change as text, as a command line and as a variant of the scenario."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.bench.scenarios import (
    Choice,
    command_of,
    is_timed,
    model_of,
    patch_of,
    settings_of,
    sources,
    with_variant,
)
from dashboards.views.knobs import knobs, patch_text, switches
from sim.comparing import sides_of
from sim.errors import BadInput
from sim.scenario.loading import load
from sim.scenario.patches import patch_from_set

MODEL = model_of(Choice("quick-start"))
KNOBS, SWITCHES = knobs(MODEL), switches(MODEL)


def sets_in(command: str) -> list[str]:
    words = shlex.split(command)
    return [words[i + 1] for i, word in enumerate(words) if word == "--set"]


@settings(deadline=None, max_examples=8)
@given(
    moved=st.dictionaries(st.sampled_from([each.path for each in KNOBS]), st.floats(0.3, 2.5), max_size=4),
    off=st.lists(st.sampled_from([each.name for each in SWITCHES]), unique=True, max_size=3),
)
def test_the_command_line_makes_the_plan_that_the_sliders_make(moved, off):
    """Whatever is moved and switched off, `--set` for each value gives the same plan."""
    places = {each.path: each for each in KNOBS}
    values = {path: places[path].value * by for path, by in moved.items()}
    choice = Choice("quick-start", "higher_gate", patch_text(MODEL, values, off))
    told = load(
        "quick-start",
        variant="higher_gate",
        patches=[patch_from_set(each) for each in sets_in(command_of(choice))],
    )
    assert told.plan.hash == model_of(choice).plan.hash


def test_the_scenario_with_the_patch_as_a_variant_can_be_compared(tmp_path):
    """`scrs compare FILE base lab` plays the plan that the lab showed, and the scenario as it was."""
    text = patch_text(MODEL, {"pools.active_corps.size": 250.0}, ["lessons_learned"])
    choice = Choice("quick-start", "higher_gate", text)
    file = tmp_path / "with-lab.yaml"
    file.write_text(with_variant(choice), "utf-8")
    base, lab = sides_of(file, ["base", "lab"]).plans
    assert base.hash == MODEL.plan.hash
    assert lab.hash == model_of(choice).plan.hash


def test_factors_are_worked_out_where_a_value_is_set():
    """Half of the time to decide is told in days."""
    found = settings_of(Choice("quick-start", "", "scale: {doctrine.steps.decide.duration: 0.5}"))
    assert found == {"doctrine.steps.decide.duration": {"pert": ["1.5 d", "7 d", "30 d"]}}


def test_faults_of_a_patch_are_told_all_at_once_with_their_places():
    """A key that is none and a factor below 0, line by line, with the nearest spelling."""
    with pytest.raises(BadInput) as caught:
        patch_of("wy: test\nscale: {a.b: -1}\n")
    text = str(caught.value)
    assert "patch.yaml:1:1: wy" in text
    assert "Did you mean 'why'?" in text
    assert "patch.yaml:2:14" in text


def test_a_path_that_is_not_there_is_told_where_it_is_written():
    """The line of the patch, and what was probably meant."""
    with pytest.raises(BadInput, match=r"patch\.yaml:2:3.*\n.*\n.*\n.*active_corps"):
        model_of(Choice("quick-start", "", "set:\n  pools.active_corp.size: 3\n"))


def test_scenario_files_of_the_folder_come_before_those_that_ship(tmp_path):
    """Other YAML files are passed over, and quick-start leads those that ship."""
    (tmp_path / "mine.yaml").write_text("format: 1\ntitle: Mine\nhorizon: 1 y\n")
    (tmp_path / "script.yaml").write_text("title: no scenario\n")
    found = sources(tmp_path)
    assert found[:2] == [str(tmp_path / "mine.yaml"), "quick-start"]
    assert str(tmp_path / "script.yaml") not in found


@pytest.mark.parametrize(("days", "timed"), [("", False), ("from: D+30", True), ("until: D+60", True)])
def test_a_patch_between_days_is_told_apart(days: str, timed: bool) -> None:
    """What a command line cannot say must not be offered as one."""
    text = f"set: {{pools.active_corps.size: 90}}\n{days}\n"
    assert is_timed(Choice("quick-start", "", text)) is timed
