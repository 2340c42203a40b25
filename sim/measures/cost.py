"""What one run cost: force, police, civilians and corps by the day, programmes as disbursed.

The rates are `sim.domain.accountability`; here they are added up over the strength of a run.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added
from sim.domain.accountability import force_cost_per_day, people_cost_per_day
from sim.measures.ground import strength_stretches, theatre_name
from sim.measures.money import payments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Force
    from sim.trace import Outcome, StrengthRow

PEOPLE_KINDS = ("force", "police", "civilians")
COST_KINDS = (*PEOPLE_KINDS, "programmes")
"""What an operation costs."""
READINESS = "readiness"
"""What keeps corps ready; a kind of cost only where a pool names its own."""
CORPS = "corps"
"""Whose cost readiness is: no operation's."""
ALL_KINDS = (*COST_KINDS, READINESS)


class Cost(NamedTuple):
    """Dollars that one kind of cost of an operation has come to by a day.

    Between two rows programmes jump; all other kinds grow on a straight line.
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
    return [*people, *_programmes(outcome), *_readiness(outcome)]


def _readiness(outcome: Outcome) -> Iterator[Cost]:
    """Yield what all corps together have come to, after each change of somebody's strength."""
    yield from (Cost(time, CORPS, READINESS, dollars) for time, dollars in _kept_ready(outcome))


def _kept_ready(outcome: Outcome) -> Iterator[tuple[float, float]]:
    """Yield days and the dollars that readiness has come to by then; nothing where no pool costs any."""
    rates = {index: pool.year_cost for index, pool in enumerate(outcome.plan.pools) if pool.year_cost}
    if not rates:
        return
    daily = dict.fromkeys(rates, 0.0)
    total = since = rate = 0.0
    changed = False
    yield since, total
    for time, pool, free, held, resting, _ in outcome.levels:
        if time > since:
            if changed:
                rate, changed = added(daily.values()), False
            total, since = total + rate * (time - since), time
            yield time, total
        if pool in rates:
            daily[pool], changed = people_cost_per_day(free + held + resting, rates[pool]), True
    if changed:
        rate = added(daily.values())
    horizon = outcome.plan.horizon
    if horizon > since:
        yield horizon, total + rate * (horizon - since)


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


def cost_by_midnight(outcome: Outcome) -> Iterator[tuple[float, float]]:
    """Yield each midnight and the dollars that everything together has come to by then.

    What it says of a day depends on nothing that came later.
    """
    bills = [(each.time, "", float(each.dollars)) for each in payments(outcome)]
    changes = sorted([*bills, *_rate_changes(outcome)], key=lambda each: each[0])
    now: dict[str, float] = {}
    total = since = 0.0
    place = 0
    for day in range(math.floor(outcome.plan.horizon) + 1):
        while place < len(changes) and changes[place][0] <= day:
            time, who, dollars = changes[place]
            total, since, place = total + added(now.values()) * (time - since), time, place + 1
            if who:
                now[who] = dollars
            else:
                total += dollars
        total, since = total + added(now.values()) * (day - since), float(day)
        yield since, total


def _rate_changes(outcome: Outcome) -> Iterator[tuple[float, str, float]]:
    """Yield when the people of a theatre or of a corps begin to cost other dollars a day, and whose."""
    plan = outcome.plan
    for row in outcome.strength:
        yield row.time, f"theatre {row.theatre}", added(rates(plan.theatres[row.theatre].force, row))
    for level in outcome.levels:
        year = plan.pools[level.pool].year_cost
        if year:
            people = level.free + level.held + level.resting
            yield level.time, f"pool {level.pool}", people_cost_per_day(people, year)


def total_cost(outcome: Outcome) -> dict[str, dict[str, float]]:
    """Return dollars per operation and kind, over the whole run: where the series end."""
    total: dict[str, dict[str, float]] = {}
    for index, theatre in enumerate(outcome.plan.theatres):
        force, daily, troops = theatre.force, 0.0, 0
        own, police, civilians = 0.0, 0.0, 0.0
        for row, days in strength_stretches(outcome, index):
            if days:
                if row.troops != troops:
                    daily, troops = force_cost_per_day(force, row.troops), row.troops
                own += daily * days
                police += people_cost_per_day(row.police, force.police_year) * days
                civilians += people_cost_per_day(row.civilians, force.civilian_year) * days
        dollars = (own, police, civilians, 0.0)
        total[theatre_name(outcome, index)] = dict(zip(COST_KINDS, dollars, strict=True))
    for each in payments(outcome):
        total.setdefault(each.operation, dict.fromkeys(COST_KINDS, 0.0))["programmes"] += each.dollars
    kept = deque(_kept_ready(outcome), maxlen=1)
    return total | ({CORPS: {READINESS: kept[0][1]}} if kept else {})
