"""PostgreSQL stopped and started under a director in play: told once, nothing lost, and play goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from drafting import HEADER
from playing import Wall, director_of
from postgres import Server

from exercises.console.session import Session
from exercises.journal import open_journal


@pytest.fixture
def mortal(postgres: Server) -> Iterator[Server]:
    """The server, for a test that stops it: it runs again afterwards."""
    yield postgres
    if postgres.running is None:
        postgres.start()


def test_what_came_due_in_an_outage_goes_out_after_it_and_the_lost_line_counts_once(
    mortal: Server, emptied: str
) -> None:
    """At a console, which looks four times a second and is told of the outage once."""
    told: list[str] = []
    with closing(open_journal(emptied)) as journal:
        journal.create("test", HEADER)
        director, wall = director_of({"uid": "a", "trigger": "STARTEX+1 min"}, journal=journal)
        session = Session(director, wait=lambda _: None, say=told.append)
        session.take("start")
        session.take("controller: note before")
        mortal.stop()
        wall.pass_(61.0)
        for _ in range(3):
            session.look()
        session.take("controller: note during")
        assert director.state.run("a", "embassy").state == "waiting"
        mortal.start()
        session.look()
        session.take("again")
        session.take("again")
        assert director.state.run("a", "embassy").state == "sent"
        notes = [each.payload["text"] for each in journal.read("test") if each.kind == "note.made"]
        afresh, _ = director_of({"uid": "a", "trigger": "STARTEX+1 min"}, journal=journal, wall=Wall())
        assert afresh.state.digest() == director.state.digest()
    assert notes == ["before", "during"]
    assert sum("the journal cannot be used" in each for each in told if each.startswith("journal")) == 1
    assert sum(each.startswith("journal   is back") for each in told) == 1
