"""A row that came due at a bad time is given another moment: it waits anew, and comes due again."""

from __future__ import annotations

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, deliveries, director_of

from exercises.console.reading import read_line
from exercises.console.telling import tell
from exercises.director import Director
from exercises.errors import Refused
from exercises.play.commands import Hold, Release, Retime, Start

ROWS = (
    {"uid": "a", "trigger": "STARTEX+00:10", "to": ["embassy", "military"]},
    {"uid": "b", "trigger": {"after": {"row": "a"}}},
)


def after_an_outage():
    """An exercise in which a row came due while nobody was there to send it."""
    director, wall = director_of(*ROWS)
    director.do(DIRECTOR, Start())
    wall.pass_(3_600)
    director.tick()
    return director, wall


def test_a_row_that_was_held_in_an_outage_goes_out_at_its_new_moment():
    """And what follows it follows the new moment."""
    director, wall = after_an_outage()
    assert director.state.run("a", "embassy").state == "held"
    director.do(CONTROLLER, Retime(row="a", trigger={"at": "STARTEX+01:30"}, reason="after the break"))
    run = director.state.run("a", "embassy")
    assert (run.state, run.due, run.late, run.why) == ("waiting", None, False, "after the break")
    assert (5_400.0, "a") in director.ahead()
    wall.pass_(1_800)
    director.tick()
    assert deliveries(director) == {"a": 5_400.0, "b": 5_400.0}


def test_a_row_may_be_held_and_timed_anew_again_and_again():
    """Each coming due is an operation of its own: none is taken for the one before."""
    director, wall = after_an_outage()
    for minutes in (70, 80, 90):
        director.do(CONTROLLER, Retime(row="a", trigger={"at": f"STARTEX+{minutes} min"}))
        director.do(CONTROLLER, Hold(row="a"))
        director.do(CONTROLLER, Retime(row="a", trigger={"at": f"STARTEX+{minutes} min"}))
    wall.pass_(3_600)
    director.tick()
    assert director.state.run("a", "military").state == "held"  # nobody was there at 90 min either
    director.do(CONTROLLER, Retime(row="a", trigger={"at": "STARTEX+02:00"}))
    director.tick()
    assert deliveries(director)["a"] == 7_200.0


def test_only_some_recipients_wait_anew_and_none_who_has_it():
    """Who got it keeps it; where nobody waits any more the command is refused."""
    director, _ = after_an_outage()
    director.do(CONTROLLER, Release(row="a", cells=("embassy",)))
    director.do(CONTROLLER, Retime(row="a", trigger={"at": "STARTEX+02:00"}))
    assert director.state.run("a", "embassy").state == "sent"
    assert director.state.run("a", "military").state == "waiting"
    director.do(CONTROLLER, Release(row="a"))
    with pytest.raises(Refused, match="a cannot be timed anew: it is sent"):
        director.do(CONTROLLER, Retime(row="a", trigger={"at": "STARTEX+02:00"}))


def test_a_trigger_that_names_nothing_is_refused():
    """The agenda would rest on a row that is not there."""
    director, _ = after_an_outage()
    with pytest.raises(Refused, match="there is no row"):
        director.do(CONTROLLER, Retime(row="a", trigger={"after": {"row": "nowhere"}}))


def test_a_replay_comes_to_the_same_state():
    """What was timed anew is in the journal, with its reason, and is told."""
    director, wall = after_an_outage()
    line = read_line("controller: retime a STARTEX+02:00 too early", {}, CONTROLLER)
    assert line is not None
    director.do(line.actor, line.command)
    other = Director(director._journal, director.exercise, director.setting, clock=wall)
    assert other.state.digest() == director.state.digest()
    entry = next(each for each in director.since(0) if each.kind == "row.retimed")
    assert tell(entry, director.state).endswith("retimed   a: too early")
    assert director.refusal(EMBASSY, Retime(row="a", trigger="manual")) != ""
