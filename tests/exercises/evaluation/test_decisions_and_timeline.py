"""Decisions with what they cost, the timeline in order, the load of the cells, and what only entries tell."""

from __future__ import annotations

from playing import CONTROLLER, DIRECTOR, EMBASSY
from reviewed import MINUTE, Played, reviewed

from exercises.evaluation import Load
from exercises.evaluation.record import corrections, pressed
from exercises.play import commands


def test_decisions_and_choices_stand_with_the_lines_of_their_effects() -> None:
    """The option took five million, the decision brought three; the inject's loss is nobody's decision."""
    found = reviewed().evaluated()
    told = [(each.what, each.state, each.net_dollars) for each in found.decisions]
    assert told == [("ask.yes", "chosen", -5_000_000), ("give-1", "taken", 3_000_000)]
    (act,) = found.decisions[0].acts
    assert (act.kind, act.target, act.amount, act.unit, act.why) == (
        "withdraw",
        "crf",
        5_000_000,
        "USD",
        "paid",
    )
    assert [(each.origin, each.acts[0].kind) for each in found.others] == [("clearance", "lose")]


def test_a_choice_of_a_cell_that_does_not_decide_is_no_decision() -> None:
    """The military may choose; it is the embassy's choice that counts."""
    options = {"yes": {"text": "Yes"}}
    play = Played({"uid": "a", "trigger": "STARTEX", "to": ["embassy", "military"], "options": options})
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(1.0, CONTROLLER, commands.Answer(row="a", cell="military", option="yes"))
    assert play.evaluated().decisions == ()
    play.at(2.0, CONTROLLER, commands.Answer(row="a", cell="embassy", option="yes"))
    assert [each.cell for each in play.evaluated().decisions] == ["embassy"]


def test_the_timeline_is_in_order_of_the_corrected_clock() -> None:
    """Moves that begin by themselves stand in it; recipients of one sending stand together."""
    events = reviewed().evaluated().timeline
    assert [each.at_s for each in events] == sorted(each.at_s for each in events)
    kinds = [(each.at_s, each.kind) for each in events]
    assert (1380.0, "answered") in kinds
    assert [each.text for each in events if each.kind == "move"] == ["1: First hours", "2: Consolidation"]
    assert next(each.cells for each in events if each.kind == "sent") == ("embassy", "military")


def test_load_counts_what_a_quarter_of_an_hour_brought_and_left_waiting() -> None:
    """Ask came in the first quarter and waited at its end; its corrected answer falls in the second."""
    mine = [each for each in reviewed().evaluated().load if each.cell == "embassy"]
    assert mine[:2] == [Load("embassy", 0.0, 1, 0, 0, 1), Load("embassy", 900.0, 0, 1, 0, 0)]
    assert mine[-1] == Load("embassy", 7200.0, 1, 0, 0, 1)


def test_a_second_correction_shows_the_first_as_what_was() -> None:
    """25 min, then 23, then 20: the original stays in the state, the chain in the record."""
    play = reviewed()
    again = commands.Correct(row="ask", cell="embassy", state="answered", exercise=1200.0, reason="log found")
    play.director.do(CONTROLLER, again)
    entries = play.journal.read("test")
    found = corrections(play.director.state, entries)
    assert [(each.was_s, each.now_s) for each in found] == [(1500.0, 1380.0), (1380.0, 1200.0)]
    assert play.evaluated().responses[0].was_s == (("answered", 1500.0),)


def test_whoever_pressed_something_stands_in_the_record() -> None:
    """With role, cell and how often."""
    found = {each.actor: each for each in pressed(reviewed().journal.read("test"))}
    assert found["Emil"].cells == ("embassy",)
    assert dict(found["Emil"].kinds) == {
        "inject.seen": 1,
        "inject.answered": 1,
        "effect.applied": 2,
        "decision.taken": 1,
    }
    assert (found["Eve"].role, found["Eve"].entries) == ("evaluator", 3)
    assert found["scrs"].role == "scrs"


def test_before_startex_nothing_has_happened() -> None:
    """An exercise that has not begun can be looked at."""
    found = Played({"uid": "a", "trigger": "STARTEX"}).evaluated()
    assert (found.timeline, found.responses, found.load, found.decisions) == ((), (), (), ())


def test_messages_and_decisions_count_as_acts_of_a_cell() -> None:
    """Written in the first quarter."""
    play = Played()
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(MINUTE, EMBASSY, commands.Write(cell="embassy", to=("",), text="Hello"))
    assert play.evaluated().load == (Load("embassy", 0.0, 0, 0, 1, 0),)
