"""A study folder: only the manifest counts, a killed study ends in the same bytes, others are refused."""

import dataclasses
import errno
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.batch import Processes, Serial, storing
from sim.batch.measuring import Measuring
from sim.batch.parts import from_parquet, to_parquet
from sim.batch.request import Request
from sim.batch.results import gathered
from sim.batch.run import run_batch
from sim.batch.stopping import HalfWidth
from sim.batch.storing import Charter, Folder, manifest_of
from sim.batch.study import charter_of, play_into
from sim.errors import BadOutput, BrokenStudy
from sim.scenario.resolved import resolved

ASKED = Request(5, 800, HalfWidth("open", 0.5, days=0.1))


def folder_of(path, model, request=ASKED):
    return Folder(path, charter_of(model, request, {"scenario": "roads"}), Measuring(model.plan))


def play(path, model, request=ASKED, executor=None, **more):
    return play_into(folder_of(path, model, request), model, executor=executor or Serial(), **more)


def content(path):
    return {
        each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()
    }


@pytest.fixture(scope="module")
def finished(roads, tmp_path_factory):
    path = tmp_path_factory.mktemp("finished") / "study"
    play(path, roads)
    return path


@pytest.fixture
def study(finished, tmp_path):
    shutil.copytree(finished, tmp_path / "study")
    return tmp_path / "study"


class KilledError(Exception):
    """Whoever plays is killed."""


def killed_after(files, monkeypatch):
    """Let a study die when it has written so many files."""
    left = [files]

    def write(path, text):
        if not left[0]:
            raise KilledError
        left[0] -= 1
        write_file(path, text)

    write_file = storing.write_file
    monkeypatch.setattr(storing, "write_file", write)


def test_the_folder_holds_what_it_says(finished):
    assert set(content(finished)) == {
        "manifest.json", "scenario.resolved.yaml", "summary.json", "parts/part-0000000.parquet",
        "parts/part-0000200.parquet", "parts/part-0000400.parquet",
    }  # fmt: skip
    manifest = manifest_of(finished)
    assert (manifest["runs"], manifest["complete"], manifest["seed"]) == (800, True, 5)
    assert manifest["until"] == "P50(open) ± 0.1 d"
    assert [each["runs"] for each in manifest["parts"]] == [200, 200, 400]


def test_two_processes_leave_the_same_bytes_as_one(finished, roads, tmp_path):
    play(tmp_path / "two", roads, executor=Processes(2))
    assert content(tmp_path / "two") == content(finished)


@pytest.mark.parametrize("files", range(1, 10))
def test_a_study_killed_at_any_write_ends_in_the_same_bytes(finished, roads, tmp_path, monkeypatch, files):
    path = tmp_path / "study"
    with monkeypatch.context() as patched:
        killed_after(files, patched)
        with pytest.raises(KilledError):
            play(path, roads)
    play(path, roads)
    assert content(path) == content(finished)


def test_what_is_finished_is_not_played_again(study, roads):
    class Nobody:
        def map(self, work, pieces, *, shared):
            assert list(pieces) == []
            yield from ()

    before = content(study)
    play(study, roads, executor=Nobody())
    assert content(study) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": 6}, "its seed is 5, not 6"),
        ({"n": 900}, "its n is 800, not 900"),
        ({"until": HalfWidth("open", 0.8, days=0.1)}, "its until is 'P50(open) ± 0.1 d', not 'P80(open)"),
    ],
)
def test_another_request_is_refused_by_name(study, roads, change, message):
    before = content(study)
    with pytest.raises(BrokenStudy) as error:
        play(study, roads, dataclasses.replace(ASKED, **change))
    assert message in str(error.value)
    assert content(study) == before


def test_another_scenario_is_refused_by_name(study):
    with pytest.raises(BrokenStudy, match="its scenario is 'Two roads', not 'Quick start in one crisis'"):
        play(study, sim.load("quick-start"))


