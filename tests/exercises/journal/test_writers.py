"""Several processes on one journal: nothing lost, nothing doubled, and commands whole whoever is killed."""

from __future__ import annotations

import multiprocessing
import runpy
from contextlib import closing
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from drafting import HEADER

from exercises.journal import Journal, digest, open_journal

WRITER = Path(__file__).with_name("writer.py")
SECONDS = 60
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["exercises.journal", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg", "psycopg"]
)  # imported once, in a process without threads, so that each writer starts at once


class Writer:
    """A process that waits for the word before it writes."""

    def __init__(self, address: str, name: str, commands: int) -> None:
        self.line, theirs = FORKS.Pipe()
        given: dict[str, Any] = {"ADDRESS": address, "NAME": name, "COMMANDS": commands, "LINE": theirs}
        self.process = FORKS.Process(
            target=runpy.run_path,
            args=(str(WRITER),),
            kwargs={"init_globals": given, "run_name": "__main__"},
            daemon=True,
        )
        self.process.start()
        theirs.close()

    def told(self) -> dict[str, bool]:
        """Return of each operation, until the writer ends, whether it was new."""
        found = {}
        try:
            while self.line.poll(SECONDS):
                operation, new = self.line.recv()
                found[operation] = new
        except (EOFError, ConnectionError):
            self.process.join(SECONDS)
        return found


def released(*writers: Writer) -> list[Connection]:
    """Let all begin at once, when all have opened the journal; return their lines."""
    for each in writers:
        assert each.line.poll(SECONDS)
        assert each.line.recv() == "open"
    for each in writers:
        each.line.send("go")
    return [each.line for each in writers]


def commands_of(journal: Journal) -> dict[str, list[int]]:
    """Return the parts of each operation, having looked that no number is missing and none was changed."""
    entries = journal.read("x")
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert journal.audit("x") == digest(entries)
    runs = [
        (name, [each.part for each in run]) for name, run in groupby(entries, lambda each: each.operation)
    ]
    assert len(dict(runs)) == len(runs), "the entries of a command do not stand together"
    return dict(runs)


def test_two_processes_at_once_lose_and_double_nothing(address: str):
    journal = open_journal(address)
    journal.create("x", HEADER)
    writers = [Writer(address, name, 30) for name in ("left", "right")]
    released(*writers)
    left, right = (each.told() for each in writers)
    found = commands_of(journal)
    wanted = {f"{name}-{number}" for name in ("left", "right", "shared") for number in range(30)}
    assert found.keys() == wanted
    assert all(parts == [0, 1, 2] for parts in found.values())
    for number in range(30):
        assert sorted((left[f"shared-{number}"], right[f"shared-{number}"])) == [False, True]
    journal.close()


@pytest.mark.parametrize("after", [1, 8, 21])
def test_a_writer_that_is_killed_leaves_whole_commands(address: str, after: int):
    """All that it was told is kept is there; of what came after, a command is there whole or not at all."""
    journal = open_journal(address)
    journal.create("x", HEADER)
    doomed, other = Writer(address, "doomed", 10_000), Writer(address, "other", 20)
    line, _ = released(doomed, other)
    acknowledged = [line.recv()[0] for _ in range(after)]
    doomed.process.kill()
    acknowledged += doomed.told()
    survivor = other.told()
    found = commands_of(journal)
    assert set(acknowledged) | survivor.keys() <= found.keys()
    assert len(survivor) == 40
    assert all(parts == [0, 1, 2] for parts in found.values())
    own = [name for name in found if name.startswith("doomed")]
    assert len(own) <= sum(name.startswith("doomed") for name in acknowledged) + 1
    journal.close()


def test_processes_that_open_a_new_journal_at_once_all_can(unlaid: str):
    """Each finds no tables; one lays them, the others see that they are there."""
    writers = [Writer(unlaid, name, 1) for name in "abcd"]
    with closing(open_journal(unlaid)) as journal:
        journal.create("x", HEADER)
        released(*writers)
        told = [each.told() for each in writers]
        assert sorted(each["shared-0"] for each in told) == [False, False, False, True]
        assert len(commands_of(journal)) == 5
