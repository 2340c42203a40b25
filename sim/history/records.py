"""What happened in one history, real or simulated, in one form: days since the scenario's D+0.

Quantities asked of a record are `asked`; a run leaves many, history one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.measures import milestones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sim.scenario.loading import Model
    from sim.trace import Outcome

EVENTS = ("handover", "assessment_passed", "assessment_failed", "strength", "strength_passed")
"""What can have happened."""


class Event(NamedTuple):
    """Something that happened on a day: a row of the file of events."""

    case: str
    unit: str
    event: str
    day: date
    value: float


class Assessment(NamedTuple):
    """A formal look at a place: passed or failed."""

    day: float
    place: str
    passed: bool


@dataclass(frozen=True)
class Record:
    """One history. Days since D+0; infinite where something did not happen by the horizon.

    `strength`: (day, police) in order; `passed`: police → the first day with as many, where that
    itself is what is known.
    """

    handovers: Mapping[str, float]
    assessments: tuple[Assessment, ...]
    strength: tuple[tuple[float, float], ...]
    passed: Mapping[float, float]


def plain(name: str) -> str:
    """Return a place's name as scenarios write it.

    >>> plain("Sector East")
    'sector_east'
    """
    return name.strip().lower().replace(" ", "_")


def real_record(events: Iterable[Event], start: date) -> Record:
    """Return what happened, counted from a scenario's D+0."""
    rows = [(each, float((each.day - start).days)) for each in sorted(events, key=lambda each: each.day)]

    def of(kind: str) -> list[tuple[Event, float]]:
        return [row for row in rows if row[0].event == kind]

    looks = [row for row in rows if row[0].event.startswith("assessment")]
    return Record(
        handovers={plain(each.unit): day for each, day in of("handover")},
        assessments=tuple(
            Assessment(day, plain(each.unit), each.event == "assessment_passed") for each, day in looks
        ),
        strength=tuple((day, each.value) for each, day in of("strength")),
        passed={each.value: day for each, day in of("strength_passed")},
    )


def simulated_record(model: Model, outcome: Outcome) -> Record:
    """Return what one run left behind: the milestones that the scenario declares, else its handovers."""
    provinces = outcome.plan.theatres[0].provinces
    looks = [each for each in outcome.assessments if each.result != "vetoed"]
    return Record(
        handovers=_handovers(model, outcome),
        assessments=tuple(
            Assessment(each.time, provinces[each.province].id, each.result == "passed") for each in looks
        ),
        strength=tuple((each.time, float(each.police)) for each in outcome.strength if each.theatre == 0),
        passed={},
    )


def _handovers(model: Model, outcome: Outcome) -> dict[str, float]:
    operation = next(iter(model.scenario.crises))
    declared = [f"{operation}.{name}" for name in model.scenario.milestones]
    head = f"{operation}.handover."
    found = milestones(outcome)
    names = declared or [name for name in found if name.startswith(head)]
    days = {name.removeprefix(head).removeprefix(f"{operation}."): found[name] for name in names}
    return {name: math.inf if math.isnan(day) else day for name, day in days.items()}
