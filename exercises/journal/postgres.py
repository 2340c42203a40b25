"""A journal in PostgreSQL: writers to one exercise stand in line at its row, readers are rung.

The statements are those of `sql`. Give it a direct connection or a pooler in session mode: LISTEN holds
on to its connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, text

from exercises.errors import JournalGone, NoJournal
from exercises.journal.checking import USUAL, is_exercise_id
from exercises.journal.sql import SqlJournal, one_line

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection
    from sqlalchemy.exc import DBAPIError

    from exercises.journal.checking import Limits

CHANNEL = "scrs_journal"
SCHEMA_LOCK = 0x5C25  # any number that no other program uses for an advisory lock here
DURABLE = "-c synchronous_commit=on -c lock_timeout=10s -c statement_timeout=60s"
"""What every connection sets: a command that is told as kept is on disk, and none waits for ever."""
REACHED_WITHIN = {"connect_timeout": "5", "keepalives_idle": "10", "tcp_user_timeout": "15000"}
"""Settings of libpq that tell a lost server within seconds; those in the address go first."""


class PostgresJournal(SqlJournal):
    """A `Journal` in a database of a PostgreSQL server.

    Parameters: `url`: with driver `postgresql+psycopg`.
    Raises: `JournalGone`, `JournalTooNew`, `NoJournal`.
    """

    def __init__(self, url: URL, *, limits: Limits = USUAL) -> None:
        options = " ".join([*_texts(url.query.get("options", "")), DURABLE])
        whole = url.update_query_dict({**REACHED_WITHIN, **url.query, "options": options})
        self._secrets = [*_texts(url.password or ""), *_texts(url.query.get("password", ""))]
        settings: dict[str, Any] = {
            "isolation_level": "READ COMMITTED",  # the head is read after the row is locked, not before
            "hide_parameters": True,  # what players wrote stays out of messages and logs
        }
        engine = create_engine(whole, pool_pre_ping=True, pool_timeout=10, **settings)
        self._listening = create_engine(whole, poolclass=NullPool, **settings)
        super().__init__(engine, f"postgresql://{url.host or ''}/{url.database or ''}", limits)
        try:
            self._check_encoding()
            self.prepare()
        except BaseException:
            self.close()
            raise

    def wait(self, exercise: str, after: int, seconds: float) -> int:
        """Return the head as soon as it is past `after`: see `Journal`. Rung by those who write.

        Takes a connection of its own for as long, so that those who wait keep nobody from writing.
        """
        if not is_exercise_id(exercise):
            return self.head(exercise)
        with self._telling(), self._listening.connect() as bare:
            connection = bare.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text(f"LISTEN {CHANNEL}"))
            head = self._head(connection, exercise)  # after LISTEN: what comes later will ring
            driver: Any = connection.connection.driver_connection
            if head <= after and seconds > 0:
                self._listen(driver, exercise, seconds=seconds, after=after)
                head = self._head(connection, exercise)
        return head

    def close(self) -> None:
        """Let go of all connections."""
        super().close()
        self._listening.dispose()

    def _check_encoding(self) -> None:
        with self._reading() as connection:
            found = connection.scalars(text("SHOW server_encoding")).one()
        if found != "UTF8":
            message = f"{self._name}: the database has encoding {found}; create one with ENCODING 'UTF8'"
            raise NoJournal(message)

    def _alone(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})

    def _ring(self, connection: Connection, exercise: str, head: int) -> None:
        said = {"channel": CHANNEL, "news": f"{exercise} {head}"}
        connection.execute(text("SELECT pg_notify(:channel, :news)"), said)

    def _reason(self, error: DBAPIError) -> str:
        return self._said(error.orig)

    def _said(self, error: object) -> str:
        """Return what the driver says, on one line and without the password."""
        found = one_line(error)
        for secret in self._secrets:
            found = found.replace(secret, "…")
        return found

    def _listen(self, driver: Any, exercise: str, *, seconds: float, after: int) -> None:
        """Return when it rings for an entry past `after`, or when the seconds are over."""
        library: Any = self._listening.dialect.loaded_dbapi
        try:
            for news in driver.notifies(timeout=seconds):
                name, _, head = news.payload.partition(" ")
                if name == exercise and int(head) > after:
                    return
        except library.Error as error:  # the driver's own: here is nothing between it and us
            raise JournalGone(self._name, self._said(error)) from None


def _texts(found: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return a value of an address, which may be given more than once, without empty ones."""
    return tuple(each for each in ((found,) if isinstance(found, str) else found) if each)
