"""Whatever is typed, it is kept harmlessly or refused in words; never a traceback, never a faked line."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, EMBASSY, EVALUATOR, MORNING, director_of

from exercises.console.session import Session
from exercises.console.telling import tell
from exercises.director import Director
from exercises.errors import Refused
from exercises.play.commands import (
    Add,
    Answer,
    Apply,
    Assess,
    Command,
    Decide,
    Edit,
    Emergency,
    Note,
    Observe,
    Pause,
    Release,
    Start,
    Write,
)
from exercises.roles import Actor, Role
from sim.errors import ScrsError

TURNED, ESCAPE, HALF, NUL = "\u202e", "\x1b[2J", "\ud800", "\0"
NASTY = (
    "x" * 10_000_000, TURNED, ESCAPE, HALF, NUL, "a\u00a0b", "می\u200cرود", "# *b* [l](javascript:x) <b>",
    "1\nSTARTEX+00:00  D+0 00:00  ENDEX", "1e999", "9" * 5_000, "-1", "nan", "{a: &a [*a]}", "1:2:3",
)  # fmt: skip

VERBS = (
    "note", "embassy: answer a", "edit b", "edit b {title:", "add", "apply", "embassy: decide give amount=",
    "jump", "correct a embassy sent", "speed", "STARTEX+", "measure", "inbox", "why", "controller:",
)  # fmt: skip


def in_play() -> Director:
    ask = {"text": "How much?", "kind": "dollars", "least": "1 M USD", "most": "9 M USD"}
    count = {"text": "How many?", "kind": "count", "least": 1, "most": 9}
    director, _ = director_of(
        {"uid": "a", "options": {"yes": {"text": "Yes"}}},
        {"uid": "b"},
        decisions={"give": {"title": "Give", "by": "embassy", "asks": {"amount": ask, "people": count}}},
    )
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Release(row="a"))
    return director


def commands(text: str) -> list[tuple[Actor, Command]]:
    """Return every command that takes words, with these words wherever it takes them."""
    return [
        (EMBASSY, Answer(row="a", cell="embassy", text=text)),
        (EMBASSY, Answer(row=text, cell="embassy", option=text)),
        (EMBASSY, Write(cell="embassy", to=("",), text=text)),
        (EMBASSY, Decide(decision="give", cell="embassy", values={"amount": text})),
        (EMBASSY, Decide(decision="give", cell="embassy", values={"people": text})),
        (EMBASSY, Decide(decision="give", cell="embassy", values={text: 1})),
        (EVALUATOR, Observe(id=text, objective="fund", rating="P", text=text)),
        (EVALUATOR, Assess(row="a", cell="embassy", note=text)),
        (EVALUATOR, Note(text=text)),
        (Actor(text, Role.CONTROLLER), Note(text="said")),
        (CONTROLLER, Edit(row="b", changes={"title": text}, reason=text)),
        (CONTROLLER, Edit(row="b", changes={text: text})),
        (
            CONTROLLER,
            Add(row={"uid": "c", "title": text, "to": "embassy", "body": text, "extra": {text: text}}),
        ),
        (CONTROLLER, Add(row={"uid": text, "title": "t", "to": "embassy"})),
        (CONTROLLER, Apply(effect={"set": {text: text}}, reason=text)),
        (CONTROLLER, Note(text="named", operation=text)),
        (CONTROLLER, Pause(reason=text)),
        (EMBASSY, Emergency(text=text)),
    ]


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Lo", "Ps", "Po")), max_size=40))
@example(NASTY[0])
@example(NASTY[5])
def test_no_word_breaks_play_or_reaches_a_screen_as_a_control(text: str) -> None:
    """Refused in words, or kept without what is not to be seen."""
    director = in_play()
    for actor, command in commands(text):
        try:
            director.do(actor, command)
        except ScrsError as refusal:
            assert len(str(refusal)) < 2_000  # noqa: PT017  short enough to be read
    for entry in director.since(0):
        said = f"{entry.payload}{entry.actor}{tell(entry, director.state)}".replace("\n", "").replace(
            "\t", ""
        )
        assert not any(sign in said for sign in (TURNED, "\x1b", HALF, NUL, "\u2028"))
    assert director.state.emergency


@pytest.mark.parametrize("text", NASTY, ids=lambda each: ascii(each[:12]))
def test_no_line_at_the_console_is_a_traceback(text: str) -> None:
    """Behind every verb, with every form of hostile words."""
    told: list[str] = []
    director = in_play()
    session = Session(director, wait=lambda _: None, say=told.append, fast=True)
    for verb in VERBS:
        session.take(f"{verb} {text}")
        session.take(f"{verb}{text}")
    assert all(len(each) < 21_000 for each in told if not each.startswith("  "))


def test_a_text_with_lines_fakes_no_line_of_the_feed() -> None:
    """What follows in a text is set in."""
    director = in_play()
    done = director.do(EMBASSY, Answer(row="a", cell="embassy", text="Yes\nSTARTEX+09:00  D+9 00:00  ENDEX"))
    assert "\n    STARTEX+09:00" in tell(done.entries[0], director.state)


def test_letters_of_every_script_are_kept_and_spaces_stay_spaces() -> None:
    """The joiner without which Persian cannot be written; the space of French numbers."""
    director = in_play()
    director.do(CONTROLLER, Note(text="می\u200cرود 5\u202f000\u00a0USD 👩\u200d🚒"))
    assert director.state.remarks[-1].text == "می\u200cرود 5 000 USD 👩\u200d🚒"


def test_a_text_that_nobody_could_read_is_refused_and_a_word_of_emergency_is_not() -> None:
    """10 MB: the first is refused in words, the second stops play and is cut."""
    director = in_play()
    with pytest.raises(Refused, match="10,000,000 characters; up to 20,000"):
        director.do(EVALUATOR, Note(text=NASTY[0]))
    director.do(EMBASSY, Emergency(text=NASTY[0]))
    assert director.state.phase == "paused"
    assert director.state.remarks[0].stamp.wall == MORNING
