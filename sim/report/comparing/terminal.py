"""The terminal summary of a comparison; made for 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from sim.report.comparing import tables
from sim.report.comparing.words import CUT, READING, facts, measure_words
from sim.report.tables import without
from sim.report.tools.terminal import grid

if TYPE_CHECKING:
    from rich.console import Console

    from sim.comparing import Choice, Comparison


WIDE = 100
"""Columns of a terminal from which all of a table fits; what is narrower goes without the gain by pairing."""


def render(comparison: Comparison, console: Console, *, chosen: Choice | None = None) -> None:
    """Print how each side differs, how all stand on the leading measure, and how to read it."""
    sides = comparison.sides
    _line(console, f"Compared: {sides.scenario}", style="bold")
    _line(console, ", ".join(facts(comparison)), style="dim")
    for name, why in list(zip(sides.names, sides.whys, strict=True))[1:]:
        told = f"{name} against {sides.names[0]}" + (f": {why}" if why else "")
        _line(console, f"\n{told}", style="bold")
        if rows := tables.differences(comparison, name):
            console.print(grid(rows if console.width >= WIDE else without(rows, "pairing")))
        if same := tables.unmoved_words(comparison, name):
            _line(console, same, style="dim")
    _line(console, f"How each stands: {measure_words(comparison.lead)}", style="bold")
    console.print(grid(tables.levels(comparison, comparison.lead)))
    if comparison.promise:
        _line(console, f"Kept: {comparison.promise}", style="bold")
        console.print(grid(tables.promises(comparison)))
    if chosen is not None:
        _line(console, tables.choice_words(chosen), style="bold")
        console.print(grid(tables.choice(chosen)))
    cut = (CUT,) if any(each.cut.either for each in comparison.differences) else ()
    for each in (READING, *cut, *sides.notes):
        console.print(Padding(Text(each, style="dim"), (0, 1)))


def _line(console: Console, text: str, *, style: str) -> None:
    console.print(Text(text, style=style))
