"""A script as a calendar (iCalendar, RFC 5545): what comes when, if all goes as planned.

It is for those who run the exercise: players would read in it what is to come. What comes only when play
or the simulation makes it come has no place in a calendar.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from exercises.script.listing.words import CHANNELS_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from exercises.script.loading import Loaded
    from exercises.script.schema import Row

LENGTH = timedelta(minutes=5)
"""How long an entry is shown: a row is a moment, and many programs hide what has no length (J)."""


def calendar_of(loaded: Loaded) -> tuple[bytes, int]:
    """Return the calendar of a script, and how many of its rows stand in it.

    Moments are in UTC, so that no program has to know the exercise's zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//scrs//exercise script//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", loaded.script.title)
    whole = _event(loaded, "exercise", loaded.script.title, begin=0.0)
    whole.add("dtend", _moment(loaded, loaded.endex))
    calendar.add_component(whole)
    count = 0
    for row in loaded.script.rows:
        due = loaded.times[row.uid].due
        if due is not None:
            calendar.add_component(_row(loaded, row, due))
            count += 1
    for move in loaded.moves:
        if move.begins is not None:
            one = _event(
                loaded, f"move-{move.number}", f"Move {move.number}: {move.title}", begin=move.begins
            )
            one.add("duration", LENGTH)
            calendar.add_component(one)
    return calendar.to_ical(), count


def _row(loaded: Loaded, row: Row, due: float) -> Event:
    event = _event(loaded, f"row-{row.uid}", f"{row.number or row.uid}: {row.title}", begin=due)
    event.add("duration", LENGTH)
    event.add("description", "\n".join(_lines(loaded, row)))
    event.add("categories", [row.kind.replace("_", " ")])
    if row.locations:
        event.add("location", ", ".join(row.locations))
    return event


def _lines(loaded: Loaded, row: Row) -> Iterator[str]:
    cells = loaded.script.cells
    if row.to:
        yield f"To: {', '.join(cells[each].title for each in row.to)}"
        yield f"By: {CHANNELS_OUT.get(row.channel, row.channel)}"
    if row.controller:
        yield f"Controller: {row.controller}"
    if row.body:
        yield row.body
    yield from (f"Expected: {each.text}" for each in row.expected)


def _event(loaded: Loaded, name: str, title: str, *, begin: float) -> Event:
    """Return an event that stays the same whenever it is written."""
    event = Event()
    event.add("uid", f"{name}@{loaded.name}.scrs")
    event.add("dtstamp", _moment(loaded, 0.0))
    event.add("dtstart", _moment(loaded, begin))
    event.add("summary", title)
    return event


def _moment(loaded: Loaded, seconds: float) -> datetime:
    return (loaded.startex.astimezone(UTC) + timedelta(seconds=round(seconds))).replace(microsecond=0)
