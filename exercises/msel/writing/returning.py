"""Rows → back into the workbook they came from: its columns, its styles, only changed cells touched.

How a text becomes a cell is `exporting`; which row is which is `differing`.
"""

from __future__ import annotations

import dataclasses
import io
import tempfile
import warnings
import zipfile
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from exercises.msel.differing import changes_of, diff
from exercises.msel.files.archive import form_of, refusal
from exercises.msel.files.workbooks import MOST_COLUMNS
from exercises.msel.reading.building import extra_names
from exercises.msel.reading.lists import NOTHING_ASKED, Asked, read_msel
from exercises.msel.rows import MANY_FIELDS, Column, MselRow, Status, Where, WrittenTime, place
from exercises.msel.template import CATEGORIES
from exercises.msel.writing.cells_out import day_cell, joined, number_cell, status_cell, time_cell
from exercises.msel.writing.exporting import ANOTHER, LONGEST_CELL, put
from sim.errors import BadInput, Finding, Place
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook

    from exercises.msel.differing import Difference, FieldChange
    from exercises.msel.rows import Layout, Msel, MselSheet
    from exercises.msel.writing.cells_out import OutValue

NOT_KEPT = ("xl/drawings/drawing", "xl/media/", "xl/charts/", "xl/pivotTables/", "xl/slicers/", "xl/activeX/")
"""Parts of a workbook of which openpyxl keeps some or nothing."""
CLOCKS = ("delivery", "delivery_time")
Written = list[tuple[Where, MselRow]]
"""Rows that were written, each with its place."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook with the rows written back: its bytes, what was done, and what it cannot hold."""

    content: bytes
    difference: Difference
    findings: tuple[Finding, ...]


def write_back(
    rows: Sequence[MselRow], original: Path, out: Path, *, asked: Asked = NOTHING_ASKED
) -> Returned:
    """Write rows into a copy of the workbook that they came from.

    Rows that are gone stay in the workbook: a finding names each. What a layout has no column for is not
    lost silently either: the copy is read again, and every field that does not come back is a finding.

    Raises: `BadInput` where the original holds no list, or a text fits no cell; `BadOutput` where the
    copy cannot be written.
    """
    returned = returned_bytes(rows, original, asked)
    write_file(out, returned.content, advice=ANOTHER)
    return returned


