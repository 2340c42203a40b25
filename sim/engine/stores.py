"""Stores: people, teams, slots and ceilings, seized and given back, never lost without a row.

In every pool free + held + resting + lost changes only when people join from another pool or its
size is changed. Who may seize is `queueing`; this room only counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.domain.readiness import lost_on_return, who_come
from sim.engine.calendars import TICK
from sim.engine.events import At, Order
from sim.plan import NONE
from sim.trace import HoldingRow, LevelRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import simpy

    from sim.plan import Plan

UNLIMITED = 2**62
NAN = float("nan")


class Held(NamedTuple):
    """Part of a pool that a round of a step holds, until a step's finish (NONE: its own)."""

    pool: int
    amount: int
    since: float
    until: int


class Stores:
    """What is free, held, resting and lost in every pool."""

    def __init__(self, env: simpy.Environment, plan: Plan, value: Callable[[int], float]) -> None:
        self.env = env
        self.plan = plan
        self.value = value
        """Returns the drawn value of a draw's first round."""
        self.sizes = [self.size(index) for index in range(len(plan.pools))]
        self.free = list(self.sizes)
        self.held = [0] * len(plan.pools)
        self.resting = [0] * len(plan.pools)
        self.lost = [0] * len(plan.pools)
        self.owed = [0] * len(plan.pools)
        """People a smaller pool or a blow still takes when they come back."""
        self.returned = [0] * len(plan.pools)
        self.left = [0] * len(plan.pools)
        self.holdings: dict[int, list[Held]] = {}
        self.levels: list[LevelRow] = []
        self.rows: list[HoldingRow] = []
        self.last_release = [(NAN, NONE)] * len(plan.pools)
        """Per pool: when something last came free, and the round that gave it back."""
        self.changed: Callable[[int], None] = lambda _: None
        """Told the pool in which something came free."""
        for index in range(len(plan.pools)):
            self.note(index)

    def size(self, index: int) -> int:
        """Return the people who come when called, or the plain size."""
        pool = self.plan.pools[index]
        return pool.size if pool.yields == NONE else who_come(pool.size, self.value(pool.yields))

    def note(self, index: int) -> None:
        """Write down the level of a pool."""
        if self.plan.pools[index].size < UNLIMITED:
            self.levels.append(
                LevelRow(
                    self.env.now,
                    index,
                    self.free[index],
                    self.held[index],
                    self.resting[index],
                    self.lost[index],
                )
            )

    def available(self, index: int) -> int:
        """Return what may be seized now; nothing through a mechanism that has expired."""
        return self.free[index] if self.env.now < self.plan.pools[index].expires - TICK else 0

    def seize(self, round_: int, index: int, amount: int, *, until: int) -> None:
        """Take from a pool for a round of a step, until a step's finish gives it back."""
        self.free[index] -= amount
        self.held[index] += amount
        self.holdings.setdefault(round_, []).append(Held(index, amount, self.env.now, until))
        self.note(index)

    def give_back(self, round_: int, givers: Sequence[int], *, step: int, turn: int, by: int) -> None:
        """Return what a round of a step holds until one of some steps; a ceiling stays used.

        `by`: the round whose finish gives it back, for the critical chain.
        """
        held = self.holdings.pop(round_, [])
        kept = [each for each in held if each.until not in givers]
        if kept:
            self.holdings[round_] = kept
        for each in held:
            if each.until in givers:
                self.rows.append(HoldingRow(step, turn, each.pool, each.amount, each.since, self.env.now))
                if not self.plan.pools[each.pool].consumed:
                    self._come_back(each.pool, each.amount, by)

    def _come_back(self, index: int, amount: int, by: int) -> None:
        pool = self.plan.pools[index]
        self.held[index] -= amount
        back = amount - self._struck(index, amount)
        gone = self._attrition(index, back)
        self.lost[index] += gone
        back -= gone
        if pool.rest == NONE:
            self._arrive(index, back, by)
            return
        self.resting[index] += back
        self.note(index)
        At(self.env, self.value(pool.rest), Order.STEP, then=lambda _: self._rested(index, back, by))

    def _attrition(self, index: int, amount: int) -> int:
        """Return who leaves for good: whole people as the shares add up over all returns."""
        draw = self.plan.pools[index].attrition
        if draw == NONE:
            return 0
        self.returned[index] += amount
        gone = lost_on_return(self.returned[index], self.value(draw)) - self.left[index]
        gone = max(0, min(gone, amount))
        self.left[index] += gone
        return gone

    def _rested(self, index: int, amount: int, by: int) -> None:
        self.resting[index] -= amount
        self._arrive(index, amount - self._struck(index, amount), by)

    def _struck(self, index: int, amount: int) -> int:
        """Take, of those who come back, whom a blow or a smaller pool still takes; return how many."""
        struck = min(self.owed[index], amount)
        self.owed[index] -= struck
        self.lost[index] += struck
        return struck

    def _arrive(self, index: int, amount: int, by: int) -> None:
        target = self.plan.pools[index].becomes
        if target == NONE:
            target = index
        else:
            self.note(index)
        self.free[target] += amount
        when, first = self.last_release[target]
        self.last_release[target] = (self.env.now, min(first, by) if when == self.env.now else by)
        self.note(target)
        self.changed(target)

    def take_away(self, index: int, amount: int) -> None:
        """Lose people or things for good: the free at once, the rest when they come back."""
        now = min(self.free[index], amount)
        self.free[index] -= now
        self.lost[index] += now
        away = self.held[index] + self.resting[index] - self.owed[index]
        self.owed[index] += min(amount - now, away)
        self.note(index)

    def resize(self, plan: Plan, value: Callable[[int], float]) -> None:
        """Take over another size of every pool, as a patch in time sets it."""
        self.plan, self.value = plan, value
        before, self.sizes = self.sizes, [self.size(index) for index in range(len(plan.pools))]
        for index, (old, new) in enumerate(zip(before, self.sizes, strict=True)):
            change = new - old
            if change < 0:
                self.take_away(index, -change)
            elif change > 0:
                self.free[index] += change
                self.note(index)

    def still_held(self, round_: int, *, step: int, turn: int) -> list[HoldingRow]:
        """Return what a round of a step holds and has not given back."""
        return [
            HoldingRow(step, turn, each.pool, each.amount, each.since, NAN)
            for each in self.holdings.get(round_, ())
        ]
