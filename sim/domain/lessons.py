"""Lessons: each operation teaches, some lessons are adopted after years, and others go easier then.

The step of a lesson is ready when what teaches it is over (identified), is skipped where chance has
it that nobody adopts it, and else finishes when it is in plans and training (adopted).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.laying import Arrow, Table, Where

if TYPE_CHECKING:
    from sim.scenario.schema.watch import Lesson

KIND = "lesson"


def lay_lesson(table: Table, where: Where, name: str, *, lesson: Lesson) -> int:
    """Lay what one operation teaches; return the step whose finish is the adoption."""
    key, path = f"{where.operation_id}/lesson/{name}", ("lessons", name)
    return table.step(
        where,
        f"lesson.{name}",
        kind=KIND,
        after=(Arrow(lesson.from_),),
        chance=table.chance(
            lesson.adopted, key=f"{key}/adopted", path=(*path, "adopted"), operation=where.operation
        ),
        duration=table.draw(lesson.lag, key=f"{key}/lag", path=(*path, "lag"), operation=where.operation),
        mandatory=False,
        path=".".join(path),
    )
