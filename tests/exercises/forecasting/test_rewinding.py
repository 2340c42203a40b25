"""Rewind: a new exercise that stands where another one stood; the old line stays as it is."""

import pytest

from exercises.console.session import EXCON, Wall
from exercises.errors import ExerciseExists, NoSuchExercise, NotAllowed, Refused
from exercises.forecasting import given, origin_of, play_otherwise, rewind
from exercises.forecasting.carrying import entries_until
from exercises.forecasting.lines import lines_of, parted
from exercises.opening import direct, restage
from exercises.play.commands import Answer, End, Resume
from exercises.play.state import fold
from exercises.roles import Actor, Role

HOUR = 3600.0
NAME = "harbour"


def ended(play):
    """Return an exercise in which the cell asked, and that is over."""
    game = play(0.5 * HOUR)
    game.director.do(EXCON, Answer(row="ask", cell="embassy", option="no", text="No"))
    game.pass_until(2.5 * HOUR)
    game.director.do(EXCON, End(reason="enough"))
    return game


def test_the_new_exercise_stands_paused_where_the_old_one_stood(play):
    game = ended(play)
    new = rewind(game.journal, NAME, second=0.4 * HOUR, reason="the other answer")
    assert new == "harbour-from-0024"
    director = direct(game.journal, new, clock=Wall(9e6))
    assert (director.state.phase, director.now()) == ("paused", 0.4 * HOUR)
    then = fold(restage(game.journal, NAME).setting.opening(), entries_until(game.entries, 0.4 * HOUR))
    assert director.state.runs == then.runs
    assert director.state.effects == then.effects
    assert game.journal.read(new)[:-1] == tuple(entries_until(game.entries, 0.4 * HOUR))


def test_it_says_where_it_comes_from_and_the_old_line_stays(play):
    game = ended(play)
    before = game.journal.audit(NAME)
    new = rewind(game.journal, NAME, second=0.4 * HOUR, name="again")
    assert origin_of(game.journal.header(new)) == "played again from STARTEX+00:24 of harbour (entry 3)"
    assert origin_of(game.journal.header(NAME)) == ""
    assert game.journal.audit(NAME) == before
    assert game.journal.audit(new)


def test_it_is_played_on_with_the_other_decision(play):
    game = ended(play)
    new = rewind(game.journal, NAME, second=0.4 * HOUR)
    wall = Wall(9e6)
    director = direct(game.journal, new, clock=wall)
    director.do(EXCON, Resume())
    director.do(EXCON, Answer(row="ask", cell="embassy", option="yes", text="Yes"))
    for _ in range(60):
        wall.time += 30.0
        director.tick()
    assert director.state.runs["richer", "embassy"].state == "sent"
    assert game.director.state.runs["richer", "embassy"].state == "waiting"


def test_names_are_never_given_twice(play):
    game = ended(play)
    names = [rewind(game.journal, NAME, second=0.4 * HOUR) for _ in range(2)]
    assert names == ["harbour-from-0024", "harbour-from-0024-2"]
    with pytest.raises(ExerciseExists):
        rewind(game.journal, NAME, second=0.4 * HOUR, name=names[0])


def test_a_moment_at_which_nothing_was_played_is_refused(play):
    game = ended(play)
    with pytest.raises(Refused, match=r"had ended by STARTEX\+02:30"):
        rewind(game.journal, NAME, second=game.director.now())
    with pytest.raises(NoSuchExercise):
        rewind(game.journal, "harbur", second=0.0)
    with pytest.raises(Refused, match="had not begun"):
        entries_until((), 0.0)


def otherwise(game, line, *, by=EXCON, **moment):
    tried = [given(line, game.stage.setting.script, EXCON)]
    return play_otherwise(game.journal, NAME, tried, by=by, clock=Wall(9e6), **moment)


def test_the_other_decision_is_taken_in_the_place_of_the_one_that_was_taken(play):
    """The new line has all that stood before it, and the other answer; both lines can be read from there."""
    game = ended(play)
    seq = next(each.seq for each in game.entries if each.kind == "inject.answered")
    new = otherwise(game, "embassy: answer ask option=yes Yes", instead=seq)
    made = game.journal.read(new)
    assert made[: seq - 1] == game.entries[: seq - 1]
    assert [each.kind for each in made[seq - 1 :]] == ["clock.paused", "inject.answered", "effect.applied"]
    found = parted(game.stage.setting, game.entries, made)
    assert (found.seq, found.second) == (seq - 1, 300.0)
    assert found.one.texts[0] == "answered ask by embassy [no] No"
    assert "answered ask by embassy [yes] Yes" in found.other.texts
    assert len(found.other.state.effects) == 1


def test_a_command_that_makes_no_sense_there_leaves_no_line(play):
    game = ended(play)
    with pytest.raises(Refused, match="no option"):
        otherwise(game, "embassy: answer ask option=maybe", second=0.4 * HOUR)
    with pytest.raises(NotAllowed, match="may not rewind"):
        otherwise(game, "release by_hand", second=0.4 * HOUR, by=Actor("Eve", Role.EVALUATOR))
    assert game.journal.exercises() == (NAME,)


def test_lines_that_come_from_one_another_stand_together(play):
    """Each behind its parent; asked from any of them."""
    game = ended(play)
    child = rewind(game.journal, NAME, second=0.4 * HOUR, name="child")
    rewind(game.journal, child, second=0.2 * HOUR, name="grandchild")
    rewind(game.journal, NAME, second=0.3 * HOUR, name="other")
    names = ["harbour", "child", "other", "grandchild"]
    assert [each.name for each in lines_of(game.journal, "grandchild")] == names
    assert {each.name: each.parent for each in lines_of(game.journal, NAME)}["grandchild"] == "child"
