"""Many plays: over processes, broken ones kept, stopped half way, and what rows are worth."""

from __future__ import annotations

import pytest
from rehearsing import EXACT, script

from exercises.rehearsal import reckon, rehearse, run, worth
from exercises.rehearsal.ground import Ground
from exercises.rehearsal.sections import sections
from sim.batch.executors import Processes
from sim.errors import AllBroke

BODY = """
rows:
  - uid: blow
    title: The purse is cut
    to: embassy
    objectives: ask
    trigger: STARTEX+00:10
    effects: [{withdraw: {purse: 50 M USD}}]
  - uid: idle
    title: Nothing rests on it
    to: command
    objectives: tell
    trigger: STARTEX+00:20
    options: {a: {text: A, effects: [{gain: {corps: 1}}]}, b: {text: B}}
  - uid: poor
    title: P
    to: embassy
    objectives: tell
    trigger: {when: {measure: fund.purse.free, below: 20 M USD}}
"""


def test_processes_play_what_one_process_plays(monkeypatch):
    """Two workers, in pieces of two, give the plays of one worker in the same order."""
    monkeypatch.setattr(run, "PIECE", 2)
    loaded = script(BODY, rehearsal="rehearsal: {}\n")
    here = rehearse(loaded, n=4, seed=5)
    there = rehearse(loaded, n=4, seed=5, executor=Processes(2))
    assert repr(there.plays) == repr(here.plays)
    assert [each.number for each in here.plays] == [0, 1, 2, 3]


def test_a_play_that_breaks_off_is_kept_with_its_reason_and_the_others_are_played(monkeypatch):
    """One of four breaks; the numbers rest on three and say so."""
    play = Ground.play

    def broken(self, number):
        if number == 1:
            message = "a fault of ours"
            raise ZeroDivisionError(message)
        return play(self, number)

    monkeypatch.setattr(Ground, "play", broken)
    found = rehearse(script(BODY), n=4)
    assert [each.replication for each in found.broken] == [1]
    assert reckon(found).n == 3


def test_stopping_keeps_what_is_finished(monkeypatch):
    """Ctrl-C after the first piece."""
    monkeypatch.setattr(run, "PIECE", 2)

    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    found = rehearse(script(BODY), n=6, progress=stop)
    assert (found.stopped, len(found.plays)) == (True, 2)


def test_nothing_can_be_told_of_no_play():
    """All that was asked for broke off."""
    with pytest.raises(AllBroke):
        reckon(run.Rehearsals(script(BODY), 1, 1))


def test_a_row_is_worth_what_its_effects_change():
    """The cut sends another row out in every play; one head more changes nothing."""
    values, broken = worth(script(BODY, rehearsal=EXACT), n=4)
    found = {each.uid: each for each in values}
    assert broken == ()
    assert (found["blow"].acted, found["blow"].rows.value, found["blow"].anything.value) == (4, 1.0, 1.0)
    assert found["idle"].anything.value == 0.0
    assert 0 < found["idle"].acted <= 4, "it acts only where the option with the effect is chosen"
    assert [each.uid for each in values] == ["blow", "idle"]


def test_an_option_that_was_chosen_is_worth_what_its_effects_change():
    """The embassy always cuts the purse, and that sends another row out."""
    body = """
    rows:
      - uid: choice
        title: Cut the purse?
        to: embassy
        objectives: ask
        trigger: STARTEX+00:10
        options: {cut: {text: Cut, effects: [{withdraw: {purse: 50 M USD}}]}, leave: {text: Leave}}
      - uid: poor
        title: P
        to: embassy
        objectives: tell
        trigger: {when: {measure: fund.purse.free, below: 20 M USD}}
    """
    always = EXACT.replace("chance: 1", "chance: 1, rows: {choice: {options: {cut: 1}}}")
    (value,), _ = worth(script(body, rehearsal=always), n=2)
    assert (value.uid, value.acted, value.rows.value) == ("choice", 2, 1.0)


def test_every_section_has_as_many_cells_as_columns():
    """For the page, the terminal and spreadsheets."""
    loaded = script(BODY)
    found = reckon(rehearse(loaded, n=2))
    values, _ = worth(loaded, n=1)
    for each in sections(found, (), values):
        assert all(len(row) == len(each.table.columns) for row in each.table.rows), each.id
