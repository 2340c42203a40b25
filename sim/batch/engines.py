"""Which engine plays the futures of a batch: SimPy, the compiled one, or both beside each other.

Both leave the same row of every run. What the compiled engine does not cover, and any run in which
something ran over there, is played on SimPy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.measuring import Row
from sim.errors import EnginesDiffer
from sim.measures.shortage import FUND_DATES
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring
    from sim.compiled.playing import Asked, Machine
    from sim.plan import Plan

TOLERANCE = 1e-9
"""Days, and dollars, by which two engines may differ."""
BLOCK = 100
"""Futures that are drawn at once: their values are what a worker holds in memory."""


LEARNING = 20
"""Futures for which all is drawn that may be."""


class Engine(StrEnum):
    """Who plays."""

    SIMPY = "simpy"
    COMPILED = "compiled"
    BOTH = "both"


def uncovered(plan: Plan) -> list[str]:
    """Return what of a plan the compiled engine does not cover, in words."""
    from sim.compiled.coverage import coverage  # noqa: PLC0415  Numba is slow to load

    return coverage(plan)


@dataclass(frozen=True)
class Compiled:
    """Plays futures of one Plan on the compiled engine, and measures them there."""

    measuring: Measuring

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

    @property
    def covers(self) -> bool:
        """Whether all that is asked can be played and measured here."""
        return not self.measuring.by_name and not uncovered(self.measuring.plan)

    def rows(self, seed: int, futures: Sequence[int]) -> Iterator[Row | None]:
        """Yield what is kept of each future, in order; None for one that must be played on SimPy."""
        for block in _blocks(futures):
            found = self._machine.measured(seed, block, self._asked)
            for place, replication in enumerate(block):
                if found.faults[place]:
                    yield None
                    continue
                critical = tuple(_steps(flags) for flags in found.critical[place])
                yield Row(replication, tuple(found.values[place].tolist()), critical)


def _blocks(futures: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the futures in blocks; the first is small: what it draws says what the others need."""
    yield futures[:LEARNING]
    for first in range(LEARNING, len(futures), BLOCK):
        yield futures[first : first + BLOCK]


def _steps(flags: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(flags).tolist())


def compared(measuring: Measuring, one: Row, other: Row) -> Row:
    """Return the row of both engines.

    Raises: `EnginesDiffer` if they do not agree: the first number in which they differ is named.
    """
    for name, left, right in zip(measuring.names, one.values, other.values, strict=True):
        if not (abs(left - right) <= TOLERANCE or (math.isnan(left) and math.isnan(right))):
            raise EnginesDiffer(one.replication, name, (left, right))
    for index, left_steps, right_steps in zip(
        measuring.looked_into, one.critical, other.critical, strict=True
    ):
        if set(left_steps) != set(right_steps):
            name = f"critical chain of {measuring.plan.milestones[index].id}"
            raise EnginesDiffer(one.replication, name, (len(set(left_steps)), len(set(right_steps))))
    return one
