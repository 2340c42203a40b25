"""A jump before it is made: what it would pass, and the command that comes of what was chosen."""

import pytest
from playing import DIRECTOR, director_of

from dashboards.views.jumping import command_of, jump_view, seconds_of, suggestion
from exercises.errors import Refused
from exercises.play.commands import Start

ROWS = (
    {"uid": "a", "trigger": "STARTEX+00:10", "number": "1", "on_late": "skip"},
    {"uid": "b", "trigger": "STARTEX+00:20", "to": ["embassy", "military"]},
    {"uid": "c", "trigger": "STARTEX+01:00"},
    {"uid": "d", "trigger": "manual"},
)


@pytest.fixture
def director():
    made, _ = director_of(*ROWS)
    made.do(DIRECTOR, Start())
    return made


def test_the_rows_on_the_way_are_shown_with_what_each_says_of_itself(director):
    """Only those that are known to come due by then; the usual choice is the row's own."""
    found = jump_view(director, "STARTEX+00:30")
    assert found.said == "09:30 · STARTEX+00:30 · D+0 12:00"
    assert [(each.number, each.hour, each.cells, each.usual) for each in found.passed] == [
        ("1", "09:10", "embassy", "skip"),
        ("b", "09:20", "embassy, military", "hold"),
    ]


def test_what_is_chosen_is_carried_out_and_the_rest_is_as_each_says(director):
    """One row is fired, the other keeps its own; the engine takes the command as it is."""
    found = jump_view(director, "D+0 12:00")
    director.do(DIRECTOR, command_of(found, {"b": "fire"}, setting="now", reason="lunch"))
    states = {uid: director.state.run(uid, "embassy").state for uid in "abcd"}
    assert states == {"a": "skipped", "b": "sent", "c": "waiting", "d": "waiting"}
    assert director.now() == 1_800.0


def test_two_presses_of_one_jump_are_one(director):
    """They have the same name, because they rest on the same setting of the clock."""
    found = jump_view(director, "STARTEX+00:30")
    for _ in range(2):
        director.do(DIRECTOR, command_of(found, {}, setting="0:0:1", reason=""))
    assert sum(each.kind == "clock.jumped" for each in director.since(0)) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [("soon", "is not a moment"), ("STARTEX", "never runs back"), ("D+900", "")],
)
def test_what_is_no_moment_ahead_is_said_instead(director, written, said):
    """In the words of the reading, or of the clock."""
    assert said in jump_view(director, written).fault


def test_a_day_that_the_scenario_never_reaches_is_refused():
    """The scenario stands still in this move."""
    made, _ = director_of(
        {"uid": "a"},
        clock={
            "startex": "2026-05-11 09:00",
            "endex": "STARTEX+1 h",
            "moves": [{"title": "Still", "scenario": "D+3", "pace": 0}],
        },
    )
    with pytest.raises(Refused, match="never comes"):
        seconds_of(made, "D+9")


def test_the_next_row_is_offered_first_and_a_minute_where_nothing_comes(director):
    """A moment to begin with, whatever there is."""
    assert suggestion(director) == "STARTEX+00:10"
    other, _ = director_of({"uid": "a", "trigger": "manual"})
    assert suggestion(other) == "STARTEX+00:01"
