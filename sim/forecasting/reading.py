"""Measures read straight off the rows of one future: what many futures are asked for, without an `Outcome`.

What a measure means is `sim.measures.catalogue`; measures that take more than rows of one kind are read
there, off as much of an outcome as they need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.compiled import layout as at
from sim.compiled.tracing.rows import Left, Names
from sim.forecasting.curves import Curve, curve_of, reached_on
from sim.forecasting.dates import PlainDate
from sim.measures.catalogue import FUND, POOL
from sim.measures.ground import KINDS
from sim.plan import NONE, Authority
from sim.trace import AuthorityRow, Cause, Outcome, State, StepRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sim.compiled.flattening import Flattened
    from sim.compiled.layout import Floats, Ints
    from sim.plan import Plan

    Table = tuple[Ints, Floats]

FAMILIES: Mapping[str, tuple[int, ...]] = {
    "milestone": (at.T_AUTHORITY, at.T_ALARM),
    "step": (at.T_AUTHORITY,),
    "exit": (at.T_AUTHORITY,),
    "condition": (at.T_CONDITION,),
    "authority": (at.T_AUTHORITY,),
    "strength": (at.T_STRENGTH,),
    "fund": (at.T_POSTING,),
    "pool": (at.T_LEVEL,),
    "relapse": (at.T_RELAPSE,),
    "cost": (at.T_STRENGTH, at.T_POSTING, at.T_LEVEL),
}
"""Family of measures → the kinds of rows that it is read off."""


@dataclass(frozen=True)
class _Rows:
    """The rows of one future as tables: whole numbers `i`, moments and numbers `f`."""

    left: Left
    i: Ints
    f: Floats
    kinds: dict[int, Table] = field(default_factory=dict)

    @classmethod
    def of(cls, left: Left) -> _Rows:
        begin, size = int(left.i[at.ROWS]), int(left.i[at.ROWS_N]) * at.ROW
        mine = slice(begin, begin + size)
        return cls(left, left.i[mine].reshape(-1, at.ROW), left.f[mine].reshape(-1, at.ROW))

    def of_kind(self, kind: int) -> Table:
        """Return the rows of a kind, looked for once."""
        if kind not in self.kinds:
            mine = self.i[:, at.ROW_KIND] == kind
            self.kinds[kind] = self.i[mine], self.f[mine]
        return self.kinds[kind]

    @staticmethod
    def curve(times: Floats, values: Floats | Ints, before: float) -> Curve:
        """Return what some rows come to, in order of time; of one moment the last counts."""
        last = np.ones(len(times), dtype=np.bool_)
        np.not_equal(times[1:], times[:-1], out=last[:-1])
        return Curve(times[last], np.asarray(values, dtype=np.float64)[last], before)


class Reading:
    """Reads some measures off futures of one plan.

    `wanted`: the kinds of rows that must be kept for it, as `Machine.play` takes them.
    """

    def __init__(self, flat: Flattened, names: Sequence[str]) -> None:
        """Make ready. Raises: `KeyError` for a measure that the plan does not have."""
        self.flat = flat
        self.names: Names = Names(flat)
        self.readers = [self._reader(each) for each in names]
        kinds = {kind for each in names for kind in FAMILIES[each.partition(".")[0]]}
        self.wanted = sum(1 << kind for kind in kinds)

    def read(self, i: Ints, f: Floats) -> list[Curve]:
        """Return the measures of the future that a run left behind, in the order asked for."""
        rows = _Rows.of(Left(self.names, i, f))
        return [each(rows) for each in self.readers]

    def _reader(self, name: str) -> Callable[[_Rows], Curve]:
        family, _, rest = name.partition(".")
        try:
            match family:
                case "fund":
                    return self._fund(*rest.rsplit(".", 1))
                case "pool":
                    return self._pool(*rest.rsplit(".", 1))
                case "condition" | "authority":
                    return self._sector(family, rest)
                case "strength":
                    return self._strength(*rest.split("."))
                case "relapse":
                    return self._relapse(rest)
                case _:
                    return self._partly(name)
        except (StopIteration, ValueError, TypeError):
            raise KeyError(name) from None

    def _fund(self, name: str, what: str) -> Callable[[_Rows], Curve]:
        accounts = [int(each) for each in FUND[what][0]]
        fund = self.flat.places.funds[_place((each.id for each in self.flat.plan.funds), name)]

        def read(rows: _Rows) -> Curve:
            table, numbers = rows.of_kind(at.T_POSTING)
            mine = table[:, at.ROW_A] == fund
            own = table[mine]
            into, out = own[:, at.ROW_D], own[:, at.ROW_C]
            signs = sum((into == each).astype(np.int64) - (out == each) for each in accounts)
            held = np.cumsum(signs * own[:, at.ROW_E])
            return rows.curve(numbers[mine, at.ROW_TIME], held, 0.0)

        return read

    def _pool(self, name: str, what: str) -> Callable[[_Rows], Curve]:
        pool = self.flat.places.pools[_place((each.id for each in self.flat.plan.pools), name)]
        return _column(at.T_LEVEL, (at.ROW_A, pool), value=at.ROW_B + list(POOL).index(what))

    def _strength(self, crisis: str, kind: str) -> Callable[[_Rows], Curve]:
        return _column(at.T_STRENGTH, (at.ROW_A, self._theatre(crisis)), value=at.ROW_B + KINDS.index(kind))

    def _relapse(self, crisis: str) -> Callable[[_Rows], Curve]:
        theatre = self._theatre(crisis)

        def read(rows: _Rows) -> Curve:
            table, numbers = rows.of_kind(at.T_RELAPSE)
            days = numbers[table[:, at.ROW_A] == theatre, at.ROW_TIME]
            return reached_on(float(days[0]) if len(days) else math.nan)

        return read

    def _theatre(self, crisis: str) -> int:
        plan = self.flat.plan
        return _place((plan.operations[each.operation].id for each in plan.theatres), crisis)

    def _sector(self, family: str, where: str) -> Callable[[_Rows], Curve]:
        crisis, province, sector = where.split(".")
        index = self._theatre(crisis)
        theatre = self.flat.plan.theatres[index]
        place = _place((each.id for each in theatre.provinces), province)
        here = (index, place, theatre.sectors.index(sector))
        kind = at.T_CONDITION if family == "condition" else at.T_AUTHORITY

        def read(rows: _Rows) -> Curve:
            table, numbers = rows.of_kind(kind)
            mine = (table[:, at.ROW_A : at.ROW_D] == here).all(axis=1)
            values = numbers[mine, at.ROW_X] if kind == at.T_CONDITION else table[mine, at.ROW_D]
            return rows.curve(numbers[mine, at.ROW_TIME], values, math.nan)

        return read

    def _partly(self, name: str) -> Callable[[_Rows], Curve]:
        """Return a reader of as much of an outcome as a measure needs."""
        if name.partition(".")[0] not in FAMILIES:
            raise KeyError(name)
        part = _Part.of(self.flat, name)
        short = part.date

        def read(rows: _Rows) -> Curve:
            day = None if short is None else short.day(rows.left)
            return curve_of(part.taken(rows), name) if day is None else reached_on(day)

        return read


def _column(kind: int, key: tuple[int, int], *, value: int) -> Callable[[_Rows], Curve]:
    """Return a reader of a number that stands in each row of a kind."""

    def read(rows: _Rows) -> Curve:
        table, numbers = rows.of_kind(kind)
        mine = table[:, key[0]] == key[1]
        return rows.curve(numbers[mine, at.ROW_TIME], table[mine, value], 0.0)

    return read


def _place(names: Iterator[str], name: str) -> int:
    return next(index for index, each in enumerate(names) if each == name)


@dataclass(frozen=True)
class _Part:
    """As much of an outcome as one measure is read off."""

    flat: Flattened
    family: str
    steps: tuple[int, ...]
    handovers: tuple[tuple[int, int], ...]
    """Theatre and province of those steps among them that are handovers."""
    date: PlainDate | None
    """The short way to a date of steps that nothing takes back."""

    @classmethod
    def of(cls, flat: Flattened, name: str) -> _Part:
        """Find out what a measure needs. Raises: as `_place`."""
        family, _, rest = name.partition(".")
        plan = flat.plan
        first: list[int] = []
        if family == "milestone":
            first = _asked_by(plan, _place((each.id for each in plan.milestones), rest))
        elif family == "step":
            first = [_place((each.id for each in plan.steps), rest)]
        elif family == "exit":
            crises = (plan.operations[each.operation].id for each in plan.theatres)
            first = [plan.theatres[_place(crises, rest)].exit]
        milestone = (
            plan.milestones[_place((e.id for e in plan.milestones), rest)] if family == "milestone" else None
        )
        date = PlainDate.of(flat, first, milestone) if first else None
        steps = _with_mates(plan, first)
        handovers = [
            (index, place)
            for index, theatre in enumerate(plan.theatres)
            for place, province in enumerate(theatre.provinces)
            if province.handover in steps
        ]
        return cls(flat, family, tuple(sorted(steps)), tuple(handovers), date)

    def taken(self, rows: _Rows) -> Outcome:
        """Return that part of the outcome of a run."""
        left, costs = rows.left, self.family == "cost"
        return Outcome(
            plan=self.flat.plan,
            seed=0,
            replication=0,
            steps=tuple(self._steps(rows)),
            waits=(),
            holdings=(),
            levels=tuple(left.levels()) if costs else (),
            postings=tuple(left.postings()) if costs else (),
            conditions=(),
            authority=tuple(_authority(rows, self.handovers)),
            assessments=(),
            strength=tuple(left.strength()) if costs else (),
            milestones=(),
            risks=(),
            unfinished=(),
            watch=tuple(left.watch()) if self.steps else (),
        )

    def _steps(self, rows: _Rows) -> Iterator[StepRow]:
        i, f = rows.left.i, rows.left.f
        for index in self.steps:
            first = self.flat.places.first[index]
            for turn in range(self.flat.plan.steps[index].rounds):
                round_ = first + at.ROUND * turn
                ready, start, finish = (float(f[round_ + each]) for each in (at.READY, at.START, at.FINISH))
                if turn and math.isnan(ready):
                    break
                state = State(int(i[round_ + at.STATE]))
                yield StepRow(index, turn, state, ready, start, finish, Cause.PREDECESSOR, NONE, NONE, 0)


def _authority(rows: _Rows, where: Sequence[tuple[int, int]]) -> Iterator[AuthorityRow]:
    """Yield who led in some provinces, of each the first sector: it tells of handovers."""
    table, numbers = rows.of_kind(at.T_AUTHORITY)
    for theatre, province in where:
        mine = (table[:, at.ROW_A : at.ROW_D] == (theatre, province, 0)).all(axis=1)
        for time, lead in zip(
            numbers[mine, at.ROW_TIME].tolist(), table[mine, at.ROW_D].tolist(), strict=True
        ):
            yield AuthorityRow(time, theatre, province, 0, Authority(lead), "")


def _asked_by(plan: Plan, milestone: int) -> list[int]:
    """Return the steps of a milestone and of all its parts."""
    found = plan.milestones[milestone]
    return [*found.steps, *(step for each in found.parts for step in _asked_by(plan, each))]


def _with_mates(plan: Plan, steps: Iterable[int]) -> set[int]:
    """Return steps with those of the same teams, and with what ends their tasks: they may be called off."""
    found: set[int] = set()
    open_ = list(steps)
    while open_:
        index = open_.pop()
        if index in found or index == NONE:
            continue
        found.add(index)
        step = plan.steps[index]
        open_.append(step.unless)
        if step.group:
            mine = (step.group, step.operation)
            open_ += [i for i, each in enumerate(plan.steps) if (each.group, each.operation) == mine]
    return found
