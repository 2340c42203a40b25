"""Times of play as days: on the clock asked for, cut where the scenario leaps; what had not ended is kept."""

from __future__ import annotations

import pytest
from playing import DIRECTOR, EMBASSY, Wall, director_of

from exercises.journal.memory import MemoryJournal
from exercises.lessons import measure
from exercises.play import commands
from exercises.script.schema import Learned

HOURLY = [{"title": "First", "scenario": "D+0", "pace": 24}]
LEAPING = [*HOURLY, {"title": "Later", "begins": "STARTEX+1 h", "scenario": "D+30", "pace": 24}]
GOING_ON = [*HOURLY, {"title": "On", "begins": "STARTEX+1 h", "pace": 48}]


def days(taught, **learned):
    found = measure(taught.state, taught.entries, Learned(step="decide", **learned))
    return [(pytest.approx(each.days), each.ended) for each in found.seen]


def test_half_an_hour_is_half_a_day_where_a_day_takes_an_hour(taught):
    """On the scenario's clock 0.5 d; on that of the exercise 1/48 d. What never ended lasted 2 d at least."""
    one = taught("x", [30.0, 500.0], endex=120.0)
    assert days(one, cells=("embassy",)) == [(0.5, True), (2.0, False)]
    assert days(one, clock="exercise") == [(1.0 / 48.0, True), (2.0 / 24.0, False)]


def test_a_leap_of_the_scenario_is_nobodys_time(taught):
    """The clock leaps from D+1 to D+30 while an answer is awaited: it took a day at least."""
    leaping = taught("x", [90.0], clock={**clock(), "moves": LEAPING})
    assert days(leaping) == [(1.0, False)]
    going_on = taught("x", [90.0], clock={**clock(), "moves": GOING_ON})
    assert days(going_on) == [(2.0, True)], "without a leap two paces add up: 1 d and 30 min at 48"


def clock():
    return {"startex": "2026-05-11 09:00", "endex": "STARTEX+4 h"}


def test_rows_and_cells_say_whose_times_count(taught):
    one = taught("x", [10.0, 20.0, 30.0])
    assert days(one, rows=("r1",), clock="exercise") == [(20.0 / 1440.0, True)]
    assert days(one, cells=("military",)) == []


def test_times_in_which_the_scenario_stands_are_left_out(taught):
    still = taught(
        "x", [10.0], clock={**clock(), "moves": [{"title": "Still", "scenario": "D+3", "pace": 0}]}
    )
    found = measure(still.state, still.entries, Learned(step="decide"))
    assert found.seen == ()
    assert found.timeless == 1


def test_a_clock_that_was_set_ahead_is_not_lived(taught):
    wall, journal = Wall(), MemoryJournal()
    journal.create("test", {"script": "", "scenario": ""})
    director, _ = director_of(
        {"uid": "a", "trigger": "STARTEX", "on_late": "fire"}, wall=wall, journal=journal
    )
    for command in (commands.Start(), commands.Pause(), commands.Step(seconds=600.0), commands.Resume()):
        director.do(DIRECTOR, command)
        director.tick()
    director.do(EMBASSY, commands.Answer(row="a", cell="embassy", text="Yes"))
    assert measure(director.state, journal.read("test"), Learned(step="decide")).seen == ()


def test_decisions_wait_for_control(taught):
    """Asked at 10 min, approved at 25 min; the second one never: it waited at least from 30 min to ENDEX."""
    decisions = {
        "give": {
            "title": "Give", "by": ["embassy"], "approval": True, "times": 0,
            "effects": [{"withdraw": {"crf": "1 M USD"}}],
        }
    }  # fmt: skip
    wall, journal = Wall(), MemoryJournal()
    journal.create("test", {"script": "", "scenario": ""})
    director, _ = director_of(wall=wall, journal=journal, decisions=decisions)
    director.do(DIRECTOR, commands.Start())
    for minute, actor, command in (
        (10.0, EMBASSY, commands.Decide(decision="give", cell="embassy")),
        (25.0, DIRECTOR, commands.Approve(request="give-1")),
        (30.0, EMBASSY, commands.Decide(decision="give", cell="embassy")),
        (60.0, DIRECTOR, commands.End()),
    ):
        wall.pass_(minute * 60.0 - director.now())
        director.do(actor, command)
    asked = Learned(step="decide", decisions=("give",), clock="exercise")
    found = measure(director.state, journal.read("test"), asked)
    assert [(each.what, pytest.approx(each.days), each.ended) for each in found.seen] == [
        ("give-1", 15.0 / 1440.0, True), ("give-2", 30.0 / 1440.0, False)
    ]  # fmt: skip
