"""What rounds hold, until whose finish, and what a finish gives back; who may seize is `queueing`.

A round holds until its own finish, or until a later step of its chain is over. The people and things
themselves are counted in `stores`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.wiring import rotates
from sim.plan import NONE

if TYPE_CHECKING:
    from sim.engine.stores import Stores
    from sim.engine.wiring import Wiring
    from sim.plan import Plan


class Holding:
    """Gives back, at the finish of a round, what it held and what others held until then."""

    def __init__(self, plan: Plan, wiring: Wiring, stores: Stores) -> None:
        self.stores = stores
        self.over: set[int] = set()
        """Steps until which others keep what they hold, once they are over."""
        self.renew(plan, wiring)

    def renew(self, plan: Plan, wiring: Wiring) -> None:
        """Take over other numbers."""
        self.steps, self.wiring = plan.steps, wiring

    def give_back_own(self, round_: int) -> None:
        """Return what a round holds until its own finish, or until what is over already."""
        self._give_back(round_, self._over(round_), by=round_)

    def give_back_for_another_time(self, round_: int) -> None:
        """Return all that a round held whose work was sent back: the next one seizes anew."""
        step = self.steps[self.wiring.step_of[round_]]
        self._give_back(round_, [each.until for each in step.needs], by=round_)

    def give_back_kept(self, round_: int) -> None:
        """Return what others hold until this step is over: finished for the last time, or given up."""
        index, turn = self.wiring.step_of[round_], self.wiring.turn_of[round_]
        self.over.add(index)
        for holder in self.wiring.gives_back[index]:
            for held in self._rounds_held(holder, turn):
                self._give_back(held, [index], by=round_)

    def _give_back(self, round_: int, givers: list[int], *, by: int) -> None:
        if round_ in self.stores.holdings:
            index, turn = self.wiring.step_of[round_], self.wiring.turn_of[round_]
            self.stores.give_back(round_, givers, step=index, turn=turn, by=by)

    def _over(self, round_: int) -> list[int]:
        """Return until what a round may keep nothing any more: itself, and steps that are over."""
        step = self.steps[self.wiring.step_of[round_]]
        kept = [each.until for each in step.needs if each.until in self.over] if self.over else []
        return [NONE, *(each for each in kept if not rotates(self.steps[each]))]

    def _rounds_held(self, holder: int, turn: int) -> range:
        first, rounds = self.wiring.first[holder], self.steps[holder].rounds
        if rotates(self.steps[holder]):
            return range(first + turn, first + turn + 1) if turn < rounds else range(0)
        return range(first, first + rounds)
