"""Journals of other versions: an older one is brought up in one transaction, a newer one is refused by name.

`kept/version-1.sqlite` was made by the first step alone and is never made anew.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from drafting import draft, texts
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from exercises.errors import JournalTooNew, NoJournal
from exercises.journal import digest, open_journal
from exercises.journal.schema import STEPS, bring_up, version_of

KEPT = Path(__file__).with_name("kept") / "version-1.sqlite"
KEPT_DIGEST = "f93a44f2763ed4d50a94e58433d2aad4157b7c402073d4453807237562c76aa0"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(KEPT, tmp_path / "old.sqlite"))


def engine_of(address: str) -> Engine:
    return create_engine(address.replace("postgresql:", "postgresql+psycopg:"))


def columns(engine: Engine) -> set[str]:
    return {each["name"] for each in inspect(engine).get_columns("journal_entries")}


def test_an_older_journal_is_brought_up_with_all_that_it_holds(old: Path):
    with closing(open_journal(old)) as journal:
        assert texts(journal, "x") == texts(journal, "y") == ["STARTEX", "first ñ", "seen", "漢 reply"]
        assert journal.header("x") == {"script": "title: Tést\n", "scenario": "format: 1\n", "seed": 7}
        assert journal.read("x")[3].scenario == 0.1 + 0.2
        assert journal.audit("x") == digest(journal.read("x")) == KEPT_DIGEST
        assert not journal.append("x", "send-1", [draft()]).new
        assert journal.append("x", "next", [draft("after")]).entries[0].seq == 5


def test_bringing_up_is_done_once(old: Path):
    open_journal(old).close()
    before = old.read_bytes()
    open_journal(old).close()
    assert old.read_bytes() == before


@pytest.mark.parametrize("steps", [1, 2])
def test_a_step_that_fails_leaves_the_journal_as_it_was(unlaid: str, steps: int):
    """One transaction holds all steps, also those that change tables."""

    def fail(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half_done (n INTEGER)"))
        raise KeyboardInterrupt

    engine = engine_of(unlaid)
    with closing(open_journal(unlaid)):
        pass
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(KeyboardInterrupt):
            bring_up(connection, "journal", steps=(*STEPS, *[fail] * steps))
        connection.rollback()
        assert version_of(connection, "j") == len(STEPS)
        assert not inspect(connection).has_table("half_done")
    engine.dispose()


def test_the_first_step_alone_leads_to_the_same_tables(unlaid: str):
    """On PostgreSQL as in a file: version 1 with entries, then the rest of the way."""
    engine = engine_of(unlaid)
    with engine.begin() as connection:
        bring_up(connection, "journal", steps=STEPS[:1])
        connection.execute(text("INSERT INTO journal_exercises VALUES ('x', '{}')"))
        connection.execute(
            text(
                "INSERT INTO journal_entries VALUES "
                "('x', 1, 'op', 0, 'k', 'ann', 'controller', 1.5, NULL, 0.25, '{\"text\"\\:\"old\"}')"
            )
        )
    assert "chain" not in columns(engine)
    engine.dispose()
    with closing(open_journal(unlaid)) as journal:
        assert texts(journal, "x") == ["old"]
        assert journal.audit("x") == digest(journal.read("x"))
        assert "chain" in columns(engine)
    engine.dispose()


def test_a_newer_journal_is_refused_by_name_and_left_alone(unlaid: str):
    open_journal(unlaid).close()
    engine = engine_of(unlaid)
    with engine.begin() as connection:
        connection.execute(text("UPDATE journal_version SET version = 99"))
    with pytest.raises(
        JournalTooNew, match="schema version 99; this program knows versions up to 2"
    ) as caught:
        open_journal(unlaid)
    assert "Install a newer scrs" in str(caught.value)
    with engine.connect() as connection:
        assert version_of(connection, "j") == 99
    engine.dispose()


def test_a_database_of_another_program_is_left_alone(unlaid: str):
    """A file with any tables, a server's database where one of our names is taken."""
    engine = engine_of(unlaid)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE journal_entries (n INTEGER)"))
    with pytest.raises(NoJournal, match="a database of another program, with tables journal_entries"):
        open_journal(unlaid)
    assert inspect(engine).get_table_names() == ["journal_entries"]
    engine.dispose()
