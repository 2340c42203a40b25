"""What play teaches the doctrine: which times of play measure which of its durations."""

from __future__ import annotations

from typing import Literal

from sim.scenario.schema.resources import Names, Part
from sim.scenario.values import Text


class Learned(Part):
    """A duration of the doctrine that play measures."""

    step: Text
    """Step of the doctrine, or dotted path of a duration, that is learned."""
    cells: Names = ()
    """Cells whose times count; none: those of every cell."""
    rows: Names = ()
    """Rows whose times count; none: those of every row that asks for an answer or is an expected action."""
    decisions: Names = ()
    """Decisions that wait for control: from asked to taken or refused."""
    clock: Literal["scenario", "exercise"] = "scenario"
    """Clock on which days are counted; where a move's pace is 0 the scenario's clock stands."""
