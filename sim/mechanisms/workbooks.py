"""The first sheet of an XLSX workbook → rows of cells; a place is the row and column of the sheet.

A workbook is distrusted: how large it unpacks to is looked at first, and a formula is told, not worked out.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import openpyxl

from sim.errors import BadInput, Finding, Place, Unreadable
from sim.mechanisms.cells import MOST_ROWS, WIDEST, Cell, Line
from sim.quantities import say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPACKED = 50_000_000
"""Bytes that a workbook may unpack to."""
MOST_SHEET_ROWS = 2 * MOST_ROWS
"""Rows of a sheet, blank ones too, below which nothing may stand."""
SUFFIXES = {".xlsx", ".xlsm"}
BROKEN = (
    OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError, NotImplementedError,
    RuntimeError, OverflowError, zipfile.BadZipFile, zlib.error, ParseError,
)  # fmt: skip
"""What the reader of workbooks raises on one that is damaged."""


def is_workbook(path: Path, contents: bytes) -> bool:
    """Whether a file is a workbook by its name or by its first bytes."""
    return path.suffix.lower() in SUFFIXES or contents.startswith(b"PK\x03\x04")


def lines_of(contents: bytes, name: str) -> tuple[Line, ...]:
    """Return the rows of the first sheet that say something, the header first."""
    try:
        rows = _rows(contents, name)
    except BROKEN as error:
        message = "is not a workbook that can be read"
        raise Unreadable([Place(name).finding(message, allowed="XLSX, or CSV")]) from error
    findings = [finding for row in rows for finding in _faults(row, name)]
    if findings:
        raise BadInput(findings)
    return tuple(
        tuple(Cell(_text(each.value), _place(name, each)) for each in row)
        for row in rows
        if not _text(row[0].value).startswith("#")
    )


def _rows(contents: bytes, name: str) -> list[list[_Seen]]:
    with zipfile.ZipFile(io.BytesIO(contents)) as packed:
        size = sum(each.file_size for each in packed.infolist())
    if size > UNPACKED:
        raise Unreadable([Place(name).finding(f"unpacks to more than {UNPACKED // 10**6} MB")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(contents), read_only=True)
        try:
            return list(_filled(book.worksheets[0], name))
        finally:
            book.close()


class _Seen:
    """A cell of a sheet: its value, its type and where it stands."""

    __slots__ = ("column", "kind", "row", "value")

    def __init__(self, row: int, column: int, cell: Any) -> None:
        self.row = row
        self.column = column
        self.value = cell.value
        self.kind = getattr(cell, "data_type", "n")


def _filled(sheet: Any, name: str) -> Iterator[list[_Seen]]:
    """Yield the rows in which something stands, without the empty cells at their end."""
    for number, cells in enumerate(sheet.iter_rows(max_col=WIDEST + 1), 1):
        row = [_Seen(number, column, each) for column, each in enumerate(cells, 1)]
        while row and not _text(row[-1].value):
            row.pop()
        if row and number > MOST_SHEET_ROWS:
            message = f"something stands below row {MOST_SHEET_ROWS:,}"
            raise Unreadable([_place(name, row[-1]).finding(message)])
        if row:
            yield row


def _place(name: str, cell: _Seen) -> Place:
    return Place(name, cell.row, cell.column, text=_text(cell.value)[:1000])


def _faults(row: list[_Seen], name: str) -> Iterator[Finding]:
    for each in row:
        if each.kind == "f":
            place = Place(name, each.row, each.column)
            message = f"{_text(each.value)[:60]!r} is a formula, and formulas are not worked out"
            yield place.finding(message, allowed="its value: copy the column and paste values only")
        elif each.kind == "e":
            place = Place(name, each.row, each.column)
            yield place.finding(f"{_text(each.value)!r} is the error of a formula", allowed="a value")


def _text(value: object) -> str:
    """Return what a cell would be as text of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):  # a datetime too
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return say_number(value)
    return str(getattr(value, "text", value)).strip()
