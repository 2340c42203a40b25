"""Some operations at once on stage: plays them at sizes that a search asks for, over any executor.

What is searched, and what the answer means, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sim.batch.sizing import Tried
from sim.errors import BadInput
from sim.simulating import replay
from sim.sizing.capacities import patch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.batch.belt import Belt
    from sim.batch.sizing import Point
    from sim.plan import Plan
    from sim.sizing.capacities import Capacity
    from sim.sizing.operations import Base, Operations
    from sim.trace import Outcome

    Progress = Callable[[str, int], None]

PIECE = 25
"""Futures in a piece of work at most."""
AFTERWARDS = 1.0
"""Days that are played after the last target's day, so that the day itself counts whole."""


class Piece(NamedTuple):
    """Work for one worker: a plan in some futures."""

    plan: Plan
    futures: tuple[int, ...]


@dataclass
class Stage:
    """Some operations at once, their capacities and futures. `runs`: played so far."""

    base: Base
    operations: Operations
    capacities: tuple[Capacity, ...]
    seed: int
    belt: Belt[int, Piece, tuple[int, ...]]
    progress: Progress | None = None
    runs: int = 0

    def plan(self, point: Point | None = None) -> Plan:
        """Return the plan at some size, or as the scenario has it.

        Raises: `BadInput` if it cannot be run: a step needs more than there ever is.
        """
        size = [] if point is None else [patch_of(self.capacities, point)]
        return self.base.model([self.operations.patch, *size], gone=self.operations.gone).plan

    def look(self, point: Point, futures: range) -> list[Outcome]:
        """Return the outcomes of some futures, played here and to the horizon."""
        self._told(len(futures))
        return list(replay(self.plan(point), seed=self.seed, replications=futures))

    def play(self, points: Sequence[Point], futures: range) -> list[Tried]:
        """Return what happens at some points; one that cannot be run meets nothing, and says why."""
        found = {each: self._ready(each) for each in points}
        plans = {point: plan for point, plan in found.items() if not isinstance(plan, str)}
        pieces = [Piece(plan, part) for plan in plans.values() for part in _parts(futures)]
        counts = iter(self._counted(pieces))
        met = {point: [next(counts) for _ in _parts(futures)] for point in plans}
        nothing = (0,) * (len(self.plan().targets) + 1)
        return [
            Tried(each, tuple(map(sum, zip(*met[each], strict=True))), len(futures))
            if each in plans
            else Tried(each, nothing, len(futures), str(found[each]))
            for each in points
        ]

    def _ready(self, point: Point) -> Plan | str:
        """Return the plan of a point as far as its targets look, or why there is none."""
        try:
            plan = self.plan(point)
        except BadInput as error:
            return error.findings[0].message
        last = max(each.by for each in plan.targets)
        return replace(plan, horizon=min(plan.horizon, last + AFTERWARDS))

    def _counted(self, pieces: list[Piece]) -> list[tuple[int, ...]]:
        found = []
        for piece, counts in zip(pieces, self.belt.map(pieces), strict=True):
            found.append(counts)
            self._told(len(piece.futures))
        return found

    def _told(self, runs: int) -> None:
        self.runs += runs
        if self.progress is not None:
            self.progress(f"{len(self.operations.names) or 'as declared'}", self.runs)


def _parts(futures: range) -> list[tuple[int, ...]]:
    return [tuple(futures[first : first + PIECE]) for first in range(0, len(futures), PIECE)]


def play_piece(seed: int, piece: Piece) -> tuple[int, ...]:
    """Return in how many futures each target of a plan was met, and last, in how many all were."""
    targets = piece.plan.targets
    counts = [0] * (len(targets) + 1)
    for outcome in replay(piece.plan, seed=seed, replications=piece.futures):
        met = [outcome.milestones[each.milestone] <= each.by for each in targets]
        for place, each in enumerate((*met, all(met))):
            counts[place] += each
    return tuple(counts)
