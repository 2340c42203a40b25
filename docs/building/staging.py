"""A shipped exercise played to a known moment behind a panel whose clock stands: always the same.

What is photographed of it is `docs.building.pictures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from benchmarks.served import Served
from exercises import opening
from exercises.console.session import EXCON, Session, Wall
from exercises.journal.opening import open_journal
from exercises.play.commands import Start
from exercises.script.loading import open_script

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCRIPT = "first-72-hours"
STARTEX = datetime.fromisoformat("2026-05-12T09:00:00+02:00").timestamp()
"""The day of the pictures: the script's own."""
PANEL = (
    "import dashboards.house as house; house.now = lambda: {wall!r}; from dashboards.cli import main; main()"
)
"""Starts the panel with a clock on the wall that stands."""
UNDER_WAY = "STARTEX+01:44"
"""The moment of most pictures: the second day, a decision waits, some answers are late."""


@dataclass(frozen=True)
class Moment:
    """A point of the exercise. `until`: the last line of the shipped play; '' for all of it, to ENDEX."""

    until: str

    def lines(self, play: Iterable[str]) -> list[str]:
        """Return the lines up to it: they stand in order, each with its moment first.

        >>> Moment("STARTEX+00:10").lines(["# a", "STARTEX+00:10 embassy: see a", "STARTEX+00:11 board"])
        ['# a', 'STARTEX+00:10 embassy: see a']
        """
        return [each for each in play if not self.until or each.split(" ")[0] <= self.until]


def staged(folder: Path, moment: Moment) -> Served:
    """Return a running panel of the exercise at a moment, its clock standing there; to be killed."""
    kept = folder / "kept"
    kept.mkdir(parents=True)
    journal = open_journal(str(kept / "exercises.sqlite"))
    wall = Wall(STARTEX)
    try:
        opening.create(journal, SCRIPT, open_script(SCRIPT), wall=wall.time)
        director = opening.direct(journal, SCRIPT, clock=wall)
        session = Session(director, wait=lambda seconds: _turn(wall, seconds), say=lambda _: None, fast=True)
        director.do(EXCON, Start(speed=1.0))
        for line in moment.lines(_play()):
            session.take(line)
        if session.refusals:
            raise RuntimeError(session.refusals)
        if not moment.until:
            session.finish()
    finally:
        journal.close()
    options = ("--exercise", SCRIPT)
    return Served(folder, options=options, code=PANEL.format(wall=wall.time)).start()


def _turn(wall: Wall, seconds: float) -> None:
    wall.time += seconds


def _play() -> list[str]:
    """Return the lines of a sensible play, which ship with the script."""
    file = resources.files("exercises.script").joinpath("library", f"{SCRIPT}.play.txt")
    return file.read_text("utf-8").splitlines()
