"""A file that was torn, or changed by other hands: told as damaged and left alone, never a traceback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from drafting import HEADER, draft

from exercises.errors import JournalChanged, JournalGone, NoJournal
from exercises.journal import open_journal
from exercises.opening import STAGED, restage
from sim.errors import BadInput, ScrsError


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "play.sqlite"
    with closing(open_journal(file)) as journal:
        journal.create("x", HEADER)
        journal.append("x", "op", [draft("a"), draft("b")])
    with closing(sqlite3.connect(file)) as bare:
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as bare, bare:
        bare.execute(statement)


@pytest.mark.parametrize(
    "change", ["payload = '{torn'", "payload = '[1, 2]'", "wall = 'noon'", "kind = x'ff'", "exercise = 'x'"]
)
def test_a_row_that_is_no_entry_any_more_is_told(path: Path, change: str) -> None:
    changed(path, f"UPDATE journal_entries SET {change} WHERE seq = 2")  # noqa: S608  our own words
    with closing(open_journal(path)) as journal, pytest.raises(JournalChanged, match=r"entry 2 .*backup"):
        journal.read("x")


def test_a_header_that_is_none_is_told(path: Path) -> None:
    changed(path, "UPDATE journal_exercises SET header = 'torn'")
    with closing(open_journal(path)) as journal, pytest.raises(JournalChanged, match="its header is not"):
        journal.header("x")


@pytest.mark.parametrize("lost", STAGED)
def test_a_header_that_names_too_little_is_told_with_its_place(path: Path, lost: str) -> None:
    header = dict.fromkeys(STAGED, "x") | {lost: 5}
    changed(path, f"UPDATE journal_exercises SET header = '{json.dumps(header)}'")  # noqa: S608  our own words
    with closing(open_journal(path)) as journal, pytest.raises(BadInput, match=f"header of x: {lost}: is"):
        restage(journal, "x")


@pytest.mark.parametrize(
    "change", ["DELETE FROM journal_version", "UPDATE journal_version SET version = 'x'"]
)
def test_tables_of_no_version_are_told(path: Path, change: str) -> None:
    changed(path, change)
    with pytest.raises(NoJournal, match="do not say which version they are: the journal is damaged"):
        open_journal(path)


def test_a_file_cut_anywhere_is_told(path: Path) -> None:
    """Or nothing of what was played is missing: the end of the file may hold no more than an index."""
    with closing(open_journal(path)) as journal:
        played = journal.audit("x")
    whole = path.read_bytes()
    refused = 0
    for size in range(4_096, len(whole), 2_003):
        path.write_bytes(whole[:size])
        try:
            with closing(open_journal(path, create=False)) as journal:
                told = journal.audit("x")
        except ScrsError:
            refused, told = refused + 1, played
        assert told == played, size
    assert refused > 5


def test_what_no_trying_again_mends_is_not_advised_to_be_tried_again(path: Path) -> None:
    gone = JournalGone("play.sqlite", "database disk image is malformed\x1b[2J")
    assert str(gone) == (
        "play.sqlite: the journal is damaged: database disk image is malformed\N{REPLACEMENT CHARACTER}[2J. "
        "Restore a backup."
    )
