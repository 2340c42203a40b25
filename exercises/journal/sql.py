"""A journal in a database: what SQLite and PostgreSQL have in common, which is nearly all.

How each of them locks, waits for news and is found gone is in `sqlite` and `postgres`; the tables are
in `schema`.
"""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoneFree

from exercises.errors import ExerciseExists, HeadMoved, JournalChanged, JournalGone, NoSuchExercise
from exercises.journal.checking import (
    Limits,
    check_exercise_id,
    check_read,
    is_exercise_id,
    settled,
    settled_header,
    settled_history,
)
from exercises.journal.entries import START, all_restored, audited, linked
from exercises.journal.schema import ENTRIES, EXERCISES, bring_up, is_current
from exercises.journal.store import Appended

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from exercises.journal.entries import Draft, Entry

THIS = EXERCISES.c.id == bindparam("exercise")
OF_THIS = ENTRIES.c.exercise_id == bindparam("exercise")
HEADER = select(EXERCISES.c.header).where(THIS)
HELD = select(EXERCISES.c.id).where(THIS).with_for_update()
"""Locks the row in PostgreSQL. SQLite knows no such clause and has locked all at `BEGIN IMMEDIATE`."""
LAST = select(func.max(ENTRIES.c.seq)).where(ENTRIES.c.exercise_id == EXERCISES.c.id).scalar_subquery()
HEAD = select(EXERCISES.c.id, LAST).where(THIS)
TOP = select(ENTRIES.c.seq, ENTRIES.c.chain).where(OF_THIS).order_by(ENTRIES.c.seq.desc()).limit(1)
ROWS = select(ENTRIES).where(OF_THIS).order_by(ENTRIES.c.seq)
LATER = ROWS.where(ENTRIES.c.seq > bindparam("after"))
EARLIER = ROWS.where(ENTRIES.c.operation == bindparam("operation"))

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the head, where the database does not ring."""


class SqlJournal:
    """A `Journal` over an engine of SQLAlchemy."""

    def __init__(self, engine: Engine, name: str, limits: Limits) -> None:
        self._engine, self._name, self._limits = engine, name, limits

    @property
    def name(self) -> str:
        """Where it is, for people; never with a password."""
        return self._name

    def prepare(self) -> None:
        """Lay the tables or bring them up to date.

        Raises: `JournalTooNew`, `NoJournal`, `JournalGone`.
        """
        with self._reading() as connection:
            if is_current(connection, self._name):
                return
        with self._writing() as connection:
            self._alone(connection)
            bring_up(connection, self._name)

    def create(self, exercise: str, header: Mapping[str, Any], entries: Sequence[Entry] = ()) -> None:
        """Begin an exercise: see `Journal`."""
        check_exercise_id(exercise)
        kept = {"id": exercise, "header": settled_header(header, self._limits)}
        rows, _ = linked(settled_history(entries, self._limits), START)
        with self._writing() as connection:
            try:
                connection.execute(insert(EXERCISES).values(**kept))
            except IntegrityError:
                raise ExerciseExists(exercise) from None
            self._keep(connection, exercise, rows)

    def header(self, exercise: str) -> dict[str, Any]:
        """Return what the exercise was created with: see `Journal`."""
        with self._reading() as connection:
            found = connection.scalars(HEADER, self._asked(connection, exercise)).one_or_none()
            if found is None:
                raise self._unknown(connection, exercise)
        try:
            return dict(json.loads(found))
        except (ValueError, TypeError, RecursionError):
            raise JournalChanged(exercise, 0) from None

    def exercises(self) -> tuple[str, ...]:
        """Return the names of all exercises, sorted."""
        with self._reading() as connection:
            return _names(connection)

    def append(
        self, exercise: str, operation: str, drafts: Sequence[Draft], *, expected_head: int | None = None
    ) -> Appended:
        """Keep all entries of one command, or none: see `Journal`."""
        rows = settled(operation, drafts, self._limits)
        with self._writing() as connection:
            asked = self._asked(connection, exercise)
            if connection.scalars(HELD, asked).one_or_none() is None:
                raise self._unknown(connection, exercise)
            earlier = connection.execute(EARLIER, {**asked, "operation": operation}).mappings().all()
            if earlier:
                return Appended(all_restored(earlier, exercise), new=False)
            head, before = _top(connection, asked)
            if expected_head is not None and expected_head != head:
                raise HeadMoved(exercise, expected=expected_head, found=head)
            placed = [
                {**row, "seq": head + 1 + part, "operation": operation, "part": part}
                for part, row in enumerate(rows)
            ]
            whole, entries = linked(placed, before)
            self._keep(connection, exercise, whole)
        return Appended(entries, new=True)

    def read(self, exercise: str, after: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        """Return the entries after one, in order: see `Journal`."""
        check_read(after, limit)
        with self._reading() as connection:
            self._head(connection, exercise)
            query = {**self._asked(connection, exercise), "after": after}
            return all_restored(connection.execute(LATER.limit(limit), query).mappings(), exercise)

    def head(self, exercise: str) -> int:
        """Return the last entry's `seq`: see `Journal`."""
        with self._reading() as connection:
            return self._head(connection, exercise)

    def wait(self, exercise: str, after: int, seconds: float) -> int:
        """Return the head as soon as it is past `after`: see `Journal`. Looks again and again."""
        end = time.monotonic() + seconds
        while True:
            head, left = self.head(exercise), end - time.monotonic()
            if head > after or left <= 0:
                return head
            time.sleep(min(BETWEEN_LOOKS, left))

    def audit(self, exercise: str) -> str:
        """Return the digest of all entries, reckoned anew: see `Journal`."""
        with self._reading() as connection:
            self._head(connection, exercise)
            rows = connection.execute(ROWS, self._asked(connection, exercise)).mappings()
            return audited(rows, exercise)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    # -------------------------------------------------------------- what a database does in its own way

    def _alone(self, connection: Connection) -> None:
        """Keep others from laying tables until the transaction ends."""

    def _ring(self, connection: Connection, exercise: str, head: int) -> None:
        """Tell those who wait, once the transaction is kept."""

    # --------------------------------------------------------------------------------- transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._telling(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        kept = [False]
        with self._telling(kept), self._engine.connect() as bare:
            connection = bare.execution_options(writes=True)
            with connection.begin():
                yield connection
                kept[0] = True  # from here on only the answer of the commit is missing

    @contextmanager
    def _telling(self, kept: Sequence[bool] = (False,)) -> Iterator[None]:
        """Tell a failure of the database as `JournalGone`, without statements and what they say."""
        try:
            yield
        except DBAPIError as error:
            raise JournalGone(self._name, self._reason(error), unsure=kept[0]) from None
        except UnicodeDecodeError:  # a driver reads what SQLite says of a torn file, or what stands in it
            raise JournalGone(self._name, "what stands in it is no text: it is damaged") from None
        except NoneFree:
            raise JournalGone(self._name, "all connections are busy") from None

    def _reason(self, error: DBAPIError) -> str:
        """Return what the database says, on one line."""
        return one_line(error.orig)

    # --------------------------------------------------------------------------------- single steps

    def _asked(self, connection: Connection, exercise: str) -> dict[str, str]:
        """Return the name as the statements take it; no database is asked for what no name can be."""
        if not is_exercise_id(exercise):
            raise self._unknown(connection, exercise)
        return {"exercise": exercise}

    def _unknown(self, connection: Connection, exercise: str) -> NoSuchExercise:
        return NoSuchExercise(exercise, _names(connection))

    def _head(self, connection: Connection, exercise: str) -> int:
        found = connection.execute(HEAD, self._asked(connection, exercise)).one_or_none()
        if found is None:
            raise self._unknown(connection, exercise)
        return int(found[1] or 0)

    def _keep(self, connection: Connection, exercise: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            connection.execute(insert(ENTRIES), [{**row, "exercise_id": exercise} for row in rows])
            self._ring(connection, exercise, rows[-1]["seq"])


def one_line(error: object) -> str:
    """Return the first line of what a library says went wrong."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(". ")


def _names(connection: Connection) -> tuple[str, ...]:
    return tuple(sorted(connection.scalars(select(EXERCISES.c.id))))


def _top(connection: Connection, asked: Mapping[str, str]) -> tuple[int, str]:
    """Return the last entry's `seq` and the digest up to it."""
    found = connection.execute(TOP, asked).one_or_none()
    return (found.seq, found.chain) if found else (0, START)
