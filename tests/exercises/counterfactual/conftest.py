"""A road and a bridge under an exercise: a storm, somebody who hurries, and a payment without consequence."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from exercises import opening
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.opening import Stage
from exercises.play import commands
from exercises.roles import Actor, Role
from exercises.script.loading import open_script

SCENARIO = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 60 d
evidence: judgement
funds: {purse: {opening: 60 M USD}}
steps:
  road: {duration: {uniform: [10 d, 30 d]}}
  bridge: {after: [road], duration: 8 d}
milestones: {paved: {all: [road]}, opened: {all: [bridge]}}
"""
SCRIPT = """\
format: 1
title: A storm
scenario: roads.yaml
seed: 3
replication: 2
clock:
  startex: 2026-05-11 09:00
  endex: STARTEX+04:00
  moves: [{title: First, scenario: D+0, pace: 24}]
cells: {crew: {title: The crew}}
decisions:
  hurry: {title: Hurry, by: [crew], effects: [{scale: {steps.bridge.duration: 0.5}}]}
rows:
  - uid: storm
    title: A storm
    to: [crew]
    on_late: fire
    trigger: STARTEX+00:10
    effects: [{scale: {steps.bridge.duration: 2}}]
  - uid: pay
    on_late: fire
    title: Pay a bonus?
    to: [crew]
    trigger: STARTEX+00:20
    options: {yes_please: {text: "Yes", effects: [{withdraw: {purse: 1 M USD}}]}, no_thanks: {text: "No"}}
"""
BOSS = Actor("Dana", Role.DIRECTOR)


@dataclass
class Over:
    """An exercise that was played to its end."""

    journal: MemoryJournal
    stage: Stage
    director: Director


@pytest.fixture(scope="session")
def over(tmp_path_factory) -> Over:
    folder = tmp_path_factory.mktemp("roads")
    (folder / "roads.yaml").write_text(SCENARIO, "utf-8")
    (folder / "storm.yaml").write_text(SCRIPT, "utf-8")
    journal, wall = MemoryJournal(), [1_000_000.0]
    opening.create(journal, "storm", open_script(str(folder / "storm.yaml")), wall=wall[0])
    stage = opening.restage(journal, "storm")
    director = Director(journal, "storm", stage.setting, clock=lambda: wall[0])
    director.do(BOSS, commands.Start())
    for minutes, command in (
        (15, commands.Decide(decision="hurry", cell="crew")),
        (25, commands.Answer(row="pay", cell="crew", option="yes_please")),
        (240, commands.End()),
    ):
        wall[0] = 1_000_000.0 + 60.0 * minutes
        director.tick()
        director.do(BOSS, command)
    return Over(journal, stage, director)
