"""Lanes as bits of some words: noted, met, closed; which lanes a step has is `sim.engine.lanes`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.rows import now


@inlined
def freed(w: Flat, pool: int) -> None:
    """Note that something came free in a pool."""
    index = w.p[pool + at.POOL_INDEX]
    w.i[w.i[at.CHANGED] + index // 63] |= 1 << (index % 63)
    w.i[at.ASKED] = 1


@inlined
def funded(w: Flat, fund: int) -> None:
    """Note that money came free in a fund."""
    lanes = w.p[now(w, fund) + at.LANES_OF]
    for word in range(w.p[at.WORDS]):
        w.i[w.i[at.CHANGED] + word] |= w.p[lanes + word]
    w.i[at.ASKED] = 1


@compiled
def meets_lanes(w: Flat, area: int, lanes: int) -> bool:
    """Whether any of some lanes is noted in an area."""
    for word in range(w.p[at.WORDS]):  # noqa: SIM110  Numba knows no generators
        if w.i[area + word] & w.p[lanes + word]:
            return True
    return False


@inlined
def add_lanes(w: Flat, area: int, lanes: int) -> None:
    """Note some lanes in an area."""
    for word in range(w.p[at.WORDS]):
        w.i[area + word] |= w.p[lanes + word]


@inlined
def is_closed(w: Flat, lane: int) -> bool:
    """Whether somebody waits in a lane who may not be passed."""
    return (w.i[w.i[at.CLOSED] + lane // 63] >> (lane % 63)) & 1 == 1
