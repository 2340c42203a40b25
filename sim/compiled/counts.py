"""What is counted on the ground, now and on the mean; as `sim.engine.counts`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.jitting import compiled
from sim.compiled.layout import Flat
from sim.compiled.strengths import note_strength
from sim.plan import NONE


@compiled
def add(w: Flat, driver: int, amount: int, *, presence: float) -> None:
    """Add to what is counted, from now on, and write down the strength where it counts as such.

    `presence`: the share of it that is there.
    """
    w.f[driver + at.SUM] += w.f[driver + at.THERE] * (w.f[at.NOW] - w.f[driver + at.SUM_SINCE])
    w.f[driver + at.SUM_SINCE] = w.f[at.NOW]
    w.i[driver + at.COUNT] += amount
    there = w.f[driver + at.THERE] + amount * presence
    w.f[driver + at.THERE] = there if w.i[driver + at.COUNT] else 0.0
    theatre = w.p[driver + at.GROUND_OF]
    if theatre != NONE:
        w.i[theatre + at.CIVILIANS_NOW] += amount
        note_strength(w, theatre)


@compiled
def mean(w: Flat, driver: int, days: float) -> float:
    """Return the mean over the last days, since it was last asked for, and begin anew."""
    there, total = w.f[driver + at.THERE], w.f[driver + at.SUM]
    if there == 0.0 and total == 0.0:
        return 0.0
    total += there * (w.f[at.NOW] - w.f[driver + at.SUM_SINCE])
    w.f[driver + at.SUM], w.f[driver + at.SUM_SINCE] = 0.0, w.f[at.NOW]
    return total / days if days > 0.0 else there
