"""What each tool is worth: from the numbers of a study to estimates with intervals.

A tool's worth is what its absence costs: days later, dollars more; above 0 it helps. Futures are
independent of each other, and within one future all groups of tools share their luck, so intervals are
Student's t over the futures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.stats import Estimate, mean_t, paired_difference, quantile, shapley, wilson
from sim.tools.design import both_ways
from sim.tools.gauges import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.batch.road import Broken
    from sim.scenario.switching import Switchboard
    from sim.tools.design import Group
    from sim.tools.gauges import Gauge

    Floats = NDArray[np.float64]

SAME = 1e-6
"""Days or dollars below which two runs do not differ."""
PERCENTILES = (0.5, 0.8)


class Worth(NamedTuple):
    """What one tool is worth on one gauge, in its unit; above 0: less without it is lost.

    `off`: all but it against all. `alone`: none against only it. `share`: its Shapley share. `helps`,
    `harms`: share of futures in which all with it are better, or worse, than all but it. `bounded`:
    share of futures in which a date of that pair was not reached, so that the difference is understated.
    """

    lever: str
    title: str
    gauge: Gauge
    off: Estimate
    alone: Estimate
    share: Estimate
    helps: Estimate
    harms: Estimate
    bounded: float


class Level(NamedTuple):
    """How one gauge stands with all tools, or with none: percentiles (infinite: not reached)."""

    gauge: Gauge
    tools: str
    percentiles: tuple[Estimate, ...]
    reached: Estimate


class Ranking(NamedTuple):
    """A whole study. `together`: what all tools are worth, per gauge; the shares add up to it.

    `broken`: runs that broke off; their futures are in no number.
    """

    scenario: str
    seed: int
    replications: int
    runs: int
    horizon: float
    gauges: tuple[Gauge, ...]
    worths: tuple[Worth, ...]
    levels: tuple[Level, ...]
    together: tuple[Estimate, ...]
    broken: tuple[Broken, ...] = ()

    def of(self, lever: str) -> tuple[Worth, ...]:
        """Return what one tool is worth on every gauge."""
        return tuple(each for each in self.worths if each.lever == lever)

    @property
    def order(self) -> tuple[str, ...]:
        """Return the levers, most valuable first, by the gauge that `ordered_by` names."""
        mine = [each for each in self.worths if each.gauge == self.ordered_by]
        return tuple(each.lever for each in sorted(mine, key=lambda each: -each.share.value))

    @property
    def ordered_by(self) -> Gauge:
        """Return the last date on which any tool makes a difference, else dollars."""
        moved = {each.gauge for each in self.worths if abs(each.share.value) > SAME}
        dates = [each for each in self.gauges if each.parts and each in moved]
        return dates[-1] if dates else self.gauges[-1]


@dataclass(frozen=True)
class _Played:
    """The settled numbers of a study: value and whether a part was not reached, per group and future."""

    values: Mapping[Group, Mapping[int, Floats]]
    never: Mapping[Group, Mapping[int, NDArray[np.bool_]]]
    futures: tuple[int, ...]

    def column(self, group: Group, gauge: int) -> Floats:
        """Return a gauge in every future, for a group that all futures play."""
        mine = self.values[group]
        return np.array([mine[each][gauge] for each in self.futures])

    def open_ended(self, group: Group, gauge: int) -> NDArray[np.bool_]:
        """Return whether a part of the gauge was not reached, in every future."""
        mine = self.never[group]
        return np.array([mine[each][gauge] for each in self.futures])


def rank(
    board: Switchboard,
    gauges: tuple[Gauge, ...],
    *,
    chosen: Mapping[int, tuple[int, ...]],
    rows: Mapping[Group, Mapping[int, Floats]],
    seed: int,
    horizon: float,
) -> Ranking:
    """Return the estimates of a study.

    Parameters: `chosen`: the order of each future, by number; `rows`: what the gauges showed, by group and
    future.
    """
    played = _settle(gauges, rows, horizon=horizon, futures=tuple(chosen))
    shares = _shares(played, chosen)
    everyone, nobody = frozenset(range(len(board.levers))), frozenset[int]()
    worths = tuple(
        _worth(board, lever, gauges[gauge], played=played, place=gauge, shares=shares[:, lever, gauge])
        for lever in range(len(board.levers))
        for gauge in range(len(gauges))
    )
    levels = tuple(
        _level(gauges[gauge], tools, played=played, group=group, place=gauge)
        for gauge in range(len(gauges))
        for tools, group in (("all tools", everyone), ("no tool", nobody))
    )
    together = tuple(
        paired_difference(played.column(nobody, gauge), played.column(everyone, gauge))
        for gauge in range(len(gauges))
    )
    return Ranking(
        scenario=board.title,
        seed=seed,
        replications=len(chosen),
        runs=sum(len(each) for each in rows.values()),
        horizon=horizon,
        gauges=gauges,
        worths=worths,
        levels=levels,
        together=together,
    )


def _settle(
    gauges: tuple[Gauge, ...],
    rows: Mapping[Group, Mapping[int, Floats]],
    *,
    horizon: float,
    futures: tuple[int, ...],
) -> _Played:
    values, never = {}, {}
    for group, mine in rows.items():
        means, opens = settled(gauges, np.array(list(mine.values())), horizon)
        values[group] = dict(zip(mine, means, strict=True))
        never[group] = dict(zip(mine, opens, strict=True))
    return _Played(values, never, futures)


def _shares(played: _Played, chosen: Mapping[int, tuple[int, ...]]) -> Floats:
    """Return Shapley shares by future, shape (futures, levers, gauges): days and dollars saved."""
    return np.array([-_share(played, future, order) for future, order in chosen.items()])


def _share(played: _Played, future: int, order: tuple[int, ...]) -> Floats:
    def worth(group: Group) -> Floats:
        return played.values[group][future]

    return shapley(both_ways(order), worth)


def _worth(
    board: Switchboard, lever: int, gauge: Gauge, *, played: _Played, place: int, shares: Floats
) -> Worth:
    everyone, nobody = frozenset(range(len(board.levers))), frozenset[int]()
    without, only = everyone - {lever}, frozenset({lever})
    off = played.column(without, place) - played.column(everyone, place)
    bounded = played.open_ended(without, place) | played.open_ended(everyone, place)
    return Worth(
        lever=board.levers[lever],
        title=board.titles[lever],
        gauge=gauge,
        off=paired_difference(played.column(without, place), played.column(everyone, place)),
        alone=paired_difference(played.column(nobody, place), played.column(only, place)),
        share=mean_t(shares),
        helps=wilson(int((off > SAME).sum()), len(off)),
        harms=wilson(int((off < -SAME).sum()), len(off)),
        bounded=float(bounded.mean()),
    )


def _level(gauge: Gauge, tools: str, *, played: _Played, group: Group, place: int) -> Level:
    """Return the percentiles of a gauge; a future in which a part was not reached ranks as infinite."""
    never = played.open_ended(group, place)
    values = np.where(never, math.inf, played.column(group, place))
    percentiles = tuple(quantile(values, p) for p in PERCENTILES)
    return Level(gauge, tools, percentiles, wilson(int((~never).sum()), len(never)))
