"""The terminal summary of a study of tools; made for 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich import box
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from sim.report.terminal import TONES
from sim.report.tools.page import facts
from sim.report.tools.tables import levels, summary
from sim.report.tools.words import BOUNDED, CAVEAT, READING

if TYPE_CHECKING:
    from rich.console import Console

    from sim.report.tables import Cell, Table
    from sim.tools import Ranking

WHOLE = 14
"""Characters up to which a word that names a row is not broken."""


def render(ranking: Ranking, console: Console) -> None:
    """Print the ranking, how the measures stand, and how to read both."""
    console.print(Text(f"What each tool is worth: {ranking.scenario}", style="bold"))
    console.print(Text(", ".join(facts(ranking)), style="dim"))
    console.print(grid(summary(ranking)))
    console.print(grid(levels(ranking)))
    below = (READING, BOUNDED) if any(each.bounded for each in ranking.worths) else (READING,)
    for each in below:
        console.print(Padding(Text(each, style="dim"), (0, 1)))
    console.print(Padding(Text(CAVEAT, style="bold"), (0, 1)))


def grid(table: Table) -> Grid:
    """Return a table for the terminal, each note below its cell."""
    shown = Grid(box=box.SIMPLE_HEAD, header_style="bold")
    for place, column in enumerate(table.columns):
        words = [word for row in table.rows for word in row[place].text.split()]
        whole = None if column.numeric else min(WHOLE, max(map(len, words), default=1))
        justify: Literal["left", "right"] = "right" if column.numeric else "left"
        shown.add_column(column.title, justify=justify, overflow="fold", min_width=whole)
    for row in table.rows:
        shown.add_row(*(_cell(each) for each in row))
    return shown


def _cell(cell: Cell) -> Text:
    text = Text(cell.text, style=TONES[cell.tone])
    return Text.assemble(text, "\n", (cell.note, "dim")) if cell.note else text
