"""How fast an exercise is played: folding its journal, catching up, and commands that are durable.

    python -m benchmarks.play [COMMANDS]

A play is made up: 2,000 rows to five cells, each sent, seen and answered, with notes until there are
50,000 entries. The world is one that answers at once, so that what is timed is play and not simulation.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from exercises.director import Director
from exercises.journal import open_journal
from exercises.journal.entries import Entry
from exercises.play.commands import Note, Release, Start
from exercises.play.setting import Setting
from exercises.play.state import fold
from exercises.roles import Actor, Role
from exercises.script.schema import Condition, EffectDeclared, Script

CELLS = ("embassy", "command", "washington", "un", "host")
ROWS = 2_000
ENTRIES = 50_000
ANN = Actor("Ann", Role.DIRECTOR)


class Silent:
    """A world in which nothing ever comes about."""

    def turns(self, _condition: Condition, _effects: Sequence[Mapping[str, Any]]) -> tuple[float, ...]:
        """Return no day."""
        return ()

    def says(self, _condition: Condition, _effects: Sequence[Mapping[str, Any]], _day: float) -> str:
        """Return nothing."""
        return ""

    def measured(self, _name: str, _effects: Sequence[Mapping[str, Any]], _day: float) -> str:
        """Return nothing."""
        return ""

    def effect(self, declared: EffectDeclared, **_: Any) -> dict[str, Any]:
        """Return what was declared."""
        return declared.model_dump(exclude_defaults=True)


def setting() -> Setting:
    """Return the made-up exercise: times, delays and negations."""
    rows = [
        {
            "uid": f"r{at}",
            "title": f"Row {at}",
            "to": [CELLS[at % 5]],
            "trigger": f"STARTEX+{at * 10} s"
            if at % 3
            else {
                "all": [
                    {"after": {"row": f"r{max(0, at - 1)}", "delay": "10 min"}},
                    {"not": {"after": {"row": f"r{max(0, at - 1)}", "state": "answered"}}},
                ]
            },
        }
        for at in range(ROWS)
    ]
    script = Script.model_validate(
        {
            "format": 1,
            "title": "Made up",
            "scenario": "quick-start",
            "clock": {
                "startex": "2026-05-11 09:00",
                "endex": "STARTEX+8 h",
                "moves": [{"title": "1", "scenario": "D+0"}],
            },
            "cells": {each: {"title": each} for each in CELLS},
            "rows": rows,
        }
    )
    return Setting(script, tuple(rows), datetime(2026, 5, 11, 9), date(2005, 10, 1), 28_800.0, Silent())  # noqa: DTZ001  the exercise's own wall


def entries() -> Iterator[Entry]:
    """Yield the entries of the made-up play."""
    lives = [("inject.sent", {"cells": [], "why": "", "due": 1.0, "late": False}), ("inject.seen", {})]
    lives += [("inject.answered", {"text": "Understood", "option": ""})]
    kinds: list[tuple[str, dict[str, Any]]] = [("exercise.started", {"speed": 1.0})]
    for at in range(ROWS):
        cell = CELLS[at % 5]
        for kind, said in lives:
            kinds.append((kind, {"row": f"r{at}", "cell": cell, **said, "cells": [cell]}))
    kinds += [("note.made", {"text": "a remark"})] * (ENTRIES - len(kinds))
    for seq, (kind, said) in enumerate(kinds, 1):
        yield Entry(
            kind=kind,
            actor="Ann",
            role="director",
            wall=float(seq),
            exercise=seq / 10,
            scenario=0.0,
            payload=said,
            seq=seq,
            operation=f"o{seq}",
            part=0,
        )


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Return the median seconds of an act."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        found.append(time.perf_counter() - begin)
    return statistics.median(found)


def commands(count: int) -> float:
    """Return durable commands per second on SQLite, through the director with all its rules."""
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "play.sqlite")
        journal.create("bench", {"script": "", "scenario": ""})
        director = Director(journal, "bench", setting(), clock=lambda: 1_000.0)
        director.do(ANN, Start())
        begin = time.perf_counter()
        for at in range(count):
            director.do(ANN, Release(row=f"r{at + 3}") if at % 2 else Note(text="a remark"))
        rate = count / (time.perf_counter() - begin)
        journal.close()
        return rate


def main() -> None:
    """Print what was measured."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    listed, place = list(entries()), setting()
    whole = seconds(lambda: fold(place.opening(), listed))
    state = fold(place.opening(), listed[:-100])
    late = seconds(lambda: fold(state, listed[-100:]), 1)
    digest = seconds(state.digest, 3)
    print(f"fold {ENTRIES:,} entries over {ROWS:,} rows: {whole:.2f} s (goal: under 2)")
    print(f"catch up on 100 more: {late * 1000:.1f} ms, {late / whole * ENTRIES / 100:.2f} times their share")
    print(f"digest of the state: {digest:.2f} s")
    print(f"durable commands on SQLite, with all rules, {ROWS:,} rows: {commands(count):.0f} /s (goal: 200)")


if __name__ == "__main__":
    main()
