"""Cells of one row → a `MselRow` and what is doubtful about it alone; what rows say together is `judging`."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from exercises.msel.files.cells import text_of
from exercises.msel.reading.meanings import category_of, channel_of, status_of
from exercises.msel.reading.times import lacks_year, read_day, read_time
from exercises.msel.rows import MANY_FIELDS, TEXT_FIELDS, MselRow, Status, WrittenTime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercises.msel.files.cells import CellValue
    from exercises.msel.reading.times import Almanac
    from exercises.msel.rows import Layout, Where

SENTENCES = frozenset({"objectives", "locations", "attachments"})
"""Fields whose texts may hold commas."""
BULLET = re.compile(r"^\s*(?:[•▪‣*–-]|\d{1,2}[.)])\s+", re.MULTILINE)
OWN_BULLET = "• "
CLOSE = timedelta(minutes=5)
"""Two columns of one row that say times no further apart than this agree."""


@dataclass(frozen=True, slots=True)
class Built:
    """A row, how many of its cells are filled, and what is doubtful about it.

    `own_day`: the day that the row itself gives, before anything is carried down.
    """

    row: MselRow
    filled: int
    own_day: date | int | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a sheet while its rows are built."""

    layout: Layout
    almanac: Almanac


class Cells:
    """The cells of one row by the field that their column is."""

    def __init__(self, cells: Sequence[CellValue], layout: Layout) -> None:
        self._cells = cells
        self._layout = layout

    def all(self, field: str) -> list[CellValue]:
        """Return the cells of a field that hold something, left to right."""
        indices = [column.index - 1 for column in self._layout.of(field)]
        found = [self._cells[index] for index in indices if index < len(self._cells)]
        return [each for each in found if text_of(each)]

    def first(self, field: str) -> CellValue:
        """Return the first cell of a field that holds something."""
        return next(iter(self.all(field)), None)

    def text(self, field: str) -> str:
        """Return that cell as text."""
        return text_of(self.first(field))

    def extra(self) -> dict[str, str]:
        """Return heading → text of the filled cells that are no field, and of those without a heading."""
        names = extra_names(self._layout, len(self._cells))
        texts = {name: text_of(self._cells[index - 1]) for index, name in names.items()}
        return {name: text for name, text in texts.items() if text}


def extra_names(layout: Layout, width: int) -> dict[int, str]:
    """Return column → name under which what is no field is kept; each name once."""
    known = {column.index: column for column in layout.columns}
    names: dict[int, str] = {}
    for index in range(1, width + 1):
        column = known.get(index)
        if column and column.field:
            continue
        name = (column and column.heading) or f"column {index}"
        times = sum(each == name or each.startswith(f"{name} (") for each in names.values())
        names[index] = f"{name} ({times + 1})" if name in names.values() else name
    return names


def build(values: Sequence[CellValue], where: Where, sheet: Sheet) -> Built:
    """Return the row that stands in these cells; nothing is carried down yet."""
    cells = Cells(values, sheet.layout)
    ours = sheet.layout.ours
    number, title = cells.text("number"), cells.text("title")
    word = cells.text("category")
    category, known = category_of(word, "" if ours else number, "" if ours else title)
    status = _status(cells, ours=ours)
    if not word and not ours and status.written.casefold() == "contingency":
        category = "contingency"
    delivery, own_day, doubts = _delivery(cells, sheet)
    if not known:
        doubts.append(f"the kind '{word}' is not known: taken for an {category}")
    if status.written and not status.canonical and category != "contingency":
        doubts.append(f"the status '{status.written}' is not known")
    texts: dict[str, Any] = {field: cells.text(field) for field in TEXT_FIELDS}
    texts |= {field: split(cells.all(field), field, ours=ours) for field in MANY_FIELDS}
    row = MselRow(
        uid=cells.text("uid"), category=category, channel=channel_of(cells.text("channel")),
        delivery=delivery, scenario_time=_scenario_time(cells, sheet), status=status,
        extra=cells.extra(), where=where, **texts,
    )  # fmt: skip
    return Built(row, sum(bool(text_of(each)) for each in values), own_day, tuple(doubts))


