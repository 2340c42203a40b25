"""Moments as people at the table say them: the hour of play, a wait, the day of the scenario."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def say_hour(startex: datetime, second: float) -> str:
    """Return the hour of play at a second since STARTEX: '10:23', on later days 'day 2 10:23'.

    >>> from datetime import datetime
    >>> say_hour(datetime(2026, 5, 11, 9), 4980), say_hour(datetime(2026, 5, 11, 9), 86400)
    ('10:23', 'day 2 09:00')
    """
    at = startex + timedelta(seconds=int(second))
    day = (at.date() - startex.date()).days + 1
    return f"day {day} {at:%H:%M}" if day > 1 else f"{at:%H:%M}"


def say_wait(seconds: float) -> str:
    """Return a wait in two words at most: '45 s', '12 min', '1 h 05', '2 d 3 h'.

    >>> [say_wait(each) for each in (45, 720, 3900, 183600)]
    ['45 s', '12 min', '1 h 05', '2 d 3 h']
    """
    rest = int(max(0.0, seconds))
    if rest < MINUTE:
        return f"{rest} s"
    if rest < HOUR:
        return f"{rest // MINUTE} min"
    if rest < DAY:
        return f"{rest // HOUR} h {rest % HOUR // MINUTE:02d}"
    return f"{rest // DAY} d {rest % DAY // HOUR} h"


def minutes_of_day(startex: datetime, second: float) -> float:
    """Return minutes since midnight before STARTEX, for axes that show the hour of play."""
    return startex.hour * 60 + startex.minute + second / MINUTE
