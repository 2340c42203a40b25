"""What is measured on a run: days from onset to a milestone of each operation, and dollars.

Only these numbers leave a worker. Less is better on every gauge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.batch.players import Brief
    from sim.plan import Plan

    Floats = NDArray[np.float64]

STANDARD = {
    "first_team_in_country": "First civilians",
    "first_dollar_obligated": "First dollar",
    "military_exit": "Military exit",
}
"""Milestones of an operation, and what they are called here."""
DOLLARS = "cost"
MOST_OWN = 3
"""Milestones of a plan that has none of the standard ones."""


@dataclass(frozen=True)
class Gauge:
    """One thing that is measured. `parts`: milestones whose days are averaged; none: it is dollars.

    `onsets`: day from which each part is counted.
    """

    name: str
    label: str
    parts: tuple[str, ...] = ()
    onsets: tuple[float, ...] = ()

    @property
    def unit(self) -> str:
        """Return its unit."""
        return "d" if self.parts else "USD"


def gauges_of(plan: Plan) -> tuple[Gauge, ...]:
    """Return the gauges of a plan: the standard milestones of its operations, or its own; and dollars."""
    names = {each.id for each in plan.milestones}
    found = [_standard(plan, name, names) for name in STANDARD]
    dates = [each for each in found if each.parts]
    if not dates:
        own = [each.id for each in plan.milestones][:MOST_OWN]
        dates = [Gauge(name, name.replace("_", " "), (name,), (0.0,)) for name in own]
    return (*dates, Gauge(DOLLARS, "Cost"))


def _standard(plan: Plan, name: str, names: set[str]) -> Gauge:
    mine = [each for each in plan.operations if f"{each.id}.{name}" in names]
    parts = tuple(f"{each.id}.{name}" for each in mine)
    return Gauge(name, STANDARD[name], parts, tuple(each.onset for each in mine))


def read(gauges: tuple[Gauge, ...], plan: Plan, brief: Brief) -> tuple[float, ...]:
    """Return what the gauges show on a run, part by part: days since D+0, NaN if never; dollars."""
    days = dict(zip((each.id for each in plan.milestones), brief.days, strict=True))
    return tuple(value for each in gauges for value in _shown(each, days, brief))


def _shown(gauge: Gauge, days: dict[str, float], brief: Brief) -> tuple[float, ...]:
    if gauge.parts:
        return tuple(days.get(each, math.nan) for each in gauge.parts)
    return (brief.cost,)


def settled(gauges: tuple[Gauge, ...], rows: Floats, horizon: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the mean of each gauge's parts, and whether one of them was not reached.

    What was not reached counts as reached at the horizon: too early, so differences come out too small.

    Parameters: `rows`: as `read`, shape (n, parts). Returns: both of shape (n, gauges).
    """
    values, open_ended, place = [], [], 0
    for each in gauges:
        width = max(1, len(each.parts))
        mine = rows[:, place : place + width]
        never = np.isnan(mine)
        days = np.where(never, horizon, mine) - np.asarray(each.onsets or (0.0,))
        values.append(days.mean(axis=1))
        open_ended.append(never.any(axis=1))
        place += width
    return np.stack(values, axis=1), np.stack(open_ended, axis=1)
