"""Response times: on the exercise clock, corrected, per cell, and only those that somebody lived."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, EMBASSY
from reviewed import MINUTE, Played, reviewed

from exercises.evaluation.responses import Spread, spread
from exercises.play import commands


def test_response_times_are_those_worked_out_by_hand() -> None:
    """Sent at 10 min, seen at 11, answered at 25 and corrected to 23; an hour of pause counts for nothing."""
    found = {(each.row, each.cell): each for each in reviewed().evaluated().responses}
    ask = found["ask", "embassy"]
    assert (ask.sent_s, ask.seen_s, ask.answered_s) == (600.0, 660.0, 1380.0)
    assert (ask.to_seen_s, ask.seen_to_answered_s, ask.to_answered_s) == (60.0, 720.0, 780.0)
    assert ask.was_s == (("answered", 1500.0),)
    assert found["ask", "military"].to_answered_s == 40 * MINUTE
    assert found["clearance", "embassy"].unanswered


def test_copies_and_context_owe_no_answer() -> None:
    """News is context, the military has a copy: nobody waits for them."""
    play = Played(
        {"uid": "news", "kind": "context", "trigger": "STARTEX"},
        {"uid": "asks", "cc": ["military"], "trigger": "STARTEX"},
    )
    play.at(0.0, DIRECTOR, commands.Start(), commands.End())
    found = play.evaluated()
    assert {(each.row, each.cell): each.owed for each in found.responses} == {
        ("news", "embassy"): False,
        ("asks", "embassy"): True,
        ("asks", "military"): False,
    }
    assert [each.unanswered for each in found.cells] == [1, 0]


def test_each_cell_has_its_counts_and_spreads() -> None:
    """Two rows asked the embassy, one was answered; the military answered its one."""
    embassy, military = reviewed().evaluated().cells
    assert (embassy.received, embassy.owed, embassy.answered, embassy.unanswered) == (3, 2, 1, 1)
    assert embassy.to_answered == Spread(1, 780.0, 780.0, 780.0)
    assert embassy.to_seen == Spread(1, 60.0, 60.0, 60.0)
    assert (military.received, military.owed, military.unanswered) == (2, 1, 0)
    assert military.to_seen.n == 0
    assert math.isnan(military.to_seen.median_s)


def test_an_answer_across_a_clock_that_was_set_ahead_is_kept_out_of_the_spread() -> None:
    """Nobody lived the hour that the director jumped."""
    play = Played({"uid": "a", "trigger": "STARTEX+1 min"})
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(2 * MINUTE, DIRECTOR, commands.Jump(to=3600.0, rest="fire"))
    play.at(3660.0, EMBASSY, commands.Answer(row="a", cell="embassy", text="here"))
    found = play.evaluated()
    assert found.responses[0].set_ahead
    assert found.responses[0].to_answered_s == 3600.0
    assert (found.cells[0].set_ahead, found.cells[0].answered, found.cells[0].to_answered.n) == (1, 1, 0)


def test_what_was_recalled_is_not_unanswered() -> None:
    """Control took it back; the cell did not fail."""
    play = Played({"uid": "a", "trigger": "STARTEX+1 min"})
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(2 * MINUTE, CONTROLLER, commands.Recall(row="a", reason="wrong cell"))
    (found,) = play.evaluated().responses
    assert (found.recalled, found.owed, found.unanswered) == (True, True, False)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([10.0, 20.0], Spread(2, 15.0, 20.0, 20.0)),
        ([5.0, 1.0, 4.0, 2.0, 3.0], Spread(5, 3.0, 4.0, 5.0)),
        ([float(each) for each in range(1, 11)], Spread(10, 5.5, 8.0, 10.0)),
    ],
)
def test_spreads_are_known(seconds: list[float], expected: Spread) -> None:
    """Of five times the fourth, of ten the eighth is the P80."""
    assert spread(seconds) == expected


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60))
def test_at_least_eighty_in_a_hundred_do_not_exceed_the_p80_and_no_shorter_time_does(
    seconds: list[float],
) -> None:
    """The definition, held against every list."""
    found = spread(seconds)
    below = sum(each <= found.p80_s for each in seconds)
    assert 10 * below >= 8 * len(seconds)
    shorter = [each for each in seconds if each < found.p80_s]
    assert not shorter or 10 * sum(each <= max(shorter) for each in seconds) < 8 * len(seconds)
    assert min(seconds) <= found.median_s <= found.longest_s == max(seconds)
