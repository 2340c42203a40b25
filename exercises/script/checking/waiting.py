"""Rows that wait for what another row cannot come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.script.checking.case import DELIVERED
from sim.errors import quote

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import After, Row
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

OWED = ("answered", "assessed")
"""States that only a recipient in `to` comes to."""
REACHED = ("seen", *OWED)
"""States that take somebody who gets the row."""


def check_after(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows that wait for an unknown row, or for a state, cell or option that it cannot come to."""
    for leaf in case.leaves:
        after, path = leaf.trigger.after, (*leaf.path, "after")
        if after is None:
            continue
        if after.row not in case.uids:
            yield from case.unknown((*path, "row"), after.row, case.uids, what="row")
        else:
            row = case.script.rows[case.uids[after.row]]
            yield from _delivered(case, path, after=after, row=row)
            yield from _cell(case, path, after=after, row=row)
            yield from _option(case, path, after=after, row=row)


def _delivered(case: ScriptCase, path: KeyPath, *, after: After, row: Row) -> Iterator[Finding]:
    if row.kind not in DELIVERED:
        message = f"{quote(row.uid)} is never delivered: it is of the kind {row.kind}"
        yield case.finding((*path, "row"), message, allowed=f"rows of the kinds {', '.join(DELIVERED)}")
    elif after.state == "expired" and row.latest is None:
        message = f"{quote(row.uid)} never expires: it has no 'latest'"
        yield case.finding((*path, "state"), message, allowed="another state, or a latest moment there")
    elif after.state in REACHED and not row.to and not (row.cc and after.state == "seen"):
        message = f"{quote(row.uid)} is never {after.state}: it has nobody in 'to'"
        yield case.finding((*path, "state"), message, allowed="armed, held, sent, skipped, recalled")


def _cell(case: ScriptCase, path: KeyPath, *, after: After, row: Row) -> Iterator[Finding]:
    if after.cell is None:
        return
    owed = after.state in OWED or after.option is not None
    there = row.to if owed else (*row.to, *row.cc)
    if after.cell not in case.script.cells:
        yield from case.unknown((*path, "cell"), after.cell, case.script.cells, what="cell")
    elif after.cell not in there:
        does = "owes no answer to" if owed and after.cell in row.cc else "does not get"
        message = f"{quote(after.cell)} {does} {quote(row.uid)}"
        yield case.finding((*path, "cell"), message, allowed=", ".join(there) or "leave it out")


def _option(case: ScriptCase, path: KeyPath, *, after: After, row: Row) -> Iterator[Finding]:
    if after.option is None:
        return
    yield from case.unknown((*path, "option"), after.option, row.options, what=f"option of {row.uid}:")
    if "state" in after.model_fields_set and after.state != "answered":
        message = "an option is chosen when a row is answered"
        yield case.finding((*path, "state"), message, allowed="leave it out, or answered")
