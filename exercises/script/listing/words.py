"""The words that differ between a script and a list: channels, approval, names and times of day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time

from exercises.msel import WrittenTime
from exercises.times import SECONDS_IN_DAY, local_at

REST = "scrs"
"""Heading of the column that holds, as JSON, the whole row of the script it came from."""
CHANNELS: Mapping[str, str] = {
    "handout": "letter",
    "media": "news",
    "c2_system": "simulation",
    "none": "other",
}
"""Channel of a list → channel of a script, where they differ."""
CHANNELS_OUT: Mapping[str, str] = {
    "news": "media",
    "social": "media",
    "letter": "handout",
    "simulation": "c2_system",
    "other": "",
}
"""Channel of a script → channel of a list, where they differ."""
APPROVAL: Mapping[str, str] = {"draft": "draft", "submitted": "in_review", "synchronized": "locked"}
"""Status of a list → how far a row's writing came; all others are approved."""
STATUS: Mapping[str, str] = {
    "draft": "draft",
    "in_review": "submitted",
    "approved": "approved",
    "locked": "synchronized",
}
"""How far a row's writing came → status of HSEEP."""
LAST_DAY = 60
"""Days after the first beyond which a date is taken for a slip."""
LONGEST_NAME = 40


def name_of(words: str, taken: Mapping[str, str]) -> str:
    """Return the name that stands for some words: one that they have already, or a new one of letters.

    `taken`: name → words.
    """
    same = next((name for name, each in taken.items() if each.casefold() == words.casefold()), "")
    if same:
        return same
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:LONGEST_NAME].strip("-") or "unnamed"
    name, count = plain, 2
    while name in taken:
        name, count = f"{plain}-{count}", count + 1
    return name


def at(written: WrittenTime, first: datetime | None) -> str:
    """Return the moment of a script that a list's time is, or '' if it says none that can be used."""
    if written.minutes is not None:
        return f"STARTEX+{written.minutes} min" if written.minutes >= 0 else ""
    if written.time_of_day is None or first is None:
        return ""
    if isinstance(written.day, int):
        day = max(1, written.day)
    elif written.day is None:
        day = 1
    else:
        day = (written.day - first.date()).days + 1
    if not 1 <= day <= LAST_DAY or (day == 1 and written.time_of_day < first.time()):
        return ""
    return f"day {day} {written.time_of_day:%H:%M}"


def written_at(seconds: float, startex: datetime) -> WrittenTime:
    """Return a second of the exercise as a list writes it."""
    moment = local_at(startex, seconds)
    clock = time(moment.hour, moment.minute, moment.second)
    return WrittenTime(f"{moment:%Y-%m-%d %H:%M}", moment.date(), clock, kind="datetime")


def written_on(days: float) -> WrittenTime:
    """Return a day of the scenario as a list writes it: `D+3`, with its hour where it has one."""
    day, rest = divmod(days, 1.0)
    seconds = round(rest * SECONDS_IN_DAY)
    clock = time(seconds // 3600 % 24, seconds // 60 % 60) if seconds else None
    return WrittenTime(f"D+{int(day)}", int(day), clock, kind="relative")
