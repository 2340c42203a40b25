"""From an address to a journal: what can be opened, and what is said of the rest, never with a password."""

from __future__ import annotations

import logging
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from drafting import HEADER
from postgres import PASSWORD, QUOTED, Server

from exercises.errors import JournalGone, NoJournal
from exercises.journal import MemoryJournal, open_journal
from sim.errors import ScrsError


@pytest.mark.parametrize("form", ["{}/play.sqlite", "sqlite:///{}/play.sqlite", "{}/odd: name?.sqlite"])
def test_a_file_is_opened_by_its_path_and_by_its_address(tmp_path: Path, form: str):
    address = form.format(tmp_path)
    with closing(open_journal(address)) as journal:
        journal.create("x", HEADER)
    with closing(open_journal(address, create=False)) as journal:
        assert journal.exercises() == ("x",)
        assert journal.name == address.removeprefix("sqlite:///")
    assert Path(address.removeprefix("sqlite:///")).is_file()


def test_memory_is_opened_anew_each_time():
    assert isinstance(open_journal("memory:"), MemoryJournal)
    assert open_journal("memory:").exercises() == ()


def test_a_server_is_shown_without_user_and_password(emptied: str):
    with closing(open_journal(emptied.replace("postgresql:", "postgres:"))) as journal:
        assert journal.name == "postgresql://127.0.0.1/shared"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://host/db", "'mysql' is no kind of journal; allowed: a file"),
        ("postgre://host/db", "Did you mean 'postgres'"),
        ("sqlite://", "is no file"),
        ("sqlite:///:memory:", "Did you mean 'memory:'"),
        ("{tmp}", "is a folder"),
        ("{tmp}/no/such/play.sqlite", "there is no folder .*/no/such; make it first"),
        ("postgresql://127.0.0.1", "names no database"),
        ("postgresql://127.0.0.1:1/x", "the journal cannot be used: connection"),
        ("postgresql://127.0.0.1/x?nonsense=1", "nonsense"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, address: str, said: str):
    with pytest.raises(ScrsError, match=said):
        open_journal(address.format(tmp=tmp_path))


def test_a_missing_file_is_not_laid_where_one_was_expected(tmp_path: Path):
    open_journal(tmp_path / "first-72-hours.sqlite").close()
    with pytest.raises(NoJournal, match=r"no journal; .* Did you mean 'first-72-hours.sqlite'"):
        open_journal(tmp_path / "first-27-hours.sqlite", create=False)
    assert not (tmp_path / "first-27-hours.sqlite").exists()


@pytest.mark.parametrize(
    "content", [b"title: a script\n" * 100, b"\0" * 5000, b"SQLite format 3\0" + b"x" * 5000]
)
def test_another_file_is_no_journal_and_stays_as_it_is(tmp_path: Path, content: bytes):
    path = tmp_path / "script.yaml"
    path.write_bytes(content)
    with pytest.raises((NoJournal, JournalGone), match=r"script\.yaml"):
        open_journal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://scrs:{secret}@127.0.0.1:{port}/shared",
        "postgresql://scrs:{secret}@127.0.0.1:{port}x/shared",
        "postgresql://scrs:{secret}/with@slash@127.0.0.1/shared",
        "postgresql://scrs@127.0.0.1:{port}/shared?password={secret}",
        "postgresql://scrs@127.0.0.1:{port}/shared?password={secret}&passwd={secret}",
        "postgresql://scrs:x@{secret}@127.0.0.1:{port}/shared",
        "postgresql://scrs@127.0.0.1:{secret}/shared",
        "postgresql://scrs:{secret}",
        "mysql://scrs:{secret}@host/db",
    ],
)
def test_no_message_and_no_log_shows_a_password(
    postgres: Server, caplog: pytest.LogCaptureFixture, wrong: str
):
    """Nor does the traceback that a log would hold, with the errors that led to this one."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ScrsError) as caught:
        open_journal(wrong.format(secret="S3cretWord", port=postgres.port))  # noqa: S106  what is looked for
    shown = str(caught.value) + "".join(traceback.format_exception(caught.value)) + caplog.text
    lines = [each for each in shown.splitlines() if "open_journal(" not in each]
    assert "S3cretWord" not in "\n".join(lines)


def test_the_right_password_is_not_shown_when_the_server_stops(postgres: Server):
    with closing(open_journal(postgres.address())) as journal:
        postgres.stop()
        with pytest.raises(JournalGone) as caught:
            journal.exercises()
        postgres.start()
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown
    assert QUOTED not in shown


def test_a_database_in_another_encoding_is_refused(postgres: Server):
    """It could not hold what players write in their own script."""
    with postgres.connect() as connection:
        connection.execute(
            "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    with pytest.raises(NoJournal, match="encoding LATIN1; create one with ENCODING 'UTF8'"):
        open_journal(postgres.address("latin"))
