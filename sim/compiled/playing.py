"""Playing futures of a Plan on flat arrays: the one compiled entry, and what comes out of it.

Whoever reads an `Outcome` of it reads what the SimPy engine would have left behind (`tracing`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from sim import domain
from sim.compiled import layout as at
from sim.compiled.costs import write_costs
from sim.compiled.critical import write_chain
from sim.compiled.ending import milestone_days
from sim.compiled.flattening import Flattened
from sim.compiled.jitting import compiled, quickly
from sim.compiled.layout import Bits, Flat, Floats, Ints
from sim.compiled.tracing import outcome_of
from sim.compiled.world import run
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.trace import Outcome

EVERYTHING = (1 << 16) - 1
MOST_SCALE = 1024
COSTS, PARTS = 5, 12
"""Numbers kept of a run beside its milestones: kinds of cost, and parts of each chain."""
log = logging.getLogger(__name__)


@compiled
def play_one(w: Flat, looked_into: Ints, *, values: Floats, critical: Bits) -> int:
    """Play one future to its horizon and reckon what is kept of it; return what went wrong."""
    run(w)
    if w.i[at.FAULT] != at.NO_FAULT:
        return w.i[at.FAULT]
    count = w.p[at.MILESTONES_N]
    days = values[:count]
    milestone_days(w, days)
    write_costs(w, values[count : count + COSTS])
    for place in range(len(looked_into)):
        begin = count + COSTS + PARTS * place
        parts = values[begin : begin + PARTS]
        write_chain(w, looked_into[place], days=days, parts=parts, steps=critical[place])
    return w.i[at.FAULT]


def _play_all(  # noqa: PLR0917  Numba binds the arguments of an entry by their places
    declared: tuple[Ints, Floats],
    begin: Ints,
    state: tuple[Ints, Floats],
    drawn: Floats,
    looked_into: Ints,
    kept: tuple[Floats, Bits, Ints],
) -> None:
    """Play futures one after the other; what is kept of each goes to its row, what went wrong too."""
    i, f = state
    values, critical, faults = kept
    size = len(begin)
    for place in range(len(drawn)):
        i[:size] = begin
        f[:size] = 0.0
        w = Flat(declared[0], declared[1], i, f, drawn[place])
        faults[place] = play_one(w, looked_into, values=values[place], critical=critical[place])


@cache
def entry() -> Callable[..., None]:
    """Return the compiled entry, from the disk if it was compiled before from the same sources."""
    stamp = _stamp()

    def play_all(declared, begin, state, drawn, looked_into, kept):  # type: ignore[no-untyped-def]  # noqa: PLR0917  Numba finds the types
        return play_all_of(declared, begin, state, drawn, looked_into, kept) if stamp else None

    try:
        return njit(cache=True, nogil=True, error_model="numpy")(play_all)  # type: ignore[no-any-return]  # Numba has no types
    except RuntimeError:  # there is no folder that may be written to
        log.info("compiled code cannot be kept on disk: it is made anew in every process")
        return njit(nogil=True, error_model="numpy")(play_all)  # type: ignore[no-any-return]  # as above


play_all_of = compiled(_play_all)


def _stamp() -> int:
    """Return a number that changes with any source that goes into the compiled code."""
    rooms = (Path(__file__).parent, Path(domain.__file__).parent, Path(domain.__file__).parent.parent / "plan")
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted(room.glob("*.py")):
            digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:6], "little") | 1


class Machine:
    """Plays futures of one Plan."""

    def __init__(self, flat: Flattened, *, told: Callable[[int], None] = lambda _: None) -> None:
        self.flat = flat
        self.told = told

    def play(self, drawn: Floats, *, looked_into: Sequence[int], wanted: int, scale: int = 1) -> Played:
        """Play the futures of some rows of drawn values."""
        flat = self.flat
        i, f = flat.room(scale)
        i[at.WANTED] = wanted
        begin = i[: flat.places.size].copy()
        runs, milestones = len(drawn), len(flat.plan.milestones)
        width = milestones + COSTS + PARTS * len(looked_into)
        kept = (
            np.empty((runs, width)),
            np.zeros((runs, len(looked_into), len(flat.plan.steps)), dtype=np.bool_),
            np.zeros(runs, dtype=np.int64),
        )
        with quickly(self.told):
            chains = np.array(looked_into, dtype=np.int64)
            entry()((flat.p, flat.q), begin, (i, f), drawn, chains, kept)
        return Played(i, f, *kept)


class Played:
    """What some futures left behind: state and rows of the last of them, and what is kept of each."""

    def __init__(self, i: Ints, f: Floats, values: Floats, critical: Bits, faults: Ints) -> None:  # noqa: PLR0917  as they come
        self.i, self.f = i, f
        self.values, self.critical, self.faults = values, critical, faults


def traced(flat: Flattened, seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """Yield the whole outcomes of some futures."""
    drawn = flat.values(seed, numbers)
    machine, milestones = Machine(flat), len(flat.plan.milestones)
    for place, replication in enumerate(numbers):
        one = drawn[place : place + 1]
        found = _whole(machine, one)
        days = found.values[0, :milestones]
        yield outcome_of(
            flat, found.i, found.f, drawn=one[0], days=days, seed=seed, replication=replication
        )


def _whole(machine: Machine, drawn: Floats) -> Played:
    scale = 1
    while True:
        found = machine.play(drawn, looked_into=(), wanted=EVERYTHING, scale=scale)
        fault = int(found.faults[0])
        if fault == at.NO_FAULT:
            return found
        if fault != at.NO_ROOM or scale >= MOST_SCALE:
            message = f"a run of the compiled engine broke off: fault {fault}"
            raise ScrsError(message)
        scale *= 4


Anything = Any
