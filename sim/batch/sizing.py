"""The smallest of several whole numbers at once that pass a test of chance: a search over any callable.

What the numbers are, and what is played for them, is not known here: `play` takes points and returns how
often each was good enough. The search believes that more is never worse, and lists what speaks against it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from sim.adding import added
from sim.stats import Estimate, wilson

Point = tuple[int, ...]
Judge = Literal["bound", "share"]
JUDGES: tuple[Judge, ...] = ("bound", "share")
Asking = Generator[Point, bool, int]
Walk = Generator[Point, bool, Point]
Ended = TypeVar("Ended")


class Tried(NamedTuple):
    """A point, and in how many of `n` futures each criterion was met there. `note`: why none was."""

    point: Point
    met: tuple[int, ...]
    n: int
    note: str = ""

    def share(self, criterion: int) -> Estimate:
        """Return the share of futures that met a criterion, with Wilson's interval."""
        return wilson(self.met[criterion], self.n)


Play = Callable[[Sequence[Point]], list[Tried]]


@dataclass(frozen=True)
class Standard:
    """When a point is good enough: each criterion's confidence, and how it is judged.

    `judge`: `bound`, Wilson's lower bound (two-sided 95 %) must reach the confidence; `share`, the share.
    """

    confidences: tuple[float, ...]
    judge: Judge = "bound"

    def passes(self, tried: Tried) -> bool:
        """Return whether every criterion is met."""
        return not self.short(tried)

    def short(self, tried: Tried) -> tuple[int, ...]:
        """Return the criteria that are not met."""
        pairs = enumerate(self.confidences)
        return tuple(each for each, asked in pairs if self._reached(tried.share(each)) < asked)

    def hopeless(self, tried: Tried, total: int) -> bool:
        """Return whether a criterion is not met even if all further futures, up to a total, meet it."""
        further = total - tried.n
        return bool(self.short(Tried(tried.point, tuple(each + further for each in tried.met), total)))

    def without(self, criteria: Sequence[int]) -> Standard:
        """Return the standard that asks nothing of some criteria."""
        kept = (0.0 if each in criteria else asked for each, asked in enumerate(self.confidences))
        return Standard(tuple(kept), self.judge)

    def holds(self, tried: Tried) -> bool:
        """Return whether fresh futures bear out what was found.

        A bound that was just reached lies as often below as above when it is drawn anew. So the fresh
        share itself must reach the confidence; where the share was judged, the fresh interval.
        """
        shares = [tried.share(each) for each in range(len(self.confidences))]
        seen = [each.value if self.judge == "bound" else each.high for each in shares]
        return all(found >= asked for found, asked in zip(seen, self.confidences, strict=True))

    def _reached(self, share: Estimate) -> float:
        return share.low if self.judge == "bound" else share.value


@dataclass(frozen=True)
class Smallest:
    """What a search found.

    `point`: the cheapest point that passes, None where not even `top` does. `alone`: per number, the
    smallest that passes while the others are at the top. `proven`: if more is never worse, no other point
    that passes is cheaper, since all numbers together can be as small as each alone.
    """

    top: Point
    point: Point | None = None
    alone: Point = ()
    proven: bool = False


