"""The clock of an exercise as declared: STARTEX, ENDEX, and moves with their pace."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exercises.script.schema.values import Lasting, Moment
from sim.scenario.schema.resources import Part
from sim.scenario.values import Factor, Text


class Move(Part):
    """A stretch of play within which the scenario's clock runs evenly."""

    title: Text
    """Name of the move."""
    begins: Moment | None = None
    """On the exercise clock; without it when control says so. The first begins at STARTEX."""
    scenario: Moment | None = None
    """Where the scenario's clock stands when it begins; without it, where the last move had left it."""
    pace: Factor = 1.0
    """Scenario time per exercise time: 24 lets a day pass in an hour, 0 holds the scenario still."""


class ClockDeclared(Part):
    """When play begins and ends, and how the scenario's clock runs along it."""

    startex: Text
    """Date and local time of day 1: `2026-05-11 09:00`."""
    zone: Text = "UTC"
    """Time zone by its IANA name, such as `Europe/Stockholm`."""
    endex: Moment
    """Planned end on the exercise clock."""
    late_after: Lasting = 120.0
    """Seconds on the wall after which what is due counts as late: then its `on_late` decides."""
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]
    """One at least, in order."""


OnLate = Literal["fire", "hold", "skip"]
"""What happens to a row that came due while nobody was there to send it."""
