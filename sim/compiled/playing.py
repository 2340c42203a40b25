"""Playing futures of a Plan on flat arrays: the one compiled entry, and what comes out of it.

Whoever reads an `Outcome` of it reads what the SimPy engine would have left behind (`tracing`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.compiled import layout as at
from sim.compiled.costs import write_costs
from sim.compiled.critical import write_chain
from sim.compiled.drying import write_fund_dates
from sim.compiled.ending import days_of
from sim.compiled.flattening import Flattened
from sim.compiled.jitting import inlined, kept_on_disk, source_stamp, watched
from sim.compiled.layout import Bits, Flat, Floats, Ints
from sim.compiled.pointers import pointer
from sim.compiled.world import forget_draws, put_rounds_at_start, run
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Plan

EVERYTHING = (1 << 16) - 1
MOST_SCALE = 1024
LEARNING = 20
"""Runs that note what they ask for, where all is drawn when it is asked for."""
Chance = tuple[Floats, Floats, Ints, Ints]
"""Rows of drawn values, one per run (or one of NaN, to be filled by each run in turn); what is drawn
outside for each run; the columns where that goes; the numbers of the futures."""
COSTS, PARTS = 5, 12
"""Numbers kept of a run beside its milestones: kinds of cost, and parts of each chain."""
log = logging.getLogger(__name__)


@inlined
def play_one(w: Flat, asked: tuple[Ints, Ints, int], *, values: Floats, critical: Bits) -> int:
    """Play one future to its horizon and reckon what is kept of it; return what went wrong.

    `asked`: milestones looked into, columns of the funds' days, and how many dates there are.
    """
    looked_into, columns, dates = asked
    run(w)
    if w.i[at.FAULT] == at.NO_FAULT:
        days = values[: w.p[at.MILESTONES_N]]
        days_of(w, days)
        write_fund_dates(w, columns, values)
        write_costs(w, values[dates : dates + COSTS])
        for place in range(len(looked_into)):
            begin = dates + COSTS + PARTS * place
            parts = values[begin : begin + PARTS]
            write_chain(w, looked_into[place], days=days, parts=parts, steps=critical[place])
    return w.i[at.FAULT]


def _play_all(  # noqa: PLR0917  Numba binds the arguments of an entry by their places
    declared: tuple[Ints, Floats],
    begin: Ints,
    state: tuple[Ints, Floats],
    chance: Chance,
    asked: tuple[Ints, Ints, int],
    kept: tuple[Floats, Bits, Ints],
) -> None:
    """Play futures one after the other; what is kept of each goes to its row, what went wrong too.

    `begin`: the head of the state before a run.
    """
    i, f = state
    drawn, outside, columns, futures = chance
    values, critical, faults = kept
    rounds = at.HEAD + at.ROUND * declared[0][at.ROUNDS_N]
    given = begin[at.GIVEN]
    for place in range(len(faults)):
        row = drawn[place if given else 0]
        w = Flat(pointer(declared[0]), pointer(declared[1]), pointer(i), pointer(f), pointer(row))
        put_rounds_at_start(w)
        i[: at.HEAD] = begin
        f[: at.HEAD] = 0.0
        i[rounds : begin[at.HEAP]] = 0
        f[rounds : begin[at.HEAP]] = 0.0
        i[at.FUTURE] = futures[place]
        for each in range(len(columns)):
            row[columns[each]] = outside[place, each]
        faults[place] = play_one(w, asked, values=values[place], critical=critical[place])
        if not given:
            forget_draws(w)


play_all_of = inlined(_play_all)


@cache
def entry() -> Callable[..., None]:
    """Return the compiled entry, from the disk if it was compiled before from the same sources."""
    stamp = source_stamp()

    def play_all(declared, begin, state, chance, asked, kept):  # type: ignore[no-untyped-def]  # noqa: PLR0917  Numba finds the types
        if stamp:
            play_all_of(declared, begin, state, chance, asked, kept)

    return kept_on_disk(play_all)


class Asked(NamedTuple):
    """What is kept of a run: milestones looked into, columns of the funds' days, and how many dates in all.

    `columns`: per fund the place among the dates of the day on which it is dry, then low; NONE: nowhere.
    """

    looked_into: Sequence[int] = ()
    columns: Sequence[int] = ()
    dates: int = 0

    @property
    def rows(self) -> int:
        """The kinds of rows that are read for that."""
        of_chains, of_funds = (at.T_WAIT, at.T_ASSESSMENT), (at.T_WAIT, at.T_POSTING)
        looks = any(each != NONE for each in self.columns)
        kinds = {*(of_chains if self.looked_into else ()), *(of_funds if looks else ())}
        return sum(1 << each for each in kinds)

    @classmethod
    def nothing(cls, plan: Plan) -> Asked:
        """Return that only milestones and costs are asked for."""
        return cls((), (NONE,) * (2 * len(plan.funds)), len(plan.milestones))


class Played(NamedTuple):
    """What some futures left behind: state and rows of the last of them, and what is kept of each.

    `values`: shape (runs, numbers): days of milestones, dollars by kind, days of each chain by part.
    `critical`: shape (runs, milestones looked into, steps). `faults`: per run, 0 where nothing went wrong.
    """

    i: Ints
    f: Floats
    values: Floats
    critical: Bits
    faults: Ints


class Machine:
    """Plays futures of one Plan, with more room once a run needed it.

    `told`: how many functions are compiled so far, the first time on a machine.
    """

    def __init__(
        self, flat: Flattened, *, told: Callable[[int], None] = lambda _: None, quick: bool = False
    ) -> None:
        """Stand ready. `quick`: compile what lies within without care; only what goes to the disk is good."""
        self.flat = flat
        self.told = told
        self.quick = quick
        self.scale = 1
        self.rooms: dict[int, tuple[Ints, Floats, Ints]] = {}
        self.learned = 0
        self.used = np.zeros(flat.row_width, dtype=np.int64)
        self.row = np.full((1, flat.row_width), np.nan)

    def measured(self, seed: int, numbers: Sequence[int], asked: Asked) -> Played:
        """Play some futures and return what is kept of them; each draws what it asks for when it does."""
        outside = self.flat.outside
        futures = np.asarray(numbers, dtype=np.int64)
        chance = (self.row, outside.values(seed, numbers), outside.columns, futures)
        self.used[outside.columns] = 1
        return self._with_room(chance, asked, wanted=asked.rows, seed=seed)

    def play(self, drawn: Floats, asked: Asked, *, wanted: int) -> Played:
        """Play the futures of some rows of drawn values; one that asks for a NaN there ends with a fault."""
        futures = np.zeros(len(drawn), dtype=np.int64)
        nothing = np.empty((len(drawn), 0)), np.empty(0, dtype=np.int64)
        return self._with_room((drawn, *nothing, futures), asked, wanted=wanted)

    def follow(self, chance: Chance, asked: Asked, *, wanted: int, seed: int) -> Played:
        """Play futures that are given some values, and draw the others when they ask for them.

        Parameters: `chance`: its row holds what all are given, else NaN; `wanted`: kinds of rows to keep.
        """
        return self._with_room(chance, asked, wanted=wanted, seed=seed)

    def _with_room(self, chance: Chance, asked: Asked, *, wanted: int, seed: int | None = None) -> Played:
        """Play futures; once more, with more room, where it ran out."""
        found = self._play(chance, asked, wanted=wanted, seed=seed)
        while (found.faults == at.NO_ROOM).any() and self.scale < MOST_SCALE:
            self.scale *= 4
            log.info("a run of the compiled engine needed more room: now %d times the usual", self.scale)
            found = self._play(chance, asked, wanted=wanted, seed=seed)
        return found

    @property
    def _room(self) -> tuple[Ints, Floats, Ints]:
        """The arrays in which a run moves, and the head of them before it does."""
        if self.scale not in self.rooms:
            i, f = self.flat.room(self.scale)
            self.rooms = {self.scale: (i, f, i[: at.HEAD].copy())}
            i[at.TOUCHED_N] = NONE
        return self.rooms[self.scale]

    def _play(self, chance: Chance, asked: Asked, *, wanted: int, seed: int | None) -> Played:
        flat, runs = self.flat, len(chance[-1])
        i, f, begin = self._room
        begin[at.WANTED], begin[at.GIVEN] = wanted, seed is None
        begin[at.NOTING] = seed is None or self.learned < LEARNING
        self.learned += runs
        begin[at.SEED] = np.uint64(seed or 0).view(np.int64)
        looked_into = np.array(asked.looked_into, dtype=np.int64)
        width = asked.dates + COSTS + PARTS * len(looked_into)
        critical = np.zeros((runs, len(looked_into), len(flat.plan.steps)), dtype=np.bool_)
        kept = (np.empty((runs, width)), critical, np.zeros(runs, dtype=np.int64))
        with watched(self.told, quick=self.quick):
            wishes = (looked_into, np.array(asked.columns, dtype=np.int64), asked.dates)
            entry()((flat.p, flat.q), begin, (i, f), chance, wishes, kept)
        self.used |= i[i[at.USED] : i[at.USED] + flat.row_width]
        return Played(i, f, *kept)
