"""Rounds called again, and cut short when security falls; the other half of `sim.engine.rotations`."""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.network import cut_short
from sim.compiled.rows import arrows, keeps, now, step_of, touch, write
from sim.compiled.safety import safe
from sim.compiled.starting import make_ready
from sim.plan import NONE
from sim.trace import Cause, State

UNDER_WAY: Final = int(State.UNDER_WAY)
CANCELLED: Final = int(State.CANCELLED)
GATE: Final = int(Cause.GATE)
PREDECESSOR: Final = int(Cause.PREDECESSOR)


@compiled
def reopen(w: Flat, first: int) -> None:
    """Call again, now and in declared order, for whom a rotation was called off by a signal."""
    touch(w, first)
    w.i[first + at.REOPENED] = 1
    for place in range(w.p[at.STEPS_N]):
        step = w.p[now(w, at.STEPS)] + at.STEP_WIDTH * place
        if w.p[step + at.UNLESS] == first:
            round_ = _after_the_last(w, step)
            if round_ != NONE:
                call(w, round_, NONE, cause=GATE)


@inlined
def _after_the_last(w: Flat, step: int) -> int:
    """Return the round after the last one that was ever ready, if that one was called off; or NONE."""
    first = w.p[step + at.FIRST]
    end = first + at.ROUND * w.p[step + at.ROUNDS]
    last = NONE
    for round_ in range(first, end, at.ROUND):
        if not math.isnan(w.f[round_ + at.READY]):
            last = round_
    if last == NONE or w.i[last + at.STATE] != CANCELLED or last + at.ROUND >= end:
        return NONE
    return last + at.ROUND


@inlined
def evacuate(w: Flat, theatre: int) -> None:
    """End, at a review, every round whose ground has fallen below what it began to stay at."""
    line, count = w.i[at.PLANNED_LINE], w.i[at.PLANNED_N]
    _sort(w, line, count)
    for place in range(count):
        round_ = w.i[line + place]
        if w.i[round_ + at.STATE] != UNDER_WAY:
            w.i[line + place] = NONE
            continue
        step = w.i[round_ + at.AS_BEGUN]
        if w.p[step + at.LEAVES] == theatre and not _may_stay(w, step):
            w.i[line + place] = NONE
            _leave(w, round_, step)
    kept = 0
    for place in range(w.i[at.PLANNED_N]):
        if w.i[line + place] != NONE:
            w.i[line + kept] = w.i[line + place]
            kept += 1
    w.i[at.PLANNED_N] = kept


@inlined
def _sort(w: Flat, line: int, count: int) -> None:
    """Put some rounds in declared order: all but the newest are in order already."""
    for place in range(1, count):
        round_, here = w.i[line + place], place
        while here > 0 and w.i[line + here - 1] > round_:
            w.i[line + here] = w.i[line + here - 1]
            here -= 1
        w.i[line + here] = round_


@inlined
def _may_stay(w: Flat, step: int) -> bool:
    where, sector = w.p[step + at.LEAVES_PROVINCE], w.p[step + at.LEAVES_SECTOR]
    return safe(w, w.p[step + at.LEAVES], where, sector=sector, at_least=w.q[step + at.LEAVES_LEVEL])


@inlined
def _leave(w: Flat, round_: int, step: int) -> None:
    """Let a round's people go home now, and call who follows: they wait until it is safe to return."""
    if keeps(w, at.T_EVACUATION):
        people = 0
        first = w.p[step + at.DRIVES]
        for row in range(first, first + 2 * w.p[step + at.DRIVES_N], 2):
            people += w.p[row + 1]
        planned = w.f[round_ + at.PLANNED]
        row_ = write(w, at.T_EVACUATION, w.f[at.NOW], a=round_, x=planned)
        w.i[row_ + at.ROW_B] = people
    cut_short(w, round_)
    row = now(w, round_)
    first, end = arrows(w.p[row + at.ON_START])
    for arrow in range(first, end, at.ARROW):
        head = w.p[arrow] & at.LOWER
        if w.p[step_of(w, head) + at.RETURNS] != NONE:
            touch(w, w.p[head + at.FIRST_OF])
            w.i[w.p[head + at.FIRST_OF] + at.BARRED] = 1
            if math.isnan(w.f[head + at.READY]):
                call(w, head, round_, cause=PREDECESSOR)


@compiled
def call(w: Flat, round_: int, by: int, *, cause: int) -> None:
    """Make a round ready now, whatever it would have waited for; `by`: the round that has it so."""
    touch(w, round_)
    w.i[round_ + at.STARTS_PENDING] = 0
    w.i[round_ + at.BINDER], w.i[round_ + at.CAUSE] = by, cause
    make_ready(w, round_)
