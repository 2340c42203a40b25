"""How near a run came to another course: by how much there was enough, or too little, at every look.

A run depends on how much there is at D+0 only through comparisons of what is free with what is asked.
Each of them is noted here. Of two runs of one future that differ in nothing but the sizes of pools and
funds, the second goes as the first did if its sizes turn none of them. Who makes use of it is not known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.ending import days_of
from sim.engine.queueing import Line
from sim.engine.stores import come_at_start
from sim.engine.world import Prepared, World
from sim.plan import NONE, Account, Policy, When
from sim.recent import collector_resting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.plan import Fund, Need, Plan, Pool, Step

FAR = 2**62
"""No size comes so far."""


class Course(NamedTuple):
    """How a run went. `milestones`: days, NaN where not reached. The others: of each pool, then each fund.

    `start`: how much there was at D+0. `fewer`: how many fewer it could have been, `more`: how many more it
    would have had to be, for the run to take another course.
    """

    milestones: tuple[float, ...]
    start: tuple[int, ...]
    fewer: tuple[int, ...]
    more: tuple[int, ...]


class Margins:
    """The narrowest of all comparisons, per pool and then per fund."""

    def __init__(self, plan: Plan) -> None:
        self.funds = len(plan.pools)
        """Place of the first fund."""
        self.fewer = [FAR] * (len(plan.pools) + len(plan.funds))
        self.more = [FAR] * len(self.fewer)
        self.alike: set[int] = set()
        """Places where there is now as much as there would be with any other number at D+0."""
        for place in pinned(plan):
            self.pin(place)

    def compare(self, place: int, free: int, asked: int) -> None:
        """Note that it was asked whether what is free is as much as something."""
        over = free - asked
        if place in self.alike:
            return
        if over >= 0:
            self.fewer[place] = min(self.fewer[place], over)
        else:
            self.more[place] = min(self.more[place], -over)

    def pin(self, place: int) -> None:
        """Note that any other number may lead to another course."""
        self.fewer[place], self.more[place] = 0, 1


def pinned(plan: Plan) -> Iterator[int]:
    """Yield the places of pools and funds whose number counts in other ways than by what is free.

    Recruits are taken on up to a strength; shares are fenced off as parts of a whole; money may be moved
    as far as it is there. Where numbers change in time, everything.
    """
    if plan.regimes or plan.shocks:
        yield from range(len(plan.pools) + len(plan.funds))
    yield from (pool for each in plan.intakes for pool in each.pools)
    for index, fund in enumerate(plan.funds):
        if fund.policy is Policy.RING_FENCED and fund.shares:
            yield len(plan.pools) + index
    for step in plan.steps:
        for each in step.postings:
            if each.source is Account.APPORTIONED and each.at is not When.START:
                yield len(plan.pools) + each.fund


class WatchedLine(Line):
    """The line, with a note of every comparison that it makes."""

    margins: Margins

    def _fill(self, need: Need, spoken_for: dict[int, int]) -> list[tuple[int, int]] | None:
        free = {each: self._free(each, spoken_for) for each in need.pools if each not in self.closed}
        short = need.amount - sum(free.values())
        if need.split and len(free) > 1 and short > 0:  # nobody takes a part: together they are too few
            for index in free:
                self.margins.compare(index, 0, math.ceil(short / len(free)))
        else:
            self._note(need, free)
        return super()._fill(need, spoken_for)

    def _note(self, need: Need, free: dict[int, int]) -> None:
        """Note the looks at one pool after the other; where a part is taken, all that is there counts."""
        left = need.amount
        for index, here in free.items():
            self.margins.compare(index, here, left)
            if here >= left:
                return
            if need.split and len(free) > 1:
                self.margins.pin(index)
                left -= here

    def _lacks(self, step: Step, index: int, amount: int) -> bool:
        balance = self.ledger.balances[index]
        closed = self.ledger.closed[index] or self.lanes.fund(self.plan, index, step.operation) in self.closed
        if amount and not closed and balance[Account.APPROPRIATED] == 0:  # else the money is not there yet
            self.margins.compare(self.margins.funds + index, balance[Account.APPORTIONED], amount)
        return super()._lacks(step, index, amount)


class WatchedWorld(World):
    """A world that notes how near its comparisons are."""

    line_kind = WatchedLine
    margins: Margins

    def _open(self) -> None:
        self.margins = self.network.line.margins = Margins(self.plan)  # type: ignore[attr-defined]  # of `line_kind`
        for index, fund in enumerate(self.plan.funds):
            self.margins.compare(self.margins.funds + index, fund.opening, 1)  # nothing at all is not posted
        super()._open()

    def _runs_low(self, index: int) -> bool:
        rule = self.plan.funds[index].replenishment
        if rule is not None:
            wanted = max(rule.below, self.network.line.largest_claim(index))
            self.margins.compare(self.margins.funds + index, self.ledger.at_hand(index), wanted)
        return super()._runs_low(index)

    def _receive(self, index: int) -> None:
        """Fill a fund up to its target: from then on it does not matter how much it had."""
        rule, place = self.plan.funds[index].replenishment, self.margins.funds + index
        if rule is not None:
            self.margins.compare(place, self.ledger.at_hand(index), rule.target)
            if self.ledger.balances[index][Account.APPROPRIATED]:
                self.margins.pin(place)
            elif self.ledger.at_hand(index) < rule.target:
                self.margins.alike.add(place)
        super()._receive(index)


@dataclass
class Courses:
    """Plays plans that differ only in the sizes of pools and funds, in the same futures.

    `plan`: any of them; what is drawn is the same for all, and is kept.
    """

    plan: Plan
    _drawn: dict[tuple[int, int], tuple[NDArray[np.float64], ...]] = field(default_factory=dict)
    _last: tuple[Plan, Prepared] | None = None

    def play(self, plan: Plan, *, seed: int, futures: Sequence[int]) -> Iterator[Course]:
        """Yield the course of some futures of one of the plans, in the order given."""
        ready, rows = self._prepared(plan), self._rows(seed, futures)
        for each in futures:
            drawn = [values.tolist() for values in rows[each]]
            with collector_resting():
                world = WatchedWorld(ready, drawn, seed=seed, replication=each)
                world.run()
            yield Course(
                days_of(world),
                self.start(plan.pools, plan.funds, world.row),
                tuple(world.margins.fewer),
                tuple(world.margins.more),
            )

    def starts(
        self, pools: Sequence[Pool], funds: Sequence[Fund], *, seed: int, futures: Sequence[int]
    ) -> list[tuple[int, ...]]:
        """Return how much of each there is at D+0 in some futures, without playing them."""
        rows = self._rows(seed, futures)
        return [self.start(pools, funds, rows[each][0].tolist()) for each in futures]

    def start(self, pools: Sequence[Pool], funds: Sequence[Fund], row: Sequence[float]) -> tuple[int, ...]:
        """Return how much of each pool, then of each fund, there is at D+0 with the values of a future."""
        at = self._ready.samplers[0].offsets
        shares = (1.0 if each.yields == NONE else row[at[each.yields]] for each in pools)
        come = (come_at_start(pool, share) for pool, share in zip(pools, shares, strict=True))
        return (*come, *(each.opening for each in funds))

    @property
    def _ready(self) -> Prepared:
        return self._prepared(self.plan if self._last is None else self._last[0])

    def _prepared(self, plan: Plan) -> Prepared:
        """Make a plan ready; the last one is kept, and with it what all of them draw."""
        if self._last is None:
            self._last = plan, Prepared.of(plan)
        elif self._last[0] is not plan:
            self._last = plan, self._last[1].with_sizes_of(plan)
        return self._last[1]

    def _rows(self, seed: int, futures: Sequence[int]) -> dict[int, tuple[NDArray[np.float64], ...]]:
        missing = [each for each in futures if (seed, each) not in self._drawn]
        if missing:
            drawn = self._ready.values(seed, missing)
            for place, each in enumerate(missing):
                self._drawn[seed, each] = tuple(values[place] for values in drawn)
        return {each: self._drawn[seed, each] for each in futures}
