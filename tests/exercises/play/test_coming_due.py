"""What comes due by itself: at its own second, whoever looks and whenever; late, held, armed or expired."""

from typing import Any

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, MORNING, ToldWorld, Wall, deliveries, director_of

from exercises.errors import Refused
from exercises.play.commands import Answer, Emergency, NextMove, Pause, Release, Resume, Start

HOUR = 3_600.0


def test_rows_go_out_at_their_own_second_though_one_looks_later() -> None:
    """Ten minutes after STARTEX somebody looks: the row of minute one went out at minute one."""
    director, wall = director_of(
        {"uid": "a", "trigger": "STARTEX+00:01"}, {"uid": "b", "trigger": "STARTEX+00:11"}
    )
    director.do(DIRECTOR, Start())
    wall.pass_(100.0)
    assert director.tick() == 1
    assert deliveries(director) == {"a": 60.0}
    assert director.state.run("a", "embassy").due == 60.0


def test_a_row_follows_another_after_its_delay_and_a_chain_needs_one_look_only() -> None:
    """a, then b ten minutes after a, then c at once."""
    director, wall = director_of(
        {"uid": "c", "trigger": {"after": {"row": "b"}}, "on_late": "fire"},
        {"uid": "b", "trigger": {"after": {"row": "a", "delay": "10 min"}}, "on_late": "fire"},
        {"uid": "a", "trigger": "STARTEX+5 min", "on_late": "fire"},
    )
    director.do(DIRECTOR, Start())
    wall.pass_(HOUR)
    director.tick()
    assert deliveries(director) == {"a": 300.0, "b": 900.0, "c": 900.0}


def test_a_contingency_goes_out_if_and_only_if_nobody_answered_in_time() -> None:
    """The classic contingency inject: sent at minute 30 unless there was an answer."""
    rows: tuple[dict[str, Any], ...] = (
        {"uid": "ask", "trigger": "STARTEX"},
        {
            "uid": "remind",
            "kind": "contingency",
            "trigger": {
                "all": [
                    {"after": {"row": "ask", "delay": "30 min"}},
                    {"not": {"after": {"row": "ask", "state": "answered"}}},
                ]
            },
        },
    )
    for answers, reminded in ((False, True), (True, False)):
        director, wall = director_of(*rows)
        director.do(DIRECTOR, Start())
        wall.pass_(20.0)
        if answers:
            director.do(EMBASSY, Answer(row="ask", cell="embassy", text="We have it"))
        wall.pass_(30 * 60.0)
        director.tick()
        assert ("remind" in deliveries(director)) is reminded


def test_a_condition_on_the_simulation_fires_on_its_day_and_says_why() -> None:
    """Day 2 at pace 24 is hour 2."""
    world = ToldWorld({"fund.crf.free": (2.0,)})
    director, wall = director_of(
        {"uid": "dry", "trigger": {"when": {"measure": "fund.crf.free", "below": 5}}, "on_late": "fire"},
        world=world,
    )
    director.do(DIRECTOR, Start())
    wall.pass_(3 * HOUR)
    director.tick()
    assert deliveries(director) == {"dry": 2 * HOUR}
    assert director.state.run("dry", "embassy").why == "fund.crf.free after 0 effects on D+2"


def test_an_effect_changes_when_a_condition_comes_true() -> None:
    """Before the effect the condition never holds; after it, from day 3 on."""
    world = ToldWorld({}, after={"exit": (3.0,)})
    director, wall = director_of(
        {"uid": "blow", "trigger": "STARTEX+1 h", "effects": [{"why": "a blow"}], "on_late": "fire"},
        {"uid": "news", "trigger": {"when": {"measure": "exit", "reached": True}}, "on_late": "fire"},
        world=world,
    )
    director.do(DIRECTOR, Start())
    wall.pass_(4 * HOUR)
    director.tick()
    assert deliveries(director) == {"blow": HOUR, "news": 3 * HOUR}


def test_days_between_moves_come_due_when_the_next_move_begins() -> None:
    """D+12 lies between the moves: the row goes out as the second begins."""
    moves = [{"title": "1", "scenario": "D+0"}, {"title": "2", "scenario": "D+30"}]
    clock = {"startex": "2026-05-11 09:00", "endex": "STARTEX+4 h", "moves": moves}
    director, wall = director_of({"uid": "mid", "trigger": "D+12"}, clock=clock)
    director.do(DIRECTOR, Start())
    wall.pass_(60.0)
    assert director.tick() == 0
    director.do(CONTROLLER, NextMove())
    assert deliveries(director) == {"mid": 60.0}


