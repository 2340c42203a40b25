"""Mechanisms out of tables: `mechanisms_from: [shipped, ours.csv]` becomes entries of `mechanisms`.

Only files in the scenario's own folder are read. How a table is read is in `sim.mechanisms`; what the
scenario itself declares under a name wins.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.errors import BadInput, Finding, Place, Unreadable, nearest, quote
from sim.mechanisms.checking import SHIPPED, read_table
from sim.scenario.places import copied

if TYPE_CHECKING:
    from pathlib import Path

    from sim.mechanisms.rows import MechanismRow
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

KEY = "mechanisms_from"
FIELDS = {"lead_low": "award", "in_place": "prepositioned"}
"""Column → the key of a mechanism that it becomes, where that has another name."""


def with_tables(document: Document, folder: Path | None) -> Document:
    """Return the document with every row of its tables among its mechanisms.

    Parameters: `folder`: where files may lie; None: the scenario is no file, so only `shipped` is known.
    Raises: `BadInput` for every table that cannot be read: at the place that names it, or in the table.
    """
    named, own = document.data.get(KEY), document.data.get("mechanisms", {})
    if not isinstance(named, list) or not isinstance(own, dict):
        return document  # nothing to do, or a shape that is told later
    findings: list[Finding] = []
    rows: dict[str, MechanismRow] = {}
    for index, name in enumerate(named):
        if not isinstance(name, str):
            continue
        for row in _read(document, (KEY, index), folder=folder, findings=findings):
            if row.name in rows:
                message = f"{quote(row.name)} stands in two tables"
                findings.append(row.places["name"].finding(message, allowed="each name once"))
            rows[row.name] = row
    if findings:
        raise BadInput(findings)
    added = {name: row for name, row in rows.items() if name not in own}
    return _joined(document, own, added)


def from_table(document: Document, name: str) -> bool:
    """Whether a mechanism stands in a table, so that it need not be used."""
    return isinstance(document.data.get(KEY), list) and ("mechanisms", name) not in document.key_places


def _read(
    document: Document, path: KeyPath, *, folder: Path | None, findings: list[Finding]
) -> tuple[MechanismRow, ...]:
    name = document.data[KEY][path[1]]
    problem = "" if name == SHIPPED else _problem(name, folder)
    try:
        if not problem:
            return read_table(None if name == SHIPPED or folder is None else folder / name)
    except Unreadable as error:
        problem = error.findings[0].message
    except BadInput as error:
        findings.extend(error.findings)
        return ()
    allowed = f"{SHIPPED}, or a CSV or XLSX file beside the scenario"
    suggestion = nearest(name, [SHIPPED, *_neighbours(folder)])
    finding = document.place(path).finding(
        f"{quote(name)} {problem}" if name else "is empty", allowed=allowed, suggestion=suggestion
    )
    findings.append(finding)
    return ()


def _problem(name: str, folder: Path | None) -> str:
    """Return why a file is not read, or ''."""
    if folder is None:
        return "is a file, and this scenario is none"
    try:
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            return "is not in the scenario's folder"
        return "" if file.is_file() else "is not there" if not file.exists() else "is no file"
    except (OSError, ValueError):
        return "cannot be the name of a file"


def _neighbours(folder: Path | None) -> list[str]:
    if folder is None:
        return []
    try:
        return sorted(each.name for each in folder.iterdir() if each.suffix.lower() in {".csv", ".xlsx"})
    except OSError:
        return []


def _joined(document: Document, own: dict[str, Any], added: dict[str, MechanismRow]) -> Document:
    if not added:
        return document
    start = _start(document.data.get("start"))
    places = copied(document.places)
    entries = {name: row.declared(start) for name, row in added.items()}
    for name, row in added.items():
        places["mechanisms", name] = _at(row.places["name"], ("mechanisms", name))
        for column, place in row.places.items():
            key = FIELDS.get(column, column)
            if key in entries[name]:
                places["mechanisms", name, key] = _at(place, ("mechanisms", name, key))
    data = {**document.data, "mechanisms": {**own, **entries}}
    return replace(document, data=data, places=places)


def _at(place: Place, path: KeyPath) -> Place:
    return replace(place, path=".".join(map(str, path)))


def _start(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