def _status(cells: Cells, *, ours: bool) -> Status:
    status = status_of(cells.text("status"))
    return Status(cells.text("status_written"), status.canonical) if ours else status


def split(values: Sequence[CellValue], field: str, *, ours: bool) -> tuple[str, ...]:
    """Return the texts of a field that holds several: one a line in our exports, else as people list them.

    >>> split(["J2, J4", "JOC"], "to", ours=False), split(["Alert, then report"], "objectives", ours=False)
    (('J2', 'J4', 'JOC'), ('Alert, then report',))
    """
    texts = [text_of(each) for each in values]
    if field == "expected_actions":
        return tuple(part for text in texts for part in _actions(text, ours=ours))
    separator = r"\n" if ours else r"[;\n]" if field in SENTENCES else r"[,;\n](?![^()]*\))"
    parts = [part.strip() for text in texts for part in re.split(separator, text)]
    return tuple(part for part in parts if part)


def _actions(text: str, *, ours: bool) -> list[str]:
    """One action each, where the text is a list with bullets or numbers; else the text is one action."""
    if ours:
        marked = text.startswith(OWN_BULLET)
        return text.removeprefix(OWN_BULLET).split(f"\n{OWN_BULLET}") if marked else [text]
    if len(BULLET.findall(text)) < 2 or not BULLET.match(text):  # noqa: PLR2004  one mark is no list
        return [text]
    return [part.strip() for part in BULLET.split(text) if part.strip()]


def _scenario_time(cells: Cells, sheet: Sheet) -> WrittenTime:
    if not sheet.layout.of("scenario_time"):
        return WrittenTime()
    written = read_time(cells.first("scenario_time"), sheet.almanac)
    day = read_day(cells.first("day"), sheet.almanac)
    return dataclasses.replace(written, day=day) if written.day is None else written


def _delivery(cells: Cells, sheet: Sheet) -> tuple[WrittenTime, date | int | None, list[str]]:
    """Return the delivery as the row gives it, its day, and where its columns contradict each other."""
    moment = read_time(cells.first("delivery"), sheet.almanac)
    clock = read_time(cells.first("delivery_time"), sheet.almanac)
    day_cell = cells.first("delivery_date")
    if day_cell is None and not sheet.layout.of("scenario_time"):
        day_cell = cells.first("day")
    column_day = read_day(day_cell, sheet.almanac)
    written = moment if moment.kind != "blank" else clock
    if moment.kind != "blank" and moment.time_of_day is None and clock.time_of_day:
        written = dataclasses.replace(moment, time_of_day=clock.time_of_day, zone=clock.zone)
    day = written.day if written.day is not None else column_day
    written = dataclasses.replace(written, day=day)
    doubts = [*_unread(written, day_cell, sheet.almanac)]
    if not sheet.layout.ours:
        doubts += _contradictions(written, column_day if column_day is not None else clock.day, clock)
    return written, day, doubts


def _unread(written: WrittenTime, cell: CellValue, almanac: Almanac) -> list[str]:
    doubts = []
    if written.kind == "words":
        doubts.append(f"'{written.raw}' is no time: what starts the row has to be said")
    elif len(written.raw.rstrip("LZlz ")) > len("0900") and written.kind == "hhmm_text":
        doubts.append(f"'{written.raw}' is read as {written.time_of_day:%H%M}")
    if text_of(cell) and read_day(cell, almanac) is None:
        needs_year = almanac.year is None and lacks_year(cell)
        reason = "has no year, and no date of the file tells it (--year)" if needs_year else "is no day"
        doubts.append(f"'{text_of(cell)}' {reason}")
    return doubts


def _contradictions(written: WrittenTime, day: date | int | None, clock: WrittenTime) -> list[str]:
    doubts = []
    if isinstance(day, date) and isinstance(written.day, date) and day != written.day:
        doubts.append(f"one column says {day}, the other {written.day}")
    one, two = written.time_of_day, clock.time_of_day
    if one and two:
        apart = datetime.combine(date.min, one) - datetime.combine(date.min, two)
        if abs(apart) > CLOSE:
            doubts.append(f"one column says {two:%H%M}, the other {one:%H%M}: {one:%H%M} is taken")
    return doubts
