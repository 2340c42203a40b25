"""Small exercises for tests: a script in a few lines, a world that is told, a clock turned by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.journal.store import Journal
from exercises.play.setting import Setting
from exercises.roles import Actor, Role
from exercises.script.schema import Condition, EffectDeclared, Script
from sim.errors import BadInput, Place

DIRECTOR = Actor("Dana", Role.DIRECTOR)
CONTROLLER = Actor("Cleo", Role.CONTROLLER)
EMBASSY = Actor("Emil", Role.CELL, "embassy")
MILITARY = Actor("Mara", Role.CELL, "military")
EVALUATOR = Actor("Eve", Role.EVALUATOR)
OBSERVER = Actor("Otto", Role.OBSERVER)
ADMINISTRATOR = Actor("Ada", Role.ADMINISTRATOR)
EVERYBODY = (DIRECTOR, CONTROLLER, EMBASSY, EVALUATOR, OBSERVER, ADMINISTRATOR)
MORNING = 1_000_000.0
"""What the wall shows when a test begins."""


@dataclass
class Wall:
    """A clock on the wall that a test turns."""

    time: float = MORNING

    def __call__(self) -> float:
        """Return the time."""
        return self.time

    def pass_(self, seconds: float) -> None:
        """Let some time pass."""
        self.time += seconds


@dataclass
class ToldWorld:
    """A simulation that says what it was told: measure → days at which it turns; effects shift nothing."""

    turning: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    after: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """The same, once any effect has acted."""
    most: int = 1_000
    """Effects that it takes."""

    def turns(self, condition: Condition, effects: Sequence[Mapping[str, Any]]) -> tuple[float, ...]:
        """Return the days at which a measure turns."""
        told = {**self.turning, **(self.after if effects else {})}
        return told.get(condition.measure, ())

    def says(self, condition: Condition, effects: Sequence[Mapping[str, Any]], day: float) -> str:
        """Return the measure and the day."""
        return f"{condition.measure} after {len(effects)} effects on D+{day:g}"

    def measured(self, name: str, effects: Sequence[Mapping[str, Any]], day: float) -> str:
        """Return the measure and the day."""
        return f"{name} after {len(effects)} effects on D+{day:g}"

    def effect(
        self,
        declared: EffectDeclared,
        *,
        day: float,
        origin: str,
        values: Mapping[str, Any],
        effects: Sequence[Mapping[str, Any]],
    ) -> dict[str, Any]:
        """Return what was declared; a simulation without room for more refuses."""
        if len(effects) >= self.most:
            raise BadInput([Place("world").finding("no room for another effect")])
        said = declared.model_dump(mode="json", exclude_defaults=True)
        for amounts in (each for each in said.values() if isinstance(each, dict)):
            for name, amount in amounts.items():
                asked = amount[1:-1] if isinstance(amount, str) and amount.startswith("{") else ""
                amounts[name] = values.get(asked, amount)
        return {**said, "day": day, "origin": origin, "values": dict(values)}


def script_of(*rows: Mapping[str, Any], **changes: Any) -> tuple[Script, tuple[dict[str, Any], ...]]:
    """Return a script with some rows, and the rows as written."""
    written = tuple({"title": each["uid"], "to": "embassy", **each} for each in rows)
    whole: dict[str, Any] = {
        "format": 1,
        "title": "A small exercise",
        "scenario": "quick-start",
        "clock": {
            "startex": "2026-05-11 09:00",
            "endex": "STARTEX+4 h",
            "moves": [{"title": "Move 1", "scenario": "D+0", "pace": 24}],
        },
        "cells": {"embassy": {"title": "Embassy"}, "military": {"title": "Task force"}},
        "objectives": {"fund": {"title": "Money moves", "tasks": {"ask": "Asks for money"}}},
        "rows": list(written),
        **changes,
    }
    return Script.model_validate(whole), written


def setting_of(*rows: Mapping[str, Any], world: ToldWorld | None = None, **changes: Any) -> Setting:
    """Return a setting ready to be played."""
    script, written = script_of(*rows, **changes)
    return Setting(
        script=script,
        written=written,
        startex=datetime.fromisoformat(script.clock.startex),
        start=date(2005, 10, 1),
        endex=script.clock.endex.value,
        world=world or ToldWorld(),
    )


def director_of(
    *rows: Mapping[str, Any],
    world: ToldWorld | None = None,
    wall: Wall | None = None,
    journal: Journal | None = None,
    **changes: Any,
) -> tuple[Director, Wall]:
    """Return a director of a small exercise, and the wall by which it is played."""
    wall = wall or Wall()
    if journal is None:
        journal = MemoryJournal()
        journal.create("test", {"script": "", "scenario": ""})
    return Director(journal, "test", setting_of(*rows, world=world, **changes), clock=wall), wall


def deliveries(director: Director) -> dict[str, float]:
    """Return row → second of the exercise at which it went out first."""
    return {
        uid: min(stamp.exercise for stamp in stamps)
        for uid in director.state.rows
        if (stamps := [run.stamps["sent"] for _, run in director.state.runs_of(uid) if "sent" in run.stamps])
    }
