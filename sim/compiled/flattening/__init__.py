"""From a Plan to flat arrays, once: what is declared, per regime; and the room in which a run moves.

What the numbers mean is `sim.plan`; where they stand is `sim.compiled.layout`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.compiled import layout as at
from sim.compiled.flattening.ground import lay_grounds
from sim.compiled.flattening.laws import Outside, Tables, lay_laws
from sim.compiled.flattening.resources import lay_resources
from sim.compiled.flattening.sheet import Places, Sheet
from sim.compiled.flattening.steps import lay_steps
from sim.draws import Sampler, Selection
from sim.engine.wiring import Wiring
from sim.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.compiled.layout import Bits, Flat, Floats, Ints
    from sim.plan import Plan

NEEDS_MOST = 8
MOST_SHEETS = 24
APART = 2048
"""Sheets begin at multiples of this."""
OWN = {"regimes", "shocks"}
"""Parts of a plan that every effect makes anew: told apart by what they say, not by which they are."""
FIRST_ROUNDS, MORE_ROUNDS = 2, 3
"""Rounds of every draw that are drawn in any case, and beyond the last one that some runs asked for."""


@dataclass(frozen=True, eq=False)
class Flattened:
    """A Plan on flat arrays. `p`, `q`: declared; `samplers`: of the plan and of each regime."""

    plan: Plan
    places: Places
    p: Ints
    q: Floats
    samplers: tuple[Sampler, ...]
    selections: dict[bytes, Selection] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, sheets: Sheets | None = None) -> Flattened:
        """Flatten a plan with its regimes. `sheets`: of plans of the same skeleton, flattened before."""
        plans = (plan, *(each for _, each in plan.regimes))
        samplers = tuple(Sampler(each) for each in plans)
        places, kept = Places.of(plan), Sheets() if sheets is None else sheets
        book = _Book()
        for turn, each in enumerate(plans):
            column = turn * samplers[0].width
            blank = partial(Sheet, each, places, base=book.next, column=column, offsets=samplers[0].offsets)
            book.add(kept.laid(each, blank, base=book.next, column=column))
        return cls(plan, places, *book.bound(plan, kept.tables), samplers)

    @cached_property
    def outside(self) -> Outside:
        """Who draws what the event loop cannot draw by itself."""
        return Outside([each.plan for each in self.samplers], self.samplers[0].offsets)

    @cached_property
    def row_width(self) -> int:
        """How many values are drawn for a run, over all regimes."""
        return self.samplers[0].width * len(self.samplers)

    def values(self, seed: int, replications: Sequence[int], *, wanted: Bits | None = None) -> Floats:
        """Return what is drawn for some runs, a row each: the values of the plan, then of each regime.

        `wanted`: the columns that are needed; others are NaN, which saves most of the work.
        """
        if wanted is None:
            u = self.samplers[0].uniforms(seed, replications)
            return np.ascontiguousarray(np.concatenate([each.values(u) for each in self.samplers], axis=1))
        return self.selected(wanted).values(seed, replications)

    def selected(self, wanted: Bits) -> Selection:
        """Return a draw of some columns, and a few rounds more of each, kept for the next time."""
        key = wanted.tobytes()
        if key not in self.selections:
            self.selections.clear()
            each = wanted.reshape(len(self.samplers), -1)
            self.selections[key] = Selection(self.samplers, self._with_more(each))
        return self.selections[key]

    def _with_more(self, wanted: Bits) -> Bits:
        """Return what is wanted with some rounds more of every draw: another run may get that far."""
        more = wanted.copy()
        for first, end in pairwise(self.samplers[0].offsets):
            for row in more:
                used = np.flatnonzero(row[first:end])
                most = max(FIRST_ROUNDS, int(used[-1]) + 1 + MORE_ROUNDS if len(used) else 0)
                row[first : min(first + most, end)] = True
        return more

    def values_at(self, points: Floats) -> Floats:
        """Return the same for independent uniforms from elsewhere, shape (n, width)."""
        u = self.samplers[0].tie(points.copy())
        return np.ascontiguousarray(np.concatenate([each.values(u) for each in self.samplers], axis=1))

    def room(self, scale: int = 1) -> tuple[Ints, Floats]:
        """Return the state of a run before it begins, with room for its events and rows.

        `scale`: how much more room there is than runs mostly need.
        """
        heads, size = _areas(self, scale)
        i, f = at.aligned(size, np.int64), at.aligned(size, np.float64)
        for slot, value in heads.items():
            i[slot] = value
        return i, f

    def flat(self, i: Ints, f: Floats, drawn: Floats) -> Flat:
        """Return all arrays of one run together."""
        return at.Flat(self.p, self.q, i, f, drawn)


class _Laid(NamedTuple):
    """A sheet that is done. `plan`: it stays alive, since its parts are known by what objects they are."""

    plan: Plan
    base: int
    p: Ints
    q: Floats


@dataclass
class Sheets:
    """Sheets that were laid out, for plans of one skeleton in which the same regimes hold again."""

    groups: dict[tuple[str, int], int] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)
    kept: Recent[_Laid] = field(default_factory=lambda: Recent(MOST_SHEETS))

    def laid(self, plan: Plan, blank: Callable[[], Sheet], *, base: int, column: int) -> _Laid:
        """Return the sheet of a plan or regime that begins at a place, with its values from a column on."""
        parts = (id(getattr(plan, each.name)) for each in fields(plan) if each.name not in OWN)
        key = (base, column, bool(plan.regimes), plan.shocks, *parts)
        return self.kept.get(key, lambda: self._laid(plan, blank()))

    def _laid(self, plan: Plan, sheet: Sheet) -> _Laid:
        lay_steps(sheet, Wiring.of(plan, sheet.offsets), self.groups)
        lay_resources(sheet)
        lay_grounds(sheet)
        lay_laws(sheet, self.tables)
        return _Laid(plan, sheet.base, np.array(sheet.p, dtype=np.int64), np.array(sheet.q))


@dataclass
class _Book:
    """The sheets of all regimes one behind the other."""

    sheets: list[_Laid] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many places there are."""
        return self.sheets[-1].base + len(self.sheets[-1].p) if self.sheets else 0

    @property
    def next(self) -> int:
        """Where the next sheet begins: where it will, too, if the one before grows by a line or two."""
        return -(-self.size // APART) * APART

    def add(self, sheet: _Laid) -> None:
        """Add a sheet that begins there."""
        self.sheets.append(sheet)

    def bound(self, plan: Plan, tables: Tables) -> tuple[Ints, Floats]:
        """Return what is declared: the sheets, where each regime begins, tables."""
        size = self.size + len(plan.regimes)
        p, q = at.aligned(size, np.int64), at.aligned(size + tables.size, np.float64)
        for each in self.sheets:
            p[each.base : each.base + len(each.p)] = each.p
            q[each.base : each.base + len(each.q)] = each.q
        p[self.size : size] = [each.base for each in self.sheets[1:]]
        q[self.size : size] = [day for day, _ in plan.regimes]
        q[size:] = np.concatenate([np.empty(0), *tables.numbers])
        p[at.REGIMES], p[at.REGIMES_N] = self.size, len(plan.regimes)
        p[at.CHANGES], p[at.TABLES] = bool(plan.regimes), size
        p[at.YEARLY] = any(each.year_cost for each in plan.pools)
        return p, q


def _areas(flat: Flattened, scale: int) -> tuple[dict[int, int], int]:
    """Return where the areas of a run begin, and how many places they take in all."""
    rounds = flat.places.rounds + 1
    words = int(flat.p[at.WORDS])
    events = (256 + 2 * rounds) * scale
    taken = (64 + NEEDS_MOST * len(flat.plan.pools)) * 8 * scale
    rows = 4096 * scale
    areas = (
        (at.HEAP, at.HEAP_MOST, events, 2),
        (at.SLOTS, NO_HEAD, events, at.SLOT),
        (at.LINE, NO_HEAD, rounds, 1),
        (at.REQUESTS, NO_HEAD, rounds, at.REQUEST_WIDTH),
        (at.TAKEN, at.TAKEN_MOST, taken, at.TAKEN_ROW),
        (at.BEGUN_LINE, NO_HEAD, rounds, 1),
        (at.DONE, at.QUEUE_MOST, 4 * rounds * scale, 1),
        (at.READY_NOW, NO_HEAD, 4 * rounds * scale, 1),
        (at.HELDS, at.HELD_MOST, (64 + 4 * rounds) * scale, at.HELD_ROW),
        (at.ROWS, at.ROWS_MOST, rows, at.ROW),
        (at.PLANNED_LINE, NO_HEAD, rounds, 1),
        (at.STACK, NO_HEAD, 4 * rounds, 1),
        (at.CHANGED, NO_HEAD, words, 1),
        (at.CLOSED, NO_HEAD, words, 1),
        (at.LOOKED, NO_HEAD, words, 1),
        (at.SEGMENTS, at.SEGMENTS_MOST, 8 * rounds, at.SEGMENT),
        (at.USED, NO_HEAD, flat.row_width, 1),
        (at.TOUCHED_LINE, NO_HEAD, rounds, 1),
        (at.DRAWN_LINE, NO_HEAD, flat.row_width, 1),
    )
    heads, size = {}, flat.places.size
    for head, most, count, width in areas:
        heads[head] = size
        if most != NO_HEAD:
            heads[most] = count
        size += count * width
    return heads, size


NO_HEAD = -1
