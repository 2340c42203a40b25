"""Lessons laid into the Plan: one per operation and lesson, and what they ease in all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.laying import Where
from sim.domain.lessons import lay_lesson
from sim.plan import Ease
from sim.scenario.compiling.easing import ease

if TYPE_CHECKING:
    from sim.scenario.compiling.sheet import Sheet


def lay_lessons(sheet: Sheet) -> None:
    """Lay each operation's lessons, then let those of the others ease its steps."""
    wheres = [Where(index, name) for index, name in enumerate(sheet.scenario.crises)]
    for name, lesson in sheet.scenario.lessons.items():
        taught = [lay_lesson(sheet.table, where, name, lesson=lesson) for where in wheres]
        for place, where in enumerate(wheres):
            others = tuple(step for other, step in enumerate(taught) if other != place)
            for path, factor in lesson.eases.items() if others else ():
                ease(sheet.table, path, Ease(others, factor), operation=where.operation)
