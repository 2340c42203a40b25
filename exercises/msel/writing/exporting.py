"""Rows → a workbook or a text file in our own columns, safe to open in any spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from exercises.msel.files.cells import cleaned, inert
from exercises.msel.template import HEADINGS
from exercises.msel.writing.cells_out import our_cells, our_headings
from sim.errors import BadInput, Place
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from exercises.msel.rows import MselRow
    from exercises.msel.writing.cells_out import OutValue

SHEET = "MSEL"
ANOTHER = "Name another file."
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""
WIDE, NARROW = 40, 16
WIDE_FIELDS = frozenset(
    {"title", "body", "description", "background", "expected_actions", "objectives", "notes"}
)


def write_xlsx(rows: Sequence[MselRow], path: Path) -> None:
    """Write a list as a workbook of one sheet with the columns and statuses of HSEEP.

    Raises: `BadInput` for every text that no cell can hold; `BadOutput` where the file cannot be written.
    """
    write_file(path, xlsx_bytes(rows, path.name), advice=ANOTHER)


def xlsx_bytes(rows: Sequence[MselRow], file: str = "list.xlsx") -> bytes:
    """Return that workbook; `file` names it in errors."""
    headings = our_headings(rows)
    table = [our_cells(row, headings) for row in rows]
    _check_lengths(table, headings, file)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has a sheet
    sheet.title = SHEET
    top = Alignment(wrap_text=True, vertical="top")
    _dress(sheet, headings)
    lines: list[list[OutValue]] = [[*headings], *table]
    for number, cells in enumerate(lines, start=1):
        for index, value in enumerate(cells, start=1):
            cell = sheet.cell(number, index)
            put(cell, value)
            cell.alignment = top
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Cell | MergedCell, value: OutValue) -> None:
    """Set a cell to a value, text never as a formula; a format that fits the value stays."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = inert(cleaned(value)) or None
    if cell.value is not None:
        cell.data_type = "s"


def _dress(sheet: Worksheet, headings: Sequence[str]) -> None:
    fields = {heading: field for field, heading in HEADINGS.items()}
    for index, heading in enumerate(headings, start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = WIDE if fields.get(heading) in WIDE_FIELDS else NARROW
    sheet.freeze_panes = "C2"


def _check_lengths(table: list[list[OutValue]], headings: Sequence[str], file: str) -> None:
    findings = [
        Place(file, number, index, path=f"{SHEET}!{get_column_letter(index)}{number}").finding(
            f"'{heading}' has {len(value):,} characters", allowed=f"{LONGEST_CELL:,} in a cell of a workbook"
        )
        for number, cells in enumerate(table, start=2)
        for index, (heading, value) in enumerate(zip(headings, cells, strict=True), start=1)
        if isinstance(value, str) and len(inert(value)) > LONGEST_CELL
    ]
    if findings:
        raise BadInput(findings)


def write_csv(rows: Sequence[MselRow], path: Path) -> None:
    """Write a list as UTF-8 text with our columns, all cells in quotes, with the mark that Excel knows.

    Raises: `BadOutput` where the file cannot be written.
    """
    write_file(path, csv_bytes(rows), advice=ANOTHER)


def csv_bytes(rows: Sequence[MselRow]) -> bytes:
    """Return that text, encoded."""
    headings = our_headings(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines: list[list[OutValue]] = [[*headings], *(our_cells(row, headings) for row in rows)]
    for cells in lines:
        writer.writerow([inert(cleaned("" if value is None else str(value))) for value in cells])
    return out.getvalue().encode("utf-8-sig")
