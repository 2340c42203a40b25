"""Moments and lengths of an exercise as people write them ↔ numbers.

An exercise has two clocks: the *exercise* clock counts seconds since STARTEX, the *scenario* clock days
since D+0. A moment is written on one of them. How the one runs along the other is `exercises.clock`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from sim import quantities
from sim.adding import added
from sim.errors import BadQuantity, quote

SECONDS_IN_DAY = 86_400.0
UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
MOMENTS = "'STARTEX+00:45', 'STARTEX+90 min', 'day 2 09:30', 'D+12', 'D+12 14:00' or '2005-10-13 14:00'"
LENGTHS = "'30 s', '20 min', '2 h' or '1 h 30 min'"
LONGEST = 366 * 86_400.0
"""Seconds; an exercise is shorter than a year."""

ZONES = {
    **dict(zip(range(1, 13), "ABCDEFGHIKLM", strict=True)),
    **dict(zip(range(-1, -13, -1), "NOPQRSTUVWXY", strict=True)),
    0: "Z",
}
"""Hours ahead of UTC → zone letter of a date-time group."""
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

Clock = Literal["exercise", "scenario"]

_PART = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*(s|min|h|d)")
_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_STARTEX = re.compile(r"STARTEX(?:\s*\+\s*(.+))?")
_SPAN = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?")
_DAY = re.compile(rf"day\s*([0-9]{{1,3}})\s+{_TIME}")
_SCENARIO = re.compile(rf"(D\s*\+\s*[0-9.]+(?:\s*[a-z]+)?|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:\s+{_TIME})?")
_NEARLY = re.compile(r"(?:T|START)?\s*\+\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on one of the two clocks, as written.

    `value`: seconds since STARTEX (exercise), or days since D+0 (scenario); `day`: set where the moment
    names a day of the exercise, 1 being that of STARTEX: then `value` is the second of that day. `on`: set
    where it names a date of the scenario: then `value` is the part of that day.
    """

    clock: Clock
    value: float
    written: str
    day: int = 0
    on: date | None = None

    def seconds(self, startex: datetime) -> float:
        """Return seconds since STARTEX of a moment on the exercise clock.

        Parameters: `startex`: local time; in its zone a night in which clocks change is an hour longer or
        shorter. A time that such a night has twice is the first one.
        """
        if not self.day:
            return self.value
        first = startex.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        local = first + timedelta(days=self.day - 1, seconds=self.value)
        return (_absolute(local) - _absolute(startex)).total_seconds()

    def days(self, start: date) -> float:
        """Return days since D+0 of a moment on the scenario clock; `start`: the date of D+0."""
        return self.value if self.on is None else (self.on - start).days + self.value


def moment(written: object) -> Moment:
    """Return the moment that a text names.

    >>> moment("STARTEX+00:45").value, moment("D+12 12:00").value
    (2700.0, 12.5)

    Raises: `BadQuantity`.
    """
    text = " ".join(written.split()) if isinstance(written, str) else ""
    found = _on_exercise_clock(text) or _on_scenario_clock(text)
    if found is None:
        message = f"{quote(written)} is not a moment of an exercise"
        raise BadQuantity(message, allowed=MOMENTS, suggestion=_suggested(text))
    return found


def _on_exercise_clock(text: str) -> Moment | None:
    if found := _STARTEX.fullmatch(text):
        return Moment("exercise", _offset(found[1]) if found[1] else 0.0, text)
    if found := _DAY.fullmatch(text):
        if int(found[1]) == 0:
            message = f"{quote(text)}: days of an exercise count from 1"
            raise BadQuantity(message, allowed=MOMENTS)
        return Moment("exercise", _second_of_day(text, found.groups()[1:]), text, day=int(found[1]))
    return None


def _on_scenario_clock(text: str) -> Moment | None:
    found = _SCENARIO.fullmatch(text)
    if found is None:
        return None
    part = _second_of_day(text, found.groups()[1:]) / SECONDS_IN_DAY if found[2] else 0.0
    if found[1].startswith("D"):
        return Moment("scenario", quantities.moment(found[1], date.min) + part, text)
    quantities.moment(found[1], date.min)
    return Moment("scenario", part, text, on=date.fromisoformat(found[1]))


