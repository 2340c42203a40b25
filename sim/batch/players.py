"""Players of one Plan's futures, on any engine, for what verbs read of a run: a few numbers, or rows.

All leave the same, so readers do not know who played. A future that the compiled engine gives up is played
on SimPy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.adding import added
from sim.batch.engines import BLOCK, Engine, agree, blocks, uncovered
from sim.errors import EnginesDiffer
from sim.measures.cost import ALL_KINDS, total_cost
from sim.simulating import Player, follow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.compiled.flattening import Flattened
    from sim.compiled.playing import Machine
    from sim.compiled.tracing.outcomes import Tracer
    from sim.plan import Plan
    from sim.trace import Outcome

    Floats = NDArray[np.float64]
WHOLE: tuple[str, ...] = (
    "steps", "waits", "holdings", "levels", "postings", "conditions", "authority", "assessments", "strength",
    "capacity", "exits", "relapses", "moves", "watch", "eases", "evacuations", "unfinished",
)  # fmt: skip
"""The rows of a run, and why something did not finish."""


class Brief(NamedTuple):
    """A run in a few numbers: days of the plan's milestones (NaN: not reached), dollars as `ALL_KINDS`.

    Dollars are NaN where nobody asked for them.
    """

    days: tuple[float, ...]
    dollars: tuple[float, ...]

    @property
    def cost(self) -> float:
        """Return all dollars."""
        return math.fsum(self.dollars)


class Plays(Protocol):
    """Whoever plays futures of one Plan."""

    def briefs(self, seed: int, futures: Sequence[int], *, dollars: bool = True) -> Iterator[Brief]:
        """Yield the numbers of each future, in order. `dollars`: whether they are needed."""

    def briefs_at(self, points: Floats) -> Iterator[Brief]:
        """Yield the same at each point of a design: independent uniforms, shape (n, width of the plan)."""

    def outcomes(self, seed: int, futures: Sequence[int]) -> Iterator[Outcome]:
        """Yield the rows of each future that were asked for, in order."""

    def outcomes_at(self, points: Floats) -> Iterator[Outcome]:
        """Yield the same at each point of a design."""


FEW = 5
"""Runs of a plan below which SimPy is quicker: it is ready sooner."""
NO_DOLLARS = (math.nan,) * len(ALL_KINDS)


def brief_of(outcome: Outcome) -> Brief:
    """Return the numbers of a run that was played."""
    costs = total_cost(outcome).values()
    dollars = tuple(float(added(each.get(kind, 0.0) for each in costs)) for kind in ALL_KINDS)
    return Brief(outcome.milestones, dollars)


@dataclass(frozen=True)
class OnSimpy:
    """Plays on SimPy."""

    plan: Plan

    @cached_property
    def _player(self) -> Player:
        return Player(self.plan)

    def briefs(self, seed: int, futures: Sequence[int], *, dollars: bool = True) -> Iterator[Brief]:
        """Yield the numbers of each future; see `Plays`."""
        if dollars:
            return map(brief_of, self._player.play(seed, futures))
        return (Brief(days, NO_DOLLARS) for days in self._player.milestones(seed, futures))

    def briefs_at(self, points: Floats) -> Iterator[Brief]:
        """Yield the numbers at each point; see `Plays`."""
        return map(brief_of, follow(self.plan, points))

    def outcomes(self, seed: int, futures: Sequence[int]) -> Iterator[Outcome]:
        """Yield the rows of each future; see `Plays`."""
        return self._player.play(seed, futures)

    def outcomes_at(self, points: Floats) -> Iterator[Outcome]:
        """Yield the rows at each point; see `Plays`."""
        return follow(self.plan, points)


@dataclass(frozen=True)
class OnCompiled:
    """Plays on the compiled engine. `kinds`: of the rows that `outcomes` tell; the others are empty."""

    plan: Plan
    kinds: Collection[str] = WHOLE

    @cached_property
    def _flat(self) -> Flattened:
        from sim.compiled.flattening import Flattened  # noqa: PLC0415  Numba is slow to load
        from sim.compiled.warming import warm  # noqa: PLC0415  as above

        warm()
        return Flattened.of(self.plan)

    @cached_property
    def _machine(self) -> Machine:
        from sim.compiled.playing import Machine  # noqa: PLC0415  Numba is slow to load

        return Machine(self._flat)

    @cached_property
    def _tracer(self) -> Tracer:
        from sim.compiled.tracing.outcomes import Tracer  # noqa: PLC0415  Numba is slow to load

        return Tracer(self._flat, self.kinds)

    @cached_property
    def _on_simpy(self) -> OnSimpy:
        return OnSimpy(self.plan)

    def briefs(self, seed: int, futures: Sequence[int], *, dollars: bool = True) -> Iterator[Brief]:  # noqa: ARG002  here they cost nothing
        """Yield the numbers of each future; see `Plays`."""
        from sim.compiled.playing import Asked  # noqa: PLC0415  Numba is slow to load

        asked = Asked.nothing(self.plan)
        for block in blocks(futures):
            found = self._machine.measured(seed, block, asked)
            for replication, values, fault in zip(block, found.values, found.faults, strict=True):
                if fault:
                    yield from self._on_simpy.briefs(seed, (replication,))
                else:
                    yield self._brief(values)

    def briefs_at(self, points: Floats) -> Iterator[Brief]:
        """Yield the numbers at each point; see `Plays`."""
        from sim.compiled.playing import EVERYTHING, Asked  # noqa: PLC0415  Numba is slow to load

        asked = Asked.nothing(self.plan)
        for first in range(0, len(points), BLOCK):
            block = points[first : first + BLOCK]
            found = self._machine.play(self._flat.values_at(block), asked, wanted=EVERYTHING)
            for place, values in enumerate(found.values):
                if found.faults[place]:
                    yield from self._on_simpy.briefs_at(block[place : place + 1])
                else:
                    yield self._brief(values)

    def _brief(self, values: Floats) -> Brief:
        milestones = len(self.plan.milestones)
        end = milestones + len(ALL_KINDS)
        return Brief(tuple(values[:milestones].tolist()), tuple(values[milestones:end].tolist()))

    def outcomes(self, seed: int, futures: Sequence[int]) -> Iterator[Outcome]:
        """Yield the rows of each future; see `Plays`."""
        for block in blocks(futures):
            for replication, found in zip(block, self._tracer.outcomes(seed, block), strict=True):
                if isinstance(found, int):
                    yield from self._on_simpy.outcomes(seed, (replication,))
                else:
                    yield found

    def outcomes_at(self, points: Floats) -> Iterator[Outcome]:
        """Yield the rows at each point; see `Plays`."""
        for place, found in enumerate(self._tracer.at_points(points)):
            if isinstance(found, int):
                yield from self._on_simpy.outcomes_at(points[place : place + 1])
            else:
                yield found


@dataclass(frozen=True)
class OnBoth:
    """Plays each future on both engines, and tells what SimPy told.

    Raises: `EnginesDiffer` where they do not agree.
    """

    plan: Plan
    kinds: Collection[str] = WHOLE

    @cached_property
    def _pair(self) -> tuple[OnSimpy, OnCompiled]:
        return OnSimpy(self.plan), OnCompiled(self.plan, self.kinds)

    def briefs(self, seed: int, futures: Sequence[int], *, dollars: bool = True) -> Iterator[Brief]:  # noqa: ARG002  all is compared
        """Yield the numbers of each future; see `Plays`."""
        one, other = (each.briefs(seed, futures) for each in self._pair)
        return self._agreed(futures, one, other)

    def briefs_at(self, points: Floats) -> Iterator[Brief]:
        """Yield the numbers at each point; see `Plays`."""
        one, other = (each.briefs_at(points) for each in self._pair)
        return self._agreed(range(len(points)), one, other)

    def _agreed(
        self, futures: Iterable[int], one: Iterator[Brief], other: Iterator[Brief]
    ) -> Iterator[Brief]:
        names = (*(each.id for each in self.plan.milestones), *(f"cost.{kind}" for kind in ALL_KINDS))
        for future, left, right in zip(futures, one, other, strict=True):
            for name, a, b in zip(names, chain(*left), chain(*right), strict=True):
                if not agree(a, b):
                    raise EnginesDiffer(future, name, (a, b))
            yield left

    def outcomes(self, seed: int, futures: Sequence[int]) -> Iterator[Outcome]:
        """Yield the rows of each future; see `Plays`."""
        one, other = (each.outcomes(seed, futures) for each in self._pair)
        return self._alike(futures, one, other)

    def outcomes_at(self, points: Floats) -> Iterator[Outcome]:
        """Yield the rows at each point; see `Plays`."""
        one, other = (each.outcomes_at(points) for each in self._pair)
        return self._alike(range(len(points)), one, other)

    def _alike(
        self, futures: Iterable[int], one: Iterator[Outcome], other: Iterator[Outcome]
    ) -> Iterator[Outcome]:
        for future, left, right in zip(futures, one, other, strict=True):
            for kind in self.kinds:
                rows = (sorted(map(repr, getattr(each, kind))) for each in (left, right))
                for a, b in zip_longest(*rows):
                    if a != b:
                        raise EnginesDiffer(future, f"a row of {kind}", (a, b))
            yield left


def player_of(
    plan: Plan, engine: Engine, kinds: Collection[str] = WHOLE, *, runs: int | None = None
) -> Plays:
    """Return whoever plays a plan; SimPy where the compiled engine does not cover it.

    Parameters: `kinds`: of the rows that are read off outcomes; `runs`: how many there will be, if that is
    known: SimPy is quicker for a few.
    """
    few = runs is not None and runs < FEW and engine is Engine.COMPILED
    if engine is Engine.SIMPY or few or uncovered(plan):
        return OnSimpy(plan)
    return OnBoth(plan, kinds) if engine is Engine.BOTH else OnCompiled(plan, kinds)
