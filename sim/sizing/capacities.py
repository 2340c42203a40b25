"""The capacities to size: which, in what steps, at what price, and the patch that sets them.

A capacity is one number of a scenario, named by its path. How small it may be is not known here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim import quantities
from sim.errors import BadInput, BadQuantity, Finding, Place, nearest, quote
from sim.plan import When
from sim.scenario.evidence import evidence_of
from sim.scenario.patches import Patch
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sim.batch.sizing import Point
    from sim.plan import Plan
    from sim.scenario.reading import Document
    from sim.scenario.schema.resources import Pool
    from sim.sizing.operations import Base
    from sim.trace import Outcome

HEAD_YEAR = 300_000.0
"""Dollars that keep one head ready for a year where the scenario names no cost (J); for an Active member an
upper bound: the whole line of 75.2 M USD charged to 250 of them (D)."""
RESERVE_SHARE = 0.1
"""What a head that only comes when called costs, relative to that (J)."""
TEAM_HEADS = 5
"""Heads of a team counted as one thing (J)."""
FUND_STEPS = 100
"""About so many steps from nothing to a fund's opening."""
EMPTY_FUND_STEP = 1_000_000
MOST_CHOSEN = 4
"""Capacities that are chosen where none are named: each makes the search longer."""
SIZED_KINDS = ("people", "team", "slots")
A_DOLLAR = "a dollar is a dollar"
BLOCKING = (Cause.POOL, Cause.LIFT)


@dataclass(frozen=True)
class Rate:
    """Dollars for one more of a capacity: `yearly`, or once; with evidence label and source."""

    dollars: float
    yearly: bool
    label: str
    source: str = ""


@dataclass(frozen=True)
class Capacity:
    """A number of a scenario that can be sized.

    `path`: as a patch names it. `step`: what one step of the search adds: 1 head, 1,000,000 dollars.
    `declared`: as the scenario has it, in the capacity's own unit. `unit`: heads, teams, slots, USD.
    """

    path: str
    unit: str
    step: int
    declared: int
    rate: Rate

    @property
    def name(self) -> str:
        """The pool, fund or mechanism."""
        return self.path.split(".")[1] if "." in self.path else self.path

    @property
    def price(self) -> float:
        """Dollars of one step: of the first year, or once."""
        return self.rate.dollars * self.step

    def value(self, steps: int) -> int:
        """Return a number of steps in the capacity's own unit."""
        return steps * self.step

    def written(self, steps: int) -> int | str:
        """Return a number of steps as the scenario would say it."""
        number = self.value(steps)
        return quantities.say_dollars(number) if self.unit == "USD" else number


def patch_of(capacities: Sequence[Capacity], point: Point) -> Patch:
    """Return the patch that sets capacities to a point of the search."""
    pairs = zip(capacities, point, strict=True)
    return Patch(set={each.path: each.written(steps) for each, steps in pairs}, name="size")


def capacity_of(base: Base, path: str) -> Capacity:
    """Return the capacity at a path of a scenario.

    Raises: `BadInput` if nothing is there, or nothing that can be counted in heads or dollars.
    """
    found = _value(base.document.data, path)
    unit, number = _counted(base, path, found)
    step = _fund_step(number) if unit == "USD" else 1
    return Capacity(path, unit, step, number, _rate(base, path, unit))


def _value(data: Any, path: str) -> Any:
    place = Place("--over", path=path)
    for part in path.split("."):
        if not isinstance(data, dict) or part not in data:
            names = list(data) if isinstance(data, dict) else []
            message = f"the scenario has no {quote(part)} there"
            allowed = ", ".join(str(each) for each in names[:12])
            raise BadInput([place.finding(message, allowed=allowed, suggestion=nearest(part, names))])
        data = data[part]
    return data


def _counted(base: Base, path: str, found: Any) -> tuple[str, int]:
    """Return unit and number of a value."""
    if isinstance(found, int) and not isinstance(found, bool):
        pool = base.scenario.pools.get(path.split(".")[1]) if path.startswith("pools.") else None
        return unit_of(pool.kind if pool else ""), found
    try:
        return "USD", quantities.dollars(found)
    except BadQuantity:
        message = f"{quote(found)} is no number of heads or dollars"
        allowed = "a pool's size, a fund's opening, a mechanism's ceiling, a recruitment target"
        raise BadInput([Place("--over", path=path).finding(message, allowed=allowed)]) from None


def unit_of(kind: str) -> str:
    """Return what a kind of pool is counted in."""
    return {"people": "heads", "team": "teams", "slots": "slots"}.get(kind, "units")


