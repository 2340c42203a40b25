"""Workbooks → grids, row by row and without trusting what a sheet says of its own size."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from exercises.msel.files.archive import refusal
from exercises.msel.files.cells import Grid
from exercises.msel.files.slimming import slimmed
from exercises.msel.rows import Column, Where, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exercises.msel.files.cells import CellValue
    from sim.errors import Finding

MOST_COLUMNS = 256
"""Columns of a sheet that are read; sheets whose formats reach the last of 16,384 columns are common."""
MOST_ROWS = 20_000
"""Rows of a sheet that are read, empty ones not counted."""


def workbook_grids(path: Path) -> tuple[Grid, ...]:
    """Return every sheet of a workbook that holds something.

    Formulas come as the values that were saved with them; macros are never run.

    Raises: `Unreadable` with the reason where the workbook is damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on what it does not keep: only values count
        try:
            return tuple(_grids(path))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            message = f"is damaged: a part of the workbook makes no sense ({reason})"
            raise refusal(path, message, allowed="a whole file; save the workbook once more") from error


def _grids(path: Path) -> Iterator[Grid]:
    with slimmed(path) as copy:
        book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if isinstance(sheet, ReadOnlyWorksheet):
                sheet.reset_dimensions()
                yield _grid(path.name, sheet)


def _grid(file: str, sheet: ReadOnlyWorksheet) -> Grid:
    rows: list[tuple[int, tuple[CellValue, ...]]] = []
    beyond: list[Finding] = []
    for number, cells in enumerate(_values(sheet), start=1):
        kept = _trimmed(cells[:MOST_COLUMNS])
        if len(cells) > MOST_COLUMNS and not beyond and _trimmed(cells[MOST_COLUMNS:]):
            beyond.append(_too_wide(file, Where(sheet.title, number)))
        if not kept:
            continue
        if len(rows) == MOST_ROWS:
            message = f"the sheet goes on after {MOST_ROWS:,} rows; they are not read"
            beyond.append(place(file, Where(sheet.title, number)).finding(message))
            break
        rows.append((number, kept))
    return Grid(sheet.title, tuple(rows), visible=sheet.sheet_state == "visible", findings=tuple(beyond))


def _values(sheet: Any) -> Iterable[tuple[CellValue, ...]]:  # openpyxl's stubs give cells here
    values: Iterable[tuple[CellValue, ...]] = sheet.iter_rows(values_only=True)
    return values


def _trimmed(cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    last = len(cells)
    while last and (cells[last - 1] is None or cells[last - 1] == ""):
        last -= 1
    return cells[:last]


def _too_wide(file: str, where: Where) -> Finding:
    column = Column(MOST_COLUMNS + 1, "")
    message = f"something stands right of column {MOST_COLUMNS:,}; such columns are not read"
    return place(file, where, column).finding(message, severity="warning")
