"""Observed values beside a scenario: `empirical: seen.csv` becomes the list of what the file holds.

One quantity a line, as it would be written in YAML (`22 d`); blank lines and lines from `#` on are
passed over. Only files in the scenario's own folder are read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import BadInput, Finding

if TYPE_CHECKING:
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

LARGEST = 1_000_000
"""Bytes of a file of observed values."""


def with_observed(document: Document, folder: Path) -> Document:
    """Return the document with every observed file's values in the place of its name.

    Raises: `BadInput` for every file that cannot be read, at the place that names it.
    """
    findings: list[Finding] = []
    data = _filled(document.data, (), document, folder=folder, findings=findings)
    if findings:
        raise BadInput(findings)
    return replace(document, data=data)


def _filled(value: Any, path: KeyPath, document: Document, *, folder: Path, findings: list[Finding]) -> Any:
    if isinstance(value, dict):
        if list(value) == ["empirical"] and isinstance(value["empirical"], str):
            at = (*path, "empirical")
            return {"empirical": _read(value["empirical"], at, document, folder=folder, findings=findings)}
        return {
            key: _filled(each, (*path, key), document, folder=folder, findings=findings)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [
            _filled(each, (*path, index), document, folder=folder, findings=findings)
            for index, each in enumerate(value)
        ]
    return value


def _read(
    name: str, path: KeyPath, document: Document, *, folder: Path, findings: list[Finding]
) -> list[str]:
    file = folder / name
    problem = _problem(file, folder)
    if problem:
        findings.append(document.place(path).finding(f"{name!r} {problem}"))
        return []
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8", "replace").splitlines())
    return [line for line in lines if line]


def _problem(file: Path, folder: Path) -> str:
    """Return why a file is not read, or ''."""
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            return "is not in the scenario's folder"
        if not file.is_file():
            return "is not there" if not file.exists() else "is no file"
        return f"is larger than {LARGEST // 1_000_000} MB" if file.stat().st_size > LARGEST else ""
    except (OSError, ValueError):
        return "cannot be the name of a file"
