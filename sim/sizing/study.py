"""The smallest sizes for k operations at once: searched in the same futures, verified in fresh ones.

How the search goes is `sim.batch.sizing`, how futures are played `stage`; dollars to ask for are `budget`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.batch import Serial
from sim.batch.belt import Belt
from sim.batch.sizing import Judge, Point, Search, Smallest, Standard, Tried, around
from sim.errors import BadInput
from sim.simulating import replay
from sim.sizing.blame import Bound, blamed
from sim.sizing.capacities import Capacity, capacity_of, chosen, unknown
from sim.sizing.operations import Operations, operations_of
from sim.sizing.stage import Stage, play_piece

if TYPE_CHECKING:
    from sim.batch import Executor
    from sim.plan import Plan
    from sim.sizing.operations import Base
    from sim.stats import Estimate

    Progress = Callable[[str, int], None]

LOOKED_AT = 20
"""Futures that tell which capacities are waited for, and what binds where no size is enough."""
MULTIPLES = (0.25, 0.5, 0.75, 1.25, 1.6)
"""Where the curve of size against confidence is looked at, relative to the size found (J)."""
AT_MOST = 16
"""How many times the declared size is tried at most (J)."""
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
    """The answer to a question: one `Sized` for each number of operations."""

    base: Base
    question: Question
    capacities: tuple[Capacity, ...]
    sized: tuple[Sized, ...]


def size(
    base: Base, question: Question, *, executor: Executor | None = None, progress: Progress | None = None
) -> Sizing:
    """Return the smallest sizes that meet the targets of a scenario.

    Parameters: `progress`: called with the number of operations at once and the runs played for it.
    Raises: `BadInput` if a capacity is not there, or the scenario cannot be run as it is declared.
    """
    numbers: Sequence[int | None] = question.operations or (None,)
    played = [operations_of(base, each, spacing=question.spacing) for each in numbers]
    capacities = _capacities(base, question, played)
    with closing(Belt(executor or Serial(), play_piece, shared=question.seed)) as belt:
        stages = [Stage(base, each, capacities, question.seed, belt, progress) for each in played]
        return Sizing(base, question, capacities, tuple(_sized(each, question) for each in stages))


def _capacities(base: Base, question: Question, played: Sequence[Operations]) -> tuple[Capacity, ...]:
    """Return the capacities that were named, or those that the most operations wait for."""
    paths = question.over
    if not paths:
        most = max(played, key=lambda each: len(each.names))
        plan = base.model([most.patch], gone=most.gone).plan
        outcomes = replay(plan, seed=question.seed, replications=range(LOOKED_AT))
        paths = chosen(base, plan, outcomes)
    findings = unknown(paths)
    if findings:
        raise BadInput(findings)
    return tuple(capacity_of(base, each) for each in paths)


def _sized(stage: Stage, question: Question) -> Sized:
    criteria = criteria_of(stage.plan(), question)
    start = tuple(math.ceil(each.declared / each.step) for each in stage.capacities)
    most = tuple(max(1, each) * question.at_most for each in start)
    standard = Standard(tuple(each.confidence for each in criteria), question.judge)
    aside, at_most = _never_met(_search(stage, standard, range(question.futures)), start, most)
    binds = _binds(stage, most, aside)
    if len(aside) == len(criteria):
        nothing = Smallest(most)
        return Sized(stage.operations, criteria, nothing, at_most, aside, binds=binds, runs=stage.runs)
    search, fresh, found = _searched(stage, standard.without(aside), (start, most), count=question.futures)
    point = found.point or found.top
    return Sized(
        operations=stage.operations,
        criteria=criteria,
        found=found,
        at_found=search.look([point])[0],
        aside=aside,
        fresh=fresh,
        holds=found.point is not None and search.standard.holds(fresh),
        curves=_curves(search, point),
        binds=binds,
        against=tuple(search.against()),
        runs=stage.runs,
    )


def _searched(
    stage: Stage, standard: Standard, span: tuple[Point, Point], *, count: int, first: bool = True
) -> tuple[Search, Tried, Smallest]:
    """Search, then play what was found in as many fresh futures; once more with all if they disagree."""
    search = _search(stage, standard, range(count))
    found = search.smallest(*span)
    fresh = stage.play([found.point or found.top], range(count, 2 * count))[0]
    if first and not standard.holds(fresh):
        return _searched(stage, standard, span, count=2 * count, first=False)
    return search, fresh, found


def _curves(search: Search, point: Point) -> tuple[tuple[Tried, ...], ...]:
    """Return, per capacity, what happens where it alone is smaller or larger; all played at one time."""
    lanes = [around(point, axis, MULTIPLES) for axis in range(len(point))]
    search.look([each for lane in lanes for each in lane])
    return tuple(tuple(search.look(lane)) for lane in lanes)


def _search(stage: Stage, standard: Standard, futures: range) -> Search:
    prices = [each.price for each in stage.capacities]
    return Search(lambda points: stage.play(points, futures), standard, prices)


def _never_met(search: Search, start: Point, most: Point) -> tuple[tuple[int, ...], Tried]:
    """Return the criteria that neither the declared size nor the largest meets; and the largest, tried."""
    declared, largest = search.look([start, most])
    short = set(search.standard.short(declared)) & set(search.standard.short(largest))
    return tuple(sorted(short)), largest


def _binds(stage: Stage, most: Point, aside: Sequence[int]) -> tuple[Bound, ...]:
    """Return what holds up, at the largest size, the targets that no size meets."""
    if not aside:
        return ()
    outcomes = stage.look(most, range(LOOKED_AT))
    every = blamed(outcomes[0].plan, outcomes)
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
