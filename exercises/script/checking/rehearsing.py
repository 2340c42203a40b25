"""What the rehearsal of a script names: cells, rows, options and decisions that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema.rehearsing import RowRehearsed
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

ASKING = ("inject", "contingency")
"""Kinds of rows to which an answer is owed."""


def check_rehearsal(case: ScriptCase) -> Iterator[Finding]:
    """Yield what is named and not there, and weights that choose nothing."""
    script = case.script
    for name in script.rehearsal.cells:
        yield from case.unknown(("rehearsal", "cells", name), name, script.cells, what="cell", key=True)
    for name in script.rehearsal.decisions:
        path = ("rehearsal", "decisions", name)
        yield from case.unknown(path, name, script.decisions, what="decision", key=True)
    for uid, said in script.rehearsal.rows.items():
        row_path: KeyPath = ("rehearsal", "rows", uid)
        yield from case.unknown(row_path, uid, case.uids, what="row", key=True)
        if uid in case.uids:
            yield from _row(case, row_path, said)


def _row(case: ScriptCase, path: KeyPath, said: RowRehearsed) -> Iterator[Finding]:
    row = case.script.rows[case.uids[str(path[-1])]]
    if row.kind not in ASKING:
        message = f"no cell answers {quote(row.uid)}: rows of the kind {row.kind} ask for no answer"
        yield case.finding(path, message, allowed=f"rows of the kind {' or '.join(ASKING)}", key=True)
    for option in said.options:
        yield from case.unknown((*path, "options", option), option, row.options, what="option", key=True)
    if said.options and not sum(said.options.values()):
        yield case.finding((*path, "options"), "the weights add up to 0", allowed="one above 0", key=True)
