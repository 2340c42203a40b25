"""The terminal summary of a sizing; made for 110 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from sim.report.budget import sheet
from sim.report.sizing.tables import binding, curve, summary, targets
from sim.report.sizing.words import RATES, READING, at_once, facts, notes
from sim.report.tools.terminal import grid

if TYPE_CHECKING:
    from rich.console import Console

    from sim.report.tables import Table
    from sim.sizing import Sizing


def render(sizing: Sizing, console: Console) -> None:
    """Print the sizes, each target, what binds where no size is enough, the curve and the budget sheets."""
    console.print(Text(f"What it takes: {sizing.base.scenario.title}", style="bold"))
    console.print(Text(", ".join(facts(sizing)), style="dim"))
    _section(console, "The smallest that is enough", summary(sizing))
    for note in notes(sizing):
        console.print(Padding(Text(note, style="dim"), (0, 1)))
    for each in sizing.sized:
        _section(console, f"Targets, {at_once(each)}", targets(each))
        _section(console, f"What binds instead, {at_once(each)}, at the largest size tried", binding(each))
    for each in sizing.sized:
        _section(console, f"Size and confidence, {at_once(each)}", curve(sizing, each))
        _section(console, f"Budget sheet, {at_once(each)}", sheet(sizing, each))
    console.print(Padding(Text(READING, style="dim"), (0, 1)))
    console.print(Padding(Text(RATES, style="bold"), (0, 1)))


def _section(console: Console, title: str, table: Table) -> None:
    if not table:
        return
    console.print(Text(f"\n{title}", style="bold"))
    console.print(grid(table))
