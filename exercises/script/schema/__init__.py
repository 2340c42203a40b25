"""The script language: what an exercise declares, in one frozen model; the shape of one file only.

What its names mean together is `exercises.script.checking`; what happens in play is not known here.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from exercises.script.schema.changes import Decision, EffectDeclared
from exercises.script.schema.learning import Learned
from exercises.script.schema.people import Cell, Objective, Storyline
from exercises.script.schema.rehearsing import CellRehearsed, DecisionRehearsed, Rehearsal, RowRehearsed
from exercises.script.schema.rows import Expected, Option, Row
from exercises.script.schema.timing import ClockDeclared, Move
from exercises.script.schema.triggers import After, Condition, Trigger
from sim.scenario.schema.resources import Part
from sim.scenario.values import Count, Name, Text

__all__ = [
    "After",
    "Cell",
    "CellRehearsed",
    "ClockDeclared",
    "Condition",
    "Decision",
    "DecisionRehearsed",
    "EffectDeclared",
    "Expected",
    "Learned",
    "Move",
    "Objective",
    "Option",
    "Rehearsal",
    "Row",
    "RowRehearsed",
    "Script",
    "Storyline",
    "Trigger",
]


class Script(Part):
    """A whole exercise script."""

    format: Literal[1]
    """Version of this language."""
    title: Text
    """One line."""
    purpose: Text | None = None
    """What the exercise is for, in a paragraph."""
    classification: Text = "UNCLASSIFIED – EXERCISE EXERCISE EXERCISE"
    """Banner on every page and paper."""
    scenario: Text
    """Scenario under the exercise: a file beside the script, or the name of a shipped one."""
    variant: Text | None = None
    """Variant of the scenario."""
    set: dict[str, Any] = Field(default_factory=dict)
    """Path of the scenario → value, for the whole exercise."""
    seed: Count = 1
    """Stream of chance under the exercise."""
    replication: Count = 0
    """Which future of that seed is played."""
    clock: ClockDeclared
    """STARTEX, ENDEX and moves."""
    cells: dict[Name, Cell]
    """Name → cell."""
    objectives: dict[Name, Objective] = Field(default_factory=dict)
    """Name → objective."""
    storylines: dict[Name, Storyline] = Field(default_factory=dict)
    """Name → storyline; optional."""
    decisions: dict[Name, Decision] = Field(default_factory=dict)
    """Name → what cells may decide at any time, whatever injects say."""
    lessons: dict[Name, Learned] = Field(default_factory=dict)
    """Name → duration of the doctrine that play measures; for `scrs lessons`."""
    rehearsal: Rehearsal = Rehearsal()
    """How simulated cells behave in a rehearsal; nothing of it is asked while people play."""
    rows: tuple[Row, ...] = ()
    """The list of events, in the order in which it is shown."""
