"""The measures of a run at any moment, by name: what a condition may ask and a screen may show.

    milestone.alpha.military_exit      whether it is reached      milestone.military_exit (all operations)
    step.alpha.design                  whether its first round is over
    condition.alpha.north.security     0 to 1                     authority.alpha.north.security (a word)
    strength.alpha.troops              own people: troops, police, civilians
    fund.reserve.free                  dollars: free, committed (claimed, not paid yet), disbursed
    pool.crew.free                     people or things: free, held, resting, lost
    exit.alpha, relapse.alpha          whether the military has left once, whether violence came back
    cost.total                         dollars that everything came to by the last midnight

What is read is the trace; nothing is known here of who asks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.measures.cost import cost_by_midnight
from sim.measures.ground import KINDS
from sim.measures.money import balances_of
from sim.measures.reaching import Reaching, from_day
from sim.measures.series import Steps, steps_of
from sim.plan import Account, Authority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.plan import Plan
    from sim.trace import Outcome

Kind = Literal["reached", "share", "word", "count", "dollars"]
FUND = {
    "free": ((Account.APPORTIONED,), "free to claim"),
    "committed": ((Account.NOTIFIED, Account.COMMITTED, Account.OBLIGATED), "claimed and not paid yet"),
    "disbursed": ((Account.DISBURSED,), "paid"),
}
POOL = {
    "free": "free to be called",
    "held": "at work",
    "resting": "at rest, in training or on the way",
    "lost": "gone for good",
}


@dataclass(frozen=True)
class Measure:
    """Something that has a value at every moment of a run.

    `kind`: how its values are written; `unit`: of a number, '' for the others; `text`: what it is;
    `words`: all that a word may be.
    """

    name: str
    kind: Kind
    unit: str
    text: str
    words: tuple[str, ...] = ()


UNITS: dict[Kind, str] = {"reached": "", "share": "0 to 1", "word": "", "count": "", "dollars": "USD"}
WORDS = tuple(each.name.lower() for each in Authority)
"""Who may lead in a sector of a province."""


def catalogue(plan: Plan) -> dict[str, Measure]:
    """Return all measures of a plan by name, in declared order."""
    found = (*_dates(plan), *_ground(plan), *_stocks(plan))
    return {
        name: Measure(name, kind, UNITS[kind], text, WORDS if kind == "word" else ())
        for name, kind, text in found
    }


def _dates(plan: Plan) -> Iterator[tuple[str, Kind, str]]:
    for milestone in plan.milestones:
        yield f"milestone.{milestone.id}", "reached", f"milestone {milestone.id}"
    for step in plan.steps:
        yield f"step.{step.id}", "reached", f"step {step.id} is done"


def _ground(plan: Plan) -> Iterator[tuple[str, Kind, str]]:
    for theatre in plan.theatres:
        crisis = plan.operations[theatre.operation].id
        for province in theatre.provinces:
            for sector in theatre.sectors:
                where = f"{crisis}.{province.id}.{sector}"
                yield f"condition.{where}", "share", f"condition of {sector} in {province.id}, {crisis}"
                yield f"authority.{where}", "word", f"who leads in {sector} in {province.id}, {crisis}"
        for kind in KINDS:
            yield f"strength.{crisis}.{kind}", "count", f"own {kind} on the ground in {crisis}"
        if theatre.force.troops > 0:
            yield f"exit.{crisis}", "reached", f"the military has left {crisis}"
        if theatre.aftermath is not None:
            yield f"relapse.{crisis}", "reached", f"violence has come back in {crisis}"


def _stocks(plan: Plan) -> Iterator[tuple[str, Kind, str]]:
    for fund in plan.funds:
        for name, (_, text) in FUND.items():
            yield f"fund.{fund.id}.{name}", "dollars", f"{fund.id}: {text}"
    for pool in plan.pools:
        for name, text in POOL.items():
            yield f"pool.{pool.id}.{name}", "count", f"{pool.id}: {text}"
    yield "cost.total", "dollars", "what all operations and corps have cost by the last midnight"


def series(outcome: Outcome, name: str) -> Steps:
    """Return a measure of the catalogue over one run.

    Raises: `KeyError` for a name that the catalogue of its plan does not hold.
    """
    family, _, rest = name.partition(".")
    try:
        return READERS[family](outcome, rest)
    except (KeyError, ValueError, StopIteration):
        raise KeyError(name) from None


def _place(names: Iterator[str], name: str) -> int:
    return next(index for index, each in enumerate(names) if each == name)


def _milestone(outcome: Outcome, name: str) -> Steps:
    return Reaching(outcome).milestone(_place((each.id for each in outcome.plan.milestones), name))


def _step(outcome: Outcome, name: str) -> Steps:
    return Reaching(outcome).step(_place((each.id for each in outcome.plan.steps), name))


def _theatre(outcome: Outcome, crisis: str) -> int:
    plan = outcome.plan
    return _place((plan.operations[each.operation].id for each in plan.theatres), crisis)


def _sector(outcome: Outcome, name: str) -> tuple[int, int, int]:
    crisis, province, sector = name.split(".")
    index = _theatre(outcome, crisis)
    theatre = outcome.plan.theatres[index]
    return index, _place((each.id for each in theatre.provinces), province), theatre.sectors.index(sector)


def _condition(outcome: Outcome, name: str) -> Steps:
    index, place, sector = _sector(outcome, name)
    rows = (row for row in outcome.conditions if (row.theatre, row.province) == (index, place))
    return steps_of((row.time, row.conditions[sector]) for row in rows)


def _authority(outcome: Outcome, name: str) -> Steps:
    where = _sector(outcome, name)
    rows = (row for row in outcome.authority if (row.theatre, row.province, row.sector) == where)
    return steps_of((row.time, row.authority.name.lower()) for row in rows)


def _strength(outcome: Outcome, name: str) -> Steps:
    crisis, kind = name.split(".")
    index = _theatre(outcome, crisis)
    place = KINDS.index(kind)
    rows = (row for row in outcome.strength if row.theatre == index)
    return steps_of(((row.time, (row.troops, row.police, row.civilians)[place]) for row in rows), before=0)


def _exit(outcome: Outcome, name: str) -> Steps:
    return Reaching(outcome).step(outcome.plan.theatres[_theatre(outcome, name)].exit)


def _relapse(outcome: Outcome, name: str) -> Steps:
    index = _theatre(outcome, name)
    return from_day(next((row.time for row in outcome.relapses if row.theatre == index), math.nan))


def _fund(outcome: Outcome, name: str) -> Steps:
    fund, _, kind = name.rpartition(".")
    accounts = FUND[kind][0]
    held = balances_of(outcome, _place((each.id for each in outcome.plan.funds), fund))
    return steps_of(((time, sum(levels[each] for each in accounts)) for time, levels in held), before=0)


def _pool(outcome: Outcome, name: str) -> Steps:
    pool, _, kind = name.rpartition(".")
    index, field = _place((each.id for each in outcome.plan.pools), pool), list(POOL).index(kind)
    return steps_of(((row.time, row[2 + field]) for row in outcome.levels if row.pool == index), before=0)


def _cost(outcome: Outcome, name: str) -> Steps:
    """Return what everything came to; people cost by the day, so it is counted at every midnight."""
    if name != "total":
        raise KeyError(name)
    return steps_of(((day, round(dollars)) for day, dollars in cost_by_midnight(outcome)), before=0)


FAMILIES: dict[str, Kind] = {
    "milestone": "reached",
    "step": "reached",
    "condition": "share",
    "authority": "word",
    "strength": "count",
    "fund": "dollars",
    "pool": "count",
    "exit": "reached",
    "relapse": "reached",
    "cost": "dollars",
}
"""Family of measures → how its values are written."""
READERS: dict[str, Callable[[Outcome, str], Steps]] = {
    "milestone": _milestone,
    "step": _step,
    "condition": _condition,
    "authority": _authority,
    "strength": _strength,
    "fund": _fund,
    "pool": _pool,
    "exit": _exit,
    "relapse": _relapse,
    "cost": _cost,
}
"""Family of measures → how one of it is read."""
