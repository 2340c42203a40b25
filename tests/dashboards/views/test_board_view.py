"""The board as values: statuses, lateness, windows, and bars that do not lie on each other."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from playing import DIRECTOR, EMBASSY, director_of

from dashboards.views.board import MOST_TRACKS, bars_of, board_view, window_of
from exercises.play.commands import Answer, Hold, Skip, Start

ASKS = {"uid": "a", "trigger": "STARTEX+00:10", "expected": [{"text": "An answer", "within": "20 min"}]}


def statuses(director):
    return {(each.uid, each.cell): each.status for each in board_view(director, {}).lines}


def running(*rows):
    director, wall = director_of(*rows)
    director.do(DIRECTOR, Start())
    return director, wall


def test_a_row_is_planned_sent_overdue_and_answered_in_turn():
    """Overdue from the moment at which its answer was expected."""
    director, wall = running(ASKS)
    assert statuses(director) == {("a", "embassy"): "planned"}
    found = []
    for minutes in (10, 19.9, 0.2):
        wall.pass_(minutes * 60)
        director.tick()
        found.append(statuses(director)["a", "embassy"])
    assert found == ["sent", "sent", "overdue"]
    director.do(EMBASSY, Answer(row="a", cell="embassy", text="yes"))
    assert statuses(director)["a", "embassy"] == "answered"


def test_who_gets_a_copy_is_never_overdue():
    """Nothing is expected of those in copy."""
    director, wall = running({**ASKS, "cc": ["military"]})
    for minutes in (10, 50):
        wall.pass_(minutes * 60)
        director.tick()
    assert statuses(director) == {("a", "embassy"): "overdue", ("a", "military"): "sent"}


def test_rows_without_a_time_wait_and_rows_of_nobody_are_controls():
    """By hand, on a condition, held, skipped, due."""
    director, wall = running(
        {"uid": "hand", "trigger": "manual"},
        {"uid": "due", "trigger": "STARTEX", "release": "controller"},
        {"uid": "held", "trigger": "STARTEX+01:00"},
        {"uid": "skipped", "trigger": "STARTEX+01:00"},
        {"uid": "ours", "kind": "key_event", "to": [], "trigger": "STARTEX+02:00"},
    )
    wall.pass_(1)
    director.tick()
    director.do(DIRECTOR, Hold(row="held"))
    director.do(DIRECTOR, Skip(row="skipped"))
    found = statuses(director)
    assert found["hand", "embassy"] == "waiting"
    assert found["due", "embassy"] == "due"
    assert found["held", "embassy"] == "held"
    assert found["skipped", "embassy"] == "skipped"
    assert found["ours", "control"] == "planned"
    assert board_view(director, {}).pressing().uid == "due"


def test_a_planned_time_is_shown_until_play_knows_better():
    """What follows another row has a planned hour before that row went out, its own one afterwards."""
    director, wall = running(
        {"uid": "a", "trigger": "STARTEX+00:10"},
        {"uid": "b", "trigger": {"after": {"row": "a", "state": "sent", "delay": "5 min"}}},
    )
    assert math.isnan(board_view(director, {}).lines[1].second)
    assert board_view(director, {"b": 900.0}).lines[1].second == 900
    wall.pass_(601)
    director.tick()
    assert board_view(director, {"b": 700.0}).lines[1].second == pytest.approx(900)


def test_lines_are_narrowed_by_status_cell_and_words():
    """All at once."""
    director, _ = running({"uid": "a", "to": ["embassy", "military"], "title": "The Bridge"}, {"uid": "b"})
    board = board_view(director, {})
    assert [each.cell for each in board.only(words="bridge the").lines] == ["embassy", "military"]
    assert [each.cell for each in board.only(words="bridge", cells=["military"]).lines] == ["military"]
    assert board.only(statuses=["held"]).lines == ()


@given(
    minutes=some.lists(some.integers(0, 239), min_size=1, max_size=MOST_TRACKS),
    hours=some.sampled_from([0.0, 0.5, 1.0, 4.0, 99.0]),
)
@settings(deadline=None, max_examples=60)
def test_bars_of_a_lane_never_lie_on_each_other_while_there_are_tracks(minutes, hours):
    """Bars are inside the window, wide enough to be read, and those of one track follow each other."""
    rows = [{"uid": f"r{index}", "trigger": f"STARTEX+{at} min"} for index, at in enumerate(minutes)]
    director, _ = running(*rows)
    begin, end = window = window_of(director, hours)
    assert 0 <= begin < end <= director.setting.endex
    bars = bars_of(board_view(director, {}), director, window)
    assert len(bars) == sum(begin <= each * 60 <= end for each in minutes)
    for one in bars:
        assert one.begin < one.end
        for other in bars:
            if one is not other and one.track == other.track:
                assert one.end <= other.begin + 1e-9 or other.end <= one.begin + 1e-9
