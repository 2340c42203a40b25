"""What partners bring, on flat arrays; the loops of `sim.domain.partners`, with its formulas."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.rows import drawn, now
from sim.compiled.strengths import CIVILIANS, POLICE, TROOPS
from sim.domain import partners
from sim.plan import NONE, PartnerKind

recruited = twin(partners.recruited)
filled = twin(partners.filled)
uncovered = twin(partners.uncovered)
PROGRAMMES: Final = tuple(PartnerKind).index(PartnerKind.PROGRAMMES)
FORCES: Final = (1 << POLICE) | (1 << TROOPS)
PEOPLE: Final = 1 << CIVILIANS
"""Kinds of partners as bits."""


@inlined
def _bounds(w: Flat, theatre: int) -> tuple[int, int]:
    first = w.p[theatre + at.PARTNERS]
    return first, first + at.PARTNER * w.p[theatre + at.PARTNERS_N]


@inlined
def let_partners_come(w: Flat, theatre: int, days: float) -> None:
    """Take over the strength of every partner some days after the onset, and note what they bring."""
    first, end = _bounds(w, theatre)
    kinds = 0
    for partner in range(first, end, at.PARTNER):
        w.f[partner + at.B_THERE] = strength_of(w, partner, days)
        kinds |= 1 << w.p[now(w, partner) + at.B_KIND]
    w.i[theatre + at.KINDS_NOW] = kinds


@inlined
def strength_of(w: Flat, partner: int, days: float) -> float:
    """Return heads (or dollars) of a partner some days after the onset."""
    row = now(w, partner)
    shape, ceiling = w.q[row + at.B_SHAPE], drawn(w, w.p[row + at.B_CEILING])
    lag, scale = drawn(w, w.p[row + at.B_LAG]), drawn(w, w.p[row + at.B_SCALE])
    done = recruited(days, lag=lag, scale=scale, shape=shape)
    total, before = 0.0, 0
    first = w.p[row + at.B_PLEDGES]
    for pledge in range(first, first + w.p[row + at.B_PLEDGES_N]):
        if days <= w.q[pledge]:
            break
        since = done - recruited(w.q[pledge], lag=lag, scale=scale, shape=shape)
        total += filled(w.p[pledge] - before, ceiling, since)
        before = w.p[pledge]
    return total


@inlined
def _here(w: Flat, partner: int, province: int) -> float:
    """Return the strength of a partner that has its effect in a province."""
    return w.f[partner + at.B_THERE] * w.q[w.p[now(w, partner) + at.B_WEIGHTS] + w.p[province + at.P_INDEX]]


@inlined
def added_forces(w: Flat, theatre: int, province: int) -> float:
    """Return the forces that partners add to the effort in a province."""
    return _added(w, theatre, province, kinds=FORCES)


@inlined
def added_people(w: Flat, theatre: int, province: int) -> float:
    """Return the civilians that partners add to the effort in a province."""
    return _added(w, theatre, province, kinds=PEOPLE)


@compiled
def _added(w: Flat, theatre: int, province: int, *, kinds: int) -> float:
    total = 0.0
    if w.i[theatre + at.KINDS_NOW] & kinds:
        first, end = _bounds(w, theatre)
        for partner in range(first, end, at.PARTNER):
            if (kinds >> w.p[now(w, partner) + at.B_KIND]) & 1:
                total += _here(w, partner, province)
    return total


@inlined
def with_partner_money(w: Flat, theatre: int, province: int) -> None:
    """Add to every sector's money what partners bring."""
    if not w.i[theatre + at.KINDS_NOW] & (1 << PROGRAMMES):
        return
    plots = w.p[province + at.PLOTS]
    first, end = _bounds(w, theatre)
    sectors = at.PLOT * w.p[theatre + at.SECTORS_N]
    for plot in range(plots, plots + sectors, at.PLOT):
        w.f[plot + at.PARTNER_MONEY] = 0.0
    for partner in range(first, end, at.PARTNER):
        row = now(w, partner)
        if w.p[row + at.B_KIND] == PROGRAMMES and w.p[row + at.B_SECTOR] != NONE:
            plot = plots + at.PLOT * w.p[row + at.B_SECTOR]
            w.f[plot + at.PARTNER_MONEY] += _here(w, partner, province)
    for plot in range(plots, plots + sectors, at.PLOT):
        w.f[plot + at.MONEY] += w.f[plot + at.PARTNER_MONEY]


@inlined
def covered(w: Flat, theatre: int, required: float) -> float:
    """Return the own troops that must stay: what partner troops that replace them do not cover."""
    there = 0.0
    first, end = _bounds(w, theatre)
    for partner in range(first, end, at.PARTNER):
        if w.p[now(w, partner) + at.B_REPLACES]:
            there += w.f[partner + at.B_THERE]
    return uncovered(required, there)
