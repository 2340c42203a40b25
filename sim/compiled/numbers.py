"""The rules of a theatre as the domain's formulas take them: numbers with the names they have there."""

from __future__ import annotations

from typing import NamedTuple

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.rows import now


class GrowthNumbers(NamedTuple):
    """As `sim.plan.Growth`."""

    security_force: float
    civilians: float
    programmes: float
    decay: float
    spoiling: float
    force_ratio: float
    team_ratio: float
    programme_ratio: float
    capital_share: float
    local: float
    capacity_building: float
    capacity_decay: float
    sustaining: float
    ownership: float


class GateNumbers(NamedTuple):
    """As `sim.plan.Gate`, what formulas read of it."""

    needed: int
    at_least: float
    neighbours: int
    passes: float
    margin: float


class DrawdownNumbers(NamedTuple):
    """As `sim.plan.Drawdown`, what formulas read of it."""

    residual: float
    exit_below: float


class AfterNumbers(NamedTuple):
    """As `sim.plan.Aftermath`, what formulas read of it."""

    in_ten_years: float
    shape: float
    early_exit_level: float
    early_exit: float
    local_capacity: float
    ownership: float
    women: float
    blow: float
    returns: float


@compiled
def growth_of(w: Flat, theatre: int) -> GrowthNumbers:
    """Return how conditions answer to effort."""
    g = now(w, theatre) + at.GROWTH
    return GrowthNumbers(
        w.q[g],
        w.q[g + 1],
        w.q[g + 2],
        w.q[g + 3],
        w.q[g + 4],
        w.q[g + 5],
        w.q[g + 6],
        w.q[g + 7],
        w.q[g + 8],
        w.q[g + 9],
        w.q[g + 10],
        w.q[g + 11],
        w.q[g + 12],
        w.q[g + 13],
    )


@compiled
def gate_of(w: Flat, theatre: int) -> GateNumbers:
    """Return when a province is handed over."""
    row = now(w, theatre)
    return GateNumbers(
        w.p[row + at.G_NEEDED],
        w.q[row + at.G_AT_LEAST],
        w.p[row + at.G_NEIGHBOURS],
        w.q[row + at.G_PASSES],
        w.q[row + at.G_MARGIN],
    )


@inlined
def drawdown_of(w: Flat, theatre: int) -> DrawdownNumbers:
    """Return how strength leaves."""
    row = now(w, theatre)
    return DrawdownNumbers(w.q[row + at.DD_RESIDUAL], w.q[row + at.DD_EXIT_BELOW])


@compiled
def after_of(w: Flat, theatre: int) -> AfterNumbers:
    """Return what may follow an exit."""
    g = now(w, theatre) + at.AFTER
    return AfterNumbers(
        w.q[g],
        w.q[g + 1],
        w.q[g + 2],
        w.q[g + 3],
        w.q[g + 4],
        w.q[g + 5],
        w.q[g + 6],
        w.q[g + 7],
        w.q[g + 8],
    )
