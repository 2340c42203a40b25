"""What-if forks: both lines over the same luck, from any moment; adopted by giving the command for real."""

import pytest

from exercises.console.session import EXCON
from exercises.errors import Refused, UnknownName
from exercises.forecasting import fork, given
from exercises.forecasting.forking import adopt
from exercises.play.commands import Answer, End, Hold, Note, Release
from exercises.roles import Actor, Role

HOUR = 3600.0


def tried(game, *lines):
    return [given(each, game.stage.setting.script, EXCON) for each in lines]


def forked(game, *lines, second=0.5 * HOUR):
    return fork(game.stage, game.entries, tried(game, *lines), second=second, futures=40)


def test_only_what_the_command_changes_differs_between_the_lines(play):
    found = forked(play(0.5 * HOUR), "embassy: answer ask option=yes We ask")
    changed = {each.uid: (each.without, each.with_) for each in found.rows if each.without != each.with_}
    assert changed == {"richer": (0.0, 1.0)}
    assert found.dates == ()
    assert not found.past


def test_a_command_without_an_effect_on_the_simulation_changes_no_future(play):
    """Same luck: else dates would move by chance alone."""
    found = forked(play(0.5 * HOUR), "hold gift")
    assert found.dates == ()
    assert {each.uid for each in found.rows if each.without != each.with_} == {"rich"}, "the gift makes rich"


def test_a_row_that_is_skipped_is_waited_for_no_more(play):
    found = forked(play(0.5 * HOUR), "skip decided")
    gone = {each.uid: each.with_ for each in found.rows if each.without > each.with_}
    assert gone == {"decided": 0.0, "echo": 0.0}
    assert {each.less.value for each in found.rows if each.uid == "echo"} == {-1.0}


def test_dates_move_with_their_paired_interval(play):
    """The award takes 30 days for certain: twice as long is 30 days later in every future."""
    slow = "apply {scale: {mechanisms.training.award: 2}} why=slow"
    found = forked(play(0.5 * HOUR), slow)
    moved = {each.name: each.later for each in found.dates}
    later = moved["alpha.first_dollar_disbursed"]
    assert (later.value, later.low, later.high) == (pytest.approx(30.0),) * 3
    assert "alpha.first_team_in_country" not in moved


def test_a_moment_that_is_past_is_tried_as_it_stood_then(play):
    game = play(2.5 * HOUR)
    found = forked(game, "embassy: answer ask option=yes", second=0.5 * HOUR)
    assert found.past
    assert {each.uid: each.without for each in found.rows}["decided"] == 1.0, "then it had not come yet"


def test_an_exercise_that_has_ended_has_no_fork_but_one_before_its_end_has(play):
    game = play(HOUR)
    game.director.do(EXCON, End(reason="enough"))
    with pytest.raises(Refused, match=r"ended at STARTEX\+01:00.*rewind"):
        forked(game, "release by_hand", second=game.director.now())
    assert forked(game, "release by_hand", second=0.9 * HOUR).past


def test_before_startex_there_is_nothing_to_try(play):
    game = play(0.0)
    with pytest.raises(Refused, match="had not begun"):
        fork(game.stage, (), tried(game, "release by_hand"), second=0.0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("pause lunch", "no command of which one can ask what if"),
        ("board", "no command of which one can ask what if"),
        ("", "nothing is tried"),
        ("decide more_staff", "needs a cell"),
        ("STARTEX+00:10 release by_hand", "at the moment of the fork"),
        ("release by_hnd", "there is no row"),
        ("embassy: answer gift option=yes", "does not go to embassy"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_its_reason(play, line, why):
    game = play(0.5 * HOUR)
    with pytest.raises(Refused, match=why):
        forked(game, line)


def test_a_verb_that_is_misspelt_is_answered_with_the_nearest(play):
    with pytest.raises(UnknownName, match="release"):
        tried(play(0.0), "relese by_hand")


def test_adopting_gives_the_command_and_notes_the_reason(play):
    game = play(0.5 * HOUR)
    commands = tried(game, "embassy: decide more_staff")
    forked(game, "embassy: decide more_staff")
    adopt(game.director, commands, reason="richer sooner", head=game.entries[-1].seq)
    kinds = [each.kind for each in game.entries[-3:]]
    assert kinds == ["decision.taken", "effect.applied", "note.made"]
    assert game.entries[-1].payload["text"] == (
        "Adopted after a what-if: embassy: decide more_staff. richer sooner"
    )


def test_adopting_is_refused_without_a_reason_and_where_something_has_happened_since(play):
    game = play(0.5 * HOUR)
    commands, head = tried(game, "release by_hand"), game.entries[-1].seq
    with pytest.raises(Refused, match="needs a reason"):
        adopt(game.director, commands, reason="  ", head=head)
    game.director.do(Actor("Ann", Role.CONTROLLER), Hold(row="gift"))
    with pytest.raises(Refused, match="happened since"):
        adopt(game.director, commands, reason="it helps", head=head)
    assert [each.kind for each in game.entries if each.seq > head] == ["row.held"]


def test_a_note_that_is_made_meanwhile_does_not_stand_in_the_way_of_adopting(play):
    """It changes nothing that may come; nor does a link that somebody opens."""
    game = play(0.5 * HOUR)
    commands, head = tried(game, "release by_hand"), game.entries[-1].seq
    game.director.do(Actor("Ann", Role.CONTROLLER), Note(text="meanwhile"))
    adopt(game.director, commands, reason="it helps", head=head)
    assert game.director.state.run("by_hand", "command").state == "sent"


def decided(play):
    """Return an exercise in which the cell said no after half an hour, and its number in the journal."""
    game = play(0.5 * HOUR)
    game.director.do(EXCON, Answer(row="ask", cell="embassy", option="no", text="No"))
    seq = game.entries[-1].seq
    game.pass_until(HOUR)
    return game, seq


def test_something_is_tried_in_the_place_of_what_was_done(play):
    """One line has the no, the other the yes, which makes it rich enough; neither has what came after."""
    game, seq = decided(play)
    game.director.do(EXCON, Release(row="by_hand"))
    other = tried(game, "embassy: answer ask option=yes")
    found = fork(game.stage, game.entries, other, second=0.0, futures=20, instead=seq)
    assert (found.second, found.instead, found.past) == (pytest.approx(0.5 * HOUR), seq, True)
    changed = {each.uid: (each.without, each.with_) for each in found.rows if each.without != each.with_}
    assert changed == {"richer": (0.0, 1.0)}
    with pytest.raises(Refused, match=f"entry 1 is nothing that somebody did in play.*entry {seq}"):
        fork(game.stage, game.entries, (), second=0.0, futures=20, instead=1)


def test_a_row_that_was_sent_in_one_line_has_come_there_for_certain(play):
    """A row that waits for the simulation and is released by hand comes in every future."""
    found = forked(play(0.5 * HOUR), "release richer")
    assert {each.uid: (each.without, each.with_) for each in found.rows}["richer"] == (0.0, 1.0)
