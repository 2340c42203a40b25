"""Calendars as declared → days and occasions counted from D+0.

Working weeks and US federal holidays become one truth per day, forums a list of days. Time of day
enters nowhere: D+0 is midnight at the start of the first day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sim import quantities
from sim.plan import Calendar
from sim.scenario.schema.resources import WEEKDAYS

if TYPE_CHECKING:
    from sim.scenario.schema.resources import Calendar as CalendarDeclared

FISCAL_MONTH = 10
"""The US fiscal year begins on 1 October (31 USC 1102)."""
SLACK = 400
"""Days past the horizon for which a working calendar is laid out; after that all days count."""


def calendar_of(name: str, declared: CalendarDeclared, *, start: date, horizon: float) -> Calendar:
    """Return the calendar laid out from D+0 to past the horizon."""
    if declared.every is not None:
        return Calendar(name, occasions=_occasions(declared, start, horizon))
    length = int(horizon) + SLACK
    off = _holidays(declared, start, length)
    working = frozenset(WEEKDAYS.index(day) for day in declared.week) or frozenset(range(7))
    return Calendar(name, days=_laid_out(start, length, working=working, off=off))


@lru_cache(maxsize=32)  # the same calendar under every combination of patches
def _laid_out(start: date, length: int, *, working: frozenset[int], off: frozenset[date]) -> tuple[bool, ...]:
    """Return for each day from the start whether it is worked on. `working`: weekdays from Monday 0."""
    days = (start + timedelta(days=day) for day in range(length))
    return tuple(day.weekday() in working and day not in off for day in days)


def _occasions(declared: CalendarDeclared, start: date, horizon: float) -> tuple[float, ...]:
    every = declared.every or 1.0
    first = _first_occasion(declared, start)
    return tuple(first + every * turn for turn in range(int((horizon - first) / every) + 2))


def _first_occasion(declared: CalendarDeclared, start: date) -> float:
    if declared.first is not None:
        return quantities.moment(declared.first, start)
    if declared.weekday is None:
        return 0.0
    return float((WEEKDAYS.index(declared.weekday) - start.weekday()) % 7)


def _holidays(declared: CalendarDeclared, start: date, length: int) -> frozenset[date]:
    if declared.holidays == "us_federal":
        return _us_federal(start, start + timedelta(days=length))
    days = (timedelta(days=int(quantities.moment(each, start))) for each in declared.holidays)
    return frozenset(start + each for each in days)


@lru_cache(maxsize=8)  # every combination of levers has the same years
def _us_federal(first: date, last: date) -> frozenset[date]:
    """Return federal holidays between two days (rules as kept by pandas; 5 USC 6103)."""
    from pandas.tseries.holiday import USFederalHolidayCalendar  # noqa: PLC0415  pandas is slow to load

    return frozenset(each.date() for each in USFederalHolidayCalendar().holidays(first, last))


def fiscal_year_end(start: date) -> float:
    """Return the days from D+0 to the end of its fiscal year, midnight after 30 September."""
    end = date(start.year + (1 if start.month >= FISCAL_MONTH else 0), FISCAL_MONTH, 1)
    return float((end - start).days)
