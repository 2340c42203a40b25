"""Simulated cells in play: when they answer, what follows from it, and what is left at ENDEX."""

from __future__ import annotations

import math

import pytest
from rehearsing import EXACT, HEAD, ground, script

from exercises.rehearsal.ground import Ground

ASKED = """
rows:
  - {uid: first, title: First, to: embassy, objectives: ask, trigger: STARTEX+00:10}
  - {uid: read, title: Read, to: command, objectives: ask, trigger: {after: {row: first, state: seen}}}
  - {uid: done, title: Done, to: command, objectives: ask, trigger: {after: {row: first, state: answered}}}
  - uid: missing
    kind: contingency
    title: No answer
    to: embassy
    objectives: ask
    trigger: {all: [{after: {row: first, delay: 15 min}}, {not: {after: {row: first, state: answered}}}]}
"""


def fired(found):
    """Return when each row went out, in minutes."""
    return [None if math.isnan(each) else each / 60.0 for each in found.fired_s]


def test_rows_that_wait_for_cells_go_out_when_they_have_read_and_answered():
    """A cell reads after a minute and answers after ten: nobody has to be reminded."""
    assert fired(ground(ASKED).play(0)) == [10.0, 11.0, 20.0, None]


def test_a_cell_that_never_answers_sets_off_the_contingency():
    """Nobody answers, so the reminder comes, and the objective was asked and not exercised."""
    found = ground(ASKED, rehearsal=EXACT.replace("chance: 1", "chance: 0")).play(0)
    assert fired(found) == [10.0, 11.0, None, 25.0]
    assert (found.asked, found.exercised) == ((True, False), (False, False))


THREE = """
rows:
  - {uid: a, title: A, to: embassy, objectives: ask, trigger: STARTEX+00:10}
  - {uid: b, title: B, to: embassy, objectives: ask, trigger: STARTEX+00:10}
  - {uid: c, title: C, to: embassy, objectives: ask, trigger: STARTEX+00:10}
  - {uid: after_c, title: C done, to: command, objectives: tell, trigger: {after: {row: c, state: answered}}}
"""


@pytest.mark.parametrize(("at_once", "minute"), [(0, 20.0), (3, 20.0), (2, 30.0), (1, 40.0)])
def test_a_cell_works_on_so_many_rows_at_a_time(at_once, minute):
    """Three rows of ten minutes: the third is done after one, two or three rounds."""
    found = ground(THREE, rehearsal=EXACT.replace("{sees", f"{{at_once: {at_once}, sees")).play(0)
    assert fired(found)[3] == minute


def test_what_the_script_says_of_a_row_weighs_more_than_of_its_cell():
    """The embassy takes half an hour, but not for this row."""
    rehearsal = EXACT.replace(
        "releases: 2 min", "cells: {embassy: {answers: 30 min}}, rows: {first: {answers: 5 min}}"
    )
    assert fired(ground(ASKED, rehearsal=rehearsal).play(0))[2] == 15.0


def test_control_releases_what_waits_for_it_and_never_sends_what_only_people_send():
    """Two minutes after it came due; the spare row stays where it is."""
    body = """
    rows:
      - {uid: held, title: H, to: embassy, objectives: ask, trigger: STARTEX+00:10, release: controller}
      - {uid: spare, title: S, to: embassy, objectives: tell, trigger: manual}
    """
    assert fired(ground(body).play(0)) == [12.0, None]


def test_a_decision_is_taken_and_approved_with_what_it_asks_for():
    """The donor is asked once, control approves, and what rests on the fund comes due."""
    body = """
    decisions:
      donor:
        title: Ask a donor
        by: embassy
        approval: true
        asks: {amount: {text: How much?, kind: dollars, least: 1 M USD, most: 20 M USD}}
        effects: [{deposit: {purse: "{amount}"}}]
        objectives: tell
    rows:
      - uid: rich
        title: R
        to: embassy
        objectives: ask
        trigger: {when: {measure: fund.purse.free, above: 60 M USD}}
    """
    sure = EXACT.replace("releases: 2 min", "releases: 2 min, decisions: {donor: {chance: 1}}")
    found = ground(body, rehearsal=sure).play(0)
    assert found.taken == (True,)
    assert found.exercised == (True, True)
    assert found.refused == ()
    never = EXACT.replace("releases: 2 min", "decisions: {donor: {chance: 1, approved: 0}}")
    assert ground(body, rehearsal=never).play(0).taken == (False,)


def test_answers_that_are_under_way_at_endex_are_late():
    """Sent five minutes before ENDEX, answered ten minutes later."""
    body = "rows: [{uid: last, title: L, to: embassy, objectives: ask, trigger: STARTEX+01:55}]"
    found = ground(body).play(0)
    assert (found.on_time, found.late_s, found.late) == (False, 300.0, ("answers were under way",))


def test_moves_by_hand_wait_until_no_answer_is_under_way():
    """Planned in the middle of play; at that moment the embassy is still at work."""
    head = HEAD.replace(
        "moves: [{title: Only, pace: 240}]",
        "moves: [{title: A, pace: 0}, {title: B, scenario: D+40, pace: 0}]",
    )
    body = """
    rows:
      - {uid: ask, title: A, to: embassy, objectives: ask, trigger: STARTEX+00:55}
      - {uid: day, title: D, to: embassy, objectives: tell, trigger: D+30}
    """
    assert fired(ground(body, head=head).play(0)) == [55.0, pytest.approx(65.0, abs=0.1)]


def test_the_same_play_is_the_same_again_and_luck_is_keyed_by_name():
    """A row that is added changes nothing for the others, in no play."""
    usual = "rehearsal: {}\n"
    added = "  - {uid: z, title: Z, to: command, objectives: tell, trigger: STARTEX+00:01}\n"
    alone, more = ground(ASKED, rehearsal=usual), ground(ASKED + added, rehearsal=usual)
    for number in range(6):
        assert repr(alone.play(number)) == repr(ground(ASKED, rehearsal=usual).play(number))
        assert fired(more.play(number))[:4] == fired(alone.play(number))


def test_the_world_played_to_the_end_of_a_move_says_what_the_whole_future_says():
    """Conditions come due on the same second, however far the simulation is played ahead."""
    moves = "[{title: A, pace: 24}, {title: B, begins: STARTEX+01:00, scenario: D+60, pace: 480}]"
    head = HEAD.replace("[{title: Only, pace: 240}]", moves)
    body = """
    rows:
      - uid: blow
        title: Blow
        to: embassy
        objectives: ask
        trigger: STARTEX+00:10
        options: {a: {text: A, effects: [{scale: {doctrine.steps.decide.duration: 2}}]}, b: {text: B}}
      - uid: team
        title: T
        to: command
        objectives: tell
        trigger: {when: {measure: step.alpha.decide, reached: true}}
    """
    loaded = script(body, head=head, rehearsal="rehearsal: {}\n")
    first, second = Ground(loaded, 1), Ground(loaded, 1)
    for number in range(4):
        found = first.play(number)
        second.living.future = lambda n, whole=second.living.future: _blind(whole(n))
        assert repr(found) == repr(second.play(number))


def _blind(living):
    """Return a future that is always played to its horizon."""
    outcome = living.outcome
    living.outcome = lambda effects, until=None: outcome(effects)
    return living
