"""Release, hold, skip, recall, edit, add, correct: what each does, and when it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from playing import CONTROLLER, DIRECTOR, EMBASSY, EVALUATOR, deliveries, director_of

from exercises.director import Director
from exercises.errors import HeadMoved, Refused
from exercises.play.commands import (
    Add,
    Answer,
    Assess,
    Correct,
    Edit,
    Hold,
    Pause,
    Recall,
    Release,
    See,
    Skip,
    Start,
)
from exercises.play.state import recipients


def in_play(*rows: dict[str, Any]) -> Director:
    director, _ = director_of(*(rows or ({"uid": "a"}, {"uid": "b", "trigger": "STARTEX+1 h"})))
    director.do(DIRECTOR, Start())
    return director


def test_a_second_release_says_who_was_first() -> None:
    """Two controllers press the same button: one delivery, and a clear answer to the other."""
    director = in_play()
    director.do(CONTROLLER, Release(row="a"))
    with pytest.raises(Refused, match=r"a cannot be sent: it is sent to embassy at STARTEX\+00:00 by Cleo"):
        director.do(DIRECTOR, Release(row="a"))
    assert len(deliveries(director)) == 1


def test_the_same_operation_again_is_answered_with_what_it_did() -> None:
    """A double click with one operation id: one entry, and the second call finds it."""
    director = in_play()
    first = director.do(CONTROLLER, Release(row="a", operation="click-1"))
    second = director.do(CONTROLLER, Release(row="a", operation="click-1"))
    assert (first.new, second.new) == (True, False)
    assert first.entries == second.entries


def test_a_held_row_goes_out_by_hand_only() -> None:
    """Held before its time, it does not go out at its time."""
    director, wall = director_of({"uid": "b", "trigger": "STARTEX+1 h"})
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Hold(row="b", reason="the press room is empty"))
    wall.pass_(4_000.0)
    director.tick()
    assert deliveries(director) == {}
    director.do(CONTROLLER, Release(row="b"))
    assert deliveries(director) == {"b": 4_000.0}


def test_a_skipped_row_never_goes_out_and_keeps_its_reason() -> None:
    """About one row in five is never sent; why is on record."""
    director = in_play()
    director.do(CONTROLLER, Skip(row="b", reason="overtaken by events"))
    run = director.state.run("b", "embassy")
    assert (run.state, run.why) == ("skipped", "overtaken by events")
    with pytest.raises(Refused, match="it is skipped"):
        director.do(CONTROLLER, Release(row="b"))


def test_recall_takes_a_row_back_but_not_what_it_did() -> None:
    """The effect stays in the journal; the row is recalled and cannot be answered."""
    director = in_play({"uid": "a", "effects": [{"why": "a blow"}]})
    director.do(CONTROLLER, Release(row="a"))
    director.do(CONTROLLER, Recall(row="a", reason="wrong cell"))
    assert director.state.run("a", "embassy").state == "recalled"
    assert len(director.state.effects) == 1
    with pytest.raises(Refused, match="recalled"):
        director.do(EMBASSY, Answer(row="a", cell="embassy", text="?"))


def test_a_row_acts_on_the_simulation_once_however_many_get_it() -> None:
    """Two recipients, two releases, one blow."""
    director = in_play({"uid": "a", "to": ["embassy", "military"], "effects": [{"why": "a blow"}]})
    director.do(CONTROLLER, Release(row="a", cells=("embassy",)))
    director.do(CONTROLLER, Release(row="a", cells=("military",)))
    assert len(director.state.effects) == 1


def test_an_edited_row_goes_out_as_edited_and_when_its_new_trigger_says() -> None:
    """Title, time and recipients may change until it is sent."""
    director, wall = director_of({"uid": "b", "trigger": "STARTEX+1 h"})
    director.do(DIRECTOR, Start())
    changes = {"title": "Sooner", "trigger": "STARTEX+10 min", "to": ["military"]}
    director.do(CONTROLLER, Edit(row="b", changes=changes))
    wall.pass_(601.0)
    director.tick()
    assert deliveries(director) == {"b": 600.0}
    assert recipients(director.state.rows["b"]) == ("military",)
    assert director.state.rows["b"].title == "Sooner"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"to": "ambassy"}, "there is no cell 'ambassy'"),
        ({"objectives": ["fnud"]}, "Did you mean 'fund'"),
        ({"tittle": "x"}, "tittle"),
        ({"trigger": "at noon"}, "is not a moment of an exercise"),
        ({"uid": "z"}, "a uid is never changed"),
    ],
)
def test_an_edit_that_the_language_does_not_know_is_refused(changes: dict[str, Any], reason: str) -> None:
    """The row stays as it was."""
    director = in_play()
    before = director.state.written["b"]
    with pytest.raises(Refused, match=reason):
        director.do(CONTROLLER, Edit(row="b", changes=changes))
    assert director.state.written["b"] == before


def test_an_ad_hoc_inject_is_a_row_like_any_other() -> None:
    """Added in play, due at its time, answered, on record."""
    director, wall = director_of()
    director.do(DIRECTOR, Start())
    director.do(
        CONTROLLER, Add(row={"uid": "adhoc-1", "title": "A call", "to": "embassy", "trigger": "STARTEX+60 s"})
    )
    wall.pass_(61.0)
    director.tick()
    director.do(EMBASSY, See(row="adhoc-1", cell="embassy"))
    director.do(EMBASSY, Answer(row="adhoc-1", cell="embassy", text="Understood"))
    assert director.state.run("adhoc-1", "embassy").state == "answered"
    with pytest.raises(Refused, match="there is a row adhoc-1 already"):
        director.do(CONTROLLER, Add(row={"uid": "adhoc-1", "title": "Again", "to": "embassy"}))


def test_a_corrected_time_keeps_the_first_one() -> None:
    """The phone rang earlier than the screen was clicked; both stand on record."""
    director, wall = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    wall.pass_(600.0)
    director.do(CONTROLLER, Release(row="a"))
    for second in (300.0, 240.0):
        director.do(
            CONTROLLER, Correct(row="a", cell="embassy", state="sent", exercise=second, reason="by phone")
        )
    stamp = director.state.run("a", "embassy").stamps["sent"]
    assert (stamp.exercise, stamp.was) == (240.0, 600.0)
    with pytest.raises(Refused, match="not between STARTEX and now"):
        director.do(CONTROLLER, Correct(row="a", cell="embassy", state="sent", exercise=9e3, reason="x"))


def test_an_evaluator_closes_a_row_with_a_rating() -> None:
    """Answered, then assessed; a rating that HSEEP does not know is refused."""
    director = in_play({"uid": "a", "trigger": "STARTEX"})
    with pytest.raises(Refused, match="there is no rating 'A'"):
        director.do(EVALUATOR, Assess(row="a", cell="embassy", rating="A"))
    director.do(EVALUATOR, Assess(row="a", cell="embassy", rating="S", note="slow"))
    assert director.state.run("a", "embassy").rating == "S"


def test_a_command_against_an_old_head_is_refused_where_order_matters() -> None:
    """The clock was moved by somebody else since this screen was drawn."""
    director = in_play()
    head = director.state.head
    director.do(CONTROLLER, Release(row="a"))
    with pytest.raises(HeadMoved):
        director.do(CONTROLLER, Pause(), expected_head=head)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "an empty answer"), (" \n\t ", "an empty answer"), ("x" * 10_000_000, "10,000,000 characters")],
)
def test_an_answer_that_cannot_be_kept_is_refused_with_the_reason(text: str, reason: str) -> None:
    """Empty, or of ten megabytes."""
    director = in_play({"uid": "a", "trigger": "STARTEX"})
    with pytest.raises(Refused, match=reason):
        director.do(EMBASSY, Answer(row="a", cell="embassy", text=text))


def test_control_characters_in_an_answer_do_not_reach_the_journal() -> None:
    """No bells, no escapes, no right-to-left overrides that fake another text."""
    director = in_play({"uid": "a", "trigger": "STARTEX"})
    director.do(EMBASSY, Answer(row="a", cell="embassy", text="go\x00 \x1b[31mnow\u202e\nplease"))
    assert director.state.run("a", "embassy").text == "go [31mnow\nplease"


def test_a_copy_is_read_but_not_answered() -> None:
    """Whoever has a row for information owes nothing."""
    director = in_play({"uid": "a", "to": "military", "cc": "embassy", "trigger": "STARTEX"})
    director.do(EMBASSY, See(row="a", cell="embassy"))
    with pytest.raises(Refused, match="for information only"):
        director.do(EMBASSY, Answer(row="a", cell="embassy", text="Noted"))


def test_a_rating_given_early_keeps_no_cell_from_answering() -> None:
    """The evaluator looks at a row that was sent; the cell answers afterwards; the rating stays."""
    director = in_play()
    director.do(CONTROLLER, Release(row="a"))
    director.do(EVALUATOR, Assess(row="a", cell="embassy", rating="S"))
    director.do(EMBASSY, Answer(row="a", cell="embassy", text="Here it is"))
    run = director.state.run("a", "embassy")
    assert (run.state, run.text, run.rating) == ("assessed", "Here it is", "S")
    with pytest.raises(Refused, match="has answered a"):
        director.do(EMBASSY, Answer(row="a", cell="embassy", text="Again"))


def test_a_corrected_time_leaves_no_answer_before_its_question() -> None:
    """Response times are never negative."""
    director, wall = director_of({"uid": "a"})
    director.do(DIRECTOR, Start())
    wall.pass_(60.0)
    director.do(CONTROLLER, Release(row="a"))
    wall.pass_(60.0)
    director.do(EMBASSY, Answer(row="a", cell="embassy", text="Yes"))
    wall.pass_(60.0)
    with pytest.raises(Refused, match="would be answered before it was sent"):
        director.do(CONTROLLER, Correct(row="a", cell="embassy", state="answered", exercise=30.0, reason="x"))
    with pytest.raises(Refused, match="would be sent after it was answered"):
        director.do(CONTROLLER, Correct(row="a", cell="embassy", state="sent", exercise=150.0, reason="x"))
    director.do(CONTROLLER, Correct(row="a", cell="embassy", state="sent", exercise=30.0, reason="x"))
