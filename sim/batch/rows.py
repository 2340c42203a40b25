"""What a batch keeps of each future, from the compiled engine: the same rows as from SimPy.

Numbers are read off in the compiled loop; only what is kept by name is read off whole outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.engines import agree, blocks, uncovered
from sim.batch.measuring import Row
from sim.batch.players import OnCompiled
from sim.errors import EnginesDiffer
from sim.measures.shortage import FUND_DATES
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring
    from sim.compiled.playing import Asked, Machine

READ = ("steps", "waits", "levels", "postings", "assessments", "strength", "exits", "relapses", "watch")
"""The rows of an outcome that `Measuring` reads."""


@dataclass(frozen=True)
class Compiled:
    """Plays futures of one Plan on the compiled engine, and measures them there."""

    measuring: Measuring

    @cached_property
    def covers(self) -> bool:
        """Whether the plan can be played here."""
        return not uncovered(self.measuring.plan)

    @cached_property
    def _machine(self) -> Machine:
        from sim.compiled.flattening import Flattened  # noqa: PLC0415  Numba is slow to load
        from sim.compiled.playing import Machine  # noqa: PLC0415  as above
        from sim.compiled.warming import warm  # noqa: PLC0415  as above

        warm()
        return Machine(Flattened.of(self.measuring.plan))

    @cached_property
    def _asked(self) -> Asked:
        from sim.compiled.playing import Asked  # noqa: PLC0415  Numba is slow to load

        plan, dates = self.measuring.plan, self.measuring.dates
        later = {name: place for place, name in enumerate(dates) if place >= len(plan.milestones)}
        names = [f"{fund.id}.{which}" for fund in plan.funds for which in FUND_DATES]
        columns = tuple(later.get(each, NONE) for each in names)
        return Asked(self.measuring.looked_into, columns, len(dates))

    @cached_property
    def _whole(self) -> OnCompiled:
        return OnCompiled(self.measuring.plan, READ)

    def rows(self, seed: int, futures: Sequence[int]) -> Iterator[Row | None]:
        """Yield what is kept of each future, in order; None for one that must be played on SimPy."""
        if self.measuring.by_name:
            yield from map(self.measuring.row, self._whole.outcomes(seed, futures))
            return
        for block in blocks(futures):
            found = self._machine.measured(seed, block, self._asked)
            for place, replication in enumerate(block):
                if found.faults[place]:
                    yield None
                    continue
                critical = tuple(_steps(flags) for flags in found.critical[place])
                yield Row(replication, tuple(found.values[place].tolist()), critical)


def _steps(flags: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(flags).tolist())


def compared(measuring: Measuring, one: Row, other: Row) -> Row:
    """Return the row of both engines.

    Raises: `EnginesDiffer` if they do not agree: the first number in which they differ is named.
    """
    for name, left, right in zip(measuring.names, one.values, other.values, strict=True):
        if not agree(left, right):
            raise EnginesDiffer(one.replication, name, (left, right))
    for index, left_steps, right_steps in zip(
        measuring.looked_into, one.critical, other.critical, strict=True
    ):
        if set(left_steps) != set(right_steps):
            name = f"critical chain of {measuring.plan.milestones[index].id}"
            raise EnginesDiffer(one.replication, name, (len(set(left_steps)), len(set(right_steps))))
    return one
