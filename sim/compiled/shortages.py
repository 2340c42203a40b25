"""What falls short of a request, on flat arrays: its pools and money; a part of `sim.engine.queueing`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.events import fail
from sim.compiled.jitting import inlined
from sim.compiled.lanes import is_closed
from sim.compiled.layout import Flat
from sim.compiled.ledger import (
    APPORTIONED,
    AT_START,
    amount_of,
    free,
)
from sim.compiled.rows import now
from sim.compiled.stores import available
from sim.plan import NONE
from sim.trace import Cause

MECHANISM: Final = int(Cause.MECHANISM)
FUND: Final = int(Cause.FUND)


@inlined
def claims(w: Flat, posting: int) -> bool:
    """Whether a posting claims apportioned money at the start."""
    return w.p[posting + at.P_AT] == AT_START and w.p[posting + at.P_SOURCE] == APPORTIONED


@inlined
def short(w: Flat, request: int, step: int) -> tuple[int, int]:
    """Return the pool or fund that falls short; who waits for a mechanism closes no lane."""
    pool = _short_pool(w, request, step)
    if pool != NONE:
        cause = w.p[now(w, pool) + at.POOL_CAUSE]
        w.i[request + at.SHORT] = 1 if cause != MECHANISM else 0
        return cause, pool
    fund = _short_fund(w, request, step)
    if fund != NONE:
        w.i[request + at.SHORT] = 1
        return FUND, fund
    return NONE, NONE


@inlined
def _short_pool(w: Flat, request: int, step: int) -> int:
    first = w.p[step + at.NEEDS]
    for need in range(first, first + at.NEED * w.p[step + at.NEEDS_N], at.NEED):
        if not _fill(w, request, need):
            return w.p[w.p[need + at.N_POOLS]]
    return NONE


@inlined
def _fill(w: Flat, request: int, need: int) -> bool:
    """Note how a need is filled from its pools in order of preference; return whether it can be."""
    left = w.p[need + at.N_AMOUNT]
    before = w.i[at.TAKEN_N]
    pools = w.p[need + at.N_POOLS]
    for source in range(w.p[need + at.N_POOLS_N]):
        pool = w.p[pools + source]
        free = 0
        if not is_closed(w, w.p[pool + at.POOL_INDEX]):
            free = max(0, available(w, pool) - _spoken_for(w, request, pool, before=before))
        part = min(left, free) if w.p[need + at.N_SPLIT] or free >= left else 0
        if part > 0:
            _note_taking(w, need, pool, amount=part, source=source)
            left -= part
        if left == 0:
            break
    return left <= 0


@inlined
def _spoken_for(w: Flat, request: int, pool: int, *, before: int) -> int:
    """Return what earlier needs of the same request would take from a pool."""
    total = 0
    for turn in range(w.i[request + at.TAKING], before):
        row = w.i[at.TAKEN] + at.TAKEN_ROW * turn
        if w.i[row + at.T_POOL] == pool:
            total += w.i[row + at.T_AMOUNT]
    return total


@inlined
def _note_taking(w: Flat, need: int, pool: int, *, amount: int, source: int) -> None:
    if w.i[at.TAKEN_N] >= w.i[at.TAKEN_MOST]:
        fail(w, at.NO_ROOM)
        return
    row = w.i[at.TAKEN] + at.TAKEN_ROW * w.i[at.TAKEN_N]
    w.i[at.TAKEN_N] += 1
    w.i[row + at.T_NEED] = need
    w.i[row + at.T_POOL] = pool
    w.i[row + at.T_AMOUNT] = amount
    w.i[row + at.T_SOURCE] = source


@inlined
def _short_fund(w: Flat, request: int, step: int) -> int:
    """Return a fund that does not hold what the step claims, or has lapsed under its programme."""
    first, count = w.p[step + at.POSTINGS], w.p[step + at.POSTINGS_N]
    turn = w.p[w.i[request + at.R_ROUND] + at.TURN]
    for posting in range(first, first + at.POSTING * count, at.POSTING):
        if claims(w, posting):
            fund, claimed = w.p[posting + at.P_FUND], 0
            for each in range(first, posting + at.POSTING, at.POSTING):
                if claims(w, each) and w.p[each + at.P_FUND] == fund:
                    claimed += amount_of(w, each, turn)
            if _lacks(w, step, fund, amount=claimed):
                return fund
    return NONE


@inlined
def _lacks(w: Flat, step: int, fund: int, *, amount: int) -> bool:
    if amount == 0:
        return False
    row, operation = now(w, fund), w.p[step + at.OPERATION]
    if is_closed(w, w.p[row + at.LANE] + w.p[row + at.LANE_STEP] * operation):
        return True
    return free(w, fund, operation) < amount
