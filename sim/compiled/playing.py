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
from sim.compiled.ending import milestone_days
from sim.compiled.flattening import Flattened
from sim.compiled.jitting import compiled, kept_on_disk, source_stamp, watched
from sim.compiled.layout import Bits, Flat, Floats, Ints
from sim.compiled.pointers import pointer
from sim.compiled.world import run
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Plan

EVERYTHING = (1 << 16) - 1
MOST_SCALE = 1024
COSTS, PARTS = 5, 12
"""Numbers kept of a run beside its milestones: kinds of cost, and parts of each chain."""
log = logging.getLogger(__name__)


@compiled
def play_one(w: Flat, asked: tuple[Ints, Ints, int], *, values: Floats, critical: Bits) -> int:
    """Play one future to its horizon and reckon what is kept of it; return what went wrong.

    `asked`: milestones looked into, columns of the funds' days, and how many dates there are.
    """
    looked_into, columns, dates = asked
    run(w)
    if w.i[at.FAULT] != at.NO_FAULT:
        return w.i[at.FAULT]
    days = values[: w.p[at.MILESTONES_N]]
    milestone_days(w, days)
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
    drawn: Floats,
    asked: tuple[Ints, Ints, int],
    kept: tuple[Floats, Bits, Ints],
) -> None:
    """Play futures one after the other; what is kept of each goes to its row, what went wrong too."""
    i, f = state
    values, critical, faults = kept
    size = len(begin)
    for place in range(len(drawn)):
        i[:size] = begin
        f[:size] = 0.0
        w = Flat(pointer(declared[0]), pointer(declared[1]), pointer(i), pointer(f), pointer(drawn[place]))
        faults[place] = play_one(w, asked, values=values[place], critical=critical[place])


play_all_of = compiled(_play_all)


@cache
def entry() -> Callable[..., None]:
    """Return the compiled entry, from the disk if it was compiled before from the same sources."""
    stamp = source_stamp()

    def play_all(declared, begin, state, drawn, asked, kept):  # type: ignore[no-untyped-def]  # noqa: PLR0917  Numba finds the types
        return play_all_of(declared, begin, state, drawn, asked, kept) if stamp else None

    return kept_on_disk(play_all)


class Asked(NamedTuple):
    """What is kept of a run: milestones looked into, columns of the funds' days, and how many dates in all.

    `columns`: per fund the place among the dates of the day on which it is dry, then low; NONE: nowhere.
    """

    looked_into: Sequence[int] = ()
    columns: Sequence[int] = ()
    dates: int = 0

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

    def measured(self, seed: int, numbers: Sequence[int], asked: Asked) -> Played:
        """Play some futures and return what is kept of them.

        Of all that may be drawn a run asks for a part. What the first runs asked for is drawn for the
        others; who asks for more is played again with all of it.
        """
        wanted = self.used.astype(np.bool_) if self.learned else None
        found = self.play(self.flat.values(seed, numbers, wanted=wanted), asked, wanted=self._wanted)
        self.learned += len(numbers)
        for place in np.flatnonzero(found.faults == at.NO_DRAW):
            whole = self.flat.values(seed, [numbers[int(place)]])
            again = self.play(whole, asked, wanted=self._wanted)
            found.values[place], found.critical[place] = again.values[0], again.critical[0]
            found.faults[place] = again.faults[0]
        return found

    @property
    def _wanted(self) -> int:
        """The kinds of rows that measures read."""
        kinds = [at.T_WAIT, at.T_POSTING, at.T_ASSESSMENT, at.T_STRENGTH]
        if any(each.year_cost for each in self.flat.plan.pools):
            kinds.append(at.T_LEVEL)
        return sum(1 << each for each in kinds)

    def play(self, drawn: Floats, asked: Asked, *, wanted: int) -> Played:
        """Play the futures of some rows of drawn values; once more, with more room, where it ran out."""
        found = self._play(drawn, asked, wanted=wanted)
        while (found.faults == at.NO_ROOM).any() and self.scale < MOST_SCALE:
            self.scale *= 4
            log.info("a run of the compiled engine needed more room: now %d times the usual", self.scale)
            found = self._play(drawn, asked, wanted=wanted)
        return found

    @property
    def _room(self) -> tuple[Ints, Floats, Ints]:
        """The arrays in which a run moves, and what stands at their beginning before it does."""
        if self.scale not in self.rooms:
            i, f = self.flat.room(self.scale)
            self.rooms = {self.scale: (i, f, i[: self.flat.places.size].copy())}
        return self.rooms[self.scale]

    def _play(self, drawn: Floats, asked: Asked, *, wanted: int) -> Played:
        flat, runs = self.flat, len(drawn)
        i, f, begin = self._room
        begin[at.WANTED] = wanted
        looked_into = np.array(asked.looked_into, dtype=np.int64)
        width = asked.dates + COSTS + PARTS * len(looked_into)
        critical = np.zeros((runs, len(looked_into), len(flat.plan.steps)), dtype=np.bool_)
        kept = (np.empty((runs, width)), critical, np.zeros(runs, dtype=np.int64))
        with watched(self.told, quick=self.quick):
            wishes = (looked_into, np.array(asked.columns, dtype=np.int64), asked.dates)
            entry()((flat.p, flat.q), begin, (i, f), drawn, wishes, kept)
        self.used |= i[i[at.USED] : i[at.USED] + flat.row_width]
        return Played(i, f, *kept)
