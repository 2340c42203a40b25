"""The whole circle as typed: declare, simulate, batch, exercise, learn, and compare with what was learned."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dashboards.cli import app

SCENARIO = """\
format: 1
title: A bridge is decided and built
start: 2026-01-05
horizon: 120 d
evidence: judgement
doctrine:
  steps:
    decide: {duration: {pert: [5 d, 10 d, 30 d]}}
    build: {after: [decide], duration: {pert: [20 d, 30 d, 45 d]}}
    open: {after: [build], duration: 1 d}
milestones: {opened: open}
crises: {delta: {country: Delta, onset: D+0, severity: 0.5}}
"""
SCRIPT = """\
format: 1
title: The ministry is asked
scenario: bridge.yaml
clock:
  startex: 2026-05-11 09:00
  endex: STARTEX+02:00
  moves: [{title: A day, scenario: D+0, pace: 24}]
cells: {ministry: {title: Ministry}}
decisions:
  hurry:
    title: Build in three shifts
    by: [ministry]
    effects: [{scale: {doctrine.steps.build.duration: 0.5}}]
lessons: {deciding: {step: decide, cells: [ministry]}}
rows:
"""
ROW = "  - {{uid: ask{0}, title: Question {0}, to: [ministry], trigger: STARTEX+00:{0}0, on_late: fire}}\n"
ANSWERED = (12, 16, 15, 18, 14, 20)
"""Minutes from each question to its answer: at a day an hour, 0.2 to 0.33 days."""
ADOPT = "director: adopt shifts {scale: {doctrine.steps.build.duration: 0.5}} text='Three shifts'\n"


def lines() -> str:
    """Return what is typed: questions come every ten minutes, the ministry decides and answers."""
    said = [(25, "decide hurry")]
    said += [(10 * each + took, f"answer ask{each} Yes") for each, took in enumerate(ANSWERED)]
    return "".join(f"STARTEX+{at // 60:02}:{at % 60:02} ministry: {what}\n" for at, what in sorted(said))


def scrs(*words, code=0):
    result = CliRunner().invoke(app, [str(each) for each in words])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.yaml").write_text(SCENARIO, "utf-8")
    (tmp_path / "drill.yaml").write_text(SCRIPT + "".join(map(ROW.format, range(6))), "utf-8")
    (tmp_path / "lines.txt").write_text(lines(), "utf-8")
    (tmp_path / "adopt.txt").write_text(ADOPT, "utf-8")
    return tmp_path


MANY = ("-n", 60, "--engine", "simpy", "--workers", 1, "--json", "--quiet")


def opened(*changes):
    """Return the median day of the opening in a batch under some changes."""
    told = scrs("batch", "bridge.yaml", *MANY, "--out", f"study{len(changes)}", *changes)
    return json.loads(told)["milestones"]["opened"]["p50"]["value"]


def test_declare_simulate_batch_exercise_learn_and_compare(here):
    """What was measured and adopted is a patch; with it the bridge opens weeks earlier, as compared."""
    assert "valid" in scrs("check", "bridge.yaml")
    assert "opened" in scrs("run", "bridge.yaml")
    before = opened()
    scrs("exercise", "check", "drill.yaml")
    play = ("exercise", "play", "drill.yaml", "--journal", "j.sqlite", "--fast", "--quiet", "--lines")
    scrs(*play, "lines.txt")
    scrs(*play, "adopt.txt")
    review = scrs("exercise", "aar", "j.sqlite", "-n", 20, "--workers", 1, "--format", "md,csv")
    assert "1 of 1 decision or inject that acted on the simulation changed an outcome" in review
    paper = (here / "drill-aar" / "aar.md").read_text("utf-8")
    assert "| Build in three shifts (decision, Ministry, D+0.4) | opened, days | −1" in paper
    assert "doctrine.steps.build.duration times 0.5" in paper

    learned = scrs("lessons", "drill", "--database-url", "j.sqlite", "--family", "gamma", "-o", "l.yaml")
    assert "deciding: doctrine.steps.decide.duration: {gamma: {mean: 0.26" in learned
    assert "6 durations are few" in learned
    compared = json.loads(scrs("compare", "bridge.yaml", "base", "l.yaml", "--by", "opened", *MANY))
    assert opened("--set", "@l.yaml") < before - 15.0
    assert compared["differences"]["l"]["opened"]["mean"]["high"] < -15.0
    foreign = scrs("run", "three-operations", "--set", "@l.yaml", code=1)
    assert "learned under another doctrine" in foreign
