"""The journals that one suite holds to one contract, and the PostgreSQL server under one of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from drafting import HEADER
from postgres import Server

from exercises.journal import Journal, MemoryJournal, open_journal

FRESH = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def shared(postgres: Server) -> str:
    """Return the address of a database that is emptied before each use: to make one takes longer."""
    with postgres.connect() as connection:
        connection.execute("CREATE DATABASE shared")
    open_journal(postgres.address("shared")).close()
    return postgres.address("shared")


@pytest.fixture
def emptied(postgres: Server, shared: str) -> str:
    """Return the address of a journal without exercises."""
    with postgres.connect("shared") as connection:
        connection.execute("DELETE FROM journal_entries")
        connection.execute("DELETE FROM journal_exercises")
    return shared


@pytest.fixture
def apart(postgres: Server, shared: str) -> str:
    """Return the address of a schema without tables: in its use a database of its own, and quicker made."""
    name = f"apart_{next(FRESH)}"
    with postgres.connect("shared") as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{shared}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty journal that processes can share."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/play.sqlite"
    found: str = request.getfixturevalue("emptied")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def unlaid(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a journal whose tables nobody has laid yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new.sqlite"
    found: str = request.getfixturevalue("apart")
    return found


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """Return a journal with the exercise `x`, without entries."""
    opened: dict[str, Callable[[], Journal]] = {
        "memory": MemoryJournal,
        "sqlite": lambda: open_journal(tmp_path / "play.sqlite"),
        "postgres": lambda: open_journal(request.getfixturevalue("emptied")),
    }
    found = opened[request.param]()
    found.create("x", HEADER)
    yield found
    found.close()
