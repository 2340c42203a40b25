"""The journal goes away in the middle: whoever asked can ask again, and the command counts once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from playing import CONTROLLER, DIRECTOR, Wall, director_of

from exercises.console.session import Session
from exercises.errors import JournalGone, Refused
from exercises.journal.entries import Draft, Entry
from exercises.journal.memory import MemoryJournal
from exercises.journal.store import Appended
from exercises.play.commands import Note, Release, Start

WHERE, WHY = "the test", "pulled out"


class Shaky(MemoryJournal):
    """Loses the answer to the next append that is to be lost, and cannot be read while it is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.lose, self.gone, self.gone_after = False, False, False

    def append(self, exercise: str, operation: str, drafts: Sequence[Draft], **more: Any) -> Appended:
        """Keep the entries; then perhaps say that nobody knows."""
        done = super().append(exercise, operation, drafts, **more)
        if self.lose:
            self.lose = False
            raise JournalGone(WHERE, WHY, unsure=True)
        self.gone = self.gone or self.gone_after
        return done

    def read(self, exercise: str, after: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        """Return the entries, if they can be read."""
        if self.gone:
            raise JournalGone(WHERE, WHY)
        return super().read(exercise, after, limit)


def shaky() -> Shaky:
    journal = Shaky()
    journal.create("test", {"script": "", "scenario": ""})
    return journal


def test_a_command_whose_answer_was_lost_is_given_again_and_counts_once() -> None:
    """The error names the operation; under that name the second call finds the first."""
    journal = shaky()
    director, _ = director_of({"uid": "a"}, journal=journal)
    director.do(DIRECTOR, Start())
    journal.lose = True
    with pytest.raises(JournalGone) as gone:
        director.do(CONTROLLER, Note(text="once"))
    assert gone.value.unsure
    done = director.do(CONTROLLER, Note(text="once", operation=gone.value.operation))
    assert not done.new
    assert [each.payload for each in director.since(0) if each.kind == "note.made"] == [{"text": "once"}]


def test_a_command_that_is_kept_is_answered_even_where_what_follows_cannot_be_read() -> None:
    """To say that nothing was written would be false."""
    journal = shaky()
    director, _ = director_of({"uid": "a"}, journal=journal)
    director.do(DIRECTOR, Start())
    journal.gone_after = True
    assert director.do(CONTROLLER, Release(row="a")).new
    journal.gone, journal.gone_after = False, False
    director.tick()
    assert director.state.run("a", "embassy").state == "sent"


def test_at_the_console_again_gives_the_lost_command_again() -> None:
    """And a look at a journal that is gone is told once, and then that it is back."""
    journal, told = shaky(), list[str]()
    director, _ = director_of({"uid": "a"}, journal=journal, wall=Wall())
    session = Session(director, wait=lambda _: None, say=told.append)
    session.take("start")
    journal.lose = True
    session.take("note once")
    session.take("again")
    session.take("again")
    assert [each for each in told if "already at" in each]
    assert "no answer was lost" in session.refusals[-1]
    journal.gone = True
    session.look()
    session.look()
    journal.gone = False
    session.look()
    assert [each.split("  ")[0] for each in told[-2:]] == ["journal", "journal"]
    assert "back" in told[-1]
    assert sum(1 for each in director.since(0) if each.kind == "note.made") == 1


@pytest.mark.parametrize("operation", ["due:a:embassy", "start", "end", "see:a:embassy", "expire:a:"])
def test_a_command_cannot_take_the_name_of_what_happens_by_itself(operation: str) -> None:
    """Else the row would never go out: its coming due would be answered with a note."""
    director, _ = director_of({"uid": "a"})
    director.do(DIRECTOR, Start(operation="start"))
    with pytest.raises(Refused, match="is the name of something else"):
        director.do(CONTROLLER, Note(text="x", operation=operation))
