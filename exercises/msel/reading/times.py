"""Every way in which lists write a moment → a `WrittenTime`; where a day is carried to is `days`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import from_excel

from exercises.msel.files.cells import text_of
from exercises.msel.rows import WrittenTime

if TYPE_CHECKING:
    from exercises.msel.files.cells import CellValue
    from exercises.msel.rows import TimeKind

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Spreadsheet day numbers that are taken for dates: 1954 to 2119."""
CENTURY_TURN = 70
"""Two-digit years from here on are of the last century."""
NO_TIME = frozenset({"", "-", "--", "---", "n/a", "na", "none"})
ZONE_HOURS = "YXWVUTSRQPONZABCDEFGHIKLM"
"""Zone letters from UTC-12 to UTC+12; J is the observer's own and stands for none."""

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
_ZONE = r"\s*(?P<zone>[a-z]{1,5})?"
DTG = re.compile(
    rf"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?P<zone>[a-z]?)\s*(?P<month>{'|'.join(MONTHS)})"
    r"\s*(?P<year>\d{4}|\d\d)?"
)
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:h.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?" + _ZONE
)
FOUR_DIGITS = re.compile(r"(?P<hour>0?\d{1,2})(?P<minute>\d\d)\s*(?:hrs?|hours)?" + _ZONE)
ISO = re.compile(r"\d{4}-\d\d-\d\d([t ]\d\d:\d\d(:\d\d(\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?")
NUMERIC = re.compile(r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4}|\d\d)(?:[\s,]+(?P<rest>.+))?")
DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})\s*-?\s*{_MONTH}\s*[-,]?\s*(?P<year>\d{{4}}|\d\d)?(?:[\s,]+(?P<rest>.+))?"
)
MONTH_DAY = re.compile(rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:,?\s*(?P<year>\d{{4}}))?(?:[\s,]+(?P<rest>.+))?")
DAY_NUMBER = re.compile(r"(?:day|[dj])\s*(?P<day>[+-]?\s*\d{1,5})?(?:[\s,]+(?P<rest>.+))?")
OFFSETS = re.compile(r"(?:(?P<hours>[ht]\s*[+-]\s*\d{1,5}))?\s*(?:(?P<minutes>m\s*[+-]\s*\d{1,5}))?")
SPOKEN_OFFSET = re.compile(r"[htm]?\s*(?P<offset>[+-]\s*\d{1,5})\s*(?P<unit>min|hour|h\b|day)[a-z]*")


@dataclass(frozen=True, slots=True)
class Almanac:
    """How a list writes dates: the `year` of days written without one, and whether `5/3` is 5 March."""

    year: int | None = None
    day_first: bool = False


def read_time(value: CellValue, almanac: Almanac) -> WrittenTime:
    """Return what a cell of a time column says; `words` where it is no moment.

    >>> str(read_time("211400ZAUG11", Almanac())), str(read_time(600, Almanac()))
    ('2011-08-21 1400Z', '0600')
    >>> str(read_time("D+2 H+3 M+45", Almanac())), read_time("Post earthquake", Almanac()).kind
    ('D+2 +225 min', 'words')
    """
    value = _to_seconds(value)
    raw = text_of(value)
    if isinstance(value, str) or value is None:
        return _of_text(raw, almanac)
    if isinstance(value, datetime):
        return WrittenTime(raw, value.date(), value.time(), kind="datetime")
    if isinstance(value, date):
        return WrittenTime(raw, value, kind="datetime")
    if isinstance(value, time):
        return WrittenTime(raw, time_of_day=value, kind="time")
    if isinstance(value, timedelta):
        return _of_span(raw, value)
    return _of_number(raw, value)


def _to_seconds(value: CellValue) -> CellValue:
    """Spreadsheets keep moments as fractions of a day: 11:04 may come as 11:03:59.999998."""
    if isinstance(value, datetime) and value.microsecond:
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(value, time) and value.microsecond:
        moment = datetime.combine(date.min, value) + timedelta(milliseconds=500)
        return moment.time().replace(microsecond=0)
    return value


