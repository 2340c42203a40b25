"""From an address to a journal: a file, a database of a PostgreSQL server, or memory.

    play.sqlite, sqlite:///play.sqlite      a file; laid where there is none yet
    postgresql://user@host/database         a server; needs the extra `postgres`
    memory:                                 nothing is kept

Passwords stand in no message: addresses are shown without them, and what cannot be taken apart is not
shown at all.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from exercises.errors import JournalGone, NoJournal
from exercises.journal.checking import USUAL
from exercises.journal.memory import MemoryJournal
from exercises.journal.postgres import PostgresJournal
from exercises.journal.sqlite import SqliteJournal
from sim.errors import advise, nearest, quote

if TYPE_CHECKING:
    from sqlalchemy import URL

    from exercises.journal.checking import Limits
    from exercises.journal.store import Journal

ALLOWED = "a file, sqlite:///FILE, postgresql://USER@HOST/DATABASE, memory:"
POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
SCHEMES = ("memory", "sqlite", *POSTGRES)


def open_journal(address: str | Path, *, create: bool = True, limits: Limits = USUAL) -> Journal:
    """Return the journal at an address.

    Parameters: `create`: lay a file that is not there yet; otherwise a missing one is refused.
    Raises: `NoJournal`, `JournalTooNew`, `JournalGone`.
    """
    scheme, colon, rest = str(address).partition(":")
    if scheme == "memory" and colon:
        return MemoryJournal(limits=limits)
    if isinstance(address, Path) or not SCHEME.fullmatch(scheme) or not rest.startswith("//"):
        return _file(Path(address), create=create, limits=limits)
    if scheme not in SCHEMES:
        message = f"{quote(scheme)} is no kind of journal; {advise(ALLOWED, nearest(scheme, SCHEMES))}"
        raise NoJournal(message)
    url = _taken_apart(address, scheme)
    if scheme in POSTGRES:
        return _server(url, limits)
    return _file(Path(url.database or ""), create=create, limits=limits)


def _taken_apart(address: str, scheme: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # their text repeats the address, with the password in it
        url = None
    if url is None or "@" in (url.host or ""):  # what stands before it is the end of a password
        message = (
            f"the {scheme} address cannot be read; {advise(ALLOWED, '')} "
            "In a password, write @ as %40, : as %3A and / as %2F."
        )
        raise NoJournal(message)
    return url


def _file(path: Path, *, create: bool, limits: Limits) -> Journal:
    if not path.name or path.name == ":memory:":
        message = f"{quote(path)} is no file; {advise(ALLOWED, 'memory:')}"
        raise NoJournal(message)
    if path.is_dir():
        message = f"{path}: is a folder; name a file in it"
        raise NoJournal(message)
    if create and not path.parent.is_dir():
        message = f"{path}: there is no folder {path.parent}; make it first"
        raise NoJournal(message)
    if not create and not path.exists():
        beside = path.parent.iterdir() if path.parent.is_dir() else ()
        near = nearest(path.name, (each.name for each in beside))
        advice = "" if near else " To make one: scrs exercise play SCRIPT --journal FILE, or scrs panel."
        message = f"{path}: there is no journal; {advise(ALLOWED, near)}{advice}"
        raise NoJournal(message)
    try:
        return SqliteJournal(path, limits=limits)
    except JournalGone as error:
        if "not a database" in error.reason:
            message = f"{path}: is no journal but some other file; name the one that play or the panel keeps"
            raise NoJournal(message) from None
        raise


def _server(url: URL, limits: Limits) -> Journal:
    if find_spec("psycopg") is None:
        message = "a journal in PostgreSQL needs psycopg: pip install 'scrs[postgres]'"
        raise NoJournal(message)
    if not url.database:
        message = f"the address names no database; {advise(ALLOWED, '')}"
        raise NoJournal(message)
    try:
        return PostgresJournal(url.set(drivername="postgresql+psycopg"), limits=limits)
    except SQLAlchemyError as error:
        message = f"the postgresql address cannot be used: {type(error).__name__}; {advise(ALLOWED, '')}"
        raise NoJournal(message) from None
