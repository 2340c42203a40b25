"""What does not change while an exercise is played: the script, its dates, and the world under it.

The world is asked, never told: it is a function of the effects that stand in the state of play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from exercises.clock import Clock, Planned
from exercises.play.state import State, begin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from exercises.script.schema import Condition, EffectDeclared, Script

    Effects = Sequence[Mapping[str, Any]]


class World(Protocol):
    """The simulation as play sees it. Days are days of the scenario since D+0."""

    def turns(self, condition: Condition, effects: Effects) -> tuple[float, ...]:
        """Return the days at which a condition turns true and false, in turn, after these effects."""
        ...

    def says(self, condition: Condition, effects: Effects, day: float) -> str:
        """Return the values that make a condition true or false on a day, in words."""
        ...

    def measured(self, name: str, effects: Effects, day: float) -> str:
        """Return a measure on a day, in words. Raises: `UnknownName`."""
        ...

    def effect(
        self,
        declared: EffectDeclared,
        *,
        day: float,
        origin: str,
        values: Mapping[str, Any],
        effects: Effects,
    ) -> dict[str, Any]:
        """Return an effect as it stands in the journal, with what was asked filled in.

        Raises: `BadInput` where the simulation cannot take it on top of the effects so far.
        """
        ...


@dataclass(frozen=True)
class Setting:
    """An exercise that is about to be played.

    `startex`: local date and time of day 1. `start`: the date of D+0. `endex`: planned end, seconds.
    """

    script: Script
    written: tuple[dict[str, Any], ...]
    """The rows as the script holds them, in order."""
    startex: datetime
    start: date
    endex: float
    world: World

    @property
    def moves(self) -> tuple[Planned, ...]:
        """Return the moves in numbers."""
        return tuple(
            Planned(
                None if each.begins is None else each.begins.seconds(self.startex),
                None if each.scenario is None else each.scenario.days(self.start),
                each.pace,
            )
            for each in self.script.clock.moves
        )

    def opening(self) -> State:
        """Return the state before STARTEX."""
        state = begin(Clock.ready(self.moves), self.script.rows, self.written)
        script = self.script
        state.named = {
            "cells": script.cells,
            "objectives": script.objectives,
            "decisions": script.decisions,
        }
        return state
