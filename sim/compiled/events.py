"""Moments in a heap, in the declared order of what happens at the same time; as `sim.engine.events`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.calendars import snapped
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat

CHANGE: Final = 0
STEP: Final = 1
REVIEW: Final = 2
DISPATCH: Final = 3
ORDERS = 48
"""Bits for the turn in which events were put on the clock; the order stands above them."""


@inlined
def fail(w: Flat, fault: int) -> None:
    """Note what went wrong; the run ends and is played again elsewhere."""
    if w.i[at.FAULT] == at.NO_FAULT:
        w.i[at.FAULT] = fault


@compiled
def schedule(w: Flat, kind: int, delay: float, *, order: int, a: int) -> int:
    """Put an event at the moment nearest to `delay` days from now; return its slot, for more of it."""
    size = w.i[at.HEAP_N]
    if size >= w.i[at.HEAP_MOST]:
        fail(w, at.NO_ROOM)
        return w.i[at.SLOTS]
    slot = _slot(w)
    w.i[slot + at.KIND] = kind
    w.i[slot + at.EVENT_A] = a
    w.i[at.SEQUENCE] += 1
    w.i[at.HEAP_N] = size + 1
    _rise(w, size, (order << ORDERS) | w.i[at.SEQUENCE], moment=snapped(w.f[at.NOW] + delay), slot=slot)
    return slot


@inlined
def peek(w: Flat) -> float:
    """Return the moment of the next event, or infinity."""
    return w.f[w.i[at.HEAP]] if w.i[at.HEAP_N] > 0 else float("inf")


@inlined
def next_event(w: Flat) -> int:
    """Move the clock to the next event, take it off the heap and return its slot."""
    heap = w.i[at.HEAP]
    slot = w.i[heap + 1]
    w.f[at.NOW] = w.f[heap]
    size = w.i[at.HEAP_N] - 1
    w.i[at.HEAP_N] = size
    if size > 0:
        last = heap + 2 * size
        _sink(w, w.i[last], w.i[last + 1], moment=w.f[last], size=size)
    return slot


@inlined
def give_slot_back(w: Flat, slot: int) -> None:
    """Let another event use the slot of one that has happened."""
    w.i[slot + at.KIND] = w.i[at.SLOT_FREE]
    w.i[at.SLOT_FREE] = slot


@inlined
def _slot(w: Flat) -> int:
    slot = w.i[at.SLOT_FREE]
    if slot != 0:
        w.i[at.SLOT_FREE] = w.i[slot + at.KIND]
        return slot
    slot = w.i[at.SLOTS] + at.SLOT * w.i[at.SLOTS_N]
    w.i[at.SLOTS_N] += 1
    return slot


@inlined
def _rise(w: Flat, size: int, key: int, *, moment: float, slot: int) -> None:
    heap, place = w.i[at.HEAP], size
    while place > 0:
        above = (place - 1) >> 1
        there = heap + 2 * above
        if w.f[there] < moment or (w.f[there] == moment and w.i[there] < key):
            break
        here = heap + 2 * place
        w.f[here], w.i[here], w.i[here + 1] = w.f[there], w.i[there], w.i[there + 1]
        place = above
    here = heap + 2 * place
    w.f[here], w.i[here], w.i[here + 1] = moment, key, slot


@inlined
def _sink(w: Flat, key: int, slot: int, *, moment: float, size: int) -> None:
    heap, place = w.i[at.HEAP], 0
    below = 1
    while below < size:
        there = heap + 2 * below
        if below + 1 < size and (
            w.f[there + 2] < w.f[there] or (w.f[there + 2] == w.f[there] and w.i[there + 2] < w.i[there])
        ):
            below += 1
            there += 2
        if moment < w.f[there] or (moment == w.f[there] and key < w.i[there]):
            break
        here = heap + 2 * place
        w.f[here], w.i[here], w.i[here + 1] = w.f[there], w.i[there], w.i[there + 1]
        place, below = below, 2 * below + 1
    here = heap + 2 * place
    w.f[here], w.i[here], w.i[here + 1] = moment, key, slot
