"""Who takes part and what is to be learned: cells, objectives with their tasks, storylines."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.scenario.schema.resources import Part
from sim.scenario.values import Name, Text


class Cell(Part):
    """Players or role players who share an inbox."""

    title: Text
    """Name on screens and papers."""
    kind: Literal["players", "response", "control"] = "players"
    """Training audience, role players who answer for others (a response cell), or exercise control."""
    plays: tuple[Text, ...] = ()
    """Whom it stands for."""


class Objective(Part):
    """What the exercise is to show, and the critical tasks that show it."""

    title: Text
    """One sentence."""
    capability: Text | None = None
    """Capability that it belongs to."""
    tool: Name | None = None
    """Lever of the scenario that it exercises: one of the brief's ten tools."""
    tasks: dict[Name, Text] = Field(default_factory=dict)
    """Name → critical task, as an evaluator reads it."""


class Storyline(Part):
    """A thread through the rows."""

    title: Text
    """Name on the board."""
    summary: Text | None = None
    """For control."""
