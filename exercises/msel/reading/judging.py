"""Rows together: days carried down, verdicts, and what is doubtful about the sheet as a whole."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from exercises.msel.files.cells import text_of
from exercises.msel.reading.days import sheet_day, span_of
from exercises.msel.reading.meanings import KEY_EVENT, MILESTONES, folded
from exercises.msel.reading.times import read_day
from exercises.msel.rows import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exercises.msel.files.cells import CellValue
    from exercises.msel.reading.building import Built, Sheet
    from exercises.msel.reading.days import Span
    from exercises.msel.rows import Layout

FEW_CELLS = 2
"""Filled cells up to which a row may be a separator."""
MOSTLY = 0.5
"""Share of rows with a time from which a row without one is doubtful."""
SENT = frozenset({"inject", "contingency"})
"""Kinds of rows that somebody has to receive."""
NEVER_SENT = frozenset({"deferred", "obsolete"})
"""Statuses of rows that nobody will receive."""


def separator_day(values: Sequence[CellValue], built: Built, sheet: Sheet) -> date | int | None:
    """Return the day that a separator names for the rows below it, such as `DAY 2` or `5 May 2010`."""
    if built.filled > FEW_CELLS or sheet.layout.ours:
        return None
    first = next((each for each in values if text_of(each)), None)
    if not isinstance(first, str | date) or text_of(first).lstrip("+-").isdigit():
        return None
    return read_day(first, sheet.almanac)


def carried_down(
    rows: Sequence[tuple[Built, date | int | None]], name: str, sheet: Sheet
) -> tuple[Built, ...]:
    """Return the rows with the day of the last separator or date column above, or of the sheet's name.

    `rows`: each with the day that it names for those below, if it is a separator.
    """
    named = sheet_day(name, sheet.almanac)
    if sheet.layout.ours:
        return tuple(built for built, _ in rows)
    return tuple(_carry(rows, named, dated=bool(sheet.layout.of("delivery_date") or sheet.layout.of("day"))))


def _carry(
    rows: Sequence[tuple[Built, date | int | None]], named: date | int | None, *, dated: bool
) -> Iterator[Built]:
    last = named
    for built, below in rows:
        if below is not None:
            last = below
            yield built
            continue
        if built.own_day is None:
            delivery = dataclasses.replace(built.row.delivery, day=last)
            yield dataclasses.replace(built, row=dataclasses.replace(built.row, delivery=delivery))
            continue
        if dated:
            last = built.own_day
        yield _against_name(built, named)


def _against_name(built: Built, named: date | int | None) -> Built:
    day = built.own_day
    if not isinstance(day, date) or not isinstance(named, date) or day == named:
        return built
    doubt = f"the date {day} is not that of the sheet, {named}"
    return dataclasses.replace(built, doubts=(*built.doubts, doubt))


class Judge:
    """What the rows of a list say together, by which each is judged."""

    def __init__(self, rows: Sequence[Built], layout: Layout) -> None:
        self._layout = layout
        taken = [built.row for built in rows if not refused(built)]
        counted = (row.number for row in taken if row.number and row.category != "key_event")
        self._times_used = Counter(counted)
        self._span: Span | None = span_of([row.delivery.day for row in taken])
        timed = sum(_has_time(built) for built in rows)
        self._mostly_timed = timed > MOSTLY * len(rows)

    def verdict(self, built: Built, *, separates: bool = False) -> Verdict:
        """Return what an import makes of a row, with every reason."""
        where = built.row.where
        if separates:
            return Verdict(where, "refused", ("a separator: its day holds for the rows below",))
        reason = refused(built)
        if reason:
            return Verdict(where, "refused", (reason,))
        doubts = (*built.doubts, *self._missing(built), *self._unlike_others(built))
        return Verdict(where, "warning" if doubts else "ok", doubts)

    def _missing(self, built: Built) -> Iterator[str]:
        row = built.row
        if not row.number and self._layout.of("number") and row.category != "key_event":
            yield "no number"
        if self._mostly_timed and row.delivery.kind == "blank" and row.delivery.time_of_day is None:
            yield "no time"
        sent = row.category in SENT and row.status.canonical not in NEVER_SENT
        if sent and not row.to and self._layout.of("to"):
            yield "nobody to receive it"

    def _unlike_others(self, built: Built) -> Iterator[str]:
        times = self._times_used[built.row.number]
        if times > 1:
            yield f"the number {built.row.number} stands in {times} rows"
        day = built.own_day
        if self._span and isinstance(day, date) and (doubt := self._span.doubt(day)):
            yield doubt


def _has_time(built: Built) -> bool:
    return built.row.delivery.time_of_day is not None or built.row.delivery.minutes is not None


def refused(built: Built) -> str:
    """Return why a row cannot be taken, '' if it can."""
    row = built.row
    if folded(row.number) == KEY_EVENT or MILESTONES.match(row.text):
        return ""
    if not row.text:
        return "nothing says what happens (no title, message, description or expected action)"
    if built.filled <= FEW_CELLS and not row.number and not _has_time(built) and not row.uid:
        return "a separator, or more of the row above: it has neither number nor time"
    return ""
