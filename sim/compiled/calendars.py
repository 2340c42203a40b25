"""Calendars on flat arrays: the grid of moments, occasions, working days; as `sim.engine.calendars`."""

from __future__ import annotations

import math

import numpy as np

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.engine.calendars import FAR, GRID, NEVER, TICK


@inlined
def snapped(day: float) -> float:
    """Return the moment of the grid at which something due on a day happens."""
    steps = day * GRID
    return np.rint(steps) / GRID if steps < FAR else day


@inlined
def next_occasion(w: Flat, calendar: int, now: float) -> float:
    """Return the first occasion at or after now (which may lie a hair before now), or infinity."""
    first, count = w.p[calendar + at.OCCASIONS], w.p[calendar + at.OCCASIONS_N]
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if w.q[first + middle] < now - TICK:
            low = middle + 1
        else:
            high = middle
    if low == count:
        return NEVER
    day = w.q[first + low]
    return now if day - now <= TICK else day


@inlined
def works(w: Flat, calendar: int, day: int) -> bool:
    """Whether a day counts; days past the calendar all do."""
    if day < w.p[calendar + at.DAYS_N]:
        return w.p[w.p[calendar + at.DAYS] + day] != 0
    return True


@compiled
def next_working(w: Flat, calendar: int, now: float) -> float:
    """Return now if today counts, else midnight at the start of the next day that does."""
    day = math.floor(now + TICK)
    if works(w, calendar, day):
        return now
    while not works(w, calendar, day):
        day += 1
    return float(day)


@inlined
def next_shut(w: Flat, calendar: int, now: float) -> float:
    """Return midnight at the start of the next day that does not count, or infinity."""
    for day in range(math.floor(now + TICK) + 1, w.p[calendar + at.DAYS_N]):
        if not works(w, calendar, day):
            return float(day)
    return NEVER


@inlined
def after_working_days(w: Flat, calendar: int, now: float, *, amount: float) -> float:
    """Return the moment at which `amount` working days from now have passed."""
    moment, left = next_working(w, calendar, now), amount
    while left > 0.0:
        day = math.floor(moment + TICK)
        room = day + 1.0 - moment
        if left <= room:
            return moment + left
        left -= room
        moment = next_working(w, calendar, day + 1.0)
    return moment
