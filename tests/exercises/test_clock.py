"""The exercise clock: pauses and speed bend the wall, moves bend the scenario; neither touches the other."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.clock import Clock, Planned

DAY = 86_400.0
HOUR = 3_600.0


def clock_of(*moves: Planned) -> Clock:
    return Clock.ready(moves or (Planned(None, 0.0, 24.0),))


def test_a_clock_that_stands_shows_the_same_whatever_the_wall_says() -> None:
    """Before STARTEX and in a pause no time passes."""
    clock = clock_of().set(100.0, exercise=50.0, running=False)
    assert clock.at(100.0) == clock.at(9_999.0) == 50.0
    assert clock.wall_at(60.0) == math.inf


def test_speed_counts_from_the_moment_at_which_it_was_set() -> None:
    """Ten seconds at one, ten at six: seventy."""
    clock = clock_of().set(0.0, exercise=0.0, running=True)
    clock = clock.set(10.0, exercise=clock.at(10.0), speed=6.0)
    assert clock.at(20.0) == 70.0
    assert clock.wall_at(70.0) == 20.0


def test_a_wall_that_runs_back_does_not_move_the_exercise() -> None:
    """Somebody set the computer's clock: play does not run back."""
    clock = clock_of().set(100.0, exercise=30.0, running=True)
    assert clock.at(40.0) == 30.0


def test_the_pace_of_a_move_lets_a_day_pass_in_an_hour() -> None:
    """At pace 24 an hour of play is a day of the scenario."""
    assert clock_of().day(3 * HOUR) == 3.0
    assert clock_of().second_of(3.0) == 3 * HOUR


def test_a_move_by_the_clock_jumps_to_its_day_and_the_days_between_fall_on_its_second() -> None:
    """Weeks pass between moves in no time of the exercise."""
    clock = clock_of(Planned(None, 0.0, 24.0), Planned(HOUR, 30.0, 1.0))
    assert clock.day(HOUR) == 30.0
    assert clock.second_of(12.0) == HOUR
    assert clock.second_of(30.5) == HOUR + DAY / 2


def test_a_move_by_hand_comes_when_it_is_begun_and_later_ones_keep_their_second() -> None:
    """The second move is control's to begin, the third stands in the plan."""
    clock = clock_of(Planned(None, 0.0, 1.0), Planned(None, 30.0, 1.0), Planned(4 * HOUR, 90.0, 1.0))
    assert clock.second_of(30.0) == 4 * HOUR
    moved = clock.moved(1, begins=HOUR, day=30.0, pace=1.0)
    assert moved.second_of(30.0) == HOUR
    assert moved.day(4 * HOUR) == 90.0
    assert [each.move for each in moved.legs] == [0, 1, 2]


def test_a_move_that_names_no_day_goes_on_from_where_the_last_one_stood() -> None:
    """Also when the last one is begun by hand, later than was thought."""
    clock = clock_of(Planned(None, 0.0, 24.0), Planned(None, 30.0, 24.0), Planned(4 * HOUR, None, 0.0))
    assert clock.day(5 * HOUR) == 4.0
    assert clock.moved(1, begins=2 * HOUR, day=30.0, pace=24.0).day(5 * HOUR) == 32.0


def test_a_scenario_that_stands_still_reaches_no_later_day() -> None:
    """Pace 0 holds it; what is due later is not due."""
    assert clock_of(Planned(None, 5.0, 0.0)).second_of(5.1) == math.inf


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 1e5), st.none() | st.floats(0, 400), st.sampled_from([0.0, 1.0, 24.0, 730.0])),
        min_size=1,
        max_size=6,
    ),
    st.floats(0, 500),
)
def test_the_scenario_never_runs_back_and_its_seconds_are_found_again(
    moves: list[tuple[float, float | None, float]], day: float
) -> None:
    """`second_of` is the first second at which a day is reached, for any list of moves."""
    begins = sorted(each[0] for each in moves)
    clock = clock_of(*(Planned(b, d, p) for b, (_, d, p) in zip(begins, moves, strict=True)))
    seconds = [each * 1e4 for each in range(20)]
    days = [clock.day(each) for each in seconds]
    assert days == sorted(days)
    found = clock.second_of(day)
    if math.isinf(found):
        assert clock.day(1e7) < day or clock.legs[-1].pace == 0.0
    else:
        assert clock.day(found) == pytest.approx(max(day, clock.day(found)), abs=1e-6)
        assert found == 0.0 or clock.day(found - 1.0) <= day + 1e-6
