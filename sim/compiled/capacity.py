"""Local capacity of a theatre's provinces, on flat arrays; as `sim.engine.capacity`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.counts import mean
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.numbers import growth_of
from sim.compiled.rows import keeps, now, write
from sim.domain import operation

grown_capacity = twin(operation.grown_capacity, operation.saturation, operation.grown)


@inlined
def begin(w: Flat, theatre: int) -> None:
    """Count from the onset on."""
    row = now(w, theatre)
    first, count = w.p[row + at.PROVINCES], w.p[row + at.PROVINCES_N]
    for province in range(first, first + at.PROVINCE * count, at.PROVINCE):
        _money(w, province, w.p[row + at.CAPACITY_DRIVERS], days=0.0)
    if w.p[row + at.COUNTS_CAPACITY]:
        _write_down(w, theatre)


@inlined
def grow(w: Flat, theatre: int, days: float) -> None:
    """Grow it by the effort of some days."""
    row = now(w, theatre)
    growth, ownership = growth_of(w, theatre), w.q[row + at.OWNERSHIP]
    first, count = w.p[row + at.PROVINCES], w.p[row + at.PROVINCES_N]
    for province in range(first, first + at.PROVINCE * count, at.PROVINCE):
        transforming, sustaining = _money(w, province, w.p[row + at.CAPACITY_DRIVERS], days=days)
        if w.p[row + at.COUNTS_CAPACITY]:
            w.f[province + at.CAPACITY] = grown_capacity(
                growth,
                w.f[province + at.CAPACITY],
                civilians=w.f[province + at.MENTORS],
                transforming=transforming,
                sustaining=sustaining,
                ownership=ownership,
                population=w.p[now(w, province) + at.POPULATION],
                days=days,
            )
    if w.p[row + at.COUNTS_CAPACITY]:
        _write_down(w, theatre)


@compiled
def _money(w: Flat, province: int, counted: int, *, days: float) -> tuple[float, float]:
    """Return the mean dollars under delivery for transformation and for sustainability."""
    if not counted:
        return 0.0, 0.0
    transforming = mean(w, w.p[province + at.TRANSFORMING], days)
    return transforming, mean(w, w.p[province + at.SUSTAINING], days)


@compiled
def _write_down(w: Flat, theatre: int) -> None:
    if not keeps(w, at.T_CAPACITY):
        return
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    for place in range(count):
        level = w.f[first + at.PROVINCE * place + at.CAPACITY]
        row_ = write(w, at.T_CAPACITY, w.f[at.NOW], a=w.p[theatre + at.T_INDEX], x=level)
        w.i[row_ + at.ROW_B] = place
