"""Play that runs late: what is still to come, what is proposed, and what becomes of a proposal."""

from __future__ import annotations

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, MORNING, Wall
from rehearsing import HEAD, script

from exercises import opening
from exercises.director import Director
from exercises.errors import NotAllowed, Refused
from exercises.journal.memory import MemoryJournal
from exercises.play.commands import Answer, Start
from exercises.retiming import adopt, retime
from exercises.retiming.telling import as_data, lines

BODY = """
rows:
  - {uid: start, title: S, kind: context, to: [embassy, command], trigger: STARTEX+00:05}
  - {uid: one, title: O, to: embassy, objectives: ask, trigger: STARTEX+00:20, expected: LONG}
  - {uid: two, title: T, to: embassy, objectives: tell, trigger: STARTEX+01:45, expected: LONG}
  - {uid: tail, title: F, to: command, trigger: {after: {row: two, delay: 1 min}}, expected: SHORT}
  - {uid: spare, title: Spare, to: command, objectives: tell, trigger: manual, expected: SHORT}
  - {uid: world, title: W, to: command, trigger: {when: {measure: step.alpha.decide, reached: true}}}
"""
LIMITS = {
    "LONG": "[{text: X, within: 20 min}]",
    "SHORT": "[{text: X, within: 5 min}]",
    "TEN": "[{text: X, within: 10 min}]",
}


class Played:
    """An exercise at a minute of play."""

    def __init__(self, minute: float, body: str = BODY) -> None:
        self.wall = Wall()
        journal = MemoryJournal()
        for name, limit in LIMITS.items():
            body = body.replace(f"expected: {name}", f"expected: {limit}")
        loaded = script(body, head=HEAD)
        opening.create(journal, "x", loaded, wall=MORNING)
        self.director = Director(journal, "x", opening.stage(loaded).setting, clock=self.wall)
        self.director.do(DIRECTOR, Start())
        for each in range(int(minute)):
            self.wall.time = MORNING + 60.0 * (each + 1)
            self.director.tick()


def changes(found, number=0):
    """Return what a proposal changes: act, row, minute."""
    return [
        (each.act, each.uid, None if each.at_s is None else each.at_s / 60.0)
        for each in found.proposals[number].changes
    ]


def test_a_row_that_could_not_be_answered_by_endex_is_moved_forward():
    """Twenty minutes are needed, fifteen would be left: it goes out at the last moment that serves."""
    found = retime(Played(10).director)
    assert found.late == ("two",)
    assert changes(found) == [("move", "two", 100.0)]
    assert found.proposals[0].missed == ()


def test_where_there_is_no_room_the_spare_row_exercises_the_objective():
    """Ten minutes are left: two cannot be answered any more, the spare row can."""
    found = retime(Played(100).director, end_s=110 * 60.0)
    assert ("add", "spare", 100.0) in changes(found)
    assert ("skip", "two", None) in changes(found)
    assert "tell" in found.proposals[0].exercised


def test_what_only_the_simulation_decides_is_left_alone():
    """Nobody knows beforehand whether the condition comes true in time."""
    assert "world" not in {uid for _, uid, _ in changes(retime(Played(10).director))}


def test_play_that_is_on_time_needs_nothing():
    """With half an hour more, everything fits as it is."""
    found = retime(Played(10).director, end_s=150 * 60.0)
    assert (found.on_time, found.proposals) == (True, ())
    assert "nothing has to be changed" in "\n".join(lines(found))


def test_an_adopted_proposal_is_played_and_nothing_is_late_any_more():
    """The row goes out at its new moment, and the row that follows it after it."""
    play = Played(10)
    found = retime(play.director)
    done = adopt(play.director, DIRECTOR, found.proposals[0], situation=found.situation)
    assert (done.done, done.refused) == (1, ())
    assert retime(play.director).on_time
    play.wall.time = MORNING + 60.0 * 101
    play.director.tick()
    assert play.director.state.run("two", "embassy").stamps["sent"].exercise == 6000.0
    assert play.director.state.run("tail", "command").stamps["sent"].exercise == 6060.0


def test_what_play_overtook_is_refused_and_said():
    """Between the proposal and its adoption the row went out."""
    play = Played(10)
    found = retime(play.director)
    for minute in range(11, 108):
        play.wall.time = MORNING + 60.0 * minute
        play.director.tick()
    done = adopt(play.director, DIRECTOR, found.proposals[0], situation=found.situation)
    assert done.done == 0
    assert "it is sent" in done.refused[0]


def test_players_adopt_nothing():
    """A cell may not move rows."""
    play = Played(10)
    found = retime(play.director)
    with pytest.raises(NotAllowed):
        adopt(play.director, EMBASSY, found.proposals[0], situation=found.situation)


def test_what_is_held_goes_out_now_or_waits_anew():
    """Held while nobody was there; a cell that owes one answer at a time takes them one after the other."""
    body = """
    rows:
      - {uid: a, title: A, to: embassy, objectives: ask, trigger: STARTEX+00:10, expected: TEN}
      - {uid: b, title: B, to: embassy, objectives: tell, trigger: STARTEX+00:11, expected: TEN}
    """
    play = Played(5, body)
    play.wall.time = MORNING + 3600.0
    play.director.tick()
    found = retime(play.director, at_once=1)
    assert [act for act, *_ in changes(found)] == ["send", "send"]
    done = adopt(play.director, CONTROLLER, found.proposals[0], situation=found.situation)
    assert done == (2, ())
    sent = [uid for uid in "ab" if play.director.state.run(uid, "embassy").state == "sent"]
    assert len(sent) == 1
    play.wall.time = MORNING + 4200.0
    play.director.tick()
    assert {play.director.state.run(uid, "embassy").stamps["sent"].exercise for uid in "ab"} == {
        3600.0,
        4200.0,
    }


def test_measured_answers_say_how_long_cells_take():
    """The embassy took half an hour for its first answer: a row without a limit needs as much."""
    body = """
    rows:
      - {uid: a, title: A, to: embassy, objectives: ask, trigger: STARTEX+00:10}
      - {uid: b, title: B, to: embassy, objectives: tell, trigger: STARTEX+01:35}
    """
    play = Played(40, body)
    play.director.do(EMBASSY, Answer(row="a", cell="embassy", text="yes"))
    assert changes(retime(play.director)) == [("move", "b", 90.0)]


def test_a_moment_that_has_passed_is_no_end():
    """Nothing can be answered before now."""
    found = retime(Played(30).director, end_s=1800.0)
    assert "two" in found.late
    assert as_data(found)["on_time"] is False


def test_ended_play_takes_no_proposal():
    """The director refuses, command by command."""
    from exercises.play.commands import End

    play = Played(10)
    found = retime(play.director)
    play.director.do(DIRECTOR, End())
    done = adopt(play.director, DIRECTOR, found.proposals[0], situation=found.situation)
    assert "ended" in done.refused[0]
    assert issubclass(NotAllowed, Refused)
