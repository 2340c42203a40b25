"""What is counted on the ground, now and on the mean: people and money under delivery.

Who counts, and what it brings about, is `network` and `theatres`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import simpy


class Counts:
    """What is counted on the ground: now, and its mean since it was last asked for."""

    def __init__(self, env: simpy.Environment, size: int) -> None:
        self.env = env
        self.now = [0] * size
        self.there = [0.0] * size
        """Of what is counted, what is there on the mean: some of a team are on leave."""
        self.sums = [0.0] * size
        self.since = [0.0] * size
        self.told: list[Callable[[], None] | None] = [None] * size
        """Per driver, who is told that it has changed."""

    def add(self, driver: int, amount: int, presence: float = 1.0) -> None:
        """Add to what is counted, from now on; `presence`: the share of it that is there."""
        self.sums[driver] += self.there[driver] * (self.env.now - self.since[driver])
        self.since[driver] = self.env.now
        self.now[driver] += amount
        self.there[driver] = self.there[driver] + amount * presence if self.now[driver] else 0.0
        told = self.told[driver]
        if told is not None:
            told()

    def tell(self, drivers: Sequence[int], told: Callable[[], None]) -> None:
        """Tell somebody of every change of some drivers."""
        for driver in drivers:
            self.told[driver] = told

    def means(self, drivers: Sequence[int], days: float) -> list[float]:
        """Return the means over the last days, since the same drivers were asked, and begin anew."""
        now, levels, sums, since = self.env.now, self.there, self.sums, self.since
        found = [0.0] * len(drivers)
        for place, driver in enumerate(drivers):
            if levels[driver] or sums[driver]:
                total = sums[driver] + levels[driver] * (now - since[driver])
                sums[driver], since[driver] = 0.0, now
                found[place] = total / days if days > 0.0 else levels[driver]
        return found
