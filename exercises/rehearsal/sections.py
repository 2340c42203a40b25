"""What rehearsals showed, section by section: tables once for the terminal, the page and spreadsheets.

Numbers come from `exercises.rehearsal.reckoning`; nothing is reckoned here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from exercises.rehearsal.reckoning import MOST_IN_AN_HOUR, duties
from exercises.times import say_length, say_offset
from sim.report.tables import Cell, Column, Table
from sim.report.words import chance_text, dollars_text, share_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exercises.rehearsal.reckoning import DutyFound, Found, RowFound
    from exercises.rehearsal.requiring import Held
    from exercises.rehearsal.value import Value
    from sim.stats import Estimate

OFTEN = 0.9
BOUNDS = "Below each share its 95 % interval (Wilson), over plays."


class Section(NamedTuple):
    """A part of the report. `id`: of its files and anchors; `figure`: whether a chart belongs to it."""

    id: str
    title: str
    lead: str
    table: Table
    figure: bool = False


def sections(found: Found, held: Sequence[Held] = (), values: Sequence[Value] = ()) -> tuple[Section, ...]:
    """Return all sections that have something to show, what is required first."""
    every = (
        _required(held),
        _objectives(found),
        _never(found),
        _duties(found),
        _rows(found),
        _choices(found),
        _late(found),
        _values(values),
    )
    return tuple(each for each in every if each.table)


def share_cell(found: Estimate, tone: str = "") -> Cell:
    """Return a share that is never told as certain, with its interval below."""
    if math.isnan(found.value):
        return Cell("–", "muted")
    return Cell(chance_text(found.value), tone, f"{share_text(found.low)} to {share_text(found.high)}")


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(title, numeric=True) for title in numbers))


def _required(held: Sequence[Held]) -> Section:
    rows = tuple(
        (
            Cell(each.requirement.written),
            Cell(each.said),
            Cell("met" if each.met else "missed", "good" if each.met else "bad"),
        )
        for each in held
    )
    columns = (Column("required"), Column("found"), Column(""))
    return Section("required", "Required", "", Table(columns, rows))


def _objectives(found: Found) -> Section:
    rows = tuple(
        (
            Cell(each.title, "", each.name),
            share_cell(each.exercised, "" if each.exercised.value >= OFTEN else "warn"),
            share_cell(each.asked),
        )
        for each in found.objectives
    )
    lead = (
        "Exercised: a cell answered a row of it in time for ENDEX, or took a decision of it. Where no row of "
        f"it asks for an answer: a row of it went out. {BOUNDS}"
    )
    table = Table(_columns("objective", "exercised", "a row of it went out"), rows)
    return Section("objectives", "Objectives", lead, table, figure=True)


def _never(found: Found) -> Section:
    rows = tuple(
        (Cell(each.number), Cell(each.title, "", each.uid), Cell(_otherwise(each))) for each in found.never
    )
    columns = (Column("row"), Column("title"), Column("instead"))
    lead = f"Rows that went out in none of {found.n} plays. Rows that only people send are not among them."
    return Section("never", "Rows that never fire", lead, Table(columns, rows))


def _otherwise(row: RowFound) -> str:
    return ", ".join(f"{word} in {count}" for word, count in row.ended.items())


def _duties(found: Found) -> Section:
    lead = (
        "Rows in the busiest quarter of an hour, and the longest stretch of play without any: the median "
        "play, and the play that nine of ten do not exceed (P90). Overloaded: more than "
        f"{MOST_IN_AN_HOUR} rows within an hour (a controller can run 8 to 15 an hour and cell; judgement)."
    )
    rows = tuple(_duty(what, each) for what, each in duties(found))
    columns = _columns(
        "cell or controller",
        "rows",
        "peak, P90",
        "silence, P90",
        "overloaded",
        "idle",
        "answered",
        "open, P90",
    )
    return Section("load", "Load and silence", lead, Table(columns, rows), figure=True)


def _duty(what: str, each: DutyFound) -> tuple[Cell, ...]:
    busy = "bad" if each.overloaded.value > 1.0 - OFTEN else ""
    return (
        Cell(each.name, "", what),
        Cell(f"{each.rows:.1f}"),
        Cell(f"{each.peak[1]:g}", busy, f"median {each.peak[0]:g}, most {each.worst_peak}"),
        Cell(_minutes(each.silence_s[1]), "", f"median {_minutes(each.silence_s[0])}"),
        share_cell(each.overloaded, busy),
        share_cell(each.idle, "warn" if each.idle.value > 1.0 - OFTEN else ""),
        Cell(
            "–" if each.answered is None else share_text(each.answered),
            "muted" if each.answered is None else "",
        ),
        Cell(f"{each.open:g}" if what == "cell" else "–", "" if what == "cell" else "muted"),
    )


def _minutes(seconds: float) -> str:
    return say_length(60.0 * round(seconds / 60.0))


def _rows(found: Found) -> Section:
    rows = tuple(_row(each) for each in found.rows)
    lead = (
        f"When it went out: the median, and from the 10 % to the 90 % play of those in which it did. {BOUNDS}"
    )
    table = Table((*_columns("row", "fires", "when", "instead"),), rows)
    return Section("rows", "Rows", lead, table)


def _row(each: RowFound) -> tuple[Cell, ...]:
    low, middle, high = each.at_s
    when = Cell("–", "muted")
    if not math.isnan(middle):
        ends = [say_offset(60.0 * round(each / 60.0)) for each in (low, middle, high)]
        when = Cell(ends[1], "", f"{ends[0]} to {ends[2]}" if ends[0] != ends[2] else "")
    instead = "by hand only" if each.by_hand and not each.fires.value else _otherwise(each)
    tone = "bad" if each.never else "muted" if each.by_hand else ""
    return (
        Cell(f"{each.number} {each.title}", "", each.uid),
        share_cell(each.fires, tone),
        when,
        Cell(instead),
    )


def _choices(found: Found) -> Section:
    rows = [
        (Cell(each.title, "", each.name), Cell("decision taken"), share_cell(each.taken))
        for each in found.decisions
    ]
    rows += [
        (Cell(f"{row.number} {row.title}", "", row.uid), Cell(option), share_cell(chance))
        for row in found.rows
        for option, chance in row.options.items()
    ]
    columns = (Column("what"), Column("choice"), Column("share", numeric=True))
    lead = (
        f"Decisions that cells took, and options that counted, of the plays in which one was chosen. {BOUNDS}"
    )
    return Section("choices", "Decisions and options", lead, Table(columns, tuple(rows)))


def _late(found: Found) -> Section:
    rows = [(Cell("done by ENDEX"), share_cell(found.on_time))]
    rows += [(Cell(why), Cell(f"{count} plays")) for why, count in found.why_late.items()]
    if found.why_late:
        rows.append((Cell("last answer after ENDEX, P90"), Cell(say_length(found.late_s[1]))))
    rows += [
        (Cell(f"could not be done: {why}"), Cell(f"{count} times")) for why, count in found.refused.items()
    ]
    lead = (
        "On time: at the planned ENDEX every move had begun, no answer that a cell was working on was under "
        "way, and no row waited for a controller."
    )
    return Section("endex", "ENDEX", lead, Table(_columns("what", "plays"), tuple(rows)))


def _values(values: Sequence[Value]) -> Section:
    rows = tuple(_value(each) for each in values)
    lead = (
        "The same plays once more without what the row, or the option chosen on it, does to the simulation. "
        "Changed: other rows went out, a milestone came on another day, or the future cost more or less. "
        "Shares and means are over the plays in which it acted."
    )
    columns = _columns(
        "row", "acted in", "changed anything", "other rows", "dates", "military exit, days", "cost"
    )
    return Section("value", "What injects are worth", lead, Table(columns, rows))


def _value(each: Value) -> tuple[Cell, ...]:
    return (
        Cell(each.title, "", each.uid),
        Cell(f"{each.acted} of {each.plays}"),
        share_cell(each.anything, "" if each.anything.value else "muted"),
        share_cell(each.rows),
        share_cell(each.dates),
        _difference(each.exit_days, lambda days: f"{days:,.1f} d"),
        _difference(each.usd, dollars_text),
    )


def _difference(found: Estimate, say: Callable[[float], str]) -> Cell:
    if math.isnan(found.value):
        return Cell("–", "muted")
    bounds = "" if math.isinf(found.low) else f"{_signed(found.low, say)} to {_signed(found.high, say)}"
    return Cell(_signed(found.value, say), "" if found.clear else "muted", bounds)


def _signed(value: float, say: Callable[[float], str]) -> str:
    return f"{'−' if value < 0 else '+'}{say(abs(value))}" if value else say(0.0)


def lines_of(table: Table) -> Iterator[list[str]]:
    """Yield a table as lines for a spreadsheet; notes of cells stand in a column behind."""
    noted = [any(row[at].note for row in table.rows) for at in range(len(table.columns))]
    yield [
        title
        for column, has in zip(table.columns, noted, strict=True)
        for title in ([column.title, f"{column.title} (note)"] if has else [column.title])
    ]
    for row in table.rows:
        yield [
            text
            for cell, has in zip(row, noted, strict=True)
            for text in ([cell.text, cell.note] if has else [cell.text])
        ]
