"""Lists of events made for tests: workbooks and text files of given cells, and random rows of a list."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

from exercises.msel import MselRow, Status, WrittenTime
from exercises.msel.files.cells import cleaned
from exercises.msel.reading.meanings import STATUSES, channel_of
from exercises.msel.reading.times import Almanac, read_time

FILES = Path(__file__).parent / "exercises" / "msel" / "files"
HEADINGS = (
    "MSEL #",
    "Date",
    "Time",
    "Type",
    "Subject",
    "Send To",
    "Sent From",
    "Description",
    "Expected Action",
)


def moment(*parts: int) -> datetime:
    """Return a date and time as spreadsheets hold them: without a zone."""
    return datetime(*parts)  # type: ignore[arg-type,misc]  # noqa: DTZ001


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    """Write a workbook with these rows in these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def line(number: Any = 1, **cells: Any) -> list[Any]:
    """Return one plain row below `HEADINGS`, with some of its cells changed."""
    plain = {
        "day": moment(2011, 8, 21),
        "time": "0900", "kind": "Inject", "title": f"Report {number}", "to": "JOC", "from_": "EXCON",
        "text": f"What happens in {number}", "expected": "Report",
    }  # fmt: skip
    return [number, *(plain | cells).values()]


def plain_list(*rows: list[Any]) -> list[list[Any]]:
    """Return headings and rows, five where none are given."""
    return [list(HEADINGS), *(rows or [line(number) for number in range(1, 6)])]


TEXTS = st.text(max_size=40).map(cleaned)
SOME_TEXT = TEXTS.filter(bool)
DANGEROUS = st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''=1", "'tis", "\tx", "0600", "=", "a,b;c\td"]
)
WORDS = st.one_of(TEXTS, DANGEROUS.map(cleaned))
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
MANY = st.lists(LINES, max_size=3).map(tuple)
RAW_TIMES = st.one_of(
    st.none(),
    st.datetimes(moment(1950, 1, 1), moment(2100, 1, 1)).map(lambda each: each.replace(microsecond=0)),
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.builds(lambda hour, minute: 100 * hour + minute, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(
        ["0600", "00900", "0700L", "211400ZAUG11", "181000MAY11", "5/3/10 0715", "J-1", "J+1 09h00",
         "D+2 H+3 M+45", "T+05 minutes", "Post earthquake", "???", "2023-03-23T04:00:00.000Z", "9:05 pm",
         "12 Mar 2019"]
    ),
)  # fmt: skip
DAYS = st.one_of(st.none(), st.integers(-400, 400), st.dates(date(1850, 1, 1), date(2200, 1, 1)))


@st.composite
def written_times(draw: st.DrawFn) -> WrittenTime:
    """Draw a moment as a cell would give it, with a day of its own or of another column."""
    written = read_time(draw(RAW_TIMES), Almanac())
    if written.day is not None:
        return written
    return WrittenTime(
        written.raw, draw(DAYS), written.time_of_day, written.zone, written.minutes, written.kind
    )


KINDS = st.sampled_from(["inject", "contingency", "expected_action", "context", "admin", "key_event"])
PLAIN = (
    "uid", "background", "from_", "move", "phase", "group", "storyline", "controller", "author", "trigger",
)  # fmt: skip
ROW_FIELDS: dict[str, Any] = {
    **dict.fromkeys(PLAIN, TEXTS),
    **dict.fromkeys(("number", "title", "body", "description", "priority", "notes"), WORDS),
    **dict.fromkeys(("to", "cc", "objectives", "capabilities", "units", "locations", "attachments"), MANY),
    "category": KINDS,
    "channel": WORDS.map(channel_of),
    "delivery": written_times(),
    "scenario_time": written_times(),
    "expected_actions": st.lists(WORDS.filter(bool), max_size=3).map(tuple),
    "status": st.builds(Status, TEXTS, st.sampled_from(["", *STATUSES])),
    "extra": st.dictionaries(LINES, SOME_TEXT, max_size=3),
}
ROWS = st.builds(MselRow, **ROW_FIELDS)
