"""Rows that reach nobody, and answers that nobody may give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.script.checking.case import DELIVERED
from sim.errors import nearest, quote

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import Row
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath


def check_recipients(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows that are delivered, and to nobody.

    A key event that says nothing to anyone, such as STARTEX, is a mark on the board and needs none.
    """
    for index, row in enumerate(case.script.rows):
        marks = row.kind == "key_event" and not (row.body or row.options or row.expected)
        if row.kind in DELIVERED and not row.to and not row.cc and not marks:
            message = f"the {row.kind.replace('_', ' ')} {quote(row.uid)} has no recipient"
            yield case.finding(("rows", index, "to"), message, allowed="to: one cell or more")


def check_answers(case: ScriptCase) -> Iterator[Finding]:
    """Yield options that nobody may choose, and a choice of who does not get the row."""
    for index, row in enumerate(case.script.rows):
        path: KeyPath = ("rows", index)
        if row.options:
            yield from _options(case, path, row)
        if row.decided_by is not None and row.decided_by in case.script.cells:
            yield from _decider(case, (*path, "decided_by"), row)


def _options(case: ScriptCase, path: KeyPath, row: Row) -> Iterator[Finding]:
    where = (*path, "options")
    if row.kind not in DELIVERED:
        message = f"{quote(row.uid)} has options, and rows of the kind {row.kind} are never delivered"
        yield case.finding(where, message, allowed=f"options on {', '.join(DELIVERED)}", key=True)
    elif not row.to and row.cc:
        message = f"{quote(row.uid)} has options, and all who get it get a copy: nobody may answer"
        yield case.finding(where, message, allowed="a cell in 'to'", key=True)


def _decider(case: ScriptCase, path: KeyPath, row: Row) -> Iterator[Finding]:
    if row.decided_by not in row.to:
        message = f"{quote(row.decided_by)} decides, and is not in 'to'"
        allowed = f"one of: {', '.join(row.to)}" if row.to else "a cell in 'to'"
        yield case.finding(path, message, allowed=allowed, suggestion=nearest(str(row.decided_by), row.to))
    elif not row.options:
        yield case.warning(path, "there is nothing to decide", allowed="options, or leave it out", key=True)