@dataclass
class Search:
    """A search under way: what was tried, so that nothing is played twice.

    `prices`: what one more of each number costs, in any one unit.
    """

    play: Play
    standard: Standard
    prices: Sequence[float]
    tried: dict[Point, Tried] = field(default_factory=dict)

    def smallest(self, start: Point, most: Point) -> Smallest:
        """Return the cheapest point up to `most` that passes, looking upward from `start` first."""
        top = self._ceiling(start, most)
        if not self.meets(top):
            return Smallest(top)
        alone = tuple(self._together([self._alone(axis, top) for axis in range(len(top))]))
        if self.meets(alone):
            return Smallest(top, alone, alone, proven=True)
        found = self._together([self._descend(axis, top, alone) for axis in range(len(top))])
        return Smallest(top, min(found, key=lambda point: (self.cost(point), sum(point), point)), alone)

    def cost(self, point: Point) -> float:
        """Return what a point costs."""
        return added(price * each for price, each in zip(self.prices, point, strict=True))

    def look(self, points: Sequence[Point]) -> list[Tried]:
        """Return what happens at some points, playing those that are new."""
        new = [each for each in dict.fromkeys(points) if each not in self.tried]
        if new:
            self.tried.update(zip(new, self.play(new), strict=True))
        return [self.tried[each] for each in points]

    def meets(self, point: Point) -> bool:
        """Return whether a point passes: as played, or as follows from another if more is never worse."""
        known = self._known(point)
        return self.standard.passes(self.look([point])[0]) if known is None else known

    def against(self) -> list[tuple[Point, Point]]:
        """Return pairs that were played of which the smaller passes and the larger does not."""
        good = [each.point for each in self.tried.values() if self.standard.passes(each)]
        bad = [each.point for each in self.tried.values() if not self.standard.passes(each)]
        return [(small, large) for small in good for large in bad if _within(small, large)]

    def _known(self, point: Point) -> bool | None:
        if point in self.tried:
            return self.standard.passes(self.tried[point])
        for each in self.tried.values():
            passed = self.standard.passes(each)
            if _within(each.point, point) if passed else _within(point, each.point):
                return passed
        return None

    def _ceiling(self, start: Point, most: Point) -> Point:
        """Return the first of `start`, twice that, and so on up to `most`, that passes; or `most`."""
        point = tuple(min(pair) for pair in zip(start, most, strict=True))
        while point != most and not self.meets(point):
            point = tuple(min(max(1, 2 * each), last) for each, last in zip(point, most, strict=True))
        return point

    def _together(self, walks: Sequence[Generator[Point, bool, Ended]]) -> list[Ended]:
        """Return what each walk returns; what they ask for at one time is played at one time."""
        wanted: dict[int, Point] = {}
        found: dict[int, Ended] = {}
        for index, walk in enumerate(walks):
            _send(walk, None, index=index, wanted=wanted, found=found)
        while wanted:
            self.look([each for each in wanted.values() if self._known(each) is None])
            for index, point in list(wanted.items()):
                _send(walks[index], self.meets(point), index=index, wanted=wanted, found=found)
        return [found[index] for index in range(len(walks))]

    def _alone(self, axis: int, top: Point) -> Asking:
        """Return the smallest of one number that passes, the others at the top."""
        return (yield from _bisect(axis, top, failing=-1))

    def _descend(self, first: int, top: Point, alone: Point) -> Walk:
        """Make one number as small as it can be alone, then the others, where most can be saved first."""
        point = _with(top, first, alone[first])
        saving = [price * (high - low) for price, high, low in zip(self.prices, top, alone, strict=True)]
        for axis in sorted(range(len(top)), key=lambda each: (-saving[each], each)):
            if axis != first:
                number = yield from _bisect(axis, point, failing=alone[axis] - 1)
                point = _with(point, axis, number)
        return point


def _bisect(axis: int, point: Point, *, failing: int) -> Asking:
    """Return the smallest of one number above one that fails, up to its place in a point that passes."""
    low, high = failing, point[axis]
    while high - low > 1:
        middle = (low + high) // 2
        if (yield _with(point, axis, middle)):
            high = middle
        else:
            low = middle
    return high


def _send(
    walk: Generator[Point, bool, Ended],
    answer: bool | None,  # noqa: FBT001  what a walk is told has no name but its question
    *,
    index: int,
    wanted: dict[int, Point],
    found: dict[int, Ended],
) -> None:
    wanted.pop(index, None)
    try:
        wanted[index] = next(walk) if answer is None else walk.send(answer)
    except StopIteration as end:
        found[index] = end.value


def _with(point: Point, axis: int, number: int) -> Point:
    return (*point[:axis], number, *point[axis + 1 :])


def _within(small: Point, large: Point) -> bool:
    return all(one <= other for one, other in zip(small, large, strict=True))


def around(point: Point, axis: int, multiples: Sequence[float]) -> list[Point]:
    """Return a point with one number times each factor, and the next one below, from the smallest up.

    >>> around((10, 3), 0, [0.5, 1.5])
    [(5, 3), (9, 3), (10, 3), (15, 3)]
    """
    here = point[axis]
    numbers = {here, max(0, here - 1), *(max(int(here * by + 0.5), int(by)) for by in multiples)}
    return [_with(point, axis, each) for each in sorted(numbers)]
