"""Batches killed outright, again and again: they end in the bytes of an undisturbed one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
from typer.testing import CliRunner

from dashboards.cli import app
from tests.crashes.victims import killed, started, wait_for

RUNS = 12_000
"""Futures of a study: some parts, so that there is something to take up."""
ROADS = """\
format: 1
title: Two roads
start: 2026-01-05
horizon: 60 d
evidence: judgement
steps:
  north: {duration: {uniform: [10 d, 30 d]}}
  south: {duration: {uniform: [10 d, 30 d]}}
milestones: {open: {all: [north, south]}}
"""


def kill_batches(folder: Path, *, kills: int, seed: int, forked: bool = False) -> str:
    """Kill studies at random moments of their work until so many kills are done; return what was seen."""
    chance = np.random.default_rng([seed, 1])
    (folder / "roads.yaml").write_text(ROADS, "utf-8")
    whole = _content(_played(folder / "whole"))
    done, studies, taken_up = 0, 0, 0
    while done < kills:
        studies += 1
        study = folder / f"study-{studies}"
        while done < kills:
            held = _parts(study)
            if not _killed_within(
                study, int(chance.integers(4)), float(chance.uniform(0.0, 0.1)), forked=forked
            ):
                break
            done += 1
            taken_up += _parts(study) > held
        mine = _content(_played(study))
        assert mine == whole, {each for each in whole if mine.get(each) != whole[each]}
    return f"{done} kills of {studies} studies, {taken_up} of them after new parts; all bytes equal"


def _words(study: Path, workers: int = 1) -> list[str]:
    begun = (study / "manifest.json").exists()
    roads = str(study.parent / "roads.yaml")
    which = ["--resume", str(study)] if begun else [roads, "-n", str(RUNS), "--out", str(study)]
    return ["batch", *which, "--workers", str(workers), "--quiet"]


def _played(study: Path) -> Path:
    """Let a study be finished, here."""
    done = CliRunner().invoke(app, _words(study), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return study


def _killed_within(study: Path, parts: int, seconds: float, *, forked: bool) -> bool:
    """Start, or take up, a study; kill it when it has kept so many parts more, and some seconds later.

    Returns False where it was done before. A fresh process has two workers, a forked one works itself.
    """
    held, before = _parts(study), _written(study)
    words = _words(study, workers=1 if forked else 2)
    process = started(words, forked=forked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: _written(study) != before or process.poll() is not None)
    wait_for(lambda: _parts(study) >= held + parts or process.poll() is not None)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        killed(process)
        return True
    assert process.returncode == 0
    return False


def _parts(study: Path) -> int:
    return len(list(study.glob("parts/*.parquet")))


def _written(study: Path) -> int:
    """Return when the manifest was written last: it is written first of all."""
    try:
        return (study / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _content(study: Path) -> dict[str, bytes]:
    """Return the files of a study; what a killed one had not moved to its place yet does not count."""
    found = {
        each.relative_to(study).as_posix(): each.read_bytes()
        for each in study.rglob("*")
        if each.is_file() and not each.name.endswith(".part")
    }
    manifest = json.loads(found["manifest.json"])
    assert manifest["complete"]
    assert manifest["runs"] == RUNS
    return found
