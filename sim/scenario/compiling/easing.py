"""What makes steps shorter, laid onto those whose durations a path names.

The path is that of a risk: `doctrine.steps.strategic_plan`, `doctrine.teams.*.clearance`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.plan import NONE
from sim.scenario.compiling.changes import covering

if TYPE_CHECKING:
    from sim.domain.laying import Table
    from sim.plan import Ease


def ease(table: Table, path: str, what: Ease, *, operation: int) -> None:
    """Lay an ease onto every step of an operation whose duration a path names."""
    named = covering(path)
    for index, laid in enumerate(table.laid):
        step = laid.step
        mine = step.operation == operation and step.duration != NONE
        if mine and named.fullmatch(table.draws[step.duration].path):
            table.laid[index] = replace(laid, step=replace(step, eased=(*step.eased, what)))
