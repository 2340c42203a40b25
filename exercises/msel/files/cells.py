"""Cells and grids as plain values, and text made safe on its way in and out; no file is opened here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.errors import Finding

CellValue = str | int | float | bool | date | datetime | time | timedelta | None

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no cell of a workbook may hold."""
ESCAPED_RETURN = re.compile(r"_x000[dD]_")
ACTIVE = re.compile(r"'*[=+\-@\t\r\n]")
"""The start of a text that a spreadsheet would run as a formula, after any marks of ours."""
MARK = "'"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as plain cells: only rows that hold something, each with its number from 1.

    `visible`: not hidden by whoever made it.
    """

    name: str
    rows: tuple[tuple[int, tuple[CellValue, ...]], ...]
    visible: bool = True
    findings: tuple[Finding, ...] = ()


def cleaned(text: str) -> str:
    r"""Return a text without control characters, with plain line breaks and nothing around it.

    >>> cleaned(" a\r\nb\x07 ")
    'a\nb'
    """
    plain = ESCAPED_RETURN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", plain).replace("\xa0", " ").strip()


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs: a mark before `= + - @`, tab or line break at its start.

    >>> inert("=1+1"), inert("'=1+1"), inert("a=1")
    ("'=1+1", "''=1+1", 'a=1')
    """
    return MARK + text if ACTIVE.match(text) else text


def revived(text: str) -> str:
    """Undo `inert`: take one mark away where it stands before what a spreadsheet would run.

    >>> revived("'=1+1"), revived("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith(MARK) and ACTIVE.match(text) else text


def text_of(value: CellValue) -> str:
    """Return a cell as text: whole numbers without a point, moments in ISO form.

    >>> text_of(5.0), text_of(datetime(2010, 5, 3, 7, 0)), text_of(None), text_of(time(7, 5))
    ('5', '2010-05-03 07:00:00', '', '07:05:00')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return cleaned(revived(cleaned(value)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
