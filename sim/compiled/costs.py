"""What one run costs, reckoned while it runs; as `sim.measures.cost` reads it off a trace."""

from __future__ import annotations

from typing import NamedTuple

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, twin
from sim.compiled.layout import Flat, Floats
from sim.domain import accountability

force_cost_per_day = twin(accountability.force_cost_per_day)
people_cost_per_day = twin(accountability.people_cost_per_day)
FORCE, POLICE, CIVILIANS, PROGRAMMES, READINESS = range(5)
"""Places of the kinds of cost, in the order of `sim.measures.cost.ALL_KINDS`."""


class ForceNumbers(NamedTuple):
    """As `sim.plan.Force`, what formulas read of it."""

    troops: int
    troop_year: float
    elasticity: float


@compiled
def write_costs(w: Flat, costs: Floats) -> None:
    """Write the dollars of each kind over all operations up to the horizon."""
    let_days_pass(w, w.q[at.HORIZON])
    costs[:] = 0.0
    costs[PROGRAMMES], costs[READINESS] = w.f[at.COST_PROGRAMMES], w.f[at.COST_READINESS]
    first = w.p[at.THEATRES]
    for theatre in range(first, first + at.THEATRE * w.p[at.THEATRES_N], at.THEATRE):
        let_strength_end(w, theatre, w.q[at.HORIZON])
        for kind in range(PROGRAMMES):
            costs[kind] += w.f[theatre + at.C_FORCE + kind]


@compiled
def let_strength_end(w: Flat, theatre: int, end: float) -> None:
    """Add what the strength last written down has cost until it changed."""
    if not w.i[theatre + at.STRENGTH_NOTED]:
        return
    days = max(0.0, end - w.f[theatre + at.STRENGTH_SINCE])
    year, share = w.q[theatre + at.F_TROOP_YEAR], w.q[theatre + at.F_ELASTICITY]
    force = ForceNumbers(w.p[theatre + at.TROOPS], year, share)
    police = people_cost_per_day(w.i[theatre + at.S_POLICE], w.q[theatre + at.F_POLICE_YEAR])
    civilians = people_cost_per_day(w.i[theatre + at.S_CIVILIANS], w.q[theatre + at.F_CIVILIAN_YEAR])
    w.f[theatre + at.C_FORCE] += force_cost_per_day(force, w.i[theatre + at.S_TROOPS]) * days
    w.f[theatre + at.C_POLICE] += police * days
    w.f[theatre + at.C_CIVILIANS] += civilians * days


@compiled
def let_days_pass(w: Flat, until: float) -> None:
    """Add what keeping corps ready has cost since the last change of a pool."""
    since = w.f[at.READY_SINCE]
    if until <= since:
        return
    rate, first = 0.0, w.p[at.POOLS]
    for pool in range(first, first + at.POOL * w.p[at.POOLS_N], at.POOL):
        if w.q[pool + at.YEAR_COST] != 0.0:
            rate += people_cost_per_day(w.i[pool + at.STRENGTH_SEEN], w.q[pool + at.YEAR_COST])
    w.f[at.COST_READINESS] += rate * (until - since)
    w.f[at.READY_SINCE] = until
