"""Who owes what by when, laid into the Plan: each declared part that has a day by which it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.laying import Where
from sim.plan import Duty, When
from sim.scenario.compiling.sheet import BARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.compiling.sheet import Sheet
    from sim.scenario.schema.doctrine import Owed

    Named = tuple[str, Owed, When]
    """The name of the step that tells whether it came, what was declared, at which of its moments."""


def lay_duties(sheet: Sheet) -> None:
    """Lay, for every operation, what is owed to it."""
    for index, operation in enumerate(sheet.table.operations):
        where = Where(index, operation.id)
        for name, owed, at in _owed(sheet, operation.id):
            if owed.due is not None:
                found = sheet.table.find(where, name)
                sheet.table.duties += [Duty(step, owed.owner, owed.due, at) for step in found]


def _owed(sheet: Sheet, operation: str) -> Iterator[Named]:
    """Yield steps, then teams, which are due operational, then programmes, due with a first payment."""
    scenario = sheet.scenario
    if operation == BARE:
        yield from ((name, step, When.FINISH) for name, step in scenario.steps.items())
        return
    doctrine = scenario.doctrine
    yield from ((name, step, When.FINISH) for name, step in doctrine.steps.items())
    yield from ((f"{name}.operational", team, When.FINISH) for name, team in doctrine.teams.items())
    yield from ((f"{name}.disburse", each, When.START) for name, each in doctrine.programmes.items())
