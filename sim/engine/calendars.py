"""Calendars: the grid of moments, the next occasion, and when some working days will have passed.

Pure functions over the Plan's calendars; both engines count days the same way.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NEVER = math.inf
GRID = 86_400_000.0
"""Moments in a day: everything happens at a whole millisecond, so that days and hours tie alike."""
TICK = 1e-6
"""Days within which a declared day has come: what is no whole number of the grid may drift by steps."""
FAR = 2.0**52
"""Steps of the grid from which on a float is whole anyway (142,000 years), or infinite."""


def snapped(day: float) -> float:
    """Return the moment of the grid at which something due on a day happens.

    A moment is n / GRID, rounded once: however its days were added up, it is the same float.
    """
    steps = day * GRID
    return round(steps) / GRID if steps < FAR else day


def next_occasion(occasions: Sequence[float], now: float) -> float:
    """Return the first occasion at or after now (which may lie a hair before now), or infinity."""
    place = bisect_left(occasions, now - TICK)
    if place == len(occasions):
        return NEVER
    return now if occasions[place] - now <= TICK else occasions[place]


def works(days: Sequence[bool], day: int) -> bool:
    """Whether a day counts; days past the calendar all do."""
    return days[day] if day < len(days) else True


def next_working(days: Sequence[bool], now: float) -> float:
    """Return now if today counts, else midnight at the start of the next day that does."""
    day = math.floor(now + TICK)
    if works(days, day):
        return now
    while not works(days, day):
        day += 1
    return float(day)


def next_shut(days: Sequence[bool], now: float) -> float:
    """Return midnight at the start of the next day that does not count, or infinity."""
    today = math.floor(now + TICK)
    return next((float(day) for day in range(today + 1, len(days)) if not days[day]), NEVER)


def after_working_days(days: Sequence[bool], now: float, amount: float) -> float:
    """Return the moment at which `amount` working days from now have passed.

    A day that counts gives its hours from now to midnight; a day that does not gives nothing.
    """
    moment, left = next_working(days, now), amount
    while left > 0.0:
        day = math.floor(moment + TICK)
        room = day + 1.0 - moment
        if left <= room:
            return moment + left
        left -= room
        moment = next_working(days, day + 1.0)
    return moment
