"""A journal in one SQLite file: many readers and one writer at a time, kept through a loss of power.

The statements are those of `sql`.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event

from exercises.errors import JournalGone
from exercises.journal.checking import USUAL
from exercises.journal.sql import SqlJournal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from exercises.journal.checking import Limits

BUSY_SECONDS = 10.0
"""How long a command waits for another program that writes to the same file."""


class SqliteJournal(SqlJournal):
    """A `Journal` in a file, write-ahead logged; every commit is synced to disk before it is told.

    Parameters: `busy_seconds`: how long to wait for other writers before `JournalGone`.
    Raises: `JournalGone`, `JournalTooNew`, `NoJournal`.
    """

    def __init__(self, path: Path, *, limits: Limits = USUAL, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._identity: tuple[int, int] | None = None
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": busy_seconds},
            hide_parameters=True,  # what players wrote stays out of messages and logs
            pool_timeout=busy_seconds,
        )
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        super().__init__(engine, str(path), limits)
        try:
            self.prepare()
            self._identity = self._file()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self._check_file()
        with super()._reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn:  # threads of one process stand in line here, others at the file
            self._check_file()
            with super()._writing() as connection:
                yield connection
                self._check_file()

    def _file(self) -> tuple[int, int] | None:
        """Return which file the path leads to, None if to none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _check_file(self) -> None:
        """Refuse to write into a file that was removed or replaced: open as it is, all would seem well."""
        if self._identity is not None and self._file() != self._identity:
            raise JournalGone(self._name, "its file was removed or replaced while it was in use")


def _set_up(connection: Any, record: object) -> None:  # noqa: ARG001  the shape of the event
    connection.isolation_level = None  # transactions begin where `_begin` says, not where sqlite3 guesses
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Begin as a writer from the start: to become one later fails where another has written meanwhile."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
