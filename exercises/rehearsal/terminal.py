"""Rehearsals on the terminal: the sections that matter before the day, in 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table as Drawn
from rich.text import Text

from exercises.rehearsal.assumptions import assumptions
from exercises.rehearsal.exports import facts
from exercises.rehearsal.sections import sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from exercises.rehearsal.reckoning import Found
    from exercises.rehearsal.requiring import Held
    from exercises.rehearsal.value import Value
    from exercises.script.schema import Script
    from sim.report.tables import Cell, Table

TONES = {"good": "green", "bad": "red", "warn": "yellow", "muted": "dim"}
SHORT = ("rows", "choices")
"""Sections of which the terminal shows only what is out of the ordinary: the page has all."""
SURE = 0.9


def render(
    found: Found, console: Console, *, script: Script, held: Sequence[Held] = (), values: Sequence[Value] = ()
) -> None:
    """Print what rehearsals showed."""
    console.print(Text(found.title, style="bold"))
    console.print(Text(", ".join(facts(found)), style="dim"))
    for each in sections(found, held, values):
        table, note = each.table, ""
        if each.id in SHORT:
            table, note = _short(found, each.id, table)
        if table:
            console.print(_drawn(each.title, table, notes=each.id != "load"))
        if note:
            console.print(Text(f"  {note}", style="dim"))
    console.print(Text("\nAssumed", style="bold"))
    for line in assumptions(script):
        console.print(Text(f"  {line}", style="dim"))


def _short(found: Found, which: str, table: Table) -> tuple[Table, str]:
    """Return the rows that are not sure to go out; of choices none: both with where the rest stands."""
    if which != "rows":
        return table._replace(rows=()), "Decisions and options: see the page or --json."
    unsure = [each for each in found.rows if each.fires.value < SURE and not each.by_hand and not each.never]
    names = {each.uid for each in unsure}
    rows = tuple(row for row in table.rows if row[0].note in names)
    by_hand = sum(each.by_hand for each in found.rows)
    sure = len(found.rows) - len(unsure) - by_hand - len(found.never)
    note = f"{sure} other rows go out in nine plays of ten or more; {by_hand} are sent by hand only."
    return table._replace(rows=rows), note


def _drawn(title: str, table: Table, *, notes: bool) -> Drawn:
    drawn = Drawn(
        box=box.SIMPLE_HEAD, header_style="bold", title=title, title_justify="left", title_style="bold"
    )
    for column in table.columns:
        drawn.add_column(column.title, justify="right" if column.numeric else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(_cell(cell if notes or cell is row[0] else cell._replace(note="")) for cell in row))
    return drawn


def _cell(cell: Cell) -> Text:
    text = Text(cell.text, style=TONES.get(cell.tone, ""))
    if cell.note:
        text.append(f"\n{cell.note}", style="dim")
    return text
