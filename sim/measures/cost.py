"""What one run cost: force, police and civilians by the day, programmes as they were disbursed.

The rates are `sim.domain.accountability`; here they are added up over the strength of a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.domain.accountability import force_cost_per_day, people_cost_per_day
from sim.measures.ground import strength_stretches, theatre_name
from sim.measures.money import payments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Force
    from sim.trace import Outcome, StrengthRow

PEOPLE_KINDS = ("force", "police", "civilians")
COST_KINDS = (*PEOPLE_KINDS, "programmes")


class Cost(NamedTuple):
    """Dollars that one kind of cost of an operation has come to by a day.

    Between two rows force, police and civilians grow on a straight line; programmes jump.
    """

    time: float
    operation: str
    kind: str
    dollars: float


def rates(force: Force, row: StrengthRow) -> tuple[float, float, float]:
    """Return dollars a day for force, police and civilians at some strength."""
    return (
        force_cost_per_day(force, row.troops),
        people_cost_per_day(row.police, force.police_year),
        people_cost_per_day(row.civilians, force.civilian_year),
    )


def cost_series(outcome: Outcome) -> list[Cost]:
    """Return cumulated cost per operation and kind, to the horizon."""
    people = [row for index in range(len(outcome.plan.theatres)) for row in _people(outcome, index)]
    return [*people, *_programmes(outcome)]


def _people(outcome: Outcome, theatre: int) -> Iterator[Cost]:
    name, force = theatre_name(outcome, theatre), outcome.plan.theatres[theatre].force
    total = dict.fromkeys(PEOPLE_KINDS, 0.0)
    yield from (Cost(outcome.plan.theatres[theatre].begins, name, kind, 0.0) for kind in PEOPLE_KINDS)
    for row, days in strength_stretches(outcome, theatre):
        for kind, rate in zip(PEOPLE_KINDS, rates(force, row), strict=True):
            total[kind] += rate * days
            yield Cost(row.time + days, name, kind, total[kind])


def _programmes(outcome: Outcome) -> Iterator[Cost]:
    total: dict[str, float] = {}
    for each in payments(outcome):
        total[each.operation] = total.get(each.operation, 0.0) + each.dollars
        yield Cost(each.time, each.operation, "programmes", total[each.operation])
    yield from (Cost(outcome.plan.horizon, name, "programmes", dollars) for name, dollars in total.items())


def total_cost(outcome: Outcome) -> dict[str, dict[str, float]]:
    """Return dollars per operation and kind, over the whole run: where the series end."""
    total: dict[str, dict[str, float]] = {}
    for index, theatre in enumerate(outcome.plan.theatres):
        mine = total.setdefault(theatre_name(outcome, index), dict.fromkeys(COST_KINDS, 0.0))
        for row, days in strength_stretches(outcome, index):
            for kind, rate in zip(PEOPLE_KINDS, rates(theatre.force, row), strict=True):
                mine[kind] += rate * days
    for each in payments(outcome):
        total.setdefault(each.operation, dict.fromkeys(COST_KINDS, 0.0))["programmes"] += each.dollars
    return total
