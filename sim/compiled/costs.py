"""What one run cost, read off its rows; as `sim.measures.cost`."""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat, Floats
from sim.domain import accountability
from sim.plan import Account

force_cost_per_day = twin(accountability.force_cost_per_day)
people_cost_per_day = twin(accountability.people_cost_per_day)
DISBURSED: Final = int(Account.DISBURSED)
FORCE, POLICE, CIVILIANS, PROGRAMMES, READINESS = range(5)
"""Places of the kinds of cost, in the order of `sim.measures.cost.ALL_KINDS`."""


class ForceNumbers(NamedTuple):
    """As `sim.plan.Force`, what formulas read of it."""

    troops: int
    troop_year: float
    elasticity: float


@compiled
def write_costs(w: Flat, costs: Floats) -> None:
    """Write the dollars of each kind over all operations."""
    costs[:] = 0.0
    _begin(w)
    since = 0.0
    for row in range(w.i[at.ROWS], w.i[at.ROWS] + at.ROW * w.i[at.ROWS_N], at.ROW):
        kind = w.i[row + at.ROW_KIND]
        if kind == at.T_STRENGTH:
            _strength_changes(w, row)
        elif kind == at.T_POSTING and w.i[row + at.ROW_D] == DISBURSED:
            costs[PROGRAMMES] += w.i[row + at.ROW_E]
        elif kind == at.T_LEVEL:
            since = _let_days_pass(w, costs, since, until=w.f[row + at.ROW_TIME])
            heads = w.i[row + at.ROW_B] + w.i[row + at.ROW_C] + w.i[row + at.ROW_D]
            w.i[w.i[row + at.ROW_A] + at.STRENGTH_SEEN] = heads
    _let_days_pass(w, costs, since, until=w.q[at.HORIZON])
    first = w.p[at.THEATRES]
    for theatre in range(first, first + at.THEATRE * w.p[at.THEATRES_N], at.THEATRE):
        _let_strength_end(w, theatre, w.q[at.HORIZON])
        for kind in range(PROGRAMMES):
            costs[kind] += w.f[theatre + at.C_FORCE + kind]


@compiled
def _begin(w: Flat) -> None:
    first = w.p[at.THEATRES]
    for theatre in range(first, first + at.THEATRE * w.p[at.THEATRES_N], at.THEATRE):
        w.i[theatre + at.COST_ROW] = 0
        for kind in range(PROGRAMMES):
            w.f[theatre + at.C_FORCE + kind] = 0.0
    first = w.p[at.POOLS]
    for pool in range(first, first + at.POOL * w.p[at.POOLS_N], at.POOL):
        w.i[pool + at.STRENGTH_SEEN] = 0


@inlined
def _strength_changes(w: Flat, row: int) -> None:
    theatre = w.p[at.THEATRES] + at.THEATRE * w.i[row + at.ROW_A]
    _let_strength_end(w, theatre, w.f[row + at.ROW_TIME])
    w.i[theatre + at.COST_ROW] = row


@compiled
def _let_strength_end(w: Flat, theatre: int, end: float) -> None:
    """Add what the strength last written down has cost until it changed."""
    row = w.i[theatre + at.COST_ROW]
    if row == 0:
        return
    days = max(0.0, end - w.f[row + at.ROW_TIME])
    year, share = w.q[theatre + at.F_TROOP_YEAR], w.q[theatre + at.F_ELASTICITY]
    force = ForceNumbers(w.p[theatre + at.TROOPS], year, share)
    police = people_cost_per_day(w.i[row + at.ROW_C], w.q[theatre + at.F_POLICE_YEAR])
    civilians = people_cost_per_day(w.i[row + at.ROW_D], w.q[theatre + at.F_CIVILIAN_YEAR])
    w.f[theatre + at.C_FORCE] += force_cost_per_day(force, w.i[row + at.ROW_B]) * days
    w.f[theatre + at.C_POLICE] += police * days
    w.f[theatre + at.C_CIVILIANS] += civilians * days


@compiled
def _let_days_pass(w: Flat, costs: Floats, since: float, *, until: float) -> float:
    """Add what keeping corps ready has cost since the last change; return since when that is reckoned."""
    if until <= since:
        return since
    rate, first = 0.0, w.p[at.POOLS]
    for pool in range(first, first + at.POOL * w.p[at.POOLS_N], at.POOL):
        if w.q[pool + at.YEAR_COST] != 0.0:
            rate += people_cost_per_day(w.i[pool + at.STRENGTH_SEEN], w.q[pool + at.YEAR_COST])
    costs[READINESS] += rate * (until - since)
    return until
