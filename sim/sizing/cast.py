"""Whoever plays a stage's plan at any size: always the same futures, for the days of milestones alone.

On the compiled engine a plan is laid out once and its futures are drawn once; a size changes a few numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sim.batch.engines import Engine, agree, uncovered
from sim.batch.players import player_of
from sim.errors import EnginesDiffer
from sim.scenario.compiling.resizing import Resources, with_resources
from sim.simulating import Player

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.compiled.layout import Floats
    from sim.compiled.playing import Machine
    from sim.plan import Plan

    Days = tuple[float, ...]


class Part(Protocol):
    """Plays a plan at one size."""

    @property
    def plan(self) -> Plan:
        """The plan at that size."""

    def days(self, futures: Sequence[int]) -> Iterator[Days]:
        """Yield the days of the milestones in each future."""


class Cast(Protocol):
    """Plays a template at any size."""

    def at(self, own: Resources) -> Part:
        """Return whoever plays it at a size."""


@dataclass
class Alone:
    """Plays a plan that has no template."""

    plan: Plan
    seed: int
    engine: Engine

    def days(self, futures: Sequence[int]) -> Iterator[Days]:
        """Yield the days; see `Part`."""
        player = player_of(self.plan, self.engine, runs=len(futures))
        return (each.days for each in player.briefs(self.seed, futures, dollars=False))


@dataclass
class OnSimpy:
    """Plays a template on SimPy; its parts draw as it does."""

    template: Plan
    seed: int

    @cached_property
    def _player(self) -> Player:
        return Player(self.template)

    def at(self, own: Resources) -> Part:
        """Return whoever plays a size; see `Cast`."""
        return _SimpyPart(self._player.resized(with_resources(self.template, own)), self.seed)


@dataclass
class _SimpyPart:
    player: Player
    seed: int

    @property
    def plan(self) -> Plan:
        return self.player.plan

    def days(self, futures: Sequence[int]) -> Iterator[Days]:
        return self.player.milestones(self.seed, futures)


@dataclass
class OnCompiled:
    """Plays a template on the compiled engine. `drawn`: the values of futures, by their numbers."""

    template: Plan
    seed: int
    drawn: dict[tuple[int, ...], Floats] = field(default_factory=dict)

    @cached_property
    def machine(self) -> Machine:
        """What plays it; it takes over the sizes of a part that is asked to play."""
        from sim.compiled.flattening import Flattened  # noqa: PLC0415  Numba is slow to load
        from sim.compiled.playing import Machine  # noqa: PLC0415  as above
        from sim.compiled.warming import warm  # noqa: PLC0415  as above

        warm()
        return Machine(Flattened.of(self.template))

    def at(self, own: Resources) -> Part:
        """Return whoever plays a size; see `Cast`."""
        return _CompiledPart(with_resources(self.template, own), self)

    def values(self, futures: tuple[int, ...]) -> Floats:
        """Return what is drawn for some futures; it is kept, for sizes change nothing about it."""
        if futures not in self.drawn:
            self.drawn[futures] = self.machine.flat.values(self.seed, futures)
        return self.drawn[futures]


@dataclass
class _CompiledPart:
    plan: Plan
    cast: OnCompiled

    def days(self, futures: Sequence[int]) -> Iterator[Days]:
        from sim.compiled.flattening.resizing import resized  # noqa: PLC0415  Numba is slow to load
        from sim.compiled.playing import Asked  # noqa: PLC0415  as above

        machine, milestones = self.cast.machine, len(self.plan.milestones)
        if machine.flat.plan is not self.plan:
            machine.flat = resized(machine.flat, self.plan)
        found = machine.play(self.cast.values(tuple(futures)), Asked.nothing(self.plan), wanted=0)
        for place, future in enumerate(futures):
            if found.faults[place]:
                yield from Player(self.plan).milestones(self.cast.seed, (future,))
            else:
                yield tuple(found.values[place, :milestones].tolist())


@dataclass
class OnBoth:
    """Plays a template on both engines, and tells what SimPy told."""

    simpy: OnSimpy
    compiled: OnCompiled

    def at(self, own: Resources) -> Part:
        """Return whoever plays a size; see `Cast`."""
        return _BothParts(self.simpy.at(own), self.compiled.at(own))


@dataclass
class _BothParts:
    one: Part
    other: Part

    @property
    def plan(self) -> Plan:
        return self.one.plan

    def days(self, futures: Sequence[int]) -> Iterator[Days]:
        pairs = zip(self.one.days(futures), self.other.days(futures), strict=True)
        for future, (left, right) in zip(futures, pairs, strict=True):
            for milestone, one, other in zip(self.plan.milestones, left, right, strict=True):
                if not agree(one, other):
                    raise EnginesDiffer(future, milestone.id, (one, other))
            yield left


def cast_of(template: Plan, seed: int, engine: Engine) -> Cast:
    """Return whoever plays a template; SimPy where the compiled engine does not cover it."""
    simpy, compiled = OnSimpy(template, seed), OnCompiled(template, seed)
    if engine is Engine.SIMPY or uncovered(template):
        return simpy
    return compiled if engine is Engine.COMPILED else OnBoth(simpy, compiled)
