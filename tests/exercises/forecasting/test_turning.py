"""Turns: what people did in play, and what else could be done there."""

from exercises.console.session import EXCON
from exercises.forecasting import possible, turns
from exercises.forecasting.turning import instead
from exercises.play.commands import Answer, Decide, Note, Skip

HOUR = 3600.0


def test_what_people_did_is_a_turn_and_what_came_by_itself_is_none(play):
    """A decision with its effects is one; a note changes nothing and is none."""
    game = play(0.5 * HOUR)
    game.director.do(EXCON, Decide(decision="more_staff", cell="embassy"))
    game.director.do(EXCON, Note(text="by the way"))
    game.director.do(EXCON, Skip(row="gift", reason="no time"))
    found = turns(game.entries)
    assert [each.entry.kind for each in found] == ["decision.taken", "row.skipped"]
    assert [each.last - each.seq for each in found] == [1, 0]


def test_what_can_be_tried_are_rows_that_wait_answers_that_are_owed_and_decisions(play):
    game = play(0.5 * HOUR)
    script, state = game.stage.setting.script, game.director.state
    offered = possible(script, state)
    assert "release gift" in offered
    assert "skip decided" in offered
    assert "release open" not in offered, "it went out"
    assert "embassy: answer ask option=no" in offered
    assert "embassy: decide more_staff" in offered


def test_what_is_about_the_same_row_is_offered_first(play):
    game = play(0.5 * HOUR)
    offered = possible(game.stage.setting.script, game.director.state)
    game.director.do(EXCON, Answer(row="ask", cell="embassy", option="no", text="No"))
    (turn,) = turns(game.entries)
    assert instead(turn, offered)[:2] == ["embassy: answer ask option=yes", "embassy: answer ask option=no"]