def test_another_version_is_refused_by_name(study, roads):
    manifest = manifest_of(study)
    manifest["versions"]["numpy"] = "1.0"
    (study / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(BrokenStudy, match=r"begun with numpy 1\.0; here is numpy \d"):
        play(study, roads)


def lose(path):
    path.unlink()


def truncate(path):
    path.write_bytes(path.read_bytes()[:-7])


def swap(path):
    path.write_bytes(bytes(len(path.read_bytes())))


@pytest.mark.parametrize(
    ("harm", "message"),
    [(lose, "part-0000200.parquet: is missing"), (truncate, "instead of"), (swap, "its hash differs")],
)
def test_a_part_that_is_lost_is_refused_by_name_and_can_be_repaired(study, finished, roads, harm, message):
    harm(study / "parts" / "part-0000200.parquet")
    with pytest.raises(BrokenStudy) as error:
        play(study, roads)
    assert message in str(error.value)
    assert "part-0000200.parquet" in str(error.value)
    assert "--repair" in str(error.value)
    play(study, roads, repair=True)
    assert content(study) == content(finished)


def test_a_part_that_the_manifest_does_not_name_does_not_count(study, roads):
    shutil.copy(study / "parts" / "part-0000000.parquet", study / "parts" / "part-0000800.parquet")
    assert play(study, roads).runs == 800


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"parts": 3}', "\x00"])
def test_a_manifest_that_is_none_is_told(study, roads, text):
    (study / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(BrokenStudy, match="is no manifest of a study"):
        play(study, roads)


@pytest.mark.parametrize("key", ["file", "first", "runs", "failed", "bytes", "sha256"])
def test_a_part_of_which_the_manifest_says_too_little_or_nonsense_is_told(study, roads, key):
    """As where somebody has edited it: no trace, and where it is."""
    whole = (study / "manifest.json").read_text("utf-8")
    for text in (whole.replace(f'"{key}"', '"x"'), whole.replace(f'"{key}": ', f'"{key}": [], "{key}x": ')):
        (study / "manifest.json").write_text(text, "utf-8")
        with pytest.raises(BrokenStudy, match=rf"is no manifest of a study: parts\.0\.{key}: "):
            play(study, roads)


@pytest.mark.parametrize("file", ["../x", "/etc/hostname", "parts/../x", "p" * 5000, "parts/part-1.parquet"])
def test_a_part_that_lies_elsewhere_is_told(study, file):
    manifest = json.loads((study / "manifest.json").read_text("utf-8"))
    manifest["parts"][0]["file"] = file
    (study / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(BrokenStudy, match=r"is no manifest of a study: parts\.0\.file: "):
        manifest_of(study)


def test_what_a_manifest_says_does_not_act_on_the_terminal(study, roads):
    manifest = json.loads((study / "manifest.json").read_text("utf-8"))
    manifest["versions"]["simpy\x7f\x1b[2J"] = "4\u202e"
    (study / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(BrokenStudy) as refused:
        play(study, roads)
    assert "begun with simpy\ufffd\ufffd[2J 4\ufffd; here" in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [("scenario", 5), ("n", "many"), ("set", 3), ("without", [1])])
def test_arguments_that_no_command_line_gives_are_told(study, name, value):
    """Before anything is made of them."""
    manifest = json.loads((study / "manifest.json").read_text("utf-8"))
    manifest["arguments"] = {**manifest["arguments"], name: value}
    (study / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(BrokenStudy, match=rf"is no manifest of a study: arguments\.{name}"):
        manifest_of(study)


def test_a_folder_without_a_study_is_told(tmp_path):
    with pytest.raises(BrokenStudy, match=r"manifest\.json is missing"):
        manifest_of(tmp_path)


def test_a_full_disk_keeps_what_was_finished(finished, roads, tmp_path, monkeypatch):
    path = tmp_path / "study"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full_after(4))
        with pytest.raises(BadOutput, match="no space left on device"):
            play(path, roads)
    assert manifest_of(path)["runs"] == 200
    assert not list(path.rglob("*.part"))
    play(path, roads)
    assert content(path) == content(finished)


def full_after(files):
    left, write = [files], Path.write_bytes

    def write_bytes(path, text):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, text)

    return write_bytes


def test_a_place_that_cannot_be_written_is_told_before_a_run_is_played(roads, tmp_path):
    (tmp_path / "file").write_text("not a folder", "utf-8")
    with pytest.raises(BadOutput, match="cannot be written"):
        play(tmp_path / "file" / "study", roads, executor=None)


def test_pandas_reads_the_parts_as_they_stand(finished, roads):
    frame = pd.concat(pd.read_parquet(finished / each["file"]) for each in manifest_of(finished)["parts"])
    assert frame["replication"].tolist() == list(range(800))
    whole = run_batch(roads, n=800, seed=5, executor=Serial())
    assert np.array_equal(frame["open"], whole.column("open"), equal_nan=True)
    assert set(frame["critical:open"].iloc[0]) <= {"plan.north", "plan.south", "plan.join"}


def test_a_part_comes_back_as_it_was_with_the_runs_that_broke_off(roads, tmp_path):
    measuring = Measuring(roads.plan)
    rows = [measuring.row(each) for each in sim.replicate(roads, seed=1, replications=6)]
    rows[2] = measuring.broken(2, "KeyError: 'north'")
    part = gathered(measuring, seed=1, rows=rows)
    (tmp_path / "part").write_bytes(to_parquet(part))
    back = from_parquet(tmp_path / "part", measuring, seed=1)
    assert back.failures == part.failures == ((2, "KeyError: 'north'"),)
    assert back.replications.tolist() == [0, 1, 3, 4, 5]
    assert back.values.tobytes() == part.values.tobytes()
    assert [each.tobytes() for each in back.critical] == [each.tobytes() for each in part.critical]
    assert pq.read_table(tmp_path / "part")["failed"].to_pylist()[2] == "KeyError: 'north'"


def test_the_resolved_scenario_runs_as_the_changed_one():
    changed = sim.load("quick-start", variant="larger_corps")
    from sim.scenario.reading import read_text

    again = sim.load_mapping(read_text(resolved(changed), "resolved").data, name="resolved")
    assert again.plan.operations == changed.plan.operations
    assert [each.size for each in again.plan.pools] == [each.size for each in changed.plan.pools]


def test_equal_requests_have_equal_names(roads):
    one, other = charter_of(roads, ASKED, {"workers": 1}), charter_of(roads, ASKED, {})
    assert isinstance(one, Charter)
    assert one.digest == other.digest
    assert one.digest != charter_of(roads, Request(6, 800), {}).digest
