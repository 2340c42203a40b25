"""Some operations at once on stage: plays them at sizes that a search asks for, over any executor.

No future is played twice at one size. What is searched, and what the answer means, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim.batch.engines import Engine
from sim.batch.road import Broken, kept
from sim.batch.sizing import Tried
from sim.errors import BadInput
from sim.scenario.compiling.resizing import Resources
from sim.simulating import Player
from sim.sizing.cast import Alone, Cast, Part, cast_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.batch.belt import Belt
    from sim.batch.sizing import Point, Standard
    from sim.plan import Plan
    from sim.sizing.operations import Operations
    from sim.sizing.script import Script
    from sim.trace import Outcome

    Progress = Callable[[str, int], None]

Met = tuple[bool, ...]
"""Whether a future meets each target, and last, all of them."""
PIECE = 10
"""Futures in a piece of work at most."""
FIRST = 20
"""Futures after which a size that cannot pass any more is given up; looked at again at twice as many."""


class Piece(NamedTuple):
    """Work for one worker: some futures of a plan, or of a stage's template with resources of its own."""

    stage: int
    at: Resources | Plan
    futures: tuple[int, ...]


@dataclass
class Troupe:
    """What all pieces share: the seed and the stages' templates; a worker keeps what it made of the last."""

    seed: int
    templates: tuple[Plan | None, ...]
    engine: Engine = Engine.SIMPY
    cast: tuple[int, Cast] | None = None
    last: tuple[tuple[int, Resources], Part] | None = None

    def part(self, piece: Piece) -> Part:
        """Return whoever plays a piece here."""
        template = self.templates[piece.stage]
        if not isinstance(piece.at, Resources) or template is None:
            return Alone(piece.at, self.seed, self.engine)  # type: ignore[arg-type]  # without a template it is a plan
        if self.cast is None or self.cast[0] != piece.stage:
            self.cast = piece.stage, cast_of(template, self.seed, self.engine)
        key = piece.stage, piece.at
        if self.last is None or self.last[0] != key:
            self.last = key, self.cast[1].at(piece.at)
        return self.last[1]


@dataclass
class Stage:
    """A script being played. `number`: its place among the templates. `targets`: how many there are.

    `runs`: played so far. `known`: what each future met at each point, or why it broke off; `lost`:
    others that did.
    """

    script: Script
    number: int
    seed: int
    belt: Belt[Troupe, Piece, list[Met | Broken]]
    progress: Progress | None = None
    targets: int = 0
    runs: int = 0
    known: dict[tuple[Point, int], Met | Broken] = field(default_factory=dict)
    lost: list[Broken] = field(default_factory=list)

    @property
    def operations(self) -> Operations:
        """What is played."""
        return self.script.operations

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The runs that broke off, each said of its size."""
        sizes = self.script.said
        rows = ((point, each) for (point, _), each in self.known.items() if isinstance(each, Broken))
        return (*self.lost, *(each.of(sizes(point)) for point, each in rows))

    def look(self, point: Point, futures: range) -> list[Outcome]:
        """Return the outcomes of some futures, played here and to the horizon."""
        self._told(len(futures))
        outcomes, broken = outcomes_of(self.script.plan(point), self.seed, futures)
        self.lost += [each.of(self.script.said(point)) for each in broken]
        return outcomes

    def play(self, points: Sequence[Point], futures: range) -> list[Tried]:
        """Return what happens at some points; one that cannot be run meets nothing, and says why."""
        found = {each: self._ready(each) for each in points}
        self._play_new({point: at for point, at in found.items() if not isinstance(at, str)}, futures)
        nothing = (0,) * (self.targets + 1)
        return [
            Tried(each, nothing, len(futures), note)
            if isinstance(note := found[each], str)
            else self._counted(each, futures)
            for each in points
        ]

    def screen(self, points: Sequence[Point], futures: range, standard: Standard) -> list[Tried]:
        """Return what happens at some points; one that cannot pass any more is played no further."""
        tried: dict[Point, Tried] = {}
        open_, count = list(points), FIRST
        while open_:
            tried |= {each.point: each for each in self.play(open_, futures[:count])}
            whole = count >= len(futures)
            open_ = [each for each in open_ if not whole and not standard.hopeless(tried[each], len(futures))]
            count *= 2
        return [tried[each] for each in points]

    def _ready(self, point: Point) -> Resources | Plan | str:
        """Return what is played at a point, or why nothing can be."""
        try:
            return self.script.at(point)
        except BadInput as error:
            return error.findings[0].message

    def _play_new(self, at: dict[Point, Resources | Plan], futures: range) -> None:
        """Play the futures of some points of which nothing is known yet."""
        pieces = [
            (point, Piece(self.number, where, part))
            for point, where in at.items()
            for part in _parts([each for each in futures if (point, each) not in self.known])
        ]
        results = self.belt.map([piece for _, piece in pieces])
        for (point, piece), found in zip(pieces, results, strict=True):
            self.known.update(zip(((point, each) for each in piece.futures), found, strict=True))
            self._told(len(piece.futures))

    def _counted(self, point: Point, futures: range) -> Tried:
        """Return in how many futures each target was met, and last, in how many all were.

        A run that broke off is in no number.
        """
        rows = (self.known[point, each] for each in futures)
        whole = [each for each in rows if not isinstance(each, Broken)]
        counts = tuple(sum(each[place] for each in whole) for place in range(self.targets + 1))
        return Tried(point, counts, len(whole))

    def _told(self, runs: int) -> None:
        self.runs += runs
        if self.progress is not None:
            self.progress(f"{len(self.operations.names) or 'as declared'}", self.runs)


def _parts(futures: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(futures[first : first + PIECE]) for first in range(0, len(futures), PIECE)]


def outcomes_of(plan: Plan, seed: int, futures: Sequence[int]) -> tuple[list[Outcome], list[Broken]]:
    """Return the outcomes of some futures, played here, and the runs that broke off."""
    found = list(kept(partial(Player(plan).play, seed), futures, lambda each: each))
    broken = [each for each in found if isinstance(each, Broken)]
    return [each for each in found if not isinstance(each, Broken)], broken


def play_piece(troupe: Troupe, piece: Piece) -> list[Met | Broken]:
    """Return what each future of a piece meets, or why it broke off."""
    part = troupe.part(piece)
    return list(kept(part.days, piece.futures, partial(met, part.plan)))


def met(plan: Plan, days: Sequence[float]) -> Met:
    """Return whether a future meets each target, and last, all of them. `days`: of the plan's milestones."""
    every = [days[each.milestone] <= each.by for each in plan.targets]
    return (*every, all(every))
