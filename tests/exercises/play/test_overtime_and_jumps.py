"""Play past its planned end, rows that follow from a jump, effects that do nothing, a wall set back."""

from __future__ import annotations

import pytest
from playing import CONTROLLER, DIRECTOR, deliveries, director_of

from exercises.console.session import Session
from exercises.director import Director
from exercises.errors import Refused
from exercises.play.commands import Apply, End, Jump, Pause, Release, Resume, Start

CHAIN = (
    {"uid": "a", "trigger": "STARTEX+30 min"},
    {"uid": "b", "trigger": {"after": {"row": "a", "delay": "10 min"}}},
    {"uid": "c", "trigger": {"after": {"row": "b", "delay": "10 min"}}},
    {"uid": "late", "trigger": {"after": {"row": "a", "delay": "2 h"}}},
)


def test_a_jump_asks_for_rows_that_may_follow_from_those_it_passes() -> None:
    director, _ = director_of(*CHAIN)
    director.do(DIRECTOR, Start())
    with pytest.raises(Refused, match="2 rows may follow from those that the jump passes: b, c"):
        director.do(DIRECTOR, Jump(to=3600.0, passed={"a": "fire"}))
    director.do(DIRECTOR, Jump(to=3600.0, passed={"a": "fire", "b": "fire", "c": "hold"}))
    assert deliveries(director) == {"a": 1800.0, "b": 2400.0}
    assert director.state.run("c", "embassy").state == "held"


def test_one_disposition_for_the_rest_is_theirs_too() -> None:
    director, _ = director_of(*CHAIN)
    director.do(DIRECTOR, Start())
    director.do(DIRECTOR, Jump(to=3600.0, rest="fire"))
    assert deliveries(director) == {"a": 1800.0, "b": 2400.0, "c": 3000.0}


def test_nothing_is_asked_about_what_follows_from_a_row_that_is_held() -> None:
    director, _ = director_of(*CHAIN)
    director.do(DIRECTOR, Start())
    director.do(DIRECTOR, Jump(to=3600.0, passed={"a": "hold"}))
    assert deliveries(director) == {}


def test_play_past_its_planned_end_is_told_once_and_on_the_board() -> None:
    told = list[str]()
    director, wall = director_of({"uid": "a"})
    session = Session(director, wait=wall.pass_, say=told.append)
    director.do(DIRECTOR, Start())
    wall.pass_(4 * 3600.0)
    session.follow()
    assert director.overtime() == 0.0
    wall.pass_(120.0)
    session.follow()
    session.follow()
    assert [each for each in told if "ENDEX" in each] == [
        "note      past the planned ENDEX, STARTEX+04:00, by 2 min; 'end' ends play"
    ]
    session.take("board")
    assert any("past the planned ENDEX" in each for each in told[-3:])
    director.do(DIRECTOR, Pause())
    assert director.overtime() == 120.0
    director.do(DIRECTOR, End())
    assert director.overtime() == 0.0


@pytest.mark.parametrize("effect", [{}, {"why": "because"}, {"set": {}}])
def test_an_effect_that_changes_nothing_is_refused(effect: dict[str, object]) -> None:
    director, _ = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    with pytest.raises(Refused, match="an effect that changes nothing; one of set, scale, withdraw"):
        director.do(CONTROLLER, Apply(effect=effect, reason="why not"))


def test_asking_whether_one_may_jump_forgets_nothing_that_has_yet_to_come_due() -> None:
    """Entries were read and nobody has looked at what they set off: a button's look must not be that look."""
    rows = (
        {"uid": "a", "trigger": "manual"},
        {"uid": "b", "trigger": {"after": {"row": "a", "delay": "10 min"}}},
    )
    director, wall = director_of(*rows)
    beside = Director(director._journal, "test", director.setting, clock=wall)
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Release(row="a"))
    beside.catch_up()
    before = set(beside.state.touched)
    assert beside.refusal(DIRECTOR, Jump(to=60.0)) == ""
    assert "b" in beside.refusal(DIRECTOR, Jump(to=1_200.0))
    assert beside.state.touched == before == {"a"}
    assert beside.ahead() == [(600.0, "b")]


def test_a_wall_set_back_an_hour_moves_nothing_and_loses_nothing() -> None:
    """The clock of the server is corrected in the middle of play: it stands until the hour has come again."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+70 min"})
    director.do(DIRECTOR, Start())
    wall.pass_(3_600.0)
    director.tick()
    wall.pass_(-3_600.0)
    director.tick()
    assert director.do(CONTROLLER, Apply(effect={"shift": {"x": 1}}, reason="still takes commands")).new
    wall.pass_(4_200.0)
    director.tick()
    assert deliveries(director) == {"a": 4_200.0}


def test_a_pause_sets_a_clock_going_again_whose_wall_was_set_back() -> None:
    """Nobody has to wait until the hour has come again."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+70 min"})
    director.do(DIRECTOR, Start())
    wall.pass_(3_600.0)
    director.tick()
    assert director.now() == 3_600.0
    wall.pass_(-3_600.0)
    assert director.now() == 3_600.0, "nobody sees the clock run back"
    director.do(DIRECTOR, Pause())
    director.do(DIRECTOR, Resume())
    wall.pass_(599.0)
    director.tick()
    assert deliveries(director) == {}
    wall.pass_(1.0)
    director.tick()
    assert deliveries(director) == {"a": 4_200.0}
