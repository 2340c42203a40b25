"""The database goes in the middle of play: the caller is told, nothing is half written, and play goes on.

The servers here are started and stopped by the test itself; no database is pretended.
"""

from __future__ import annotations

import os
import pwd
import resource
import signal
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from drafting import HEADER, draft, texts
from postgres import Server

from exercises.errors import JournalGone
from exercises.journal import Journal, digest, open_journal
from exercises.journal.sqlite import SqliteJournal


@pytest.fixture
def mortal(postgres: Server) -> Iterator[Server]:
    """The server, for tests that stop it: it runs again after each of them."""
    yield postgres
    if postgres.running is None:
        postgres.start()


@pytest.fixture
def played(mortal: Server, emptied: str) -> Iterator[Journal]:
    with closing(open_journal(emptied)) as journal:
        journal.create("x", HEADER)
        journal.append("x", "before", [draft("before"), draft("before")])
        yield journal


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_play_goes_on_after_a_server_that_was_stopped(mortal: Server, played: Journal, how: signal.Signals):
    """Also after one that had no time to tidy up; connections are made anew without being asked."""
    mortal.stop(how)
    for act in (lambda: played.append("x", "op", [draft()]), lambda: played.head("x")):
        with pytest.raises(JournalGone, match=r"cannot be used: .*\. Nothing was written") as caught:
            act()
        assert not caught.value.unsure
        assert caught.value.exit_code == 3
    mortal.start()
    assert played.append("x", "op", [draft("after")]).new
    assert texts(played, "x") == ["before", "before", "after"]
    assert played.audit("x") == digest(played.read("x"))


def test_a_restart_between_two_commands_goes_unnoticed(mortal: Server, played: Journal):
    """The connection that was open before is tried before it is used."""
    mortal.stop()
    mortal.start()
    assert played.append("x", "op", [draft("after")]).new


def test_a_connection_cut_within_a_command_leaves_nothing_of_it(mortal: Server, played: Journal):
    """Another writer holds the exercise, so that the command is under way when its connection is cut."""
    caught: list[JournalGone] = []

    def write() -> None:
        try:
            played.append("x", "op", [draft("a"), draft("b")])
        except JournalGone as error:
            caught.append(error)

    with mortal.connect("shared") as other:
        other.execute("BEGIN")
        other.execute("SELECT id FROM journal_exercises FOR UPDATE")
        writing = threading.Thread(target=write)
        writing.start()
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        while not other.execute(cut).fetchall():
            time.sleep(0.02)
        writing.join()
        other.execute("ROLLBACK")
    assert len(caught) == 1
    assert not caught[0].unsure
    assert played.head("x") == 2
    assert played.append("x", "op", [draft("a"), draft("b")]).new


def test_a_lost_answer_to_the_commit_is_told_as_such(mortal: Server, played: Journal):
    """It is cut off within its commit: whether it is kept, only a second try can tell."""
    caught: list[JournalGone] = []
    with mortal.connect("shared") as other:
        other.execute(
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN PERFORM pg_sleep(30); RETURN NULL; END$$"
        )
        other.execute(
            "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION slow()"
        )

        def write() -> None:
            try:
                played.append("x", "op", [draft("after")])
            except JournalGone as error:
                caught.append(error)

        writing = threading.Thread(target=write)
        writing.start()
        sleeping = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        while not other.execute(sleeping).fetchall():
            time.sleep(0.02)
        writing.join()
        other.execute("DROP FUNCTION slow CASCADE")
    assert len(caught) == 1
    assert caught[0].unsure
    assert "with the same operation id; it will be kept once" in str(caught[0])
    played.append("x", "op", [draft("after")])
    assert texts(played, "x") == ["before", "before", "after"]


def test_who_waits_for_news_is_told_that_the_server_is_gone(mortal: Server, played: Journal):
    caught: list[JournalGone] = []

    def wait() -> None:
        try:
            played.wait("x", 2, 30)
        except JournalGone as error:
            caught.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    mortal.stop()
    waiting.join(10)
    mortal.start()
    assert len(caught) == 1


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteJournal]:
    with closing(SqliteJournal(tmp_path / "play.sqlite", busy_seconds=0.2)) as journal:
        journal.create("x", HEADER)
        journal.append("x", "before", [draft("before")])
        yield journal


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_removed_takes_no_more_commands(
    tmp_path: Path, file: SqliteJournal, *, replaced: bool
):
    """The system would let us write into what nobody will find again."""
    path = tmp_path / "play.sqlite"
    path.rename(tmp_path / "moved.sqlite")
    if replaced:
        path.write_bytes((tmp_path / "moved.sqlite").read_bytes())
    for act in (lambda: file.append("x", "op", [draft()]), lambda: file.head("x"), lambda: file.read("x")):
        with pytest.raises(JournalGone, match="removed or replaced"):
            act()


def test_a_file_that_another_program_holds_is_told_and_free_later(tmp_path: Path, file: SqliteJournal):
    with closing(sqlite3.connect(tmp_path / "play.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalGone, match=r"locked\. Nothing was written"):
            file.append("x", "op", [draft("a")])
        assert file.head("x") == 1
        other.execute("ROLLBACK")
    assert file.append("x", "op", [draft("a")]).new


def kept_until_refused(journal: Journal) -> int:
    """Return how many commands of two large entries are kept before one is refused."""
    for number in range(1000):
        try:
            journal.append("x", f"op-{number}", [draft("x" * 2000), draft("y" * 2000)])
        except JournalGone:
            return number
    return 1000


def test_a_full_disk_leaves_whole_commands(tmp_path: Path, file: SqliteJournal):
    """The system lets no file of the process grow past a size, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        kept = kept_until_refused(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert 0 < kept < 1000
    assert file.head("x") in {1 + 2 * kept, 3 + 2 * kept}
    assert file.audit("x") == digest(file.read("x"))
    assert file.append("x", f"op-{kept}", [draft("x"), draft("y")]).entries[0].seq == 2 + 2 * kept


@pytest.fixture
def plain_user() -> Iterator[None]:
    """Act as somebody whom permissions hold back; root is not."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    yield
    os.seteuid(me)


def test_a_file_that_may_only_be_read_is_told(plain_user: None):
    """And nothing is lost: when it may be written again, play goes on."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        path = Path(folder) / "play.sqlite"
        with closing(open_journal(path)) as journal:
            journal.create("x", HEADER)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with pytest.raises(JournalGone, match=r"cannot be used: .*(readonly|unable to open)"):
            open_journal(path).append("x", "op", [draft("a")])
        Path(folder).chmod(0o755)
        path.chmod(0o644)
        with closing(open_journal(path)) as journal:
            assert journal.append("x", "op", [draft("a")]).new
