"""Doubts, warnings only: rows without an objective, objectives without a row, load, what comes too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.script.checking.case import DELIVERED
from exercises.times import say_length, say_offset
from sim.scenario.checking.case import listed

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

MOST_IN_AN_HOUR = 15
"""Injects that one controller can run in an hour for one cell: 8 to 15 (FACTS 5, J)."""
HOUR = 3600.0
EXERCISING = ("inject", "contingency")
"""Kinds of rows that should exercise an objective."""
MOST_SINGLE = 5
"""Doubts of one kind that are told one by one; more are told as one."""


def _each(case: ScriptCase, rows: list[int], says: str, *, key: str, allowed: str) -> Iterator[Finding]:
    """Yield one doubt per row, or one for all of many rows; `says`: of each of them."""
    uids = [case.script.rows[index].uid for index in rows]
    if len(rows) > MOST_SINGLE:
        message = f"each of {len(rows)} rows {says}: {listed(uids)}"
        yield case.warning(("rows", rows[0], key), message, allowed=allowed)
        return
    for index in rows:
        yield case.warning(("rows", index, key), f"this row {says}", allowed=allowed)


def lint_objectives(case: ScriptCase) -> Iterator[Finding]:
    """Yield injects that exercise no objective, and objectives that no row exercises."""
    script = case.script
    if not script.objectives:
        message = "the script has no objectives, so nothing can be evaluated"
        yield case.warning(("objectives",), message, allowed="objectives: {NAME: {title: …}}")
        return
    bare = [at for at, row in enumerate(script.rows) if row.kind in EXERCISING and not row.objectives]
    yield from _each(case, bare, "names no objective", key="objectives", allowed=listed(script.objectives))
    used = {name for row in script.rows for name in row.objectives}
    used |= {name for decision in script.decisions.values() for name in decision.objectives}
    used |= {each.task.partition(".")[0] for row in script.rows for each in row.expected if each.task}
    for name in script.objectives:
        if name not in used:
            message = f"no row exercises the objective {name!r}"
            yield case.warning(("objectives", name), message, key=True)


def lint_cells(case: ScriptCase) -> Iterator[Finding]:
    """Yield cells of players to whom no row goes."""
    addressed = {name for row in case.script.rows for name in (*row.to, *row.cc)}
    for name, cell in case.script.cells.items():
        if cell.kind == "players" and name not in addressed and case.script.rows:
            yield case.warning(("cells", name), f"no row goes to the cell {name!r}", key=True)


def lint_drafts(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows that have a trigger, and are not approved: they do not go out by themselves."""
    rows = case.script.rows
    drafts = [
        at
        for at, row in enumerate(rows)
        if row.approval in {"draft", "in_review"} and row.kind in DELIVERED and row.trigger is not None
    ]
    message = "does not go out by itself: it is not approved"
    yield from _each(case, drafts, message, key="approval", allowed="approved, locked")


def lint_expected(case: ScriptCase) -> Iterator[Finding]:
    """Yield time limits that end after ENDEX."""
    planned = case.planned
    for index, row in enumerate(case.script.rows if planned is not None else ()):
        due = case.due[row.uid]
        for number, expected in enumerate(row.expected):
            if planned is None or due is None or expected.within is None:
                continue
            if due + expected.within > planned.endex:
                left = say_length(max(0.0, planned.endex - due))
                message = f"the time for this ends after ENDEX, {say_offset(planned.endex)}"
                path: KeyPath = ("rows", index, "expected", number, "within")
                yield case.warning(path, message, allowed=f"up to {left}")


def lint_load(case: ScriptCase) -> Iterator[Finding]:
    """Yield the busiest hour of each cell that gets more than it can handle."""
    due: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for index, row in enumerate(case.script.rows):
        at = case.due[row.uid]
        if at is not None and row.kind in DELIVERED:
            for cell in row.to:
                due[cell].append((at, index))
    for cell, rows in due.items():
        begin, number, index = _busiest(sorted(rows))
        if number > MOST_IN_AN_HOUR:
            message = f"the cell {cell!r} gets {number} rows within the hour from {say_offset(begin)}"
            allowed = f"8 to {MOST_IN_AN_HOUR} an hour and cell"
            yield case.warning(("rows", index, "trigger"), message, allowed=allowed)


def _busiest(rows: list[tuple[float, int]]) -> tuple[float, int, int]:
    """Return when the hour with most rows begins, how many, and the first row in it."""
    best, last = (0.0, 0, 0), 0
    for first, (begin, index) in enumerate(rows):
        while last < len(rows) and rows[last][0] < begin + HOUR:
            last += 1
        if last - first > best[1]:
            best = begin, last - first, index
    return best
