"""Days of rows: how a list writes dates, what is carried down, which dates are far from all others."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from exercises.msel.files.cells import text_of
from exercises.msel.reading.choosing import day_in_name
from exercises.msel.reading.times import MONTHS, NUMERIC, Almanac, read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.msel.files.cells import CellValue, Grid

FAR = 30.0
"""Days from the middle of a list beyond which a date is doubtful."""
FAR_SPANS = 3.0
"""Times the spread of the middle half of the dates beyond which it is, in lists that last long."""
FEWEST_DATES = 5
"""Dates without which nothing can be called far from the others."""


def almanac_of(grids: Iterable[Grid], year: int | None = None) -> Almanac:
    """Return how a file writes dates: the year of most of its dates, and the order of day and month."""
    cells = [cell for grid in grids for _, row in grid.rows for cell in row if cell is not None]
    years = Counter(cell.year for cell in cells if isinstance(cell, date))
    first, second = _numeric_parts(cells)
    day_first = first > len(MONTHS) >= second
    common = years.most_common(2)
    settled = len(common) == 1 or (len(common) > 1 and common[0][1] > common[1][1])
    return Almanac(year or (common[0][0] if settled else None), day_first=day_first)


def _numeric_parts(cells: Iterable[CellValue]) -> tuple[int, int]:
    texts = (text_of(cell) for cell in cells if isinstance(cell, str) and cell[:1].isdigit())
    matched = [match for match in map(NUMERIC.fullmatch, texts) if match]
    return max((int(m["one"]) for m in matched), default=0), max((int(m["two"]) for m in matched), default=0)


def sheet_day(name: str, almanac: Almanac) -> date | int | None:
    """Return the day after which a sheet is named, if its year is known.

    >>> sheet_day("05MAR-A", Almanac(2019)), sheet_day("05MAR-A", Almanac()), sheet_day("Sheet1", Almanac())
    (datetime.date(2019, 3, 5), None, None)
    """
    day = day_in_name(name)
    return read_day(day, almanac) if isinstance(day, str) else day


@dataclass(frozen=True, slots=True)
class Span:
    """The dates between which those of a list lie, and the year in which most do."""

    first: date
    last: date
    year: int

    def doubt(self, day: date) -> str:
        """Return what is doubtful about a date, '' if it lies among the others."""
        if self.first <= day <= self.last:
            return ""
        meant = ""
        try:
            other = day.replace(year=self.year)
        except ValueError:  # 29 February
            other = day
        if other != day and self.first <= other <= self.last:
            meant = f"; {other} may be meant"
        return f"the date {day} is far from those of the other rows{meant}"


def span_of(days: Sequence[date | int | None]) -> Span | None:
    """Return the plausible dates of a list; None where there are too few to tell."""
    dates = sorted(each for each in days if isinstance(each, date) and not isinstance(each, datetime))
    if len(dates) < FEWEST_DATES:
        return None
    ordinals = [each.toordinal() for each in dates]
    low, middle, high = statistics.quantiles(ordinals, n=4, method="inclusive")
    reach = max(FAR, FAR_SPANS * (high - low))
    first, last = max(1, round(middle - reach)), min(date.max.toordinal(), round(middle + reach))
    centre = date.fromordinal(round(middle))
    return Span(date.fromordinal(first), date.fromordinal(last), centre.year)