def returned_bytes(rows: Sequence[MselRow], original: Path, asked: Asked = NOTHING_ASKED) -> Returned:
    """Return that copy with what was done and what it cannot hold."""
    if form_of(original) != "workbook":
        raise refusal(
            original, "is no workbook", allowed="the .xlsx that the list came from; write .csv anew"
        )
    before = read_msel(original, asked)
    difference = diff(before.rows, rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep is told by `_lost_parts`
        book = openpyxl.load_workbook(original, keep_vba=original.suffix.lower() == ".xlsm")
        written = _write_changes(book, before, difference)
        out = io.BytesIO()
        book.save(out)
    content = out.getvalue()
    again = dataclasses.replace(asked, sheets=tuple(sheet.sheet for sheet in before.sheets))
    as_before = [(old.where, row) for old, row in difference.pairs if old and old.where not in dict(written)]
    unsaid = _unsaid(content, original, again, written=[*written, *as_before])
    return Returned(content, difference, (*_lost_parts(original), *_staying(difference, before), *unsaid))


def _write_changes(book: Workbook, before: Msel, difference: Difference) -> Written:
    """Write changed rows in place and new rows below the last; return where each of them stands."""
    layouts = {sheet.sheet: sheet.layout for sheet in before.sheets}
    written: Written = []
    for change in difference.changed:
        where = change.old.where
        _Line(book, layouts[where.sheet], where, file=before.file).write(change.fields)
        written.append((where, change.new))
    last = before.sheets[-1]
    for row in difference.added:
        sheet = next((each for each in before.sheets if each.sheet == row.where.sheet), last)
        where = Where(sheet.sheet, _last_row(sheet, [there for there, _ in written]) + 1)
        _copy_style(book, where)
        _Line(book, sheet.layout, where, file=before.file).write(changes_of(MselRow(), row))
        written.append((where, row))
    return written


def _last_row(sheet: MselSheet, written: Sequence[Where]) -> int:
    rows = [row.where.row for row in sheet.rows] + [each.row for each in written if each.sheet == sheet.sheet]
    return max([sheet.layout.header_row, *rows])


def _copy_style(book: Workbook, where: Where) -> None:
    sheet: Any = book[where.sheet]
    for above in sheet[where.row - 1]:
        cell = sheet.cell(where.row, above.column)
        if above.has_style and cell.value is None:
            cell._style = copy(above._style)


class _Line:
    """One row of a sheet that is written to: fields to cells, by the sheet's layout."""

    def __init__(self, book: Workbook, layout: Layout, where: Where, *, file: str) -> None:
        self._sheet: Any = book[where.sheet]
        self._layout = layout
        self._where = where
        self._file = file

    def write(self, changes: Iterable[FieldChange]) -> None:
        """Write what changed, and nothing else."""
        for change in changes:
            name, new = change.field, change.new
            if name.startswith("extra."):
                self._extra(name.removeprefix("extra."), new)
            elif name in MANY_FIELDS:
                self._many(name, new)
            elif isinstance(new, WrittenTime):
                self._moment(name, change.old, new)
            else:
                self._one(name, _text(name, new))

    def _cell(self, column: Column) -> Cell | MergedCell:
        cell: Cell | MergedCell = self._sheet.cell(self._where.row, column.index)
        return cell

    def _set(self, column: Column, value: OutValue) -> None:
        if isinstance(value, str) and len(value) >= LONGEST_CELL:
            at = place(self._file, self._where, column)
            message = f"'{column.heading}' has {len(value):,} characters"
            raise BadInput([at.finding(message, allowed=f"under {LONGEST_CELL:,} in a cell of a workbook")])
        cell = self._cell(column)
        if not isinstance(cell, MergedCell):  # one that lies under a wider one: reading again tells
            put(cell, value)

    def _one(self, name: str, value: OutValue) -> None:
        for column in self._layout.of(name)[:1]:
            self._set(column, value)

    def _many(self, name: str, texts: tuple[str, ...]) -> None:
        """One text a column where there are several; what is left over goes into the last."""
        columns = self._layout.of(name)
        for index, column in enumerate(columns):
            last = index == len(columns) - 1
            self._set(column, joined(texts[index:] if last else texts[index : index + 1], name))

    def _extra(self, heading: str, text: str) -> None:
        names = extra_names(self._layout, MOST_COLUMNS)
        index = next((index for index, name in names.items() if name == heading), None)
        known = {column.index: column for column in self._layout.columns}
        if index is not None:
            self._set(known.get(index, Column(index, "")), text)

    def _moment(self, name: str, old: WrittenTime, new: WrittenTime) -> None:
        """Write a moment into the columns of the list, each in the form that its cell has."""
        clocks = CLOCKS if name == "delivery" else ("scenario_time",)
        columns = [column for clock in clocks for column in self._layout.of(clock)]
        clock_changed = dataclasses.replace(old, day=new.day).meaning != new.meaning
        for column in columns:
            value = self._cell(column).value
            fits = column is columns[0] or value is not None
            if fits and (clock_changed or column.field == "delivery" or isinstance(value, datetime)):
                self._set(column, _as_written(new, value))
        if old.day != new.day:
            for column in self._layout.of(self._day_field(name)):
                self._set(column, day_cell(new.day))

    def _day_field(self, name: str) -> str:
        has_scenario = bool(self._layout.of("scenario_time"))
        if name == "scenario_time":
            return "day"
        return "delivery_date" if self._layout.of("delivery_date") or has_scenario else "day"


def _as_written(new: WrittenTime, old: object) -> OutValue:
    """Return a moment in the form of the cell that it replaces, where it has all that the form needs."""
    if new.time_of_day is None or new.zone:
        return time_cell(new)
    if isinstance(old, datetime) and isinstance(new.day, date):
        return datetime.combine(new.day, new.time_of_day)
    return new.time_of_day if isinstance(old, time) else time_cell(new)


def _text(name: str, value: Any) -> OutValue:
    """Return a field's value as its column says it."""
    if isinstance(value, Status):
        return status_cell(value)
    if name == "category":
        return CATEGORIES[value]
    return number_cell(value) if name == "number" else str(value)


def _lost_parts(original: Path) -> list[Finding]:
    with zipfile.ZipFile(original) as archive:
        lost = sorted({start for name in archive.namelist() for start in NOT_KEPT if name.startswith(start)})
    if not lost:
        return []
    kinds = ", ".join(each.split("/")[1] for each in lost)
    message = f"the workbook holds {kinds}: pictures, shapes and charts may be missing in the copy"
    return [Place(original.name).finding(message, severity="warning")]


def _staying(difference: Difference, before: Msel) -> list[Finding]:
    return [
        place(before.file, row.where).finding(
            f"row {row.number or row.text[:40]!r} is no longer in the list; it stays in the workbook",
            severity="warning",
        )
        for row in difference.removed
    ]


def _unsaid(content: bytes, original: Path, asked: Asked, *, written: Written) -> list[Finding]:
    """Read the copy and return a finding for every row that did not come back as it went in."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / original.name
        copied.write_bytes(content)
        after = read_msel(copied, asked)
    found = {row.where: row for sheet in after.sheets for row in sheet.rows}
    findings = []
    for where, row in sorted(written, key=lambda each: (each[0].sheet, each[0].row)):
        there = found.get(where)
        fields = [each.field for each in changes_of(row, there)] if there else ["all of it"]
        unsaid = [name.rstrip("_") for name in fields if name != "uid"]
        if unsaid:
            message = f"the columns of this sheet cannot say: {', '.join(unsaid)}"
            findings.append(place(original.name, where).finding(message, severity="warning"))
    return findings
