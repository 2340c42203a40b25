"""Tours that were cut short because security fell: who left, when, and the person-days it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.measures.naming import operation_id

if TYPE_CHECKING:
    from sim.trace import Outcome


class Evacuation(NamedTuple):
    """A tour cut short on a day; `person_days_lost`: its people times the days that were left of it."""

    time: float
    operation: str
    id: str
    turn: int
    people: int
    planned: float
    person_days_lost: float


def people_evacuated(outcome: Outcome) -> int:
    """Return the people of all tours that were cut short."""
    return sum(row.people for row in outcome.evacuations)


def evacuation_list(outcome: Outcome) -> list[Evacuation]:
    """Return every tour that was cut short, in order of time."""
    return [
        Evacuation(
            time=row.time,
            operation=operation_id(outcome.plan, row.step),
            id=outcome.plan.steps[row.step].id,
            turn=row.turn,
            people=row.people,
            planned=row.planned,
            person_days_lost=row.people * (row.planned - row.time),
        )
        for row in outcome.evacuations
    ]
