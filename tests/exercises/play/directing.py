"""A process of its own with a director on a shared journal: it ticks, releases and answers as fast as it can.

Given as globals: ADDRESS, TESTS (the folder of tests), NAME, ROWS, LINE (says when to begin).
"""

import importlib.util
import sys
from pathlib import Path

from exercises.director import Director
from exercises.errors import Refused
from exercises.journal import open_journal
from exercises.play.commands import Answer, Note, Release
from exercises.roles import Actor, Role

GIVEN = ("ADDRESS", "TESTS", "NAME", "ROWS", "LINE")


def lent(folder):
    """Return the small exercises of the tests."""
    spec = importlib.util.spec_from_file_location("playing", Path(folder) / "playing.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["playing"] = module
    spec.loader.exec_module(module)
    return module


def main(given):
    """Play the rows against whoever else plays them."""
    ADDRESS, TESTS, NAME, ROWS, LINE = (given[each] for each in GIVEN)  # noqa: N806  as they are given
    playing = lent(TESTS)
    wall = playing.Wall()
    rows = [
        {"uid": f"r{at}", "trigger": f"STARTEX+{at} min", "effects": [{"why": "a blow"}], "on_late": "fire"}
        for at in range(ROWS)
    ]
    journal = open_journal(ADDRESS)
    director = Director(journal, "shared", playing.setting_of(*rows), clock=wall)
    LINE.send("open")
    LINE.recv()
    for at in range(ROWS):
        wall.pass_(60.0)
        director.tick()
        for command in (Release(row=f"r{(at * 7) % ROWS}"), Answer(row=f"r{at}", cell="embassy", text=NAME)):
            actor = Actor(NAME, Role.CONTROLLER)
            try:
                director.do(actor, command)
            except Refused:
                continue
        director.do(Actor(NAME, Role.CONTROLLER), Note(text=f"{NAME} {at}"))
    LINE.send(director.state.head)
    journal.close()


if "LINE" in globals():
    main(globals())
