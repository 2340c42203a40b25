"""Rows → the texts of our own columns; the file around them is `exporting`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from exercises.msel.reading.building import OWN_BULLET
from exercises.msel.reading.headings import EXTRA
from exercises.msel.reading.meanings import status_of
from exercises.msel.reading.times import Almanac, read_time
from exercises.msel.rows import MANY_FIELDS, TEXT_FIELDS
from exercises.msel.template import CATEGORIES, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercises.msel.rows import MselRow, Status, WrittenTime

OutValue = str | int | date | datetime | time | None

LONGEST_EXACT = 15
"""Digits of a whole number that a spreadsheet keeps."""
FIRST_YEAR = 1900
"""Dates up to this year differ between spreadsheets, which take 1900 for a leap year."""
DATE_TIME_CELL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
TIME_CELL = re.compile(r"\d\d:\d\d:\d\d")


def our_headings(rows: Sequence[MselRow]) -> list[str]:
    """Return the headings of an export: ours, then every extra column of any row."""
    extra = dict.fromkeys(heading for row in rows for heading in row.extra)
    return [*HEADINGS.values(), *(f"{EXTRA}{heading}" for heading in extra)]


def our_cells(row: MselRow, headings: Sequence[str]) -> list[OutValue]:
    """Return the cells of a row under these headings."""
    known = {HEADINGS[field]: value for field, value in _fields(row).items()}
    return [
        row.extra.get(heading.removeprefix(EXTRA)) if heading.startswith(EXTRA) else known[heading]
        for heading in headings
    ]


def _fields(row: MselRow) -> dict[str, OutValue]:
    return {
        **{field: getattr(row, field) for field in TEXT_FIELDS},
        **{field: joined(getattr(row, field), field) for field in MANY_FIELDS},
        "uid": row.uid,
        "number": number_cell(row.number),
        "delivery_date": day_cell(row.delivery.day),
        "delivery_time": time_cell(row.delivery),
        "day": day_cell(row.scenario_time.day),
        "scenario_time": time_cell(row.scenario_time),
        "category": CATEGORIES[row.category],
        "status": row.status.canonical.capitalize(),
        "status_written": row.status.written,
        "channel": row.channel,
    }


def joined(texts: tuple[str, ...], field: str) -> str:
    """Return several texts as one cell: one a line, actions with a mark before each."""
    if field == "expected_actions" and (len(texts) > 1 or any(each.startswith(OWN_BULLET) for each in texts)):
        return "\n".join(f"{OWN_BULLET}{each}" for each in texts)
    return "\n".join(texts)


def number_cell(number: str) -> OutValue:
    """Return a number as a number where it is a plain one, so that spreadsheets sort it as one."""
    short = len(number) <= LONGEST_EXACT and number.isascii() and number.isdigit()
    return int(number) if short and str(int(number)) == number else number


def day_cell(day: date | int | None) -> OutValue:
    """Return a day as a date cell, as text where it is before the first date of spreadsheets."""
    return day.isoformat() if isinstance(day, date) and day.year <= FIRST_YEAR else day


def time_cell(written: WrittenTime) -> OutValue:
    """Return a moment as its cell was: a date or a time cell, a whole number, or its text.

    A time that was set since, so that the text no longer says it, is written as four digits.
    """
    raw = written.raw
    cell: OutValue = int(raw) if written.kind == "int_hhmm" else raw
    if written.time_of_day and read_time(cell, Almanac()).time_of_day != written.time_of_day:
        return f"{written.time_of_day:%H%M}{written.zone}"
    if written.kind == "datetime" and DATE_TIME_CELL.fullmatch(raw):
        moment = datetime.fromisoformat(raw)
        return moment if moment.year > FIRST_YEAR else raw
    if written.kind == "time" and TIME_CELL.fullmatch(raw) and not written.zone:
        return time.fromisoformat(raw)
    return cell


def status_cell(status: Status) -> str:
    """Return a status in the list's own words, or in those of HSEEP where it was set since."""
    kept = status_of(status.written).canonical == status.canonical
    return status.written if kept and status.written else status.canonical.capitalize()
