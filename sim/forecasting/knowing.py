"""What a moment of a run lets one know of each uniform: settled, above some number, or nothing.

A wait of which some has gone cannot have been shorter: its uniform lies above the one at which it would have
ended now, by the law that held when it began. What was asked for and is no wait is settled. Who draws on
from here is `mixing`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.calendars import GRID
from sim.forecasting.noting import live
from sim.forecasting.waits import NOT_BEGUN, OVER, waits_of
from sim.forecasting.watching import unflagged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.draws import Sampler
    from sim.forecasting.noting import Lived
    from sim.forecasting.waits import Wait
    from sim.plan import Plan

    Floats = NDArray[np.float64]
    Bits = NDArray[np.bool_]

HALVINGS = 60
"""Of the unit interval: as many as a float has room for."""
CLOSE = 2.0 / GRID
"""Days: what ends so soon after now may end at this very moment of the clock."""


@dataclass(frozen=True, eq=False)
class Known:
    """What a day of one run lets one know. Arrays have shape (width,), one place per column of uniforms.

    `u`: the run's own, tied; `settled`: where they stay; `least`: below which they cannot lie elsewhere, 0
    where nothing is known.
    """

    day: float
    u: Floats
    settled: Bits
    least: Floats
    unflagged: tuple[int, ...] = ()
    """Arrivals of the watch list that have neither come nor been flagged."""


def known_at(plan: Plan, *, seed: int, replication: int, day: float) -> Known:
    """Return what is known on a day of one future of a plan, after all that happened at that moment."""
    return known_of(live(plan, seed=seed, replication=replication, until=day))


def known_of(lived: Lived) -> Known:
    """Return what is known where a run stands."""
    width = lived.ready.samplers[0].width
    settled = np.zeros(width, dtype=np.bool_)
    settled[list({each.column for each in lived.notes})] = True
    least = np.zeros(width)
    waits = list(waits_of(lived))
    settled[[each.column for each in waits]] = False
    settled[[each.column for each in waits if each.gone == OVER]] = True
    begun = [each for each in waits if each.gone != NOT_BEGUN and not settled[each.column]]
    for regime, gone in _by_regime(begun).items():
        columns = np.array(list(gone))
        sampler, spent = lived.ready.samplers[regime], np.array(list(gone.values()))
        found = least_of(sampler, lived.u, columns=columns, gone=spent)
        least[columns] = np.maximum(least[columns], found)
    settled[least >= lived.u] = True
    _settle_risks(lived, settled, least)
    least[settled] = 0.0
    return Known(lived.day, lived.u, settled, least, unflagged(lived))


def _by_regime(waits: list[Wait]) -> dict[int, dict[int, float]]:
    """Return, per regime, column → the most that has gone of it."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for each in waits:
        mine = found[each.regime]
        mine[each.column] = max(mine.get(each.column, 0.0), each.gone)
    return found


def _settle_risks(lived: Lived, settled: Bits, least: Floats) -> None:
    """Take whether a risk happened for known as soon as it bears on anything that is known; not before."""
    sampler = lived.ready.samplers[0]
    seen: dict[int, bool] = {}
    for risk in lived.plan.risks:
        scaled = {each for _, some in risk.scales for each in some}
        spans = [slice(sampler.offsets[each], sampler.offsets[each + 1]) for each in scaled]
        bears = any(settled[each].any() or (least[each] > 0.0).any() for each in spans)
        for each in (risk.happens, *(factor for factor, _ in risk.scales)):
            seen[sampler.offsets[each]] = bears or seen.get(sampler.offsets[each], False)
    for column, bears in seen.items():
        settled[column] = bears


def least_of(sampler: Sampler, u: Floats, *, columns: NDArray[np.intp], gone: Floats) -> Floats:
    """Return the uniforms at which some draws would be over just now, by the law of a plan or regime.

    Parameters: `u`: of the run; its risks stay as they are. `columns`, `gone`: which, and the amount that has
    gone, in the unit of each draw, shape (waits,).
    """
    wanted = np.zeros(sampler.width, dtype=np.bool_)
    wanted[columns] = True
    for risk in sampler.plan.risks:
        wanted[[sampler.offsets[each] for each in (risk.happens, *(factor for factor, _ in risk.scales))]] = (
            True
        )
    families = sampler.families_of(wanted)
    low, high = np.zeros(len(columns)), np.ones(len(columns))
    row = u[None, :].copy()
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        row[0, columns] = middle
        short = sampler.values(row, families)[0, columns] <= gone + CLOSE
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return high
