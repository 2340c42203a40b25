"""STARTEX, pauses, speed, steps, jumps, moves, ENDEX: what each does to the clock and to what comes due."""

from __future__ import annotations

import pytest
from playing import CONTROLLER, DIRECTOR, deliveries, director_of

from exercises.errors import Refused
from exercises.play.commands import (
    AllClear,
    Emergency,
    End,
    Jump,
    NextMove,
    Note,
    Pause,
    Release,
    Resume,
    SetSpeed,
    Start,
    Step,
)

ROWS = tuple({"uid": f"r{at}", "trigger": f"STARTEX+{at} min"} for at in (10, 20, 30))


def test_nothing_moves_before_startex_and_nothing_after_endex() -> None:
    """Only notes and observations are taken after the end."""
    director, wall = director_of(*ROWS)
    with pytest.raises(Refused, match="has not begun"):
        director.do(CONTROLLER, Release(row="r10"))
    wall.pass_(9_999.0)
    assert director.tick() == 0
    director.do(DIRECTOR, Start())
    director.do(DIRECTOR, End(reason="fire drill"))
    wall.pass_(9_999.0)
    assert director.tick() == 0
    with pytest.raises(Refused, match="has ended"):
        director.do(CONTROLLER, Release(row="r10"))
    assert director.do(CONTROLLER, Note(text="Good effort")).new


def test_a_step_passes_time_at_once_and_sends_what_comes_due() -> None:
    """Paused at minute 0, stepped by 25: two rows, each at its own minute."""
    director, _ = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    with pytest.raises(Refused, match="pause it before stepping"):
        director.do(CONTROLLER, Step(seconds=60.0))
    director.do(CONTROLLER, Pause())
    director.do(CONTROLLER, Step(seconds=25 * 60.0))
    assert deliveries(director) == {"r10": 600.0, "r20": 1200.0}
    assert director.now() == 25 * 60.0


def test_a_jump_needs_a_disposition_for_every_row_that_it_passes() -> None:
    """One fired, one held, one skipped; none by accident."""
    director, _ = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    with pytest.raises(Refused, match="passes 3 rows without a disposition: r10, r20, r30"):
        director.do(DIRECTOR, Jump(to=3600.0))
    director.do(DIRECTOR, Jump(to=3600.0, passed={"r10": "fire", "r20": "hold"}, rest="skip"))
    assert [director.state.run(uid, "embassy").state for uid in ("r10", "r20", "r30")] == [
        "sent",
        "held",
        "skipped",
    ]
    assert director.state.run("r10", "embassy").late is False
    with pytest.raises(Refused, match="not ahead"):
        director.do(DIRECTOR, Jump(to=60.0, rest="fire"))


def test_twice_the_speed_halves_the_wait_on_the_wall() -> None:
    """Row of minute ten after five minutes on the wall."""
    director, wall = director_of(*ROWS)
    director.do(DIRECTOR, Start(speed=2.0))
    wall.pass_(301.0)
    director.tick()
    assert deliveries(director) == {"r10": 600.0}
    with pytest.raises(Refused, match="out of range"):
        director.do(CONTROLLER, SetSpeed(speed=0.0))


def test_moves_come_in_order_and_the_last_one_is_the_last() -> None:
    """Begun by hand, with the day that the script names."""
    moves = [{"title": "1", "scenario": "D+0"}, {"title": "2", "scenario": "D+30", "pace": 24}]
    clock = {"startex": "2026-05-11 09:00", "endex": "STARTEX+4 h", "moves": moves}
    director, wall = director_of(clock=clock)
    director.do(DIRECTOR, Start())
    wall.pass_(600.0)
    director.do(CONTROLLER, NextMove())
    assert director.state.clock.day(director.now()) == 30.0
    with pytest.raises(Refused, match="move 2 is the last one"):
        director.do(CONTROLLER, NextMove())


def test_an_emergency_stops_the_clock_until_the_director_says_so() -> None:
    """The all-clear does not start play again by itself."""
    director, wall = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    wall.pass_(60.0)
    director.do(CONTROLLER, Emergency(text="Ambulance at gate 2"))
    assert director.state.phase == "paused"
    wall.pass_(3_000.0)
    director.do(DIRECTOR, AllClear())
    assert director.tick() == 0
    director.do(CONTROLLER, Resume())
    assert director.now() == 60.0


def test_no_time_passes_while_a_real_emergency_stands() -> None:
    """Neither by STARTEX, nor by a step, a jump or the next move; after the all-clear it does."""
    director, _ = director_of(*ROWS)
    director.do(CONTROLLER, Emergency(text="Somebody is hurt"))
    with pytest.raises(Refused, match="Somebody is hurt"):
        director.do(DIRECTOR, Start())
    director.do(DIRECTOR, AllClear())
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Emergency(text="Somebody is hurt"))
    for command in (Step(seconds=60.0), Jump(to=700.0, rest="fire"), NextMove(), Resume()):
        with pytest.raises(Refused, match="Somebody is hurt"):
            director.do(DIRECTOR, command)
    director.do(DIRECTOR, AllClear())
    director.do(CONTROLLER, Step(seconds=600.0))
    assert deliveries(director) == {"r10": 600.0}
