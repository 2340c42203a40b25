"""Studies as processes: started once, stopped, taken up again, and known by their folder alone."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboards.bench import studies
from dashboards.bench.studies import Order
from sim.batch.storing import manifest_of

SCENARIO = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 1 y
evidence: judgement
steps:
  road: {duration: {uniform: [20 d, 40 d]}}
  bridge: {after: [road], duration: {uniform: [10 d, 30 d]}}
milestones: {open: {all: [bridge]}}
"""


def until(what: Callable[[], object], *, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "road.yaml"
    found.write_text(SCENARIO)
    return found


def test_a_study_is_stopped_and_taken_up_again(tmp_path, file):
    """While it runs nobody else may start it; stopped, it says how to go on; resumed, it runs again."""
    folder = tmp_path / "long"
    assert studies.start(folder, Order(str(file), runs=400_000))
    until(lambda: studies.standing_of(folder).done > 0)
    assert not studies.start(folder, Order(str(file), runs=5))
    assert studies.standing_of(folder).word == "running"
    assert studies.stop(folder)
    until(lambda: not studies.is_running(folder))
    stopped = studies.standing_of(folder)
    assert (stopped.word, stopped.total) == ("stopped", 400_000)
    assert "scrs batch --resume" in stopped.said
    assert studies.resume(folder)
    assert studies.is_running(folder)
    assert studies.stop(folder)
    until(lambda: not studies.is_running(folder))


def test_a_study_that_is_done_is_complete_and_cannot_be_stopped(tmp_path, file):
    """What was asked stands in its manifest."""
    folder = tmp_path / "short"
    studies.start(folder, Order(str(file), runs=40, seed=9, sets=("steps.road.duration=10 d",)))
    until(lambda: not studies.is_running(folder))
    found = studies.standing_of(folder)
    assert (found.word, found.done, found.total, found.said) == ("complete", 40, 40, "")
    assert manifest_of(folder)["arguments"]["set"] == ["steps.road.duration=10 d"]
    assert not studies.stop(folder)
    assert studies.folders(tmp_path) == [folder]


def test_what_a_command_refuses_is_told(tmp_path):
    """The last words of a command that failed are kept in the folder."""
    folder = tmp_path / "wrong"
    studies.start(folder, Order("no-such-scenario"))
    until(lambda: not studies.is_running(folder))
    found = studies.standing_of(folder)
    assert found.word == "stopped"
    assert "no-such-scenario" in found.said


def test_there_are_no_studies_where_there_is_no_folder(tmp_path):
    """An empty list, not an error."""
    assert studies.folders(tmp_path / "nothing") == []
