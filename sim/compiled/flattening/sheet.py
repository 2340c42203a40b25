"""A sheet: one regime's declared numbers being written down, row by row; and where state stands.

Rows of things that change in a run stand at the same place in every regime and in the state; lists
(needs, arrows, days of a calendar) are added at the end as they come.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.plan import Plan


@dataclass(frozen=True)
class Places:
    """Where the rows stand that a run changes: the same in every regime of a plan."""

    first: tuple[int, ...]
    """Place of each step's first round."""
    pools: tuple[int, ...]
    funds: tuple[int, ...]
    claims: tuple[int, ...]
    purses: Mapping[tuple[int, str], int]
    drivers: tuple[int, ...]
    theatres: tuple[int, ...]
    provinces: tuple[tuple[int, ...], ...]
    plots: tuple[tuple[int, ...], ...]
    """Per theatre and province: the place of its first sector."""
    partners: tuple[tuple[int, ...], ...]
    intakes: tuple[int, ...]
    arrivals: tuple[int, ...]
    rounds: int
    size: int

    @classmethod
    def of(cls, plan: Plan) -> Places:
        """Lay out the rows of a plan."""
        roll = _Roll(at.HEAD)
        first = tuple(roll.many(at.ROUND, each.rounds) for each in plan.steps)
        purses = dict.fromkeys((p.fund, p.purse) for each in plan.steps for p in each.postings if p.purse)
        return cls(
            first=first,
            rounds=sum(each.rounds for each in plan.steps),
            pools=roll.each(at.POOL, plan.pools),
            funds=roll.each(at.FUND, plan.funds),
            claims=tuple(roll.many(at.CLAIM, len(plan.operations)) for _ in plan.funds),
            purses={each: roll.one(at.PURSE) for each in purses},
            drivers=roll.each(at.DRIVER, plan.drivers),
            theatres=roll.each(at.THEATRE, plan.theatres),
            provinces=tuple(roll.each(at.PROVINCE, each.provinces) for each in plan.theatres),
            plots=tuple(
                tuple(roll.many(at.PLOT, len(each.sectors)) for _ in each.provinces) for each in plan.theatres
            ),
            partners=tuple(roll.each(at.PARTNER, each.partners) for each in plan.theatres),
            intakes=roll.each(at.INTAKE, plan.intakes),
            arrivals=roll.each(at.ARRIVAL, plan.watch.arrivals if plan.watch else ()),
            size=roll.next,
        )


@dataclass
class _Roll:
    next: int

    def one(self, width: int) -> int:
        """Return the place of one more row."""
        return self.many(width, 1)

    def many(self, width: int, count: int) -> int:
        """Return the place of the first of some rows that stand side by side."""
        here, self.next = self.next, self.next + width * count
        return here

    def each(self, width: int, things: Sequence[object]) -> tuple[int, ...]:
        """Return the place of a row for each of some things."""
        return tuple(self.one(width) for _ in things)


@dataclass
class Sheet:
    """What one regime declares. `base`: where it begins in `p` and `q`; `column`: of its drawn values."""

    plan: Plan
    places: Places
    base: int
    column: int
    offsets: Sequence[int]
    """Column of each draw's first round within a row of values."""
    p: list[int] = field(default_factory=list)
    q: list[float] = field(default_factory=list)
    laws: int = 0
    """Place of the law of the first draw."""

    def __post_init__(self) -> None:
        self.p = [0] * self.places.size
        self.q = [0.0] * self.places.size
        self.laws = self.room(at.LAW, len(self.plan.draws))

    def write(self, place: int, ints: Mapping[int, int], floats: Mapping[int, float] | None = None) -> int:
        """Write a row of something that also has a state, or of a list; return its place here."""
        here = place if place >= self.base + self.places.size else place + self.base
        for column, value in ints.items():
            self.p[here - self.base + column] = int(value)
        for column, number in (floats or {}).items():
            self.q[here - self.base + column] = float(number)
        return here

    def room(self, width: int, count: int = 1) -> int:
        """Return the place of some new rows at the end."""
        if width % at.FETCHED == 0:
            self._fill_up(-len(self.p) % at.FETCHED)
        here = self.base + len(self.p)
        self._fill_up(width * count)
        return here

    def _fill_up(self, count: int) -> None:
        self.p += [0] * count
        self.q += [0.0] * count

    def rows(
        self, width: int, rows: Sequence[tuple[Mapping[int, int], Mapping[int, float]]]
    ) -> tuple[int, int]:
        """Write the rows of a list at the end; return its place and length."""
        here = self.room(width, len(rows))
        for turn, (ints, floats) in enumerate(rows):
            self.write(here + turn * width, ints, floats)
        return here, len(rows)

    def ints(self, values: Iterable[int]) -> tuple[int, int]:
        """Write a list of numbers at the end; return its place and length."""
        return self.rows(1, [({0: each}, {}) for each in values])

    def floats(self, values: Iterable[float]) -> tuple[int, int]:
        """Write a list of floats at the end; return its place and length."""
        return self.rows(1, [({}, {0: each}) for each in values])

    def draw(self, index: int) -> int:
        """Return the place of the law of a draw, or NONE."""
        return NONE if index == NONE else self.laws + at.LAW * index

    def col(self, index: int) -> int:
        """Return the column of a draw's first round, with its law; or NONE."""
        return NONE if index == NONE else self.own(self.offsets[index])

    def own(self, column: int) -> int:
        """Return a column of the plan's own row of values, with its law; or NONE."""
        if column == NONE:
            return NONE
        index = bisect_right(self.offsets, column) - 1
        return self.column + column + (self.draw(index) << at.HALF)

    def first(self, step: int) -> int:
        """Return what names a step in every regime: the place of its first round; or NONE."""
        return NONE if step == NONE else self.places.first[step]