def _fund_step(dollars: int) -> int:
    """Return a power of ten that is about a hundredth of some dollars.

    >>> _fund_step(100_000_000), _fund_step(250_000), _fund_step(0)
    (1000000, 1000, 1000000)
    """
    if dollars < FUND_STEPS:
        return EMPTY_FUND_STEP if dollars == 0 else 1
    return int(10 ** math.floor(math.log10(dollars / FUND_STEPS)))


def _rate(base: Base, path: str, unit: str) -> Rate:
    kind, name, *_ = (*path.split("."), "")
    if unit == "USD":
        return Rate(1.0, yearly=False, label="", source=A_DOLLAR)
    if kind == "pools" and name in base.scenario.pools:
        return rate_of(base.document, name, base.scenario.pools[name])
    return Rate(0.0, yearly=True, label="", source="no rate is known")


def rate_of(document: Document, name: str, pool: Pool) -> Rate:
    """Return what keeps one of a pool ready for a year: as declared, or a judgement by its kind."""
    if pool.cost is not None:
        label, source = evidence_of(document, ("pools", name, "cost"))
        return Rate(pool.cost, yearly=True, label=label or "judgement", source=source)
    if pool.kind not in SIZED_KINDS:
        return Rate(0.0, yearly=True, label="", source="no rate is known")
    share = RESERVE_SHARE if pool.yields is not None else float(TEAM_HEADS if pool.kind == "team" else 1)
    return Rate(HEAD_YEAR * share, yearly=True, label="judgement", source=f"default; set pools.{name}.cost")


def chosen(base: Base, plan: Plan, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return the paths worth sizing: what the targets' steps draw on, the most waited for first.

    Pools of people, teams and slots, and funds; at most `MOST_CHOSEN`, in the order declared.
    """
    waited = _waits(outcomes)
    used = list(dict.fromkeys(path for path in _drawn_on(plan) if _sizable(base, path)))
    ranked = sorted(used, key=lambda path: -waited[path])[:MOST_CHOSEN]
    return tuple(path for path in _declared(base) if path in ranked)


def _declared(base: Base) -> Iterator[str]:
    yield from (f"pools.{name}.size" for name in base.scenario.pools)
    yield from (f"funds.{name}.opening" for name in base.scenario.funds)


def _sizable(base: Base, path: str) -> bool:
    kind, name, _ = path.split(".")
    pools: Mapping[str, Pool] = base.scenario.pools
    return kind == "funds" or (name in pools and pools[name].kind in SIZED_KINDS)


def _waits(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return days waited for each pool and fund."""
    days: dict[str, float] = defaultdict(float)
    for outcome in outcomes:
        plan = outcome.plan
        for wait in outcome.waits:
            until = plan.horizon if math.isnan(wait.until) else wait.until
            if wait.cause in BLOCKING:
                days[_path(plan, wait.target)] += until - wait.since
            elif wait.cause is Cause.FUND:
                days[f"funds.{plan.funds[wait.target].id}.opening"] += until - wait.since
    return days


def _path(plan: Plan, pool: int) -> str:
    """Return the path of a pool's size; people of one skill are a part of their pool."""
    return f"pools.{plan.pools[pool].id.partition('.')[0]}.size"


def _drawn_on(plan: Plan) -> Iterator[str]:
    """Yield the path of each pool and fund that the steps before the targets need."""
    for index in sorted(steps_before(plan)):
        step = plan.steps[index]
        for need in step.needs:
            yield from (_path(plan, pool) for pool in need.pools)
        claims = (each for each in step.postings if each.at is When.START)
        yield from (f"funds.{plan.funds[each.fund].id}.opening" for each in claims)


def steps_before(plan: Plan) -> set[int]:
    """Return the steps that a target of the plan hangs on; of a signal, all of its operation."""
    pending = [step for each in plan.targets for step in _of_milestone(plan, each.milestone)]
    found: set[int] = set()
    while pending:
        index = pending.pop()
        if index in found:
            continue
        found.add(index)
        step = plan.steps[index]
        pending += [link.step for link in step.links]
        if step.signal:
            pending += [i for i, each in enumerate(plan.steps) if each.operation == step.operation]
    return found


def _of_milestone(plan: Plan, index: int) -> Iterator[int]:
    milestone = plan.milestones[index]
    yield from milestone.steps
    for part in milestone.parts:
        yield from _of_milestone(plan, part)


def unknown(paths: Sequence[str]) -> list[Finding]:
    """Return what is wrong with a list of paths as such."""
    twice = [each for each, times in Counter(paths).items() if times > 1]
    return [Place("--over", path=each).finding("named twice") for each in twice]