def _offset(text: str) -> float:
    """Return seconds of `00:45` (hours and minutes), `01:30:15` or a length."""
    if found := _SPAN.fullmatch(text):
        hours, minutes, seconds = (int(each or 0) for each in found.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    return length(text)


def _second_of_day(text: str, groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds = (int(each or 0) for each in groups)
    if hours > 23 or minutes > 59 or seconds > 59:  # noqa: PLR2004  the clock on the wall
        message = f"{quote(text)} names no time of a day"
        raise BadQuantity(message, allowed="00:00 to 23:59")
    return float(hours * 3600 + minutes * 60 + seconds)


def _suggested(text: str) -> str:
    """Return the moment that `T+00:45`, `+45 min` or `09:30` was probably meant to be, or ''."""
    if re.fullmatch(_TIME, text):
        return f"day 1 {text}"
    near = _NEARLY.fullmatch(text)
    meant = near is not None and (_SPAN.fullmatch(near[1]) is not None or _is_length(near[1]))
    return f"STARTEX+{near[1]}" if near is not None and meant else ""


def _is_length(text: str) -> bool:
    try:
        length(text)
    except BadQuantity:
        return False
    return True


def length(written: object) -> float:
    """Return seconds of a length on the exercise clock.

    >>> length("1 h 30 min"), length("90 s")
    (5400.0, 90.0)

    Raises: `BadQuantity`.
    """
    text = written.strip() if isinstance(written, str) else ""
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip():
        message = f"{quote(written)} is not a length of time on the exercise clock"
        raise BadQuantity(message, allowed=LENGTHS)
    seconds = added(float(number) * UNITS[unit] for number, unit in parts)
    if seconds > LONGEST:
        message = f"{quote(written)} is too long"
        raise BadQuantity(message, allowed="up to 366 d")
    return seconds


def say_length(seconds: float) -> str:
    """Return a length as it would be written, to the second.

    >>> say_length(5400), say_length(0)
    ('1 h 30 min', '0 s')
    """
    rest = round(seconds)
    sign, rest = ("-" if rest < 0 else ""), abs(rest)
    words = []
    for unit in ("d", "h", "min", "s"):
        count, rest = divmod(rest, UNITS[unit])
        if count:
            words.append(f"{count} {unit}")
    return sign + (" ".join(words) or "0 s")


def say_offset(seconds: float) -> str:
    """Return a point on the exercise clock: `STARTEX+02:05`, with seconds where there are any.

    >>> say_offset(2700), say_offset(3601)
    ('STARTEX+00:45', 'STARTEX+01:00:01')
    """
    whole = round(abs(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    sign = "-" if seconds < 0 and whole else "+"
    return f"STARTEX{sign}{hours:02d}:{minutes:02d}" + (f":{rest:02d}" if rest else "")


def local_at(startex: datetime, seconds: float) -> datetime:
    """Return the local time at a second of the exercise, whatever clocks did since STARTEX."""
    moment = _absolute(startex) + timedelta(seconds=seconds)
    return moment if startex.tzinfo is None else moment.astimezone(startex.tzinfo)


def say_local(startex: datetime, seconds: float) -> str:
    """Return the local time at a second of the exercise, always with its zone: `day 1 09:45 CEST`.

    >>> say_local(datetime(2026, 5, 11, 9, tzinfo=UTC), 2700)
    'day 1 09:45 UTC'
    """
    local = local_at(startex, round(seconds))
    return f"day {(local.date() - startex.date()).days + 1} {local:%H:%M} {zone_name(local)}".rstrip()


def zone_name(local: datetime) -> str:
    """Return the short name of a local time's zone, `UTC+04` where it has only a number, '' without one."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def say_dtg(startex: datetime, seconds: float) -> str:
    """Return the date-time group of a second of the exercise, with its zone letter: `110945ZMAY26`.

    Between two whole hours no letter stands: then the group is in UTC (Z).

    >>> say_dtg(datetime(2026, 5, 11, 9, tzinfo=UTC), 2700)
    '110945ZMAY26'
    """
    local = local_at(startex, round(seconds))
    hours, rest = divmod((local.utcoffset() or timedelta()).total_seconds(), 3600)
    letter = ZONES.get(int(hours), "") if rest == 0.0 else ""
    if not letter:
        local, letter = local.astimezone(UTC), "Z"
    return f"{local.day:02d}{local:%H%M}{letter}{MONTHS[local.month - 1]}{local.year % 100:02d}"


def _absolute(moment: datetime) -> datetime:
    """Return a moment in UTC where it has a zone, so that differences are what clocks tick."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def say_scenario(days: float) -> str:
    """Return a point on the scenario clock: `D+12 14:30`.

    >>> say_scenario(12.5)
    'D+12 12:00'
    """
    minutes = int(days * 1440 + 1e-6)
    return f"D+{minutes // 1440} {minutes // 60 % 24:02d}:{minutes % 60:02d}"
