"""Short exercises whose times are known: answers after so many minutes, a day of the scenario an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playing import DIRECTOR, Wall, director_of

from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.lessons import Taught
from exercises.play import commands

SCENARIO = {"doctrine": {"steps": {"decide": {"duration": "9 d"}, "notify": {"duration": "9 d"}}}}
LESSONS = {
    "deciding": {"step": "decide", "cells": ["embassy"]},
    "by_hand": {"step": "notify", "decisions": ["give"], "clock": "exercise"},
}
DECISIONS = {
    "give": {
        "title": "Give",
        "by": ["embassy"],
        "approval": True,
        "times": 0,
        "effects": [{"withdraw": {"crf": "1 M USD"}}],
    }
}
MINUTE = 60.0


@pytest.fixture
def taught() -> Callable[..., Taught]:
    """Return an exercise in which rows come at STARTEX and are answered after so many minutes."""

    def play(name: str, minutes: Sequence[float], *, endex: float = 239.0, **changes: object) -> Taught:
        director, journal = played(minutes, endex=endex, **changes)
        entries = tuple(journal.read("test"))
        return Taught(name, director.setting.script, director.state, entries, SCENARIO)

    return play


def played(minutes: Sequence[float], *, endex: float, **changes: object) -> tuple[Director, MemoryJournal]:
    rows = [{"uid": f"r{each}", "trigger": "STARTEX", "on_late": "fire"} for each in range(len(minutes))]
    wall, journal = Wall(), MemoryJournal()
    journal.create("test", {"script": "", "scenario": ""})
    whole = {"lessons": LESSONS, "decisions": DECISIONS, **changes}
    director, _ = director_of(*rows, wall=wall, journal=journal, **whole)
    director.do(DIRECTOR, commands.Start())
    answers = sorted((minute, f"r{place}") for place, minute in enumerate(minutes))
    for minute, row in answers:
        if minute > endex:
            continue
        wall.pass_(max(0.0, minute * MINUTE - director.now()))
        director.tick()
        director.do(DIRECTOR, commands.Answer(row=row, cell="embassy", text="Yes"))
    wall.pass_(max(0.0, endex * MINUTE - director.now()))
    director.tick()
    director.do(DIRECTOR, commands.End())
    return director, journal
