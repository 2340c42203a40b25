"""Whether the ground is safe enough, on flat arrays; as `World._safe`."""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.pointers import stretch
from sim.compiled.rows import now
from sim.domain import operation
from sim.plan import NONE

mean_level = twin(operation.mean_level)


@inlined
def condition(w: Flat, province: int, sector: int) -> float:
    """Return the condition of a sector of a province now."""
    return w.f[w.p[province + at.PLOTS] + at.PLOT * sector + at.CONDITION_NOW]


@compiled
def safe(w: Flat, theatre: int, province: int, *, sector: int, at_least: float) -> bool:
    """Whether a sector of a province, or of the whole theatre on the mean, stands at a level."""
    if province != NONE:
        return condition(w, province, sector) >= at_least
    row = now(w, theatre)
    first, count = w.p[row + at.PROVINCES], w.p[row + at.PROVINCES_N]
    plots = w.p[first + at.PLOTS]
    step = at.PLOT * w.p[row + at.SECTORS_N]
    begin = plots + at.PLOT * sector + at.CONDITION_NOW
    levels = stretch(w.f, begin, count, step)
    begin = first + at.POPULATION
    people = stretch(w.p, begin, count, at.PROVINCE)
    return mean_level(levels, people) >= at_least
