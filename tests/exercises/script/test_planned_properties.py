"""The clock as planned: moments and days lead back to each other, and nothing lies past the furthest day."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.script.planned import Planned, moves_at
from exercises.script.schema import Move
from exercises.times import Moment

STARTEX = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
START = date(2005, 10, 1)


@st.composite
def clocks(draw, by_hand=False):
    """Draw a clock of up to five moves whose days rise."""
    lengths = draw(st.lists(st.integers(600, 40_000), min_size=1, max_size=5))
    moves, begins, day = [], 0, 0.0
    for number, length in enumerate(lengths):
        pace = float(draw(st.integers(0, 200)))
        jump = draw(st.integers(0, 40))
        day = day + jump
        known = number == 0 or not by_hand or draw(st.booleans())
        moves.append(
            Move(
                title="M",
                pace=pace,
                begins=f"STARTEX+{begins} s" if known and number else None,
                scenario=f"D+{day!r}" if jump or number == 0 else None,
            )
        )
        begins, day = begins + length, day + pace * length / 86_400
    return Planned(STARTEX, float(begins), moves_at(tuple(moves), STARTEX, START), START)


@settings(deadline=None, max_examples=200)
@given(clocks(), st.floats(0, 1))
def test_the_day_of_a_moment_is_reached_no_later_than_then(planned, share):
    seconds = share * planned.endex
    day = planned.day_at(seconds)
    assert day is not None
    assert planned.first_day <= day <= planned.furthest_day + 1e-6
    reached = planned.seconds_at(day - 1e-9)
    assert reached is not None
    assert reached <= seconds + 1e-3


@settings(deadline=None, max_examples=200)
@given(clocks(), st.floats(0, 1.2))
def test_a_day_comes_exactly_when_it_is_not_past_the_furthest(planned, share):
    day = planned.first_day + share * max(planned.furthest_day - planned.first_day, 1.0)
    if day < planned.furthest_day - 1e-6:
        assert planned.seconds_at(day) is not None
    if day > planned.furthest_day + 1e-6:
        assert planned.seconds_at(day) is None


@settings(deadline=None, max_examples=200)
@given(clocks(by_hand=True), st.lists(st.floats(0, 1), min_size=5, max_size=5))
def test_however_control_begins_its_moves_no_day_past_the_furthest_comes(planned, shares):
    """Control begins each open move somewhere between its neighbours; then the clock is known."""
    begins = [each.begins for each in planned.moves]
    for at, known in enumerate(begins):
        if known is None:
            until = next((each for each in begins[at + 1 :] if each is not None), planned.endex)
            begins[at] = begins[at - 1] + shares[at] * (until - begins[at - 1])
    day, reached = planned.first_day, planned.first_day
    for at, move in enumerate(planned.moves):
        until = begins[at + 1] if at + 1 < len(begins) else planned.endex
        day = max(day, move.day) if move.day is not None else day
        day += move.pace * (until - begins[at]) / 86_400
        reached = max(reached, day)
    assert reached <= planned.furthest_day + 1e-6


def test_a_moment_on_either_clock_becomes_seconds():
    moves = moves_at((Move(title="M", scenario="D+10", pace=24.0),), STARTEX, START)
    planned = Planned(STARTEX, 36_000.0, moves, START)
    assert planned.seconds(Moment("exercise", 60.0, "STARTEX+60 s")) == 60.0
    assert planned.seconds(Moment("scenario", 11.0, "D+11")) == 3600.0
    assert planned.seconds(Moment("scenario", 0.5, "2005-10-12 12:00", on=date(2005, 10, 12))) == 5400.0
    assert planned.seconds(Moment("scenario", 21.0, "D+21")) is None
    assert planned.move_at(100.0) is moves[0]
