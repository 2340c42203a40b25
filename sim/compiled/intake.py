"""Recruits of a corps, month by month, on flat arrays; as `sim.engine.intake`."""

from __future__ import annotations

import numpy as np

from sim.compiled import layout as at
from sim.compiled.events import REVIEW, schedule
from sim.compiled.jitting import inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.rows import now, value
from sim.compiled.stores import recruit, strength
from sim.domain import readiness
from sim.domain.readiness import MONTH

recruited = twin(readiness.recruited)
share_out = twin(readiness.intake, readiness.in_proportion)


@inlined
def wait_a_month(w: Flat, intake: int) -> None:
    """Put the next round of recruitment on the clock."""
    schedule(w, at.E_RECRUIT, MONTH, order=REVIEW, a=intake)


@inlined
def recruiting_round(w: Flat, intake: int) -> None:
    """Take on this month's recruits by the numbers that hold now."""
    row, months = now(w, intake), w.i[intake + at.I_MONTHS]
    rate = w.q[row + at.I_PER_MONTH]
    most = recruited(months + 1, rate) - recruited(months, rate)
    pools, targets, count = w.p[row + at.I_POOLS], w.p[row + at.I_TARGETS], w.p[row + at.I_N]
    missing = np.empty(count, dtype=np.int64)
    for place in range(count):
        missing[place] = max(0, w.p[targets + place] - strength(w, w.p[pools + place]))
    days = value(w, w.p[row + at.I_TRAINING], months)
    people = share_out(missing, most)
    for place in range(count):
        if people[place]:
            recruit(w, w.p[pools + place], people[place], days=days)
    w.i[intake + at.I_MONTHS] += 1
    wait_a_month(w, intake)
