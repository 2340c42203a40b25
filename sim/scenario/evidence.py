"""Where a number comes from: the label, and the source, that stand nearest around it in the file.

A label counts for everything below the part it stands in; a label per field only for that field. A number
that a patch has changed has the label of the patch.
Whether a label must be there is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.scenario.values import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

UNLABELLED = ("", "")


def evidence_of(document: Document, path: KeyPath) -> tuple[str, str]:
    """Return the label and the source of the value at a path; empty where none is given.

    The path may name a value that the file leaves to its default.
    """
    around = list(_around(document.data, path))
    for depth, part, field in reversed(around):
        changed = document.relabelled.get(path[: depth + 1])
        if changed is not None:
            return changed
        label = of_field(part.get("evidence"), field)
        if label in EVIDENCE:
            return label, of_field(part.get("source"), field)
    return UNLABELLED


def _around(data: Any, path: KeyPath) -> Iterator[tuple[int, dict[str, Any], str | int]]:
    """Yield, from the top, each mapping around a value, how deep it lies, and the key that leads on."""
    for depth, part in enumerate(path):
        if isinstance(data, dict):
            yield depth, data, part
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return


def of_field(written: Any, field: str | int) -> str:
    """Return what is written for one field: one text for all fields, or one per field."""
    found = written.get(field) if isinstance(written, dict) else written
    return "" if found is None or isinstance(found, dict | list) else str(found)
