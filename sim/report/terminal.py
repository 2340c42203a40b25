"""The terminal summary of a run: the dates, who came, what it cost, and what held it up.

Made for 100 columns; without colour the words alone carry the meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from sim import measures
from sim.measures.naming import CAUSE_WORDS
from sim.report import capability, dates, tables
from sim.report.theme import CAUSES
from sim.report.watchlist import watch_table
from sim.report.words import date_text, days_text, milestone_words

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console, JustifyMethod, RenderableType

    from sim.trace import Outcome

TONES = {"": "", "good": "green", "bad": "bold red", "warn": "yellow", "muted": "dim"}
MOST_REASONS = 6
MOST_MISSED = 12
BAR = 10
"""Characters of the longest wait's bar."""
CROWDED = 8
"""Columns from which on they stand closer."""
ROOMY = 4
"""Columns up to which every cell has room for its note."""


def render(outcome: Outcome, console: Console, *, report: Path | None = None) -> None:
    """Print the summary of a run. `report`: the page that holds the rest."""
    console.print(_title(outcome))
    for title, table in _tables(outcome):
        if table:
            _section(console, title, _grid(table, console.width - 1))
    waits = measures.longest_waits(outcome)
    if waits:
        open_ = "" if all(wait.began for wait in waits) else "  (>: still waiting when the run ended)"
        title = "The longest wait" if len(waits) == 1 else f"The {len(waits)} longest waits"
        _section(console, f"{title}{open_}", _waits(waits))
    unfinished = _unfinished(outcome)
    if unfinished:
        _section(console, "Not reached by the horizon", Group(*unfinished))
    if report is not None:
        console.print(Padding(Text.assemble("The whole report: ", (str(report), "bold")), (1, 1, 0, 1)))


def _title(outcome: Outcome) -> Panel:
    plan = outcome.plan
    facts = [f"D+0 is {date_text(0.0, plan.start)}", f"horizon D+{plan.horizon:.0f}"]
    if not dates.is_bare(outcome):
        facts.append(", ".join(dates.names_here(outcome)) or "no crisis came")
    facts.append(f"seed {outcome.seed}")
    text = Text.assemble((plan.title, "bold"), "\n", (" · ".join(facts), "dim"))
    return Panel(text, box=box.ROUNDED, border_style="blue", padding=(0, 1))


def _tables(outcome: Outcome) -> list[tuple[str, tables.Table]]:
    return [
        ("Dates", tables.dates_table(outcome)),
        ("Targets", tables.targets_table(outcome)),
        ("Watch list and lessons", watch_table(outcome)),
        ("Provinces", tables.handover_table(outcome)),
        ("After the exit", tables.aftermath_table(outcome)),
        ("Skills, whole run", capability.skills_table(outcome)),
        ("People", tables.people_table(outcome)),
        ("Money, US dollars", tables.ledger_table(outcome)),
        ("Cost, US dollars", tables.cost_table(outcome)),
    ]


def _section(console: Console, title: str, content: RenderableType) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="blue", characters="─"))
    console.print(Padding(content, (0, 0, 0, 1)))


def _grid(table: tables.Table, width: int) -> Grid:
    """Return a table for the terminal; where columns are many, only the last shows its notes."""
    gap = 2 if len(table.columns) < CROWDED else 1
    grid = Grid(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="dim")
    whole = _names_stay_whole(table, width - gap * len(table.columns))
    for place, column in enumerate(table.columns):
        # a word a line: a wide title would take the room of another column's numbers
        title = column.title.replace(" ", "\n") if column.numeric else column.title
        justify: JustifyMethod = "right" if column.numeric else "left"
        grid.add_column(Text(title), justify=justify, overflow="fold", no_wrap=whole and place == 0)
    many = len(table.columns) > ROOMY
    for row in table.rows:
        *firsts, last = row
        grid.add_row(*(_cell(cell._replace(note="") if many else cell) for cell in firsts), _cell(last))
    return grid


def _names_stay_whole(table: tables.Table, width: int) -> bool:
    """Return whether the first column holds names only, and the longest word of every column has room."""
    if any(" " in row[0].text for row in table.rows):
        return False
    words = [
        [*column.title.split(), *(word for row in table.rows for word in row[place].text.split())]
        for place, column in enumerate(table.columns)
    ]
    return sum(max(map(len, each)) for each in words) <= width


def _cell(cell: tables.Cell) -> Text:
    text = Text(cell.text, style=TONES[cell.tone])
    return text.append(f"  {cell.note}", style="dim") if cell.note else text


def _waits(waits: list[measures.Wait]) -> Grid:
    """Return the longest waits with a bar each, in the colours of their causes."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("waited", justify="right", no_wrap=True)
    grid.add_column("", no_wrap=True, min_width=BAR)
    grid.add_column("step", ratio=4, overflow="fold")
    grid.add_column("for what", ratio=3, overflow="fold")
    for wait in waits:
        days = Text(days_text(wait.days)) if wait.began else Text(f"> {days_text(wait.days)}", style="yellow")
        grid.add_row(days, _bar(wait, waits[0].days), wait.label, _parts(wait))
    return grid


def _bar(wait: measures.Wait, longest: float) -> Text:
    bar = Text()
    for part in sorted(wait.parts, key=lambda part: -part.days):
        bar.append("█" * max(1, round(BAR * part.days / longest)), style=CAUSES[part.cause])
    return bar


def _parts(wait: measures.Wait) -> Text:
    ordered = sorted(wait.parts, key=lambda part: -part.days)
    if len(ordered) == 1:
        return Text(_named(ordered[0]))
    return Text(", ".join(f"{_named(part)} {days_text(part.days)}" for part in ordered))


def _named(part: measures.WaitPart) -> str:
    return part.target or CAUSE_WORDS[part.cause]


def _unfinished(outcome: Outcome) -> list[RenderableType]:
    """Return the deadlock, the milestones that were not reached, and the first reasons."""
    lines: list[RenderableType] = []
    if outcome.deadlock:
        lines.append(Text.assemble(("deadlock: ", "bold red"), outcome.deadlock))
    missed = dates.missed(outcome)
    if missed:
        more = f" and {len(missed) - MOST_MISSED} more" if len(missed) > MOST_MISSED else ""
        words = ", ".join(milestone_words(name) for name in missed[:MOST_MISSED])
        lines.append(Text.assemble(("milestones: ", "yellow"), words, more))
    found = dates.reasons(outcome)
    lines += [_reasons(found[:MOST_REASONS])] if found else []
    if len(found) > MOST_REASONS:
        lines.append(Text(f"and {len(found) - MOST_REASONS} more steps, in the report", style="dim"))
    return lines


def _reasons(found: list[dates.Reason]) -> Grid:
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("step", ratio=4, overflow="fold")
    grid.add_column("why", ratio=5, style="yellow")
    grid.add_column("behind it", justify="right", no_wrap=True)
    for each in found:
        grid.add_row(each.label, each.reason, str(each.behind or "–"))
    return grid
