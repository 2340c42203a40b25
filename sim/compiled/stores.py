"""Stores on flat arrays: people and things, seized and given back; as `sim.engine.stores`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.costs import let_days_pass
from sim.compiled.events import STEP, fail, schedule
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.lanes import freed
from sim.compiled.layout import Flat
from sim.compiled.rows import keeps, now, value, write
from sim.domain import readiness
from sim.engine.calendars import TICK
from sim.plan import NONE

who_come = twin(readiness.who_come)
lost_on_return = twin(readiness.lost_on_return)
passed_on = twin(readiness.passed_on)


@compiled
def size(w: Flat, pool: int) -> int:
    """Return the people who come when called, or the plain size."""
    row = now(w, pool)
    size = w.p[row + at.POOL_SIZE]
    if w.p[row + at.YIELDS] == NONE:
        return size
    share = value(w, w.p[row + at.YIELDS], 0)
    before = w.p[row + at.BEFORE]
    return who_come(before + size, share) - who_come(before, share)


@inlined
def strength(w: Flat, pool: int) -> int:
    """Return who is on the rolls and stays there."""
    return w.i[pool + at.FREE] + w.i[pool + at.HELD_NOW] + w.i[pool + at.RESTING] - w.i[pool + at.OWED]


@compiled
def note(w: Flat, pool: int) -> None:
    """Write down the level of a pool, and what it has cost to keep ready up to now."""
    if not w.p[now(w, pool) + at.NOTED]:
        return
    if w.p[at.YEARLY]:
        let_days_pass(w, w.f[at.NOW])
        w.i[pool + at.STRENGTH_SEEN] = w.i[pool + at.FREE] + w.i[pool + at.HELD_NOW] + w.i[pool + at.RESTING]
    if keeps(w, at.T_LEVEL):
        row_ = write(w, at.T_LEVEL, w.f[at.NOW], a=pool, x=0.0)
        w.i[row_ + at.ROW_B] = w.i[pool + at.FREE]
        w.i[row_ + at.ROW_C] = w.i[pool + at.HELD_NOW]
        w.i[row_ + at.ROW_D] = w.i[pool + at.RESTING]
        w.i[row_ + at.ROW_E] = w.i[pool + at.LOST]


@inlined
def available(w: Flat, pool: int) -> int:
    """Return what may be seized now; nothing through a mechanism that has expired."""
    return w.i[pool + at.FREE] if w.f[at.NOW] < w.q[now(w, pool) + at.EXPIRES] - TICK else 0


@inlined
def seize(w: Flat, round_: int, pool: int, *, amount: int, until: int) -> None:
    """Take from a pool for a round of a step, until a step's finish gives it back."""
    w.i[pool + at.FREE] -= amount
    w.i[pool + at.HELD_NOW] += amount
    held = _held_row(w)
    if held == 0:
        return
    w.i[held + at.H_POOL] = pool
    w.i[held + at.H_AMOUNT] = amount
    w.i[held + at.H_UNTIL] = until
    w.i[held + at.H_NEXT] = 0
    w.f[held + at.H_SINCE] = w.f[at.NOW]
    last = w.i[round_ + at.HELD]
    if last == 0:
        w.i[round_ + at.HELD] = held
    else:
        while w.i[last + at.H_NEXT] != 0:
            last = w.i[last + at.H_NEXT]
        w.i[last + at.H_NEXT] = held
    note(w, pool)


@inlined
def _held_row(w: Flat) -> int:
    row = w.i[at.HELD_FREE]
    if row != 0:
        w.i[at.HELD_FREE] = w.i[row + at.H_NEXT]
        return row
    if w.i[at.HELD_N] >= w.i[at.HELD_MOST]:
        fail(w, at.NO_ROOM)
        return 0
    row = w.i[at.HELDS] + at.HELD_ROW * w.i[at.HELD_N]
    w.i[at.HELD_N] += 1
    return row


@inlined
def give_back(w: Flat, round_: int, held: int, *, by: int) -> None:
    """Return one thing that a round holds; a ceiling stays used."""
    pool, amount = w.i[held + at.H_POOL], w.i[held + at.H_AMOUNT]
    if keeps(w, at.T_HOLDING):
        since = w.f[held + at.H_SINCE]
        row_ = write(w, at.T_HOLDING, since, a=round_, x=w.f[at.NOW])
        w.i[row_ + at.ROW_B] = pool
        w.i[row_ + at.ROW_C] = amount
    w.i[held + at.H_NEXT] = w.i[at.HELD_FREE]
    w.i[at.HELD_FREE] = held
    if not w.p[now(w, pool) + at.CONSUMED]:
        _come_back(w, pool, amount, by=by)


@inlined
def _come_back(w: Flat, pool: int, amount: int, *, by: int) -> None:
    w.i[pool + at.HELD_NOW] -= amount
    back = amount - _struck(w, pool, amount)
    gone = _attrition(w, pool, back)
    w.i[pool + at.LOST] += gone
    back -= gone
    row = now(w, pool)
    becomes = w.p[row + at.BECOMES]
    if becomes == NONE or w.p[row + at.SERVICE] == 1:
        _rest(w, pool, back, into=pool if becomes == NONE else becomes, by=by)
        return
    w.i[pool + at.SERVED] += back
    passing = passed_on(w.i[pool + at.SERVED], w.p[row + at.SERVICE]) - w.i[pool + at.PASSED]
    passing = max(0, min(passing, back))
    w.i[pool + at.PASSED] += passing
    _rest(w, pool, back - passing, into=pool, by=by)
    _rest(w, pool, passing, into=becomes, by=by)


