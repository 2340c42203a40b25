"""A small exercise on a scenario in which almost all is certain: forecasts of it are known answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from scripts import small

from exercises.console.session import EXCON, Session, Wall
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.opening import Stage, create, restage
from exercises.play.commands import Start
from exercises.script.loading import load_text

NAME = "harbour"
SCRIPT = """
format: 1
title: Harbour
scenario: small.yaml
seed: 3
clock: {startex: 2026-05-11 09:00, endex: STARTEX+04:00, moves: [{title: Only, pace: 240}]}
cells: {embassy: {title: Embassy}, command: {title: Command}}
objectives: {ask: {title: Ask in time}}
decisions:
  more_staff:
    title: More staff
    text: Decide faster
    by: [embassy]
    effects: [{deposit: {purse: 9 M USD}, why: more}]
rows:
  - {uid: open, title: Open, to: embassy, trigger: STARTEX, controller: Ann}
  - uid: ask
    title: Ask
    to: embassy
    trigger: STARTEX+00:05
    controller: Ann
    options:
      yes: {text: We ask, effects: [{deposit: {purse: 5 M USD}, why: asked}]}
      no: {text: We do not}
  - uid: gift
    title: A gift
    to: command
    trigger: STARTEX+01:00
    effects: [{deposit: {purse: 1 M USD}, why: gift}]
  - uid: by_hand
    title: By hand
    to: command
    trigger: manual
    effects: [{withdraw: {purse: 8 M USD}, why: lost}]
  - uid: decided
    title: Decided
    to: embassy
    trigger: {when: {measure: step.alpha.decide, reached: true}}
    controller: Ann
  - {uid: echo, title: Echo, to: command, trigger: {after: {row: decided, delay: 10 min}}}
  - uid: undecided
    title: Undecided
    to: embassy
    trigger: {all: [{at: STARTEX+01:30}, {not: {when: {measure: step.alpha.decide, reached: true}}}]}
  - {uid: rich, title: Rich, to: embassy, trigger: {when: {measure: fund.purse.free, above: 60 M USD}}}
  - {uid: richer, title: Richer, to: embassy, trigger: {when: {measure: fund.purse.free, above: 62 M USD}}}
  - uid: poor
    title: Poor
    to: embassy
    trigger: {when: {measure: fund.purse.free, below: 55 M USD}}
    latest: STARTEX+02:00
  - uid: team
    title: Team
    to: embassy
    trigger: {when: {measure: milestone.alpha.first_team_in_country, reached: true}}
"""


@dataclass
class Played:
    """An exercise in a journal in memory, with a wall that is turned."""

    journal: MemoryJournal
    wall: Wall
    director: Director
    stage: Stage
    session: Session

    def pass_until(self, second: float) -> None:
        """Let play go on to a second of the exercise."""
        self.session.pass_until(second)

    @property
    def entries(self):
        """Return what stands in the journal."""
        return self.journal.read(NAME)


@pytest.fixture(scope="session")
def loaded():
    """Return the script, understood."""
    return load_text(SCRIPT, "harbour.yaml", scenario=small())


@pytest.fixture
def play(loaded) -> Callable[[float], Played]:
    """Return what plays the exercise by itself up to a second."""

    def to(second: float) -> Played:
        journal, wall = MemoryJournal(), Wall(1_000.0)
        create(journal, NAME, loaded, wall=wall.time)
        stage = restage(journal, NAME)
        director = Director(journal, NAME, stage.setting, clock=wall)

        def turn(seconds: float) -> None:
            wall.time += seconds

        session = Session(director, wait=turn, say=lambda _: None, fast=True)
        director.do(EXCON, Start())
        session.follow()
        session.pass_until(second)
        return Played(journal, wall, director, stage, session)

    return to
