"""Rotations that stop and go on, on flat arrays; as `sim.engine.rotations`.

What makes rounds ready stands in `recalls`, since `network` itself calls what is here.
"""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.queueing import leave
from sim.compiled.rows import arrows, now, reached, step_of, touch
from sim.plan import NONE
from sim.trace import State

WAITING: Final = int(State.WAITING)
CANCELLED: Final = int(State.CANCELLED)


@inlined
def stopped(w: Flat, first: int) -> bool:
    """Whether a signal has come after which no round is called."""
    return reached(w, first) and not w.i[first + at.REOPENED]


@compiled
def close(w: Flat, first: int) -> None:
    """Call off those in line whom the end of a step leaves without a task."""
    w.i[first + at.REOPENED] = 0
    place = 0
    while place < w.i[at.LINE_N]:
        request = w.i[w.i[at.LINE] + place]
        round_ = w.i[request + at.R_ROUND]
        if w.p[step_of(w, round_) + at.UNLESS] == first:
            leave(w, request)
            cancel(w, round_)
        else:
            place += 1


@compiled
def cancel(w: Flat, round_: int) -> None:
    """Call off a round, and what the same team would have done after it in that round."""
    stack = w.i[at.STACK]
    w.i[stack] = round_
    size = 1
    w.i[round_ + at.STATE] = CANCELLED
    while size > 0:
        size -= 1
        here = w.i[stack + size]
        group = w.p[step_of(w, here) + at.GROUP]
        row = now(w, here)
        first, end = arrows(w.p[row + at.ON_FINISH])
        for arrow in range(first, end, at.ARROW):
            head = w.p[arrow] & at.LOWER
            ours = group != NONE and w.p[step_of(w, head) + at.GROUP] == group
            if ours and w.i[head + at.STATE] == WAITING:
                touch(w, head)
                w.i[head + at.STATE] = CANCELLED
                w.i[stack + size] = head
                size += 1
