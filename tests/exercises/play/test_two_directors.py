"""Two processes play one exercise at once: each row goes out once, each answer counts once."""

from __future__ import annotations

import multiprocessing
import runpy
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from drafting import HEADER
from playing import DIRECTOR, Wall, setting_of

from exercises.director import Director
from exercises.journal import open_journal
from exercises.play.commands import Start

SCRIPT = Path(__file__).with_name("directing.py")
ROWS = 12
SECONDS = 90
FORKS = multiprocessing.get_context("forkserver")


def test_two_directors_never_lose_or_double_an_entry(address: str) -> None:
    """On SQLite and on PostgreSQL; both end with the same state as a director made afresh."""
    rows = [
        {"uid": f"r{at}", "trigger": f"STARTEX+{at} min", "effects": [{"why": "a blow"}], "on_late": "fire"}
        for at in range(ROWS)
    ]
    with closing(open_journal(address)) as journal:
        journal.create("shared", HEADER)
        Director(journal, "shared", setting_of(*rows), clock=Wall()).do(DIRECTOR, Start())
        lines = []
        for name in ("Ann", "Bob"):
            mine, theirs = FORKS.Pipe()
            given: dict[str, Any] = {
                "ADDRESS": address,
                "TESTS": str(SCRIPT.parents[2]),
                "NAME": name,
                "ROWS": ROWS,
                "LINE": theirs,
            }
            process = FORKS.Process(
                target=runpy.run_path, args=(str(SCRIPT),), kwargs={"init_globals": given}
            )
            process.start()
            lines.append((mine, process))
        for line, _ in lines:
            assert line.poll(SECONDS)
            assert line.recv() == "open"
        for line, _ in lines:
            line.send("go")
        for line, process in lines:
            assert line.poll(SECONDS)
            assert line.recv() > 0
            process.join(SECONDS)
            assert process.exitcode == 0
        entries = journal.read("shared")
        afresh = Director(journal, "shared", setting_of(*rows), clock=Wall())
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    kinds = Counter((each.kind, each.payload.get("row"), each.payload.get("origin")) for each in entries)
    for at in range(ROWS):
        assert kinds["inject.sent", f"r{at}", None] == 1
        assert kinds["effect.applied", None, f"r{at}"] == 1
        assert kinds["inject.answered", f"r{at}", None] == 1
    notes = {each.payload["text"] for each in entries if each.kind == "note.made"}
    assert notes == {f"{name} {at}" for name in ("Ann", "Bob") for at in range(ROWS)}
    assert {each.actor for each in entries} >= {"Ann", "Bob"}
    assert afresh.state.head == len(entries)
