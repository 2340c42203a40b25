"""Differences that a cause made, with intervals: as played less without it, future by future.

Above 0 it made something later, dearer or more. No future is played here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.comparing.pairing import SAME, Cut
from sim.stats import Estimate, paired_difference, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from exercises.counterfactual.causes import Cause
    from sim.batch.road import Broken
    from sim.comparing.statistic import Measure

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """What a cause changed of one measure, in its unit: as played less without it.

    `mean`: dates beyond the horizon count as the horizon; `cut`: how often they lie there. `less`, `more`:
    share of futures in which it is earlier or cheaper, later or dearer. `played`: in the future that was
    played; NaN where it was not reached with or without it.
    """

    measure: Measure
    mean: Estimate
    less: Estimate
    more: Estimate
    cut: Cut
    played: float

    @property
    def moved(self) -> bool:
        """Whether it differs in any future, that of play included."""
        return bool(self.less.value or self.more.value or abs(self.played) > SAME or np.isinf(self.played))


@dataclass(frozen=True)
class Worth:
    """What one cause changed. `refused`: why play cannot be thought of without it, else ''."""

    cause: Cause
    changes: tuple[Change, ...]
    refused: str = ""

    @property
    def moved(self) -> tuple[Change, ...]:
        """Return the measures that it changed in any future."""
        return tuple(each for each in self.changes if each.moved)


@dataclass(frozen=True)
class Counterfactual:
    """What every cause changed, and all of them together (`whole`).

    `n`: new futures that both sides played; `measures`: what was looked at; `broken`: runs that broke off.
    """

    worths: tuple[Worth, ...]
    whole: Worth
    measures: tuple[Measure, ...]
    n: int
    seed: int
    horizon: float
    broken: tuple[Broken, ...] = ()

    @property
    def idle(self) -> tuple[Worth, ...]:
        """Return the causes that changed nothing that was looked at, in any future."""
        return tuple(each for each in self.worths if not each.moved and not each.refused)

    @property
    def most_idle(self) -> float:
        """Return the largest share of futures in which an idle cause may still change something (95 %)."""
        return wilson(0, self.n).high


def change_of(measure: Measure, pair: tuple[Floats, Floats], horizon: float) -> Change:
    """Return what a cause changed of one measure.

    Parameters: `pair`: the measure with and without it, in the future that was played, then in every new
    one, shape (1 + n,), infinite where not reached; `horizon`: in days.
    """
    with_, without = pair
    most = horizon if measure.dated else np.inf
    after, before = with_[1:], without[1:]
    with np.errstate(invalid="ignore"):
        moved = after - before
        played = float(with_[0] - without[0])
    return Change(
        measure=measure,
        mean=paired_difference(np.minimum(after, most), np.minimum(before, most)),
        less=wilson(int((moved < -SAME).sum()), len(moved)),
        more=wilson(int((moved > SAME).sum()), len(moved)),
        cut=Cut(*(float(each.mean()) for each in _cuts(before, after))),
        played=played,
    )


def _cuts(before: Floats, after: Floats) -> tuple[NDArray[np.bool_], ...]:
    base, side = np.isinf(before), np.isinf(after)
    return base, side, base | side
