"""At the console: a file of lines plays an exercise to ENDEX, and the feed says what happened."""

from __future__ import annotations

import pytest
from playing import MORNING, director_of

from exercises.console.reading import USAGE, VERBS, read_line
from exercises.console.session import EXCON, Session, Wall
from exercises.errors import Refused, UnknownName

YES = {"text": "Yes", "effects": [{"why": "paid"}]}
AMOUNT = {"text": "How much?", "kind": "dollars", "least": "1 M USD", "most": "9 M USD"}
CELLS = {"embassy": 1, "military": 2}


def played(*lines: str) -> tuple[list[str], Session]:
    """Play a small exercise by some lines, as fast as it goes."""
    wall = Wall(MORNING)

    def turn(seconds: float) -> None:
        wall.time += seconds

    director, _ = director_of(
        {
            "uid": "ask",
            "trigger": "STARTEX+10 min",
            "options": {"yes": {"text": "Yes", "effects": [{"why": "paid"}]}},
        },
        {"uid": "news", "trigger": {"after": {"row": "ask", "option": "yes", "delay": "5 min"}}},
        {"uid": "late", "trigger": "STARTEX+3 h"},
        wall=wall,
        decisions={
            "give": {
                "title": "Give money",
                "by": "embassy",
                "approval": True,
                "asks": {
                    "amount": {"text": "How much?", "kind": "dollars", "least": "1 M USD", "most": "9 M USD"}
                },
            }
        },
    )
    told: list[str] = []
    session = Session(director, wait=turn, say=told.append, fast=True)
    for each in lines:
        session.take(each)
    return told, session


def test_a_file_of_lines_plays_an_exercise_to_its_end() -> None:
    """Times in the feed are those of the rows; the option that was chosen acts on the simulation."""
    told, session = played(
        "start",
        "# twelve minutes later",
        "STARTEX+00:12 embassy: answer ask option=yes We don't object",
        "STARTEX+01:00 evaluator: observe fund.ask P cell=embassy asked at once",
    )
    session.finish()
    assert [each.split("  ")[0] for each in told] == [
        "STARTEX+00:00",
        "STARTEX+00:10",
        "STARTEX+00:12",
        "STARTEX+00:12",
        "STARTEX+00:17",
        "STARTEX+01:00",
        "STARTEX+03:00",
        "STARTEX+04:00",
    ]
    assert "answered  ask by embassy [yes] We don't object" in told[2]
    assert "effect    of ask.yes: paid" in told[3]
    assert session.director.state.phase == "ended"
    assert session.refusals == []


def test_a_decision_that_needs_approval_waits_for_control() -> None:
    """Asked by the cell, approved by control, out of bounds refused."""
    told, session = played(
        "start",
        'embassy: decide give amount="20 M USD"',
        'embassy: decide give amount="5 M USD"',
        "board",
        "controller: approve give-1 go ahead",
    )
    assert "out of bounds; from 1 M USD to 9 M USD" in session.refusals[0]
    assert any("asks for approval: give-1 by embassy" in each for each in told)
    assert session.director.state.requests["give-1"].state == "taken"


def test_a_refusal_is_told_and_play_goes_on() -> None:
    """A misspelt verb, a row that is not there, a clock that stands."""
    told, session = played("STARTEX+00:10 board", "relaese ask", "start", "release asq", "release ask")
    assert len(session.refusals) == 3
    assert "Did you mean 'release'?" in session.refusals[1]
    assert "Did you mean 'ask'?" in session.refusals[2]
    assert "sent      ask → embassy" in told[-1]


def test_asking_twice_says_who_was_first() -> None:
    """A second STARTEX changes nothing."""
    told, _ = played("start", "start 5")
    assert told[-1] == "done      already at STARTEX+00:00 by excon"


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_without_words_is_a_command_or_says_how_it_is_written(verb: str) -> None:
    """No traceback for half a line."""
    try:
        answer = str(read_line(verb, CELLS, EXCON))
    except Refused as refusal:
        answer = str(refusal)
        assert USAGE[verb] in answer
    assert answer != "None"


@pytest.mark.parametrize("text", ["ambassy: see a", "fly me", "observe"])
def test_what_cannot_be_read_is_refused_in_words(text: str) -> None:
    """With the nearest name where there is one."""
    with pytest.raises(Refused) as refusal:
        read_line(text, CELLS, EXCON)
    assert isinstance(refusal.value, UnknownName) or "observe OBJECTIVE" in str(refusal.value)


def test_the_inbox_shows_what_may_be_chosen_and_why_shows_what_a_row_rests_on() -> None:
    """What a player and a controller look for first."""
    told, _ = played("start", "next", "inbox embassy", "why news", "measure fund.crf.free", "help")
    assert "    option=yes: Yes" in told
    assert "ask answered with yes not yet" in told
    assert any("fund.crf.free after 0 effects" in each for each in told)


def test_moments_are_read_in_every_form_and_apostrophes_stay() -> None:
    """Local times, lengths, days of the scenario; words after them are the reason."""
    told, session = played(
        "start",
        "jump day 1 09:05 rest=fire don't wait, it's late",
        "jump STARTEX+6 min rest=fire",
        "jump D+0 06:00 rest=fire by the scenario",
        "jump D+9000 rest=fire",
        "note we can't, they won't",
    )
    assert "jumped    to STARTEX+00:05 don't wait, it's late" in told[1]
    assert "to STARTEX+00:06" in told[2]
    assert "to STARTEX+00:15 by the scenario" in " ".join(told)
    assert told[-1].endswith("we can't, they won't")
    assert len(session.refusals) == 1


@pytest.mark.parametrize("text", ["why nothing", "inbox ambassy", "STARTEX+xx note x", "day 0 09:00 note x"])
def test_what_is_asked_about_and_is_not_there_is_refused_in_words(text: str) -> None:
    """No traceback, no silence."""
    _, session = played("start", text)
    assert len(session.refusals) == 1