@pytest.mark.parametrize(("on_late", "state"), [("fire", "sent"), ("hold", "held"), ("skip", "skipped")])
def test_what_came_due_during_an_outage_follows_its_own_rule(on_late: str, state: str) -> None:
    """Nobody looked for an hour: nothing becomes an error, and the row says that it is late."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+1 min", "on_late": on_late})
    director.do(DIRECTOR, Start())
    wall.pass_(HOUR)
    director.tick()
    run = director.state.run("a", "embassy")
    assert (run.state, run.late, run.due) == (state, True, 60.0)


def test_a_paused_exercise_is_never_late() -> None:
    """A night between two days of play is no outage."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+2 min"})
    director.do(DIRECTOR, Start())
    wall.pass_(60.0)
    director.do(CONTROLLER, Pause())
    wall.pass_(15 * HOUR)
    director.do(CONTROLLER, Resume())
    wall.pass_(61.0)
    director.tick()
    assert deliveries(director) == {"a": 120.0}


@pytest.mark.parametrize(
    "reason", [{"release": "controller"}, {"approval": "draft"}, {"kind": "expected_action"}]
)
def test_what_a_person_must_send_is_armed_and_waits(reason: dict[str, Any]) -> None:
    """Released by hand it goes out, and says by whom."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+1 min", **reason})
    director.do(DIRECTOR, Start())
    wall.pass_(61.0)
    director.tick()
    assert director.state.run("a", "embassy").state == "armed"
    director.do(CONTROLLER, Release(row="a"))
    assert director.state.run("a", "embassy").stamps["sent"].actor == "Cleo"


def test_a_row_expires_at_its_latest_moment_with_the_values_that_kept_it_back() -> None:
    """Unmet at the latest moment is an end with a reason, not an error."""
    director, wall = director_of(
        {
            "uid": "a",
            "trigger": {"when": {"measure": "relapse", "reached": True}},
            "latest": "STARTEX+1 h",
            "on_late": "fire",
        }
    )
    director.do(DIRECTOR, Start())
    wall.pass_(2 * HOUR)
    director.tick()
    run = director.state.run("a", "embassy")
    assert (run.state, run.stamps["expired"].exercise) == ("expired", HOUR)
    assert run.why == "relapse after 0 effects on D+1"
    with pytest.raises(Refused, match="it is expired"):
        director.do(CONTROLLER, Release(row="a"))


def test_nothing_goes_out_while_a_real_emergency_stands() -> None:
    """NO DUFF stops play at once; what was due then waits."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+1 min"})
    director.do(DIRECTOR, Start())
    director.do(EMBASSY, Emergency(text="Somebody is hurt in room 3"))
    wall.pass_(HOUR)
    assert director.tick() == 0
    with pytest.raises(Refused, match="Somebody is hurt"):
        director.do(DIRECTOR, Resume())


def test_a_row_to_several_cells_has_a_life_with_each() -> None:
    """Sent to one by hand, the other gets it when it is due."""
    director, wall = director_of({"uid": "a", "to": ["embassy", "military"], "trigger": "STARTEX+1 h"})
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Release(row="a", cells=("military",)))
    assert [run.state for _, run in director.state.runs_of("a")] == ["waiting", "sent"]
    wall.pass_(HOUR + 1)
    director.tick()
    assert director.state.run("a", "embassy").stamps["sent"].exercise == HOUR
    assert director.state.run("a", "military").stamps["sent"].exercise == 0.0


def test_rows_that_set_each_other_off_are_told_and_do_not_hang() -> None:
    """Each goes out once for each recipient, so a circle ends by itself."""
    director, _ = director_of(
        {"uid": "a", "trigger": {"any": ["STARTEX", {"after": {"row": "b"}}]}},
        {"uid": "b", "trigger": {"after": {"row": "a"}}},
    )
    director.do(DIRECTOR, Start())
    assert deliveries(director) == {"a": 0.0, "b": 0.0}


def test_the_wall_of_a_delivery_is_when_somebody_looked() -> None:
    """Three times stand in each entry; only the wall depends on who looked when."""
    director, wall = director_of({"uid": "a", "trigger": "STARTEX+1 min"}, wall=Wall())
    director.do(DIRECTOR, Start())
    wall.pass_(90.0)
    director.tick()
    stamp = director.state.run("a", "embassy").stamps["sent"]
    assert (stamp.wall, stamp.exercise, stamp.scenario) == (MORNING + 90.0, 60.0, 60.0 * 24 / 86_400)


def test_a_row_whose_effect_cannot_act_fails_with_the_reason_and_play_goes_on() -> None:
    """One bad effect stops neither the clock nor the rows behind it."""
    director, wall = director_of(
        {"uid": "a", "trigger": "STARTEX+1 min", "effects": [{"why": "one too many"}]},
        {"uid": "b", "trigger": "STARTEX+1 min"},
        world=ToldWorld(most=0),
    )
    director.do(DIRECTOR, Start())
    wall.pass_(61.0)
    director.tick()
    run = director.state.run("a", "embassy")
    assert run.state == "failed"
    assert "no room for another effect" in run.why
    assert deliveries(director) == {"b": 60.0}
