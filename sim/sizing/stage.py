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
    from sim.batch.sizing import Point, Standard
    from sim.plan import Plan
    from sim.sizing.capacities import Capacity
    from sim.sizing.operations import Base, Operations
    from sim.trace import Outcome

    Progress = Callable[[str, int], None]

PIECE = 10
"""Futures in a piece of work at most."""
FIRST = 20
"""Futures after which a size that cannot pass any more is given up."""
AFTERWARDS = 1.0
"""Days that are played after the last target's day, so that the day itself counts whole."""


class Piece(NamedTuple):
    """Work for one worker: a plan in some futures."""

    plan: Plan
    futures: tuple[int, ...]


@dataclass
class Stage:
    """Some operations at once, and what is sized. `targets`: how many there are; `runs`: played so far."""

    base: Base
    operations: Operations
    capacities: tuple[Capacity, ...]
    seed: int
    belt: Belt[int, Piece, tuple[int, ...]]
    progress: Progress | None = None
    targets: int = 0
    runs: int = 0

    def plan(self, point: Point) -> Plan:
        """Return the plan at some size.

        Raises: `BadInput` if it cannot be run: a step needs more than there ever is.
        """
        patches = [self.operations.patch, patch_of(self.capacities, point)]
        return self.base.model(patches, gone=self.operations.gone).plan

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
        nothing = (0,) * (self.targets + 1)
        return [
            Tried(each, tuple(map(sum, zip(*met[each], strict=True))), len(futures))
            if each in plans
            else Tried(each, nothing, len(futures), str(found[each]))
            for each in points
        ]

    def screen(self, points: Sequence[Point], futures: range, standard: Standard) -> list[Tried]:
        """Return what happens at some points; one that cannot pass any more is played no further."""
        first = self.play(points, futures[:FIRST])
        open_ = [each.point for each in first if not standard.hopeless(each, len(futures))]
        rest = futures[FIRST:]
        further = {each.point: each for each in (self.play(open_, rest) if rest and open_ else ())}
        return [_joined(each, further[each.point]) if each.point in further else each for each in first]

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


def _joined(one: Tried, other: Tried) -> Tried:
    pairs = zip(one.met, other.met, strict=True)
    return Tried(one.point, tuple(map(sum, pairs)), one.n + other.n, one.note)


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
