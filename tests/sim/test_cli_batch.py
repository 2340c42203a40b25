"""`scrs batch` as typed: a study folder, one JSON object, progress, plain errors, killed and resumed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.batch.playing import Job
from sim.cli import app

PLAN = """\
format: 1
title: Two roads
start: 2026-01-05
horizon: 60 d
evidence: judgement
steps:
  north: {duration: {uniform: [10 d, 30 d]}}
  south: {duration: {uniform: [10 d, 30 d]}}
milestones: {open: {all: [north, south]}}
variants:
  slow: {why: "What if the north is slow?", set: {steps.north.duration: 40 d}}
"""


@pytest.fixture
def road(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "road.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def scrs(*words):
    return CliRunner().invoke(app, [str(each) for each in words])


def batch(*words):
    return scrs("batch", *words, "--workers", 1)


def content(path):
    return {
        each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()
    }


def test_a_batch_leaves_a_study_and_tells_dates_with_intervals(road, tmp_path):
    result = batch(road, "-n", 200, "--out", "study")
    assert result.exit_code == 0, result.output
    text = " ".join(result.output.split())
    assert "200 runs, seed 1" in text
    assert "open > 99 % D+23 D+28" in text
    assert "plan.north" in text
    assert (tmp_path / "study" / "manifest.json").exists()


def test_one_json_object_as_it_is_documented(road, tmp_path):
    result = batch(road, "-n", 300, "--seed", 7, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["n"], found["seed"], found["failed"]) == (300, 7, 0)
    assert list(found["milestones"]["open"]) == ["reached", "mean", "p10", "p50", "p80", "p90", "p95"]
    assert all(set(each) == {"value", "low", "high"} for each in found["milestones"]["open"].values())
    assert found["milestones"]["open"]["mean"]["value"] == pytest.approx(10 + 20 * 2 / 3, abs=1.0)
    critical = {name: each["criticality"]["value"] for name, each in found["steps"].items()}
    assert critical["plan.north"] + critical["plan.south"] == pytest.approx(1.0)
    assert not (tmp_path / "scrs-runs").exists()


def test_the_same_request_finds_what_it_did_before(road, tmp_path):
    first, second = batch(road, "-n", 20, "--quiet"), batch(road, "-n", 20, "--quiet")
    assert first.output == second.output
    assert len(list((tmp_path / "scrs-runs").iterdir())) == 1


def test_a_precision_that_is_reached_and_one_that_is_not(road):
    reached = batch(road, "--until", "P80(open) ± 2 d", "--json")
    assert reached.exit_code == 0, reached.output
    found = json.loads(reached.stdout)
    assert (found["n"], found["precision"]["reached"]) == (200, True)
    missed = batch(road, "--until", "P80(open) +- 0.01 d", "--max-n", 400, "--out", "study", "--quiet")
    assert missed.exit_code == 3
    assert "Precision not reached: P80(open) ± 0.01 d was asked for, ± 0." in " ".join(missed.output.split())
    assert "after 400 runs" in " ".join(missed.output.split())


def test_progress_as_json_says_how_far_and_how_late(road):
    result = batch(road, "-n", 100, "--progress", "json", "--json")
    lines = [json.loads(each) for each in result.stderr.splitlines()]
    assert (lines[-1]["done"], lines[-1]["total"], lines[-1]["headline"]) == (100, 100, "open")
    assert lines[-1]["p80"]["low"] < lines[-1]["p80"]["value"] < lines[-1]["p80"]["high"]


def test_runs_that_break_off_are_counted_and_end_with_4(road, monkeypatch):
    play = Job.player.func

    class Fragile:
        def __init__(self, player):
            self.player = player

        def play(self, seed, futures):
            if 7 in futures:
                futures = [each for each in futures if each < 7]
                yield from self.player.play(seed, futures)
                message = "no paper"
                raise OSError(message)
            yield from self.player.play(seed, futures)

    monkeypatch.setattr(Job, "player", property(lambda job: Fragile(play(job))))
    result = batch(road, "-n", 40, "--json", "--quiet")
    assert result.exit_code == 4
    found = json.loads(result.stdout)
    assert (found["n"], found["failed"]) == (40, 1)
    assert found["failures"] == [{"replication": 7, "why": "OSError: no paper"}]
    assert "1 of 40 runs broke off" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "name a SCENARIO"),
        (["road.yaml", "-n", 5, "--until", "P80(open) ± 1 d"], 2, "exclude each other"),
        (["road.yaml", "--max-n", 5], 2, "--max-n caps --until"),
        (["road.yaml", "--until", "P80(opn) ± 1 d"], 1, "Did you mean 'open'"),
        (["road.yaml", "--variant", "slw"], 1, "Did you mean 'slow'"),
        (["road.yaml", "-n", 5, "--out", "road.yaml/study"], 2, "cannot be written"),
        (["road.yaml", "-n", 5, "--cluster", "nowhere.json"], 1, "--cluster"),
        (["--resume", "nowhere"], 1, "manifest.json is missing"),
        (["raod.yaml"], 1, "Did you mean"),
    ],
)
def test_what_is_wrong_is_told_plainly(road, words, code, message):
    result = batch(*words)
    assert (result.exit_code, "Traceback" in result.output) == (code, False), result.output
    assert message in result.output


def test_a_study_of_other_things_is_not_resumed(road):
    assert batch(road, "-n", 20, "--out", "study", "--quiet").exit_code == 0
    before = content(Path("study"))
    for words, message in (
        (["--seed", 9], "its seed is 1, not 9"),
        (["-n", 30], "its n is 20, not 30"),
        (["quick-start"], "its scenario is 'Two roads'"),
        (["--variant", "slow"], "its plan is"),
    ):
        result = batch(*words, "--resume", "study")
        assert result.exit_code == 1
        assert message in " ".join(result.output.split())
    assert content(Path("study")) == before


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(road, monkeypatch):
    from sim.batch.storing import Folder

    keep = Folder.keep

    def stop_after_two(folder, part, results):
        if len(folder.parts) == 2:
            raise KeyboardInterrupt
        keep(folder, part, results)

    words = (road, "--until", "P80(open) ± 0.01 d", "--max-n", 800, "--out", "study", "--quiet")
    with monkeypatch.context() as patched:
        patched.setattr(Folder, "keep", stop_after_two)
        result = batch(*words)
    assert result.exit_code == 130
    assert "resume with: scrs batch --resume study" in " ".join(result.output.split())
    assert batch("--resume", "study", "--quiet").exit_code == 3
    batch(*(each if each != "study" else "whole" for each in words))
    assert content(Path("study")) == content(Path("whole"))


def test_a_study_killed_outright_is_finished_to_the_same_bytes(road, tmp_path):
    words = [sys.executable, "-c", "from sim.cli import app; app()", "batch", "road.yaml", "-n", "12000"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    with subprocess.Popen(
        [*words, "--workers", "2", "--out", "killed", "--quiet"], cwd=tmp_path, env=environment
    ) as running:
        wait_for(lambda: len(list(tmp_path.glob("killed/parts/*.parquet"))) >= 2)
        running.send_signal(signal.SIGKILL)
    held = json.loads((tmp_path / "killed" / "manifest.json").read_bytes())
    assert 0 < held["runs"] < 12_000
    assert batch("--resume", "killed", "--quiet").exit_code == 0
    assert batch(road, "-n", 12_000, "--out", "whole", "--quiet").exit_code == 0
    mine, whole = content(tmp_path / "killed"), content(tmp_path / "whole")
    arguments = {each: json.loads(mine.pop("manifest.json")) for each in ("killed",)}
    assert arguments["killed"]["parts"] == json.loads(whole.pop("manifest.json"))["parts"]
    mine = {name: text for name, text in mine.items() if not name.endswith(".part")}
    assert mine == whole


def wait_for(true):
    deadline = time.monotonic() + 60.0
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("by", "confidence", "verdict", "code"),
    [("D+31", 0.9, "met", 0), ("D+12", 0.5, "missed", 5), ("D+24", 0.5, "too close to say", None)],
)
def test_a_target_is_held_against_its_share_of_futures(road, by, confidence, verdict, code):
    """Two roads of 10 to 30 days are both open by D+24 in ((24 − 10) / 20)² = 49 % of all futures."""
    targets = f"targets: [{{milestone: open, by: {by}, confidence: {confidence}}}]\n"
    road.write_text(PLAN + targets, "utf-8")
    found = batch(road, "-n", 200, "--out", "study", "--require")
    assert verdict in found.output
    assert code is None or found.exit_code == code
    told = json.loads(Path("study/summary.json").read_text("utf-8"))["targets"][0]
    assert (told["milestone"], told["confidence"]) == ("open", confidence)
    assert told["share"]["low"] < told["share"]["value"] + 1e-9


def test_a_missed_target_ends_with_5_only_where_it_is_required(road):
    """Without `--require` a batch that was played is a batch that went well."""
    road.write_text(PLAN + "targets: [{milestone: open, by: D+12, confidence: 0.5}]\n", "utf-8")
    assert batch(road, "-n", 50, "--out", "study").exit_code == 0
