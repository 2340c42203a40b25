"""The lines of a package's journal, each held against what an entry looks like.

What an entry may say is known to `exercises.journal.checking`, which looks when it is kept.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from exercises.errors import BadPackage
from exercises.journal.entries import WRITTEN, Entry, line_of
from sim.errors import Finding, Place, quote

MOST_FINDINGS = 20
"""Lines that are told of; the rest is likely wrong for the same reason."""
MOMENTS = {"wall": float, "exercise": float | None, "scenario": float | None}
SHAPE = {
    "kind": str,
    "actor": str,
    "role": str,
    "operation": str,
    "seq": int,
    "part": int,
    "payload": dict,
    **MOMENTS,
}
"""Of what type each thing is that an entry says."""


def entries_of(text: str, name: str) -> tuple[Entry, ...]:
    """Return the entries of a text, one a line.

    Parameters: `name`: of the part, as shown in errors.
    Raises: `BadPackage` with the first findings.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    lines = text.split("\n")  # not splitlines: other separators may stand within an entry's text
    if lines.pop():
        findings.append(Place(name, len(lines) + 1).finding("the last line is cut off"))
    for number, line in enumerate(lines, 1):
        found = _entry(line)
        if isinstance(found, str):
            findings.append(Place(name, number).finding(found))
        else:
            entries.append(found)
        if len(findings) >= MOST_FINDINGS:
            break
    if findings:
        raise BadPackage(findings)
    return tuple(entries)


def _entry(line: str) -> Entry | str:
    """Return the entry, or what is wrong with the line."""
    try:
        found = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return "is no JSON"
    if not isinstance(found, dict) or found.keys() != set(WRITTEN):
        return f"is no entry: it says other things than {', '.join(sorted(WRITTEN))}"
    wrong = [name for name, kind in SHAPE.items() if not _is(found[name], kind)]
    if wrong:
        return f"is no entry: {wrong[0]} is {quote(found[wrong[0]])}"
    entry = Entry(**found)
    return entry if _is_written_so(entry, line) else "is an entry, but not as this program writes it"


def _is_written_so(entry: Entry, line: str) -> bool:
    """Whether a line is the one text of its entry: no other order, spacing or spelling of numbers."""
    try:
        return line_of(entry) == line
    except (ValueError, RecursionError):  # 1e999 is read as infinity, which JSON cannot say
        return False


def _is(value: object, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _refuse(word: str) -> NoReturn:
    message = f"{word} is no JSON"
    raise ValueError(message)
