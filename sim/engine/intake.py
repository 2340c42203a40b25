"""Intake: recruits of a corps enter training month by month until it has its authorised strength.

How many a month brings is `sim.domain.readiness`; this room only asks once a month and counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.readiness import MONTH, intake, recruited
from sim.engine.events import At, Order

if TYPE_CHECKING:
    from collections.abc import Callable

    import simpy

    from sim.engine.stores import Stores


class Recruiting:
    """The recruitment of one corps. Who has left or passed on is missing, and is replaced."""

    def __init__(
        self, env: simpy.Environment, index: int, *, stores: Stores, value: Callable[[int, int], float]
    ) -> None:
        """Put the first round a month after D+0. `index`: which of the Plan's intakes."""
        self.env = env
        self.index = index
        self.stores = stores
        self.value = value
        self.months = 0
        self._wait_a_month()

    def _wait_a_month(self) -> None:
        At(self.env, MONTH, Order.REVIEW, then=self._recruiting_round)

    def _recruiting_round(self, _: object) -> None:
        """Take on this month's recruits by the numbers that hold now."""
        rule = self.stores.plan.intakes[self.index]
        most = recruited(self.months + 1, rule.per_month) - recruited(self.months, rule.per_month)
        pairs = zip(rule.pools, rule.targets, strict=True)
        missing = [max(0, target - self.stores.strength(pool)) for pool, target in pairs]
        days = self.value(rule.training, self.months)
        for pool, people in zip(rule.pools, intake(missing, most), strict=True):
            if people:
                self.stores.recruit(pool, people, days)
        self.months += 1
        self._wait_a_month()
