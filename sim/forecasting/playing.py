"""Futures of a plan in which all that is known on a day holds: on the compiled engine, else on SimPy.

What is kept of each is the days of its milestones and the measures that were asked for. Both engines give
the same; who asks, and for how many, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.batch.engines import uncovered
from sim.draws import MOST_REPLICATIONS
from sim.engine.world import Prepared, play
from sim.forecasting.curves import Curve, curve_of
from sim.forecasting.mixing import mixed
from sim.recent import Recent, collector_resting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.compiled.flattening import Flattened, Sheets
    from sim.compiled.playing import Machine
    from sim.forecasting.drawing import Given
    from sim.forecasting.knowing import Known
    from sim.forecasting.reading import Reading
    from sim.plan import Plan
    from sim.trace import Outcome

    Floats = NDArray[np.float64]

BLOCK = 100
"""Futures that are drawn at once."""


class Future(NamedTuple):
    """What is kept of one future. `days`: of milestones, NaN where not reached; `curves`: as asked for."""

    days: Floats
    curves: list[Curve]


MOST_KEPT = 3


@dataclass
class Kept:
    """The last plans that were laid out on the compiled engine, told apart by the objects that they are.

    All are of one scenario, and share what regimes they have in common.
    """

    laid: Recent[tuple[Plan, Laid]] = field(default_factory=lambda: Recent(MOST_KEPT))
    sheets: Sheets | None = None

    def get(self, plan: Plan) -> Laid:
        """Return a plan laid out: as before, or made now."""
        return self.laid.get(id(plan), lambda: (plan, self._made(plan)))[1]

    def _made(self, plan: Plan) -> Laid:
        from sim.compiled.flattening import Flattened, Sheets  # noqa: PLC0415  Numba is slow to load
        from sim.compiled.playing import Machine  # noqa: PLC0415  as above
        from sim.compiled.warming import warm  # noqa: PLC0415  as above

        warm()
        self.sheets = self.sheets or Sheets()
        flat = Flattened.of(plan, self.sheets)
        return Laid(flat, Machine(flat))


@dataclass(frozen=True)
class Futures:
    """Futures of a plan from a day on. `seed`: of their new chance; `names`: measures that are asked for."""

    plan: Plan
    known: Known
    seed: int
    names: tuple[str, ...] = ()
    simpy: bool = False
    """Whether they are played on SimPy even where the compiled engine covers the plan."""
    kept: Kept = field(default_factory=Kept, repr=False)
    """Plans that were laid out before, for those who ask of one plan again."""

    def play(self, numbers: Sequence[int]) -> Iterator[Future]:
        """Yield the futures of some numbers, in order; equal numbers of two plans share their new luck.

        Raises: `KeyError` for a measure that the plan does not have.
        """
        with collector_resting():
            if self.simpy or uncovered(self.plan):
                yield from self.on_simpy(numbers)
            else:
                yield from _Compiled(self).play(numbers)

    def on_simpy(self, numbers: Sequence[int]) -> Iterator[Future]:
        """Yield the same from the other engine."""
        for outcome in self.outcomes(numbers):
            yield Future(np.array(outcome.milestones), [curve_of(outcome, each) for each in self.names])

    def outcomes(self, numbers: Sequence[int]) -> Iterator[Outcome]:
        """Yield all that the futures of some numbers leave behind, in order: each is a run on SimPy."""
        ready = Prepared.of(self.plan)
        first = ready.samplers[0]
        for block in _blocks(numbers):
            v = first.addresses.uniforms(self.seed, np.asarray(block, dtype=np.uint64))
            u = mixed(self.known, first, v, seed=self.seed, replications=block)
            drawn = [each.values(u) for each in ready.samplers]
            for place, number in enumerate(block):
                rows = [each[place].tolist() for each in drawn]
                yield play(ready, rows, seed=self.seed, replication=number).outcome()


def others(replication: int, count: int) -> list[int]:
    """Return the numbers of some futures beside the one that is lived."""
    return [(replication + 1 + each) % MOST_REPLICATIONS for each in range(count)]


def _blocks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), BLOCK):
        yield numbers[first : first + BLOCK]


class Laid(NamedTuple):
    """A plan on flat arrays, and the machine that plays it."""

    flat: Flattened
    machine: Machine


class _Compiled:
    """The compiled engine at work on one forecast."""

    def __init__(self, futures: Futures) -> None:
        from sim.compiled.playing import Asked  # noqa: PLC0415  Numba is slow to load
        from sim.forecasting.drawing import Given  # noqa: PLC0415  as above
        from sim.forecasting.reading import Reading  # noqa: PLC0415  as above

        self.futures = futures
        self.flat, self.machine = futures.kept.get(futures.plan)
        self.asked = Asked.nothing(futures.plan)
        self.reading: Reading = Reading(self.flat, futures.names)
        self.given: Given = Given(self.flat.samplers, futures.known, futures.seed)

    def play(self, numbers: Sequence[int]) -> Iterator[Future]:
        """Yield futures, in order; one that went wrong here is played on SimPy."""
        row = self.given.row[None, :].copy()
        for block in _blocks(numbers):
            values = self.given.values(block)
            for place, number in enumerate(block):
                yield self._one(number, row, values[place : place + 1])

    def _one(self, number: int, row: Floats, values: Floats) -> Future:
        futures = np.array([number], dtype=np.int64)
        found = self.machine.follow(
            (row, values, self.given.columns, futures),
            self.asked,
            wanted=self.reading.wanted,
            seed=self.futures.seed,
        )
        if found.faults[0]:
            return next(iter(self.futures.on_simpy([number])))
        milestones = len(self.futures.plan.milestones)
        return Future(found.values[0, :milestones].copy(), self.reading.read(found.i, found.f))
