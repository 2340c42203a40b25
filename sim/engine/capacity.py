"""Local capacity of one theatre's provinces: how far those who live there can do it themselves.

Its arithmetic is `sim.domain.operation`; the other conditions of the ground are `theatres`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.operation import grown_capacity
from sim.plan import NONE
from sim.trace import CapacityRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import simpy

    from sim.engine.counts import Counts
    from sim.plan import Theatre


def counts_here(theatre: Theatre) -> bool:
    """Whether local capacity changes anything in a theatre."""
    return theatre.growth.local > 0.0 or theatre.aftermath is not None


class LocalCapacity:
    """The local capacity of every province of one theatre, 0 to 1."""

    def __init__(self, env: simpy.Environment, index: int, theatre: Theatre, *, counts: Counts) -> None:
        """Put every province at its onset."""
        self.env = env
        self.index = index
        self.counts = counts
        self.levels = [each.capacity for each in theatre.provinces]
        drivers = [driver for each in theatre.provinces for driver in (each.transforming, each.sustaining)]
        self.drivers = [] if NONE in drivers else drivers
        self.rows: list[CapacityRow] = []

    def begin(self, theatre: Theatre) -> None:
        """Count from the onset on."""
        self.counts.means(self.drivers, 0.0)
        if counts_here(theatre):
            self._write_down()

    def grow(self, theatre: Theatre, civilians: Sequence[float], days: float) -> None:
        """Grow it by the effort of some days. `civilians`: mean people per province."""
        money = self.counts.means(self.drivers, days) or [0.0] * (2 * len(self.levels))
        if not counts_here(theatre):
            return
        for place, province in enumerate(theatre.provinces):
            self.levels[place] = grown_capacity(
                theatre.growth,
                self.levels[place],
                civilians=civilians[place],
                transforming=money[2 * place],
                sustaining=money[2 * place + 1],
                ownership=theatre.ownership,
                population=province.population,
                days=days,
            )
        self._write_down()

    def _write_down(self) -> None:
        now = self.env.now
        self.rows += [CapacityRow(now, self.index, place, level) for place, level in enumerate(self.levels)]
