"""STARTEX, ENDEX, the zone and the moves."""

import pytest

HEAD = """\
format: 1
title: T
scenario: small.yaml
cells: {embassy: {title: Embassy}}
objectives: {ask: {title: Ask}}
clock:
"""
RIGHT = """\
  startex: 2026-05-11 09:00
  zone: Europe/Stockholm
  endex: STARTEX+04:00
  moves:
    - {title: One, pace: 24}
    - {title: Two, begins: STARTEX+01:00, scenario: D+3, pace: 24}
    - {title: Three, begins: STARTEX+03:00}
"""
ROW = "rows: [{uid: a, title: A, to: [embassy], objectives: [ask], trigger: D+2}]\n"


def test_a_right_clock_has_no_fault(lines):
    assert lines(ROW, head=HEAD + RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-05-11 09:00", "09:00", "7:12: clock.startex: '09:00' is not a date and a local time"),
        ("2026-05-11 09:00", "2026-02-30 09:00", "clock.startex: '2026-02-30 09:00' is not a date"),
        ("Europe/Stockholm", "Europe/Stokholm", "clock.zone: there is no time zone 'Europe/Stokholm'"),
        ("endex: STARTEX+04:00", "endex: D+4", "clock.endex: ENDEX is a moment of the exercise"),
        ("endex: STARTEX+04:00", "endex: STARTEX", "clock.endex: ENDEX is not after STARTEX"),
        ("endex: STARTEX+04:00", "endex: 13:00", "clock.endex: '13:00' is not a moment of an exercise"),
        ("begins: STARTEX+03:00", "begins: D+3", "moves.2.begins: a move begins at a moment of the exercise"),
        ("scenario: D+3", "scenario: day 2 09:00", "the scenario's clock stands at a moment of the scenario"),
        ("begins: STARTEX+03:00", "begins: STARTEX+01:00", "moves.2.begins: this move begins no later than"),
        (
            "begins: STARTEX+03:00",
            "begins: STARTEX+04:00",
            "moves.2.begins: this move never begins: ENDEX is",
        ),
        ("title: One,", "title: One, begins: STARTEX+00:10,", "the first move begins at STARTEX"),
        (
            "scenario: D+3",
            "scenario: D+0",
            "12:53: clock.moves.1.scenario: the scenario's clock would go back",
        ),
        ("pace: 24}\n    - {title: Three", "pace: 99999}\n    - {title: Three", "past its horizon"),
        ("  moves:", "  moves: []\n  rest:", "'moves' takes at least 1, found 0"),
    ],
)
def test_a_wrong_clock_is_found(lines, old, new, told):
    assert old in RIGHT
    found = lines(ROW, head=HEAD + RIGHT.replace(old, new))
    assert any(told in each for each in found), found


def test_a_clock_that_never_moves_is_doubted_where_rows_wait_for_it(lines):
    clock = "  startex: 2026-05-11 09:00\n  endex: STARTEX+04:00\n  moves: [{title: One, pace: 0}]\n"
    row = ROW.replace("D+2", "{when: {measure: exit.alpha, reached: true}}")
    (found,) = lines(row, head=HEAD + clock)
    assert (
        "warning: clock.moves: every pace is 0, and 1 triggers wait for the scenario's clock or state"
        in found
    )
    assert lines(ROW.replace("D+2", "STARTEX+01:00"), head=HEAD + clock) == []
