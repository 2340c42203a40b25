"""What an import would do, for the terminal and as plain data: columns, rows with verdicts, differences.

Nothing is decided here.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date, time
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from exercises.msel.rows import Status, WrittenTime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from exercises.msel.differing import Difference, FieldChange
    from exercises.msel.rows import Msel, MselRow, MselSheet, Verdict
    from sim.errors import Finding

STYLES = {"ok": "green", "warning": "yellow", "refused": "bold red"}
KINDS = {
    "inject": "inject", "contingency": "conting.", "expected_action": "expected",
    "context": "context", "admin": "admin", "key_event": "key",
}  # fmt: skip
LONGEST_SHOWN = 60
"""Characters of an old or new value that a difference shows."""


def counts(verdicts: Iterable[Verdict]) -> str:
    """Return how many rows are taken, doubtful and refused, in words."""
    found = Counter(each.level for each in verdicts)
    return f"{found['ok']} rows ok, {found['warning']} with warnings, {found['refused']} refused"


def columns_table(sheet: MselSheet) -> RenderableType:
    """Return which column of a sheet is which field, at most 80 characters wide."""
    table = Table(box=box.SIMPLE_HEAD, title=f"{sheet.sheet}: headings in row {sheet.layout.header_row}")
    table.title_justify = "left"
    for heading in ("", "heading", "is", "known by"):
        table.add_column(heading, overflow="fold", max_width=34)
    for column in sheet.layout.columns:
        known = {"exact": "its name", "short": "its name", "part": "a part of it", "asked": "--column"}
        field = column.field.rstrip("_").replace("_", " ") or "kept as an extra column"
        heading = " ".join(column.heading.split())
        table.add_row(column.letter, Text(heading), field, known.get(column.how, "–"))
    return table


def rows_table(sheet: MselSheet, *, only_doubtful: bool = False) -> RenderableType:
    """Return the rows of a sheet with their verdicts, at most 80 characters wide."""
    table = Table(box=box.SIMPLE_HEAD, title=f"{sheet.sheet}: {counts(sheet.verdicts)}", width=80)
    table.title_justify = "left"
    for heading, width in (("row", 4), ("no.", 9), ("when", 16), ("kind", 8), ("what", None)):
        table.add_column(heading, width=width, no_wrap=heading == "row", overflow="fold")
    for row, verdict in zip(sheet.rows, sheet.verdicts, strict=True):
        if only_doubtful and verdict.level == "ok":
            continue
        what = Text(" ".join(row.text.split())[:LONGEST_SHOWN])
        for reason in verdict.reasons:
            what.append(f"\n{verdict.level}: {reason}", style=STYLES[verdict.level])
        table.add_row(str(row.where.row), Text(row.number), str(row.delivery), KINDS[row.category], what)
    return table


def difference_text(difference: Difference) -> Text:
    """Return what a re-import would add, change and remove, a line each."""
    text = Text()
    for row in difference.added:
        text.append(f"+ {_named(row)}\n", style="green")
    for change in difference.changed:
        text.append(f"~ {_named(change.old)}\n", style="yellow")
        for field in change.fields:
            text.append(f"    {field.field.rstrip('_')}: {_shown(field.old)} → {_shown(field.new)}\n")
    for row in difference.removed:
        text.append(f"- {_named(row)}\n", style="red")
    text.append(
        f"{len(difference.added)} to add, {len(difference.changed)} to change, "
        f"{len(difference.removed)} no longer there, {difference.unchanged} as before.\n"
    )
    return text


def _named(row: MselRow) -> str:
    return " ".join(f"{row.number} {row.text}".split())[:LONGEST_SHOWN] or str(row.where)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        text = "; ".join(value)
    elif isinstance(value, Status):
        text = value.written or value.canonical
    else:
        text = str(value)
    text = " ".join(text.split())
    return f"'{text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + '…'}'"


def as_json(msel: Msel) -> dict[str, Any]:
    """Return a list as plain data: file, findings, and per sheet its columns and rows with verdicts."""
    return {
        "file": msel.file,
        "findings": [finding_json(each) for each in msel.all_findings],
        "sheets": [_sheet_json(each) for each in msel.sheets],
    }


def _sheet_json(sheet: MselSheet) -> dict[str, Any]:
    pairs = zip(sheet.rows, sheet.verdicts, strict=True)
    return {
        "sheet": sheet.sheet,
        "header_row": sheet.layout.header_row,
        "columns": [
            {"letter": each.letter, "heading": each.heading, "field": each.field.rstrip("_"), "how": each.how}
            for each in sheet.layout.columns
        ],
        "rows": [
            {"verdict": verdict.level, "reasons": [*verdict.reasons], **row_json(row)}
            for row, verdict in pairs
        ],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "severity": finding.severity,
        "place": str(finding.place),
        "path": finding.place.path,
        "message": finding.message,
        "allowed": finding.allowed,
    }


def row_json(row: MselRow) -> dict[str, Any]:
    """Return a row as plain data; dates and times as ISO text."""
    return {name.rstrip("_"): _plain(value) for name, value in dataclasses.asdict(row).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def difference_json(difference: Difference) -> dict[str, Any]:
    """Return a difference as plain data."""
    return {
        "added": [row_json(row) for row in difference.added],
        "changed": [
            {
                "number": change.old.number,
                "uid": change.old.uid,
                "fields": {each.field.rstrip("_"): _change_json(each) for each in change.fields},
            }
            for change in difference.changed
        ],
        "removed": [row_json(row) for row in difference.removed],
        "unchanged": difference.unchanged,
    }


def _change_json(change: FieldChange) -> dict[str, Any]:
    return {"old": _value_json(change.old), "new": _value_json(change.new)}


def _value_json(value: Any) -> Any:
    return _plain(dataclasses.asdict(value) if isinstance(value, Status | WrittenTime) else value)
