"""Work that goes faster since something else was done before; as `sim.engine.easing`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.jitting import inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.rows import keeps, reached, write
from sim.domain import watchlist

eased = twin(watchlist.eased)


@inlined
def eased_days(w: Flat, round_: int, step: int, *, days: float) -> float:
    """Return the days of work of a round that begins now, and write down what is saved."""
    shorter, first = days, w.p[step + at.EASED]
    for ease in range(first, first + at.EASE * w.p[step + at.EASED_N], at.EASE):
        if _any_reached(w, ease):
            shorter = eased(shorter, (w.q[ease + at.E_FACTOR],))
    if shorter != days and keeps(w, at.T_EASE):
        row_ = write(w, at.T_EASE, w.f[at.NOW], a=round_, x=days - shorter)
        w.i[row_ + at.ROW_B] = _kept_float(w, shorter / days)
    return shorter


@inlined
def _any_reached(w: Flat, ease: int) -> bool:
    first = w.p[ease + at.E_STEPS]
    for place in range(first, first + w.p[ease + at.E_STEPS_N]):  # noqa: SIM110  Numba knows no generators
        if reached(w, w.p[place]):
            return True
    return False


@inlined
def _kept_float(w: Flat, number: float) -> int:
    """Keep a second float of a row in a row of its own; return its place."""
    return write(w, at.T_MORE, w.f[at.NOW], a=0, x=number)
