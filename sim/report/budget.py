"""The budget sheet as a table, CSV and XLSX: what to ask for, line by line, and what confidence it buys.

What the lines are is `sim.sizing.budget`. A text that a spreadsheet could take for a formula is kept text.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from sim.report.sizing.words import at_once, chance_with_interval, quantity, verdict
from sim.report.tables import Cell, Column, Table
from sim.report.words import dollars_text
from sim.sizing import budget_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.sizing import Budget, Line, Sized, Sizing

HEAD = (
    "at once", "item", "basis", "quantity", "unit", "declared", "rate USD", "a year USD", "once USD", "label",
    "source", "weakest target met in", "low", "high", "futures", "verdict",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""
WITH_SEPARATORS = 1_000
"""Numbers from here on are shown with separators."""
WIDTHS = (14, 30, 12, 14, 12, 14, 14, 16, 16, 12, 34, 20, 8, 8, 9, 40)

Row = tuple[str | int | float, ...]


def sheet(sizing: Sizing, sized: Sized) -> Table:
    """Return the sheet for some operations at once, with its totals."""
    numbers = (Column(each, numeric=True) for each in ("ask for", "declared", "rate", "a year", "once"))
    columns = (Column("item"), *numbers, Column("evidence of the rate"))
    budget = budget_of(sizing, sized)
    if not budget.lines:
        return Table(columns, ())
    total = (
        Cell("total"),
        Cell(""),
        Cell(""),
        Cell(""),
        _money(budget.yearly),
        _money(budget.once),
        Cell(""),
    )
    return Table(columns, (*(_cells(each) for each in budget.lines), total))


def _cells(line: Line) -> tuple[Cell, ...]:
    rate = f"{dollars_text(line.rate.dollars)} / y" if line.rate.yearly else "per dollar"
    unpriced = not line.rate.dollars
    return (
        Cell(line.item.replace("_", " "), note=line.basis),
        Cell(quantity(line.quantity, line.unit)),
        Cell(quantity(line.declared, line.unit), "muted"),
        Cell("no rate" if unpriced else rate, "warn" if unpriced else ""),
        _money(line.yearly),
        _money(line.once),
        Cell(line.rate.label or "–", note=line.rate.source),
    )


def _money(dollars: float) -> Cell:
    return Cell(dollars_text(dollars)) if dollars else Cell("–", "muted")


def to_csv(sizing: Sizing) -> str:
    """Return every line of every sheet; numbers are numbers, texts are never formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([_harmless(each) for each in row] for row in _rows(sizing))
    return text.getvalue()


def to_xlsx(sizing: Sizing) -> bytes:
    """Return a workbook with one sheet; every text is a text cell, whatever it begins with."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "budget"
    page.freeze_panes = "A2"
    for row, values in enumerate((HEAD, *_rows(sizing)), start=1):
        for column, value in enumerate(values, start=1):
            cell = page.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif value >= WITH_SEPARATORS:
                cell.number_format = "#,##0"
            cell.font = Font(bold=row == 1)
    for column, width in enumerate(WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _harmless(value: str | float) -> str | float:
    """Return a text that no spreadsheet works out.

    >>> _harmless("=1+1"), _harmless("corps"), _harmless(-3)
    ("'=1+1", 'corps', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _rows(sizing: Sizing) -> Iterator[Row]:
    for sized in sizing.sized:
        budget = budget_of(sizing, sized)
        end = _bought(sized)
        yield from (_row(sized, each, end) for each in budget.lines)
        yield _total(sized, budget, end)


def _row(sized: Sized, line: Line, end: Row) -> Row:
    rate = line.rate
    head = (at_once(sized), line.item, line.basis, line.quantity, line.unit, line.declared)
    return (*head, rate.dollars, line.yearly, line.once, rate.label, rate.source, *end)


def _total(sized: Sized, budget: Budget, end: Row) -> Row:
    return (at_once(sized), "total", "", "", "", "", "", budget.yearly, budget.once, "", "", *end)


def _bought(sized: Sized) -> Row:
    """Return what confidence the sheet buys: the weakest target in fresh futures."""
    if sized.found.point is None or sized.fresh is None:
        return ("", "", "", "", verdict(sized)[0])
    share = sized.weakest(sized.fresh)
    return (chance_with_interval(share), share.low, share.high, share.n, verdict(sized)[0])