def read_day(value: CellValue, almanac: Almanac) -> date | int | None:
    """Return the date or day number that a cell of a date column says, None where it says none.

    >>> read_day("4- Mar", Almanac(2019)), read_day(43530, Almanac()), read_day("D+3", Almanac())
    (datetime.date(2019, 3, 4), datetime.date(2019, 3, 6), 3)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < FIRST_SERIAL:
        return value
    text = text_of(value)
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,5}", text):
        number = int(text)
        return number if abs(number) < FIRST_SERIAL else read_time(number, almanac).day
    return read_time(value, almanac).day


def lacks_year(value: CellValue) -> bool:
    """Return whether a cell names a day and a month but no year.

    >>> lacks_year("4- Mar"), lacks_year("4 Mar 2019"), lacks_year("Day 3")
    (True, False, False)
    """
    if not isinstance(value, str):
        return False
    leap, plain = (read_time(value, Almanac(year)).day for year in (2000, 2004))
    return leap != plain


def _of_span(raw: str, value: timedelta) -> WrittenTime:
    """A duration cell is a time of day that somebody formatted as [h]:mm."""
    if not timedelta(0) <= value < timedelta(days=1):
        return WrittenTime(raw, kind="words")
    return WrittenTime(raw, time_of_day=(datetime.min + value).time(), kind="time")  # noqa: DTZ901 no zone


def _of_number(raw: str, value: float) -> WrittenTime:
    if isinstance(value, bool):
        return WrittenTime(raw, kind="words")
    if FIRST_SERIAL <= value < LAST_SERIAL:
        moment = from_excel(value)
        if isinstance(moment, datetime):
            clock = moment.time() if value % 1 else None
            return WrittenTime(raw, moment.date(), clock, kind="datetime")
    if 0 < value < 1:
        return _of_span(raw, timedelta(seconds=round(value * 86_400)))
    if 0 <= value < FIRST_SERIAL and float(value).is_integer():
        clock = _clock(int(value) // 100, int(value) % 100)
        if clock:
            return WrittenTime(raw, time_of_day=clock, kind="int_hhmm")
    return WrittenTime(raw, kind="words")


def _of_text(raw: str, almanac: Almanac) -> WrittenTime:
    text = " ".join(raw.lower().split())
    if text in NO_TIME:
        return WrittenTime(raw)
    readings = (_iso, _dtg, _clock_text, _four_digits, _date_text, _relative)
    for reading in readings:
        found = reading(raw, text, almanac)
        if found:
            return found
    return WrittenTime(raw, kind="words")


def _iso(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:  # noqa: ARG001 all readings alike
    if not ISO.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    clock = moment.timetz().replace(tzinfo=None) if len(text) > len("2010-05-03") else None
    return WrittenTime(raw, moment.date(), clock, _letter(moment.utcoffset()), kind="datetime")


def _letter(offset: timedelta | None) -> str:
    hours = None if offset is None else offset / timedelta(hours=1)
    if hours is None or not hours.is_integer() or abs(hours) > ZONE_HOURS.index("Z"):
        return ""
    return ZONE_HOURS[int(hours) + ZONE_HOURS.index("Z")]


def _dtg(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:
    match = DTG.fullmatch(text)
    if not match:
        return None
    clock = _clock(int(match["hour"]), int(match["minute"]))
    day = _date(_year(match["year"], almanac), MONTHS.index(match["month"]) + 1, int(match["day"]))
    if clock is None or (day is None and match["year"]):
        return None
    return WrittenTime(raw, day, clock, match["zone"].upper(), kind="dtg")


def _clock_text(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:  # noqa: ARG001 all alike
    return _clocked(raw, CLOCK.fullmatch(text), "time")


def _four_digits(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:  # noqa: ARG001 all alike
    return _clocked(raw, FOUR_DIGITS.fullmatch(text), "hhmm_text")


def _clocked(raw: str, match: re.Match[str] | None, kind: TimeKind) -> WrittenTime | None:
    if not match:
        return None
    parts = match.groupdict()
    hour = int(parts["hour"])
    half = (parts.get("half") or "").replace(".", "")
    if half and not 1 <= hour <= 12:  # noqa: PLR2004  hours of half a day
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    clock = _clock(hour, int(parts["minute"]), int(parts.get("second") or 0))
    return WrittenTime(raw, None, clock, (parts["zone"] or "").upper(), kind=kind) if clock else None


def _date_text(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:
    for pattern in (NUMERIC, DAY_MONTH, MONTH_DAY):
        match = pattern.fullmatch(text)
        if match:
            break
    else:
        return None
    day = _named_day(match.groupdict(), almanac)
    rest = match["rest"]
    clock = _of_text(rest, almanac) if rest else WrittenTime()
    unread = bool(rest) and (clock.time_of_day is None or clock.day is not None)
    if unread or (day is None and (match["year"] or almanac.year)):
        return None
    return WrittenTime(raw, day, clock.time_of_day, clock.zone, kind="datetime")


def _named_day(parts: dict[str, str | None], almanac: Almanac) -> date | None:
    year = _year(parts["year"], almanac)
    if parts.get("month"):
        return _date(year, MONTHS.index(str(parts["month"])) + 1, int(str(parts["day"])))
    one, two = int(str(parts["one"])), int(str(parts["two"]))
    month, day = (two, one) if almanac.day_first or one > len(MONTHS) else (one, two)
    return _date(year, month, day)


def _relative(raw: str, text: str, almanac: Almanac) -> WrittenTime | None:
    """`J`, `D+2 H+3 M+45`, `J+1 09h00`, `T+05 minutes`; a bare T counts hours [memory of OpenAEV]."""
    spoken = SPOKEN_OFFSET.fullmatch(text)
    if spoken:
        count = _count(spoken["offset"])
        if spoken["unit"] == "day":
            return WrittenTime(raw, count, kind="relative")
        return WrittenTime(raw, minutes=count * (1 if spoken["unit"] == "min" else 60), kind="relative")
    named = DAY_NUMBER.fullmatch(text)
    if named and (named["day"] or text[0] in "dj"):
        return _after_day(raw, named, almanac)
    minutes = _minutes(text)
    return None if minutes is None else WrittenTime(raw, minutes=minutes, kind="relative")


def _after_day(raw: str, named: re.Match[str], almanac: Almanac) -> WrittenTime | None:
    day = _count(named["day"]) if named["day"] else 0
    if not named["rest"]:
        return WrittenTime(raw, day, kind="relative") if len(named[0]) < len("day") or named["day"] else None
    minutes = _minutes(named["rest"])
    if minutes is not None:
        return WrittenTime(raw, day, minutes=minutes, kind="relative")
    clock = _of_text(named["rest"], almanac)
    if clock.time_of_day is None or clock.day is not None:
        return None
    return WrittenTime(raw, day, clock.time_of_day, clock.zone, kind="relative")


def _minutes(text: str) -> int | None:
    match = OFFSETS.fullmatch(text)
    if not match or not (match["hours"] or match["minutes"]):
        return None
    hours = _count(match["hours"][1:]) if match["hours"] else 0
    return 60 * hours + (_count(match["minutes"][1:]) if match["minutes"] else 0)


def _count(text: str) -> int:
    return int(text.replace(" ", ""))


def _year(text: str | None, almanac: Almanac) -> int | None:
    if not text:
        return almanac.year
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004  digits
        return year
    return year + (1900 if year >= CENTURY_TURN else 2000)


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return None if year is None else date(year, month, day)
    except ValueError:
        return None


def _clock(hour: int, minute: int, second: int = 0) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
