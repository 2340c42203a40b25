"""Strength on the ground, on flat arrays; the last part of `sim.engine.theatres`."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.adding import added
from sim.compiled import layout as at
from sim.compiled.costs import let_strength_end
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat, Ints
from sim.compiled.rows import keeps, now, write
from sim.domain import handover
from sim.plan import PartnerKind

spread = twin(handover.spread, added)
POLICE: Final = tuple(PartnerKind).index(PartnerKind.POLICE)
TROOPS: Final = tuple(PartnerKind).index(PartnerKind.TROOPS)
CIVILIANS: Final = tuple(PartnerKind).index(PartnerKind.CIVILIANS)


@compiled
def note_strength(w: Flat, theatre: int) -> None:
    """Write down troops, police and civilians if any of them changed."""
    police, others, guests = _brought(w, theatre)
    found = (w.i[theatre + at.TROOPS_NOW], police, w.i[theatre + at.CIVILIANS_NOW], others, guests)
    changed = False
    for place in range(5):
        changed = changed or found[place] != w.i[theatre + at.S_TROOPS + place]
    if not changed:
        return
    let_strength_end(w, theatre, w.f[at.NOW])
    for place in range(5):
        w.i[theatre + at.S_TROOPS + place] = found[place]
    w.i[theatre + at.STRENGTH_NOTED], w.f[theatre + at.STRENGTH_SINCE] = 1, w.f[at.NOW]
    if keeps(w, at.T_STRENGTH):
        index = w.p[theatre + at.T_INDEX]
        row_ = write(w, at.T_STRENGTH, w.f[at.NOW], a=index, x=0.0)
        for place in range(5):
            w.i[row_ + at.ROW_B + place] = found[place]


@inlined
def _brought(w: Flat, theatre: int) -> tuple[int, int, int]:
    """Return the police, troops and civilians of all partners, in whole heads."""
    police, troops, people, row = 0.0, 0.0, 0.0, now(w, theatre)
    first, count = w.p[row + at.PARTNERS], w.p[row + at.PARTNERS_N]
    for partner in range(first, first + at.PARTNER * count, at.PARTNER):
        kind, there = w.p[now(w, partner) + at.B_KIND], w.f[partner + at.B_THERE]
        if kind == POLICE:
            police += there
        elif kind == TROOPS:
            troops += there
        elif kind == CIVILIANS:
            people += there
    return int(np.rint(police)), int(np.rint(troops)), int(np.rint(people))


@inlined
def weights_of(w: Flat, theatre: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the garrison at the onset of every province, and whether it is handed over."""
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    garrisons, handed = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.bool_)
    for place in range(count):
        province = first + at.PROVINCE * place
        garrisons[place] = w.p[province + at.GARRISON]
        handed[place] = w.i[province + at.HANDED_OVER] != 0
    return garrisons, handed


@compiled
def post_troops(w: Flat, theatre: int) -> None:
    """Spread the troops over the provinces: a residual's weight where authority has passed."""
    residual = w.q[now(w, theatre) + at.DD_RESIDUAL]
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    weights = np.empty(count, dtype=np.float64)
    for place in range(count):
        province = first + at.PROVINCE * place
        share = residual if w.i[province + at.HANDED_OVER] else 1.0
        weights[place] = w.p[province + at.GARRISON] * share
    posted = spread(w.i[theatre + at.TROOPS_NOW], weights)
    for place in range(count):
        w.i[first + at.PROVINCE * place + at.POSTED] = posted[place]


@inlined
def bring_back(w: Flat, theatre: int, troops: int) -> None:
    """Let troops come back after a relapse: drawdown and exit go on by the same rules."""
    w.i[theatre + at.IS_LEFT] = 0
    w.i[theatre + at.TROOPS_NOW] = troops
    post_troops(w, theatre)
    note_strength(w, theatre)
