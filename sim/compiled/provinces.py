"""One province on flat arrays: its conditions and who leads there; parts of `sim.engine.theatres`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled import network, recalls
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat, Floats
from sim.compiled.pointers import stretch
from sim.compiled.rows import keeps, write
from sim.compiled.strengths import post_troops
from sim.domain import operation
from sim.domain.operation import SECURITY
from sim.plan import NONE, Authority

shifted_level = twin(operation.shifted_level)
MILITARY: Final = int(Authority.MILITARY)
CIVILIAN: Final = int(Authority.CIVILIAN)
LOCAL: Final = int(Authority.LOCAL)
WHYS = ("onset", "deadline", "gate met", "civilian team in place", "security fell", "relapse")
WHY_ONSET, WHY_DEADLINE, WHY_GATE, WHY_CIVILIANS, WHY_FELL, WHY_RELAPSE = range(6)


@inlined
def conditions_of(w: Flat, theatre: int, province: int) -> Floats:
    """Return the conditions of a province, one per sector."""
    plots = w.p[province + at.PLOTS]
    return stretch(w.f, plots + at.CONDITION_NOW, w.p[theatre + at.SECTORS_N], at.PLOT)


@compiled
def note_conditions(w: Flat, theatre: int, province: int) -> None:
    """Write down the conditions of a province, a row per sector."""
    if not keeps(w, at.T_CONDITION):
        return
    index, place = w.p[theatre + at.T_INDEX], w.p[province + at.P_INDEX]
    for sector in range(w.p[theatre + at.SECTORS_N]):
        level = w.f[w.p[province + at.PLOTS] + at.PLOT * sector + at.CONDITION_NOW]
        row_ = write(w, at.T_CONDITION, w.f[at.NOW], a=index, x=level)
        w.i[row_ + at.ROW_B] = place
        w.i[row_ + at.ROW_C] = sector


@compiled
def shift(w: Flat, theatre: int, province: int, *, sector: int, change: float) -> None:
    """Shift conditions by a blow, within 0 to 1; NONE means every province or every sector."""
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    for each in range(first, first + at.PROVINCE * count, at.PROVINCE):
        if province not in (NONE, each):
            continue
        for kind in range(w.p[theatre + at.SECTORS_N]):
            if sector in (NONE, kind):
                place = w.p[each + at.PLOTS] + at.PLOT * kind + at.CONDITION_NOW
                w.f[place] = shifted_level(w.f[place], change)
        note_conditions(w, theatre, each)


@compiled
def take_back(w: Flat, theatre: int, province: int, *, why: int) -> None:
    """Put a province under military and civilian authority again, as before its handover."""
    w.i[province + at.HANDED_OVER] = w.i[province + at.CLEARED] = 0
    w.i[province + at.STREAK] = w.i[province + at.WEAK] = 0
    post_troops(w, theatre)
    network.take_back(w, w.p[province + at.HANDOVER])
    recalls.reopen(w, w.p[province + at.HANDOVER])
    pass_authority(w, theatre, province, sector=SECURITY, to=MILITARY, why=why)
    for sector in range(1, w.p[theatre + at.SECTORS_N]):
        pass_authority(w, theatre, province, sector=sector, to=CIVILIAN, why=why)


@compiled
def pass_authority(w: Flat, theatre: int, province: int, *, sector: int, to: int, why: int) -> None:
    """Let authority in a sector pass, if it does not lie there already."""
    plot = w.p[province + at.PLOTS] + at.PLOT * sector
    if w.i[plot + at.AUTHORITY] != to:
        w.i[plot + at.AUTHORITY] = to
        note_authority(w, theatre, province, sector=sector, why=why)


@compiled
def note_authority(w: Flat, theatre: int, province: int, *, sector: int, why: int) -> None:
    """Write down who leads in a sector of a province."""
    if not keeps(w, at.T_AUTHORITY):
        return
    index, place = w.p[theatre + at.T_INDEX], w.p[province + at.P_INDEX]
    authority = w.i[w.p[province + at.PLOTS] + at.PLOT * sector + at.AUTHORITY]
    row_ = write(w, at.T_AUTHORITY, w.f[at.NOW], a=index, x=0.0)
    w.i[row_ + at.ROW_B] = place
    w.i[row_ + at.ROW_C] = sector
    w.i[row_ + at.ROW_D] = authority
    w.i[row_ + at.ROW_E] = why
