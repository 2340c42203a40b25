"""Stores: people, teams, slots and ceilings, seized and given back, never lost without a row.

In every pool free + held + resting + lost changes only when people join from another pool, as recruits
or by a blow (each with its own row) or its size is changed. Who may seize is `queueing`; this room only
counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.domain.readiness import lost_on_return, passed_on, who_come
from sim.engine.calendars import TICK
from sim.engine.events import At, Order
from sim.plan import NONE
from sim.trace import HoldingRow, LevelRow, MoveRow

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
        self.served = [0] * len(plan.pools)
        """Tours of those who came home, counted where members serve several before they pass on."""
        self.passed = [0] * len(plan.pools)
        self.holdings: dict[int, list[Held]] = {}
        self.levels: list[LevelRow] = []
        self.rows: list[HoldingRow] = []
        self.moves: list[MoveRow] = []
        self.last_release = [(NAN, NONE)] * len(plan.pools)
        """Per pool: when something last came free, and the round that gave it back."""
        self.changed: Callable[[int], None] = lambda _: None
        """Told the pool in which something came free."""
        for index in range(len(plan.pools)):
            self.note(index)

    def size(self, index: int) -> int:
        """Return the people who come when called, or the plain size."""
        pool = self.plan.pools[index]
        if pool.yields == NONE:
            return pool.size
        share = self.value(pool.yields)
        return who_come(pool.before + pool.size, share) - who_come(pool.before, share)

    def strength(self, index: int) -> int:
        """Return who is on the rolls and stays there: without those a blow takes when they come back."""
        return self.free[index] + self.held[index] + self.resting[index] - self.owed[index]

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
        self.held[index] -= amount
        back = amount - self._struck(index, amount)
        gone = self._attrition(index, back)
        self.lost[index] += gone
        for people, into in self._onward(index, back - gone):
            self._rest(index, people, into=into, by=by)

    def _onward(self, index: int, back: int) -> list[tuple[int, int]]:
        """Return (people, pool): who comes back to their own pool, and who passes on to another."""
        pool = self.plan.pools[index]
        if pool.becomes == NONE or pool.service == 1:
            return [(back, index if pool.becomes == NONE else pool.becomes)]
        self.served[index] += back
        passing = passed_on(self.served[index], pool.service) - self.passed[index]
        passing = max(0, min(passing, back))
        self.passed[index] += passing
        return [(back - passing, index), (passing, pool.becomes)]

    def _rest(self, index: int, people: int, *, into: int, by: int) -> None:
        """Let people rest as their pool does, or as the pool does that they join at once."""
        if into != index and self.plan.pools[index].rests_there:
            self.note(index)
            self._join(index, into, people)
            index = into
        rest = self.plan.pools[index].rest
        if rest == NONE:
            self._arrive(index, people, into=into, by=by)
            return
        self.resting[index] += people
        self.note(index)
        self._free_after(self.value(rest), index, people, into=into, by=by)

    def recruit(self, index: int, people: int, days: float) -> None:
        """Take on recruits, who are in training for some days before they are free."""
        self._join(NONE, index, people)
        self.resting[index] += people
        self.note(index)
        self._free_after(days, index, people, into=index, by=NONE)

    def _free_after(self, days: float, index: int, people: int, *, into: int, by: int) -> None:
        At(self.env, days, Order.STEP, then=lambda _: self._rested(index, people, into=into, by=by))

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

    def _rested(self, index: int, amount: int, *, into: int, by: int) -> None:
        self.resting[index] -= amount
        self._arrive(index, amount - self._struck(index, amount), into=into, by=by)

    def _struck(self, index: int, amount: int) -> int:
        """Take, of those who come back, whom a blow or a smaller pool still takes; return how many."""
        struck = min(self.owed[index], amount)
        self.owed[index] -= struck
        self.lost[index] += struck
        return struck

    def _arrive(self, index: int, amount: int, *, into: int, by: int) -> None:
        if into != index:
            self.note(index)
            self._join(index, into, amount)
        self.free[into] += amount
        when, first = self.last_release[into]
        givers = [each for each in (by, first if when == self.env.now else NONE) if each != NONE]
        self.last_release[into] = (self.env.now, min(givers, default=NONE))
        self.note(into)
        self.changed(into)

    def _join(self, source: int, target: int, people: int) -> None:
        if people:
            self.moves.append(MoveRow(self.env.now, source, target, people))

    def take_away(self, index: int, amount: int) -> None:
        """Lose people or things for good: the free at once, the rest when they come back."""
        now = min(self.free[index], amount)
        self.free[index] -= now
        self.lost[index] += now
        away = self.held[index] + self.resting[index] - self.owed[index]
        self.owed[index] += min(amount - now, away)
        self.note(index)

    def add(self, index: int, amount: int) -> None:
        """Let people or things join a pool, free at once."""
        self._join(NONE, index, amount)
        self.free[index] += amount
        self.note(index)
        self.changed(index)

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
