"""Playing futures of a Plan on flat arrays: the one compiled entry, and what comes out of it.

Whoever reads an `Outcome` of it reads what the SimPy engine would have left behind (`tracing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.compiled import layout as at
from sim.compiled.ending import milestone_days
from sim.compiled.flattening import Flattened
from sim.compiled.jitting import compiled
from sim.compiled.tracing import outcome_of
from sim.compiled.world import run
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.compiled.layout import Flat, Floats, Ints
    from sim.trace import Outcome

EVERYTHING = (1 << 16) - 1
MOST_SCALE = 1024


@compiled
def play_one(w: Flat, days: Floats) -> int:
    """Play one future to its horizon; return what went wrong."""
    run(w)
    milestone_days(w, days)
    return w.i[at.FAULT]


def traced(flat: Flattened, seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """Yield the whole outcomes of some futures."""
    drawn = flat.values(seed, numbers)
    for place, replication in enumerate(numbers):
        i, f, days = played(flat, drawn[place])
        yield outcome_of(flat, i, f, drawn=drawn[place], days=days, seed=seed, replication=replication)


def played(flat: Flattened, drawn: Floats) -> tuple[Ints, Floats, Floats]:
    """Return the state that one future left behind, with all its rows, and the days of its milestones."""
    scale = 1
    while True:
        i, f = flat.room(scale)
        i[at.WANTED] = EVERYTHING
        days = np.empty(len(flat.plan.milestones))
        fault = play_one(flat.flat(i, f, drawn), days)
        if fault == at.NO_FAULT:
            return i, f, days
        if fault != at.NO_ROOM or scale >= MOST_SCALE:
            raise ScrsError(f"fault {fault}")
        scale *= 4
