"""Names that nothing has, and names that stand for two things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.errors import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import Expected, Row
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

DECLARE_CELL = "under cells: 'NAME: {title: …}'"
DECLARE_OBJECTIVE = "under objectives: 'NAME: {title: …}'"


def check_uids(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows whose uid is taken."""
    for index, row in enumerate(case.script.rows):
        first = case.uids[row.uid]
        if first != index:
            line = case.document.place(("rows", first, "uid")).line
            where = f" on line {line}" if line else f" as row {first + 1}"
            message = f"the uid {quote(row.uid)} stands here and{where}"
            yield case.finding(("rows", index, "uid"), message, allowed="each uid once")


def check_rows(case: ScriptCase) -> Iterator[Finding]:
    """Yield cells, objectives, storylines and rows that a row names and that are not declared."""
    script = case.script
    for index, row in enumerate(script.rows):
        path: KeyPath = ("rows", index)
        yield from _cells(case, (*path, "to"), row.to)
        yield from _cells(case, (*path, "cc"), row.cc)
        yield from _both(case, path, row)
        yield from _objectives(case, (*path, "objectives"), row.objectives)
        if row.storyline is not None:
            where = (*path, "storyline")
            yield from case.unknown(where, row.storyline, script.storylines, what="storyline")
        if row.parent is not None:
            yield from case.unknown((*path, "parent"), row.parent, case.uids, what="row")
        if row.decided_by is not None:
            yield from _cells(case, (*path, "decided_by"), [row.decided_by], single=True)
        for number, expected in enumerate(row.expected):
            yield from _expected(case, (*path, "expected", number), expected)


def _cells(
    case: ScriptCase, path: KeyPath, names: Iterable[str], *, single: bool = False
) -> Iterator[Finding]:
    """Yield cells that are not declared, or named twice. `single`: the path is that of the one name."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        where = path if single else (*path, index)
        yield from case.unknown(where, name, case.script.cells, what="cell", declare=DECLARE_CELL)
        if name in seen:
            yield case.finding(where, f"the cell {quote(name)} stands here twice", allowed="each cell once")
        seen.add(name)


def _both(case: ScriptCase, path: KeyPath, row: Row) -> Iterator[Finding]:
    for index, name in enumerate(row.cc):
        if name in row.to:
            message = f"the cell {quote(name)} is in 'to' already"
            yield case.finding((*path, "cc", index), message, allowed="each cell in one of the two")


def _objectives(case: ScriptCase, path: KeyPath, names: Iterable[str]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        known = case.script.objectives
        yield from case.unknown((*path, index), name, known, what="objective", declare=DECLARE_OBJECTIVE)


def _expected(case: ScriptCase, path: KeyPath, expected: Expected) -> Iterator[Finding]:
    if expected.by is not None:
        yield from _cells(case, (*path, "by"), [expected.by], single=True)
    if expected.task is None:
        return
    every = [f"{name}.{task}" for name, each in case.script.objectives.items() for task in each.tasks]
    yield from case.unknown((*path, "task"), expected.task, every, what="task")


def check_decisions(case: ScriptCase) -> Iterator[Finding]:
    """Yield cells and objectives of decisions that are not declared, and decisions of nobody."""
    for name, decision in case.script.decisions.items():
        path: KeyPath = ("decisions", name)
        yield from _cells(case, (*path, "by"), decision.by)
        yield from _objectives(case, (*path, "objectives"), decision.objectives)
        if not decision.by:
            message = f"nobody may take the decision {quote(name)}"
            yield case.finding((*path, "by"), message, allowed="by: one cell or more", key=True)
        if not decision.effects:
            message = f"the decision {quote(name)} changes nothing"
            yield case.warning(path, message, allowed="effects", key=True)


def check_objectives(case: ScriptCase) -> Iterator[Finding]:
    """Yield objectives that exercise a tool which the scenario does not have."""
    for name, objective in case.script.objectives.items():
        if objective.tool is not None and case.model is not None:
            levers = case.model.scenario.levers
            yield from case.unknown(("objectives", name, "tool"), objective.tool, levers, what="lever")


def check_moves(case: ScriptCase) -> Iterator[Finding]:
    """Yield rows of moves that there are not."""
    moves = len(case.script.clock.moves)
    for index, row in enumerate(case.script.rows):
        if row.move is not None and not 1 <= row.move <= moves:
            message = f"there is no move {row.move}"
            yield case.finding(
                ("rows", index, "move"), message, allowed=f"1 to {moves}" if moves > 1 else "1"
            )
