"""The tables of a journal in a database, and the steps that lead to them from any older version.

A new journal walks all steps, an old one the rest of them, in one transaction. Steps never change once
journals exist that have walked them. What stands in the tables is written and read in `sql`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Float, Integer, Text, column, inspect, select, table, text

from exercises.errors import JournalTooNew, NoJournal
from exercises.journal.entries import START, linked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    Step = Callable[[Connection], None]

VERSION = table("journal_version", column("version", Integer))
EXERCISES = table("journal_exercises", column("id", Text), column("header", Text))
ENTRIES = table(
    "journal_entries",
    column("exercise_id", Text),
    column("seq", Integer),
    column("operation", Text),
    column("part", Integer),
    column("kind", Text),
    column("actor", Text),
    column("role", Text),
    column("wall", Float),
    column("exercise", Float),
    column("scenario", Float),
    column("payload", Text),
    column("chain", Text),
)
"""`chain`: the digest of the exercise up to this entry, so that a change made by other hands shows."""


def lay_tables(connection: Connection) -> None:
    """Version 1: exercises, entries, and which version this is."""
    for statement in (
        "CREATE TABLE journal_version (version INTEGER NOT NULL)",
        "INSERT INTO journal_version (version) VALUES (0)",
        "CREATE TABLE journal_exercises (id TEXT PRIMARY KEY, header TEXT NOT NULL)",
        "CREATE TABLE journal_entries ("
        " exercise_id TEXT NOT NULL REFERENCES journal_exercises (id), seq INTEGER NOT NULL,"
        " operation TEXT NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,"
        " role TEXT NOT NULL, wall DOUBLE PRECISION NOT NULL, exercise DOUBLE PRECISION,"
        " scenario DOUBLE PRECISION, payload TEXT NOT NULL,"
        " PRIMARY KEY (exercise_id, seq), UNIQUE (exercise_id, operation, part))",
    ):
        connection.execute(text(statement))


def chain_entries(connection: Connection) -> None:
    """Version 2: with every entry the digest of its exercise up to it."""
    connection.execute(text("ALTER TABLE journal_entries ADD COLUMN chain TEXT NOT NULL DEFAULT ''"))
    for exercise in connection.scalars(select(EXERCISES.c.id)).all():
        of_exercise = ENTRIES.c.exercise_id == exercise
        rows = connection.execute(select(ENTRIES).where(of_exercise).order_by(ENTRIES.c.seq)).mappings()
        for row in linked([dict(each) for each in rows], START)[0]:
            here = (of_exercise, ENTRIES.c.seq == row["seq"])
            connection.execute(ENTRIES.update().where(*here).values(chain=row["chain"]))


STEPS: tuple[Step, ...] = (lay_tables, chain_entries)


def version_of(connection: Connection, journal: str) -> int:
    """Return the version of the tables, 0 where there are none yet. Raises: `NoJournal`."""
    if not inspect(connection).has_table(VERSION.name):
        return 0
    found = connection.scalars(select(VERSION.c.version)).one_or_none()
    if not isinstance(found, int):
        message = f"{journal}: its tables do not say which version they are: the journal is damaged"
        raise NoJournal(message)
    return found


def is_current(connection: Connection, journal: str, *, steps: Sequence[Step] = STEPS) -> bool:
    """Whether no step is left to walk. Raises: `JournalTooNew`, with the journal's name."""
    found = version_of(connection, journal)
    if found > len(steps):
        raise JournalTooNew(journal, found=found, known=len(steps))
    return found == len(steps)


def bring_up(connection: Connection, journal: str, *, steps: Sequence[Step] = STEPS) -> None:
    """Walk the steps that are left, within the transaction of the connection.

    Raises: `JournalTooNew`; `NoJournal` where other tables stand in the way.
    """
    if is_current(connection, journal, steps=steps):
        return
    found = version_of(connection, journal)
    if not found:
        _check_free(connection, journal)
    for step in steps[found:]:
        step(connection)
    connection.execute(VERSION.update().values(version=len(steps)))


def _check_free(connection: Connection, journal: str) -> None:
    """Refuse a file of another program, and a database where one of our names is taken."""
    tables = inspect(connection).get_table_names()
    ours = {EXERCISES.name, ENTRIES.name}
    if tables and (connection.dialect.name == "sqlite" or ours & set(tables)):
        message = (
            f"{journal}: is no journal but a database of another program, with tables {', '.join(tables[:3])}"
        )
        raise NoJournal(message)
