"""Local times have a zone, always; a night in which clocks change is an hour longer or shorter."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playing import DIRECTOR, Wall, director_of, setting_of

from exercises.console.telling import board, tell
from exercises.play.commands import Start
from exercises.script.listing.words import written_at
from exercises.times import local_at, moment, say_dtg, say_local

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SPRING = datetime(2026, 3, 28, 9, tzinfo=STOCKHOLM)
AUTUMN = datetime(2026, 10, 24, 9, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(("startex", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_a_day_is_as_long_as_the_night_makes_it(startex: datetime, hours: int) -> None:
    """Nine o'clock on day 2 comes 23 or 25 hours after nine o'clock on day 1, and is written back so."""
    second = moment("day 2 09:00").seconds(startex)
    assert second == hours * 3600
    assert str(written_at(second, startex).time_of_day) == "09:00:00"


@given(st.integers(1, 9), st.integers(0, 23), st.integers(0, 59))
def test_a_moment_of_a_day_comes_when_local_clocks_show_it(day: int, hour: int, minute: int) -> None:
    """Whatever the night does, except in the hour that does not exist."""
    second = moment(f"day {day} {hour:02d}:{minute:02d}").seconds(SPRING)
    local = local_at(SPRING, second)
    if (day, hour) != (2, 2):
        assert (local.day, local.hour, local.minute) == ((27 + day - 1) % 31 + 1, hour, minute)


@pytest.mark.parametrize(
    ("zone", "said", "group"),
    [
        ("UTC", "day 1 09:45 UTC", "110945ZMAY26"),
        ("Europe/Stockholm", "day 1 09:45 CEST", "110945BMAY26"),
        ("Asia/Dubai", "day 1 09:45 UTC+04", "110945DMAY26"),
        ("Asia/Kolkata", "day 1 09:45 IST", "110415ZMAY26"),
        ("America/New_York", "day 1 09:45 EDT", "110945QMAY26"),
    ],
)
def test_a_local_time_is_said_with_its_zone(zone: str, said: str, group: str) -> None:
    """By the zone's short name, and by the letter of a date-time group."""
    startex = datetime(2026, 5, 11, 9, tzinfo=ZoneInfo(zone))
    assert (say_local(startex, 2_700.0), say_dtg(startex, 2_700.0)) == (said, group)


def test_the_feed_and_the_board_say_the_local_time_with_its_zone() -> None:
    """Also on the morning after the clocks changed."""
    director, _ = director_of({"uid": "a", "trigger": "STARTEX"}, wall=Wall())
    director.do(DIRECTOR, Start())
    entry = director.since(0)[-1]
    assert tell(entry, director.state, AUTUMN).startswith("STARTEX+00:00  day 1 09:00 CEST  D+0 00:00  sent")
    assert setting_of().startex.tzinfo is None
    assert "day 1 09:00 (110900ZMAY26)" in next(iter(board(director)))
    assert say_local(AUTUMN, 86_400.0) == "day 2 08:00 CET"
