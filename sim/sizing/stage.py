"""Some operations at once on stage: plays them at sizes that a search asks for, over any executor.

A future is played at a size only if nothing that was played before tells how it goes. What is searched,
and what the answer means, is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sim.batch.sizing import Tried
from sim.errors import BadInput
from sim.scenario.compiling.resizing import Resources, with_resources
from sim.simulating import Courses, replay
from sim.sizing.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.batch.belt import Belt
    from sim.batch.sizing import Point, Standard
    from sim.plan import Plan
    from sim.simulating import Course
    from sim.sizing.known import Met
    from sim.sizing.operations import Operations
    from sim.sizing.script import Script
    from sim.trace import Outcome

    Progress = Callable[[str, int], None]

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
    """What all pieces share: the seed and the stages' templates; a worker keeps what it made of them."""

    seed: int
    templates: tuple[Plan | None, ...]
    courses: dict[int, Courses] = field(default_factory=dict)
    last: tuple[Resources, Plan] | None = None

    def play(self, piece: Piece) -> Iterator[tuple[Met, Course]]:
        """Yield what each future of a piece meets, and its course."""
        plan = self._plan(piece)
        template = self.templates[piece.stage]
        own = Courses(plan) if template is None else self.courses.setdefault(piece.stage, Courses(template))
        for each in own.play(plan, seed=self.seed, futures=piece.futures):
            met = tuple(each.milestones[target.milestone] <= target.by for target in plan.targets)
            yield (*met, all(met)), each._replace(milestones=())

    def _plan(self, piece: Piece) -> Plan:
        template = self.templates[piece.stage]
        if template is None or not isinstance(piece.at, Resources):
            return piece.at  # type: ignore[return-value]  # without a template it is a plan
        if self.last is None or self.last[0] != piece.at:
            self.last = piece.at, with_resources(template, piece.at)
        return self.last[1]


@dataclass
class Stage:
    """A script being played. `number`: its place among the templates. `targets`: how many there are.

    `runs`: played so far; those that others tell of are not.
    """

    script: Script
    number: int
    seed: int
    belt: Belt[Troupe, Piece, list[tuple[Met, Course]]]
    progress: Progress | None = None
    targets: int = 0
    runs: int = 0
    known: dict[tuple[Point, int], Met] = field(default_factory=dict)
    tells: Known = field(default_factory=Known)

    @property
    def operations(self) -> Operations:
        """What is played."""
        return self.script.operations

    def look(self, point: Point, futures: range) -> list[Outcome]:
        """Return the outcomes of some futures, played here and to the horizon."""
        self._told(len(futures))
        return list(replay(self.script.plan(point), seed=self.seed, replications=futures))

    def play(self, points: Sequence[Point], futures: range) -> list[Tried]:
        """Return what happens at some points; one that cannot be run meets nothing, and says why."""
        found = {each: self._ready(each) for each in points}
        self._play_new({point: at for point, at in found.items() if not isinstance(at, str)}, futures)
        nothing = (0,) * (self.targets + 1)
        return [
            Tried(each, nothing, len(futures), note)
            if isinstance(note := found[each], str)
            else Tried(each, self._counted(each, futures), len(futures))
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
            for part in _parts(self._unknown(point, where, futures))
        ]
        results = self.belt.map([piece for _, piece in pieces])
        for (point, piece), courses in zip(pieces, results, strict=True):
            for future, (met, course) in zip(piece.futures, courses, strict=True):
                self.known[point, future] = met
                self.tells.note(future, course, met)
            self._told(len(piece.futures))

    def _unknown(self, point: Point, at: Resources | Plan, futures: range) -> list[int]:
        """Return the futures of a point that must be played, and note what others tell of the rest."""
        missing = [each for each in futures if (point, each) not in self.known]
        if self._here is None or not isinstance(at, Resources):
            return missing
        extra = self._here.plan.pools[len(at.pools) :], self._here.plan.funds[len(at.funds) :]
        pools, funds = (*at.pools, *extra[0]), (*at.funds, *extra[1])
        for each, start in zip(
            missing, self._here.starts(pools, funds, seed=self.seed, futures=missing), strict=True
        ):
            met = self.tells.find(each, start)
            if met is not None:
                self.known[point, each] = met
        return [each for each in missing if (point, each) not in self.known]

    @cached_property
    def _here(self) -> Courses | None:
        template = self.script.template
        return None if template is None else Courses(template)

    def _counted(self, point: Point, futures: range) -> tuple[int, ...]:
        """Return in how many futures each target was met, and last, in how many all were."""
        rows = [self.known[point, each] for each in futures]
        return tuple(map(sum, zip(*rows, strict=True)))

    def _told(self, runs: int) -> None:
        self.runs += runs
        if self.progress is not None:
            self.progress(f"{len(self.operations.names) or 'as declared'}", self.runs)


def _parts(futures: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(futures[first : first + PIECE]) for first in range(0, len(futures), PIECE)]


def play_piece(troupe: Troupe, piece: Piece) -> list[tuple[Met, Course]]:
    """Return what each future of a piece meets, and its course."""
    return list(troupe.play(piece))
