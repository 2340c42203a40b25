"""Schedules of other programs → scenarios: the one door, which chooses a reader by what a file is.

A schedule becomes a bare plan (`steps`, links, durations, calendars); what it has beyond that is named and
left out. Nothing is played here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import yaml

from sim.errors import BadInput, Place
from sim.scenario.importing.network import Network, scenario_of
from sim.scenario.importing.primavera import network_of_primavera
from sim.scenario.importing.project import network_of_project
from sim.scenario.importing.tables import NO_START, network_of_table
from sim.scenario.importing.xml import parsed

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Imported", "import_schedule"]

MOST_BYTES = 64 * 2**20
SUFFIXES = (".csv", ".xml")
READERS = {"Project": network_of_project, "APIBusinessObjects": network_of_primavera}
"""Name of an XML file's outermost element → who reads it."""


@dataclass(frozen=True)
class Imported:
    """What a schedule became: the text of a scenario, what was left out of it, and how many steps it has."""

    text: str
    doubts: tuple[str, ...]
    steps: int


def import_schedule(file: Path, *, start: str | None = None) -> Imported:
    """Read a schedule: a CSV of steps, or XML of Microsoft Project or Primavera P6.

    Parameters: `start`: an ISO date, in the place of the schedule's own first day.
    Raises: `BadInput` with all that is wrong, each at its row or task; also where it is no such file.
    """
    network = _read(file)
    if start is not None:
        doubts = [each for each in network.doubts if not each.startswith(NO_START)]
        network = replace(network, start=_checked(start), doubts=doubts)
    problems = [*network.problems, *network.faults()]
    if problems:
        places = [Place(file.name, each.line, path=each.path) for each in problems]
        pairs = zip(places, problems, strict=True)
        raise BadInput([place.finding(each.message, allowed=each.allowed) for place, each in pairs])
    data, doubts = scenario_of(network)
    text = yaml.safe_dump(data, default_flow_style=None, sort_keys=False, allow_unicode=True, width=100)
    return Imported(text, (*network.doubts, *doubts), len(network.tasks))


def _checked(start: str) -> str:
    try:
        return date.fromisoformat(start).isoformat()
    except ValueError as error:
        message = f"'{start[:40]}' is no date"
        raise BadInput([Place("--start").finding(message, allowed="such as 2026-01-05")]) from error


def _read(file: Path) -> Network:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"'{file.name}' is no kind of schedule that can be read"
        raise BadInput([Place(str(file)).finding(message, allowed=" or ".join(SUFFIXES))])
    try:
        with file.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise BadInput(
            [Place(str(file)).finding(message, allowed=f"a file: {' or '.join(SUFFIXES)}")]
        ) from error
    if len(content) > MOST_BYTES:
        message = f"is larger than {MOST_BYTES // 2**20} MB"
        raise BadInput([Place(str(file)).finding(message, allowed="a schedule of steps and links")])
    if suffix == ".csv":
        return network_of_table(content, file)
    root = parsed(content, file)
    reader = READERS.get(root.tag)
    if reader is None:
        message = f"its outermost element is <{root.tag[:40]}>"
        allowed = "Microsoft Project XML (<Project>) or Primavera P6 XML (<APIBusinessObjects>)"
        raise BadInput([Place(file.name).finding(message, allowed=allowed)])
    return reader(root, file.stem)
