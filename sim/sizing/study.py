"""The smallest sizes for k operations at once: searched in the same futures, verified in fresh ones.

How the search goes is `sim.batch.sizing`, how futures are played `stage`; dollars to ask for are `budget`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sim.batch import Engine, Serial
from sim.batch.belt import Belt
from sim.batch.deciding import engine_for
from sim.batch.sizing import Judge, Point, Search, Smallest, Standard, Tried, around
from sim.errors import BadInput, Place
from sim.sizing.blame import Bound, blamed
from sim.sizing.capacities import Capacity, capacity_of, chosen, unknown
from sim.sizing.operations import Operations, operations_of
from sim.sizing.script import Script
from sim.sizing.stage import Stage, Troupe, outcomes_of, play_piece

if TYPE_CHECKING:
    from sim.batch import Executor
    from sim.batch.road import Broken
    from sim.plan import Plan
    from sim.sizing.operations import Base
    from sim.stats import Estimate

    Progress = Callable[[str, int], None]

LOOKED_AT = 20
"""Futures that tell which capacities are waited for, and what binds where no size is enough."""
MULTIPLES = (0.4, 0.7, 1.25, 1.6)
"""Where the curve of size against confidence is looked at, relative to the size found (J)."""
AT_MOST = 16
"""How many times the declared size is tried at most (J)."""
SIZES = 8
"""Sizes of a capacity that are played at least."""
TOGETHER = "all targets in the same future"


@dataclass(frozen=True)
class Question:
    """What is asked. `confidence`: of every target; None: each its own. `together`: all in one future.

    `operations`: numbers of operations; () for the scenario as it stands. `over`: paths; () to choose.
    `spacing`: days between the onsets of copies; None: as declared. `at_most`: times the declared size.
    """

    operations: tuple[int, ...] = (1, 2, 3, 4)
    confidence: float | None = None
    judge: Judge = "bound"
    together: bool = False
    spacing: float | None = None
    over: tuple[str, ...] = ()
    futures: int = 200
    seed: int = 1
    at_most: int = AT_MOST


class Criterion(NamedTuple):
    """What must be met: a milestone by a day, with a confidence; `by` is NaN for all targets together."""

    name: str
    by: float
    confidence: float


@dataclass(frozen=True)
class Sized:
    """What some operations at once need.

    `found`: the smallest point, in steps of the capacities. `aside`: criteria that no size meets; `binds`
    says what holds them up instead, and if nothing else is asked there is no point and `at_found` is the
    top. `fresh`: the point in futures that the search did not see; `holds`: whether those bear it out.
    `curves`: per capacity, it alone smaller and larger. `against`: pairs of which more was worse.
    """

    operations: Operations
    criteria: tuple[Criterion, ...]
    found: Smallest
    at_found: Tried
    aside: tuple[int, ...] = ()
    fresh: Tried | None = None
    holds: bool = False
    curves: tuple[tuple[Tried, ...], ...] = ()
    binds: tuple[Bound, ...] = ()
    against: tuple[tuple[Point, Point], ...] = ()
    runs: int = 0

    def weakest(self, tried: Tried) -> Estimate:
        """Return the share of the criterion that lies farthest below, or least above, its confidence."""
        asked = [each for each in range(len(self.criteria)) if each not in self.aside]
        shares = [
            (tried.share(each), self.criteria[each].confidence) for each in asked or range(len(tried.met))
        ]
        return min(shares, key=lambda pair: pair[0].value - pair[1])[0]

    @property
    def count(self) -> int:
        """The number of operations; 0 for the scenario as it stands without crises."""
        return len(self.operations.names)


@dataclass(frozen=True)
class Sizing:
    """The answer to a question: one `Sized` for each number of operations.

    `broken`: runs that broke off; they are in no number.
    """

    base: Base
    question: Question
    capacities: tuple[Capacity, ...]
    sized: tuple[Sized, ...]
    broken: tuple[Broken, ...] = ()


def size(
    base: Base,
    question: Question,
    *,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Progress | None = None,
) -> Sizing:
    """Return the smallest sizes that meet the targets of a scenario.

    Parameters: `engine`: who plays, which changes nothing; `progress`: called with the number of operations
    at once and the runs played for it.
    Raises: `BadInput` if a capacity is not there, or the scenario cannot be run at any size.
    """
    numbers: Sequence[int | None] = question.operations or (None,)
    played = [operations_of(base, each, spacing=question.spacing) for each in numbers]
    capacities, lost = _capacities(base, question, played)
    start = tuple(math.ceil(each.declared / each.step) for each in capacities)
    span = start, tuple(max(1, each) * question.at_most for each in start)
    scripts = [Script(base, each, capacities, span) for each in played]
    who = _engine_for(engine, scripts, question)
    troupe = Troupe(question.seed, tuple(each.template for each in scripts), who)
    with closing(Belt(executor or Serial(), play_piece, shared=troupe)) as belt:
        stages = [Stage(each, i, question.seed, belt, progress) for i, each in enumerate(scripts)]
        sized = tuple(_sized(each, question) for each in stages)
        broken = (*lost, *(run for each in stages for run in each.broken))
    return Sizing(base, question, capacities, sized, broken)


def _engine_for(engine: Engine, scripts: Sequence[Script], question: Question) -> Engine:
    """Return who plays; as many runs are reckoned with as a search plays at least."""
    largest = scripts[-1].template or scripts[-1].plan(scripts[-1].span[1])
    runs = question.futures * len(scripts) * len(scripts[-1].capacities) * SIZES
    return engine_for(engine, (largest,), runs=runs)


def _capacities(
    base: Base, question: Question, played: Sequence[Operations]
) -> tuple[tuple[Capacity, ...], list[Broken]]:
    """Return the capacities that were named, or those that the most operations wait for; and broken runs."""
    paths = question.over
    lost: list[Broken] = []
    if not paths:
        plan = _as_declared(base, played)
        outcomes, lost = outcomes_of(plan, question.seed, range(LOOKED_AT))
        paths = chosen(base, plan, outcomes)
    if not paths:
        message = "nothing to size: the targets draw on no pool of people, teams or slots, and no fund"
        raise BadInput([Place("--over").finding(message, allowed="pools.NAME.size, funds.NAME.opening …")])
    findings = unknown(paths)
    if findings:
        raise BadInput(findings)
    return tuple(capacity_of(base, each) for each in paths), [each.of("as declared") for each in lost]


def _as_declared(base: Base, played: Sequence[Operations]) -> Plan:
    """Return the plan of the most operations that can be run with what the scenario declares."""
    ordered = sorted(played, key=lambda each: -len(each.names))
    for each in ordered[:-1]:
        with suppress(BadInput):
            return base.model([each.patch], gone=each.gone).plan
    return base.model([ordered[-1].patch], gone=ordered[-1].gone).plan


def _sized(stage: Stage, question: Question) -> Sized:
    start, most = stage.script.span
    criteria = criteria_of(stage.script.plan(most), question)
    stage.targets = sum(not math.isnan(each.by) for each in criteria)
    standard = Standard(tuple(each.confidence for each in criteria), question.judge)
    aside = _never_met(stage, standard, (start, most), futures=range(question.futures))
    binds = _binds(stage, most, aside)
    if len(aside) == len(criteria):
        at_most = stage.play([most], range(question.futures))[0]
        nothing = Smallest(most)
        return Sized(stage.operations, criteria, nothing, at_most, aside, binds=binds, runs=stage.runs)
    search, fresh, found, futures = _searched(
        stage, standard.without(aside), (start, most), count=question.futures
    )
    if (
        found.point is None and len(futures) > question.futures
    ):  # luck alone had met a target: look again in all futures played so far
        return _sized(stage, replace(question, futures=len(futures)))
    point = found.point or found.top
    curves = _curves(stage, search, point, futures=futures)
    return Sized(
        operations=stage.operations,
        criteria=criteria,
        found=found,
        at_found=search.look([point])[0],
        aside=aside,
        fresh=fresh,
        holds=found.point is not None and search.standard.holds(fresh),
        curves=curves,
        binds=binds,
        against=tuple(search.against()),
        runs=stage.runs,
    )


def _searched(
    stage: Stage, standard: Standard, span: tuple[Point, Point], *, count: int, first: bool = True
) -> tuple[Search, Tried, Smallest, range]:
    """Search, then play what was found in as many fresh futures; once more with all if they disagree."""
    search = _search(stage, standard, range(count))
    found = search.smallest(*span)
    fresh = stage.play([found.point or found.top], range(count, 2 * count))[0]
    if first and not standard.holds(fresh):
        return _searched(stage, standard, span, count=2 * count, first=False)
    return search, fresh, found, range(count)


def _curves(stage: Stage, search: Search, point: Point, *, futures: range) -> tuple[tuple[Tried, ...], ...]:
    """Return, per capacity, what happens in all futures where it alone is smaller or larger."""
    lanes = [around(point, axis, MULTIPLES) for axis in range(len(point))]
    whole = {each.point for each in search.tried.values() if each.n == len(futures)}
    missing = dict.fromkeys(each for lane in lanes for each in lane if each not in whole)
    search.tried.update((each.point, each) for each in stage.play(list(missing), futures))
    return tuple(tuple(search.tried[each] for each in lane) for lane in lanes)


def _search(stage: Stage, standard: Standard, futures: range) -> Search:
    prices = [each.price for each in stage.script.capacities]
    return Search(lambda points: stage.screen(points, futures, standard), standard, prices)


def _never_met(
    stage: Stage, standard: Standard, span: tuple[Point, Point], *, futures: range
) -> tuple[int, ...]:
    """Return the criteria that neither the declared size nor the largest meets."""
    short: Sequence[int] = range(len(standard.confidences))
    for point in span:
        tried = stage.play([point], futures)[0]
        short = [each for each in standard.short(tried) if each in short]
        if not short:
            break
    return tuple(short)


def _binds(stage: Stage, most: Point, aside: Sequence[int]) -> tuple[Bound, ...]:
    """Return what holds up, at the largest size, the targets that no size meets."""
    if not aside:
        return ()
    outcomes = stage.look(most, range(LOOKED_AT))
    every = blamed(stage.script.plan(most), outcomes)
    return tuple(every[each] for each in aside if each < len(every))


def criteria_of(plan: Plan, question: Question) -> tuple[Criterion, ...]:
    """Return what a plan must meet: each of its targets, and all in one future if that is asked."""
    asked = question.confidence
    each_own = tuple(
        Criterion(plan.milestones[each.milestone].id, each.by, each.confidence if asked is None else asked)
        for each in plan.targets
    )
    if not question.together:
        return each_own
    most = max(each.confidence for each in each_own)
    return (*each_own, Criterion(TOGETHER, math.nan, most))
