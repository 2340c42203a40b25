"""A script as a calendar: what is planned stands at its moment, what play decides does not stand there."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from exercises.script.listing import calendar_of
from exercises.script.loading import open_script, shipped


def events(content):
    """Return uid → event."""
    return {str(each["uid"]): each for each in icalendar.Calendar.from_ical(content).walk("VEVENT")}


@pytest.mark.parametrize("name", shipped())
def test_each_planned_row_stands_at_its_moment_and_no_other(name):
    """As another program reads it: the moment in UTC, STARTEX and all that is due after it."""
    loaded = open_script(name)
    content, count = calendar_of(loaded)
    found = events(content)
    planned = {uid: each.due for uid, each in loaded.times.items() if each.due is not None}
    rows = {uid: each for uid, each in found.items() if uid.startswith("row-")}
    assert count == len(rows) == len(planned) < len(loaded.script.rows)
    for uid, due in planned.items():
        expected = loaded.startex.astimezone(UTC) + timedelta(seconds=round(due))
        assert rows[f"row-{uid}@{name}.scrs"]["dtstart"].dt == expected


def test_a_moment_of_another_zone_is_told_in_utc():
    """STARTEX of the shipped exercise is at 09:00 where it is played."""
    found = events(calendar_of(open_script("first-72-hours"))[0])
    assert found["exercise@first-72-hours.scrs"]["dtstart"].dt == datetime(2026, 5, 12, 13, 0, tzinfo=UTC)


def test_writing_it_again_gives_the_same_bytes():
    """So that a calendar that is taken in twice holds each row once, and a file in a repository stays."""
    assert calendar_of(open_script("first-72-hours")) == calendar_of(open_script("first-72-hours"))
