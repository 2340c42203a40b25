"""A script is opened with the scenario under it, its changes laid on, its moments as numbers."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from exercises.script.loading import load_mapping, load_text, open_script, shipped
from exercises.script.planned import Point
from sim.errors import BadInput, Unreadable
from sim.scenario.reading import read_file

HERE = Path(__file__).parent
FILE = HERE / "two-cells.yaml"


@pytest.fixture(scope="module")
def loaded():
    return open_script(FILE)


def test_a_script_without_doubt_has_no_findings(loaded):
    assert [each.render() for each in loaded.findings] == []
    assert (loaded.name, loaded.model.name, loaded.folder) == ("two-cells", "small", HERE)


def test_startex_and_endex_are_a_moment_in_a_zone_and_seconds(loaded):
    assert loaded.startex.isoformat() == "2026-05-11T09:00:00+00:00"
    assert loaded.endex == 4 * 3600


def test_the_zone_counts_for_startex():
    text = FILE.read_text("utf-8").replace("clock:\n", "clock:\n  zone: Europe/Stockholm\n")
    startex = load_text(text, "t.yaml", folder=HERE).startex
    assert (startex.tzinfo, startex.utcoffset()) == (ZoneInfo("Europe/Stockholm"), timedelta(hours=2))


def test_moves_have_their_seconds_and_days(loaded):
    told = [(each.number, each.begins, each.day, each.pace) for each in loaded.moves]
    assert told == [(1, 0.0, 0.0, 240.0), (2, 7200.0, 80.0, 24.0)]


def test_the_moments_of_rows_are_numbers(loaded):
    assert loaded.times["warning"].at == Point("exercise", 600.0)
    assert loaded.times["later"].at == Point("scenario", 81.0)
    assert loaded.times["riot"].latest == Point("exercise", 12600.0)
    assert loaded.times["riot"].at is None


def test_rows_are_planned_as_far_as_the_script_alone_tells(loaded):
    due = {uid: each.due for uid, each in loaded.times.items()}
    assert due == {"startex": 0.0, "warning": 600.0, "reminder": None, "riot": None, "later": 10800.0}


def test_a_move_begun_by_control_leaves_later_moments_open():
    text = FILE.read_text("utf-8").replace("begins: STARTEX+02:00, ", "")
    loaded = load_text(text, "t.yaml", folder=HERE)
    assert [each.begins for each in loaded.moves] == [0.0, None]
    assert loaded.times["later"].due is None


def test_variant_and_set_are_laid_on_the_scenario():
    text = FILE.read_text("utf-8").replace(
        "clock:\n", "variant: larger\nset: {pools.staff.size: 12}\nclock:\n"
    )
    pools = load_text(text, "t.yaml", folder=HERE).model.scenario.pools
    assert (pools["corps"].size, pools["staff"].size) == (80, 12)


def test_data_and_text_load_alike(loaded):
    again = load_mapping(yaml.safe_load(FILE.read_text("utf-8")) | {"clock": clock()}, "m", folder=HERE)
    assert again.script == loaded.script


def clock():
    return {
        "startex": "2026-05-11 09:00",
        "endex": "STARTEX+04:00",
        "moves": [
            {"title": "First days", "pace": 240},
            {"title": "Two months later", "begins": "STARTEX+02:00", "scenario": "D+80", "pace": 24},
        ],
    }


def test_a_scenario_may_be_given_with_the_text_of_the_script():
    scenario = read_file(HERE / "small.yaml", {})
    assert load_text(FILE.read_text("utf-8"), "packed.yaml", scenario=scenario).model.name == "small"


def test_a_shipped_scenario_may_stand_under_a_script():
    text = FILE.read_text("utf-8").replace("small.yaml", "quick-start").split("rows:")[0]
    assert load_text(text, "t.yaml").model.scenario.title == "Quick start in one crisis"


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_script_opens_without_a_doubt(name):
    assert [each.render() for each in open_script(name).findings] == []


def test_a_missing_script_is_told_with_the_nearest_file():
    with pytest.raises(Unreadable, match="there is no such file") as caught:
        open_script(HERE / "two-cell.yaml")
    assert caught.value.findings[0].suggestion.endswith("two-cells.yaml") or "script" in str(caught.value)


def test_faults_of_the_script_and_of_its_scenario_come_at_once(tmp_path):
    (tmp_path / "broken.yaml").write_text("format: 1\ntitle: T\nstart: soon\nhorizon: 1 y\n", "utf-8")
    text = FILE.read_text("utf-8").replace("small.yaml", "broken.yaml").replace("to: embassy", "to: embasy")
    shutil.copy(FILE, tmp_path)
    (tmp_path / "two-cells.yaml").write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        open_script(tmp_path / "two-cells.yaml")
    told = [(Path(each.place.file).name, each.place.path) for each in caught.value.findings]
    assert ("broken.yaml", "start") in told
    assert ("two-cells.yaml", "rows.1.to") in told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("smal.yaml", "scenario: there is no scenario 'smal.yaml'"),
        ("quick-strat", "Did you mean 'quick-start'?"),
        ("../small.yaml", "scenario: '../small.yaml' does not lie beside the script"),
        ("/etc/passwd", "scenario: '/etc/passwd' does not lie beside the script"),
    ],
)
def test_a_scenario_that_is_not_beside_the_script_is_refused(name, told):
    text = FILE.read_text("utf-8").replace("small.yaml", name)
    with pytest.raises(BadInput) as caught:
        load_text(text, "t.yaml", folder=HERE)
    assert told in str(caught.value)
    assert "t.yaml:4:11" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("variant: largr", "t.yaml:4:10: variant: the scenario has no variant 'largr'"),
        ("set: {pools.staf.size: 3}", "t.yaml:4:7: set.pools.staf.size: 'pools.staf.size' is not there"),
        ("set: {pools.staff.size: -3}", "t.yaml:4:25: set.pools.staff.size: '-3' is out of range"),
    ],
)
def test_a_wrong_variant_or_change_is_told_where_it_is_written(line, told):
    text = FILE.read_text("utf-8").replace("\nscenario:", f"\n{line}\nscenario:")
    with pytest.raises(BadInput) as caught:
        load_text(text, "t.yaml", folder=HERE)
    assert told in str(caught.value)


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "è" * 200])
def test_a_scenario_or_attachment_that_no_file_can_be_called_is_not_there(name):
    """Longer than any file system takes."""
    text = FILE.read_text("utf-8").replace("scenario: small.yaml", f"scenario: {name}")
    assert name in text
    with pytest.raises(BadInput, match="there is no scenario"):
        load_text(text, "t.yaml", folder=HERE)
    text = FILE.read_text("utf-8").replace(
        "rows:\n", f"rows:\n  - {{uid: z, title: Z, attachments: [{name}]}}\n"
    )
    with pytest.raises(BadInput) as told:
        load_text(text + "nonsense: 1\n", "t.yaml", folder=HERE)
    assert "nonsense" in str(told.value)