@compiled
def _rest(w: Flat, pool: int, people: int, *, into: int, by: int) -> None:
    """Let people rest as their pool does, or as the pool does that they join at once."""
    if into != pool and w.p[now(w, pool) + at.RESTS_THERE]:
        note(w, pool)
        _join(w, pool, into, people=people)
        pool = into
    rest = w.p[now(w, pool) + at.REST]
    if rest == NONE:
        _arrive(w, pool, people, into=into, by=by)
        return
    w.i[pool + at.RESTING] += people
    note(w, pool)
    _free_after(w, value(w, rest, 0), pool, people=people, into=into, by=by)


@inlined
def recruit(w: Flat, pool: int, people: int, *, days: float) -> None:
    """Take on recruits, who are in training for some days before they are free."""
    _join(w, NONE, pool, people=people)
    w.i[pool + at.RESTING] += people
    note(w, pool)
    _free_after(w, days, pool, people=people, into=pool, by=NONE)


@compiled
def _free_after(w: Flat, days: float, pool: int, *, people: int, into: int, by: int) -> None:
    slot = schedule(w, at.E_RESTED, days, order=STEP, a=pool)
    w.i[slot + at.EVENT_B] = people
    w.i[slot + at.EVENT_C] = into
    w.i[slot + at.EVENT_D] = by


@inlined
def _attrition(w: Flat, pool: int, amount: int) -> int:
    """Return who leaves for good: whole people as the shares add up over all returns."""
    draw = w.p[now(w, pool) + at.ATTRITION]
    if draw == NONE:
        return 0
    w.i[pool + at.RETURNED] += amount
    gone = lost_on_return(w.i[pool + at.RETURNED], value(w, draw, 0)) - w.i[pool + at.LEFT]
    gone = max(0, min(gone, amount))
    w.i[pool + at.LEFT] += gone
    return gone


@inlined
def rested(w: Flat, pool: int, amount: int, *, into: int, by: int) -> None:
    """End a rest."""
    w.i[pool + at.RESTING] -= amount
    _arrive(w, pool, amount - _struck(w, pool, amount), into=into, by=by)


@compiled
def _struck(w: Flat, pool: int, amount: int) -> int:
    """Take, of those who come back, whom a blow or a smaller pool still takes; return how many."""
    struck = min(w.i[pool + at.OWED], amount)
    w.i[pool + at.OWED] -= struck
    w.i[pool + at.LOST] += struck
    return struck


@compiled
def _arrive(w: Flat, pool: int, amount: int, *, into: int, by: int) -> None:
    if into != pool:
        note(w, pool)
        _join(w, pool, into, people=amount)
    w.i[into + at.FREE] += amount
    first = w.i[into + at.LAST_BY] if w.f[into + at.LAST_WHEN] == w.f[at.NOW] else NONE
    if by == NONE or (first != NONE and first < by):
        by = first
    w.f[into + at.LAST_WHEN] = w.f[at.NOW]
    w.i[into + at.LAST_BY] = by
    note(w, into)
    freed(w, into)


@compiled
def _join(w: Flat, source: int, target: int, *, people: int) -> None:
    if people and keeps(w, at.T_MOVE):
        row_ = write(w, at.T_MOVE, w.f[at.NOW], a=source, x=0.0)
        w.i[row_ + at.ROW_B] = target
        w.i[row_ + at.ROW_C] = people


@compiled
def take_away(w: Flat, pool: int, amount: int) -> None:
    """Lose people or things for good: the free at once, the rest when they come back."""
    at_once = min(w.i[pool + at.FREE], amount)
    w.i[pool + at.FREE] -= at_once
    w.i[pool + at.LOST] += at_once
    away = w.i[pool + at.HELD_NOW] + w.i[pool + at.RESTING] - w.i[pool + at.OWED]
    w.i[pool + at.OWED] += min(amount - at_once, away)
    note(w, pool)


@inlined
def add(w: Flat, pool: int, amount: int) -> None:
    """Let people or things join a pool, free at once."""
    _join(w, NONE, pool, people=amount)
    w.i[pool + at.FREE] += amount
    note(w, pool)
    freed(w, pool)


@inlined
def resize(w: Flat) -> None:
    """Take over another size of every pool, as a patch in time sets it."""
    first = w.p[at.POOLS]
    for pool in range(first, first + at.POOL * w.p[at.POOLS_N], at.POOL):
        change = size(w, pool) - w.i[pool + at.SIZES]
        w.i[pool + at.SIZES] += change
        if change < 0:
            take_away(w, pool, -change)
        elif change > 0:
            w.i[pool + at.FREE] += change
            note(w, pool)


@inlined
def open_stores(w: Flat) -> None:
    """Fill every pool at D+0."""
    first = w.p[at.POOLS]
    for pool in range(first, first + at.POOL * w.p[at.POOLS_N], at.POOL):
        w.i[pool + at.SIZES] = w.i[pool + at.FREE] = size(w, pool)
        w.i[pool + at.LAST_BY] = NONE
        w.f[pool + at.LAST_WHEN] = -1.0
        note(w, pool)
