"""Troops spread over provinces, on flat arrays; as `Ground._post_troops` of `sim.engine.theatres`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat, Ints
from sim.compiled.rows import now
from sim.domain import handover

spread = twin(handover.spread)


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
