"""What the watch list lets one know of its draws at a moment: onsets, flags, alarms.

A crisis that has come, or that is flagged, is known with all its draws: whoever reads the list is taken to
know the day for which it warns. What has neither come nor been flagged has waited so long already.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.domain.watchlist import flag_day, listed_day
from sim.engine.calendars import snapped
from sim.plan import NONE
from sim.trace import Fate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sim.draws import Family, Sampler
    from sim.forecasting.noting import Lived
    from sim.plan import Alarms, Arrival, Watch

    Floats = NDArray[np.float64]
    Bits = NDArray[np.bool_]

OVER, NOT_BEGUN = math.inf, -math.inf
Known = tuple[int, int, float]
"""Column, regime, and the days of it that have gone, as in `waits.Wait`."""


def crises(lived: Lived) -> Iterator[Known]:
    """Yield what is known of each draw of the watch list."""
    watch = lived.plan.watch
    if watch is None:
        return
    settled = settled_arrivals(lived)
    for place, arrival in enumerate(watch.arrivals):
        yield from _arrival(lived, arrival, known=place in settled[0], timed=place in settled[1])
    if watch.alarms is not None:
        yield from _alarms(lived, watch, watch.alarms)


def settled_arrivals(lived: Lived) -> tuple[set[int], set[int]]:
    """Return the arrivals that came or are flagged; and those whose day stands with them, being before."""
    lookout, watch = lived.world.lookout, lived.plan.watch
    arrivals = () if watch is None else watch.arrivals
    known = {
        place
        for place, each in enumerate(arrivals)
        if lookout.fates[each.operation] in {Fate.CAME, Fate.AVERTED} or lookout.flags[place] <= lived.day
    }
    timed = set(known)
    for place in known:
        before = arrivals[place].after
        while before != NONE:
            timed.add(before)
            before = arrivals[before].after
    return known, timed


def unflagged(lived: Lived) -> tuple[int, ...]:
    """Return the arrivals that may still be flagged, or come without a flag."""
    watch = lived.plan.watch
    known, _ = settled_arrivals(lived)
    arrivals = () if watch is None else watch.arrivals
    return tuple(place for place, each in enumerate(arrivals) if place not in known and each.seen != NONE)


def flagged_by(sampler: Sampler, places: Sequence[int], u: Floats, *, day: float) -> Bits:
    """Return the futures in which one of some arrivals is flagged by a day, shape (n,).

    Parameters: `u`: tied uniforms, shape (n, width).
    """
    watch, offsets = sampler.plan.watch, sampler.offsets
    if watch is None:
        return np.zeros(len(u), dtype=np.bool_)
    values = sampler.values(u, _families(sampler, watch))
    onsets: list[Floats] = []
    for each in watch.arrivals:
        if each.gap == NONE:
            onsets.append(np.full(len(u), each.day))
        else:
            before = 0.0 if each.after == NONE else onsets[each.after]
            onsets.append(before + values[:, min(offsets[each.gap] + each.turn, offsets[each.gap + 1] - 1)])
    found = np.zeros(len(u), dtype=np.bool_)
    for place in places:
        arrival = watch.arrivals[place]
        seen, lead, turn = (values[:, offsets[e]] for e in (arrival.seen, arrival.lead, arrival.place))
        listed = np.array(
            [
                flag_day(snapped(a), b, refreshed=watch.refreshed, place=c)
                for a, b, c in zip(onsets[place], lead, turn, strict=True)
            ]
        )
        found |= (seen > 0.0) & (listed <= day)
    return found


def _families(sampler: Sampler, watch: Watch) -> tuple[Family, ...]:
    wanted = np.zeros(sampler.width, dtype=np.bool_)
    for draw in own_draws(watch):
        wanted[sampler.offsets[draw] : sampler.offsets[draw + 1]] = True
    return sampler.families_of(wanted)


def own_draws(watch: Watch) -> set[int]:
    """Return the draws that say when crises come and are flagged."""
    found = {each for a in watch.arrivals for each in (a.gap, a.seen, a.lead, a.place)}
    return found - {NONE}


def _arrival(lived: Lived, arrival: Arrival, *, known: bool, timed: bool) -> Iterator[Known]:
    column = _columns(lived)
    if arrival.gap != NONE:
        before = 0.0 if arrival.after == NONE else lived.world.lookout.onsets[arrival.after]
        gone = lived.day - before if before <= lived.day else NOT_BEGUN
        yield column(arrival.gap, arrival.turn), 0, OVER if timed else gone
    for draw in (arrival.seen, arrival.lead, arrival.place):
        if draw != NONE:
            yield column(draw, 0), 0, OVER if known else NOT_BEGUN
    fate = lived.world.lookout.fates[arrival.operation]
    for draw in (arrival.lowers, arrival.luck):
        if draw != NONE:
            yield column(draw, 0), 0, NOT_BEGUN if fate is Fate.NEVER else OVER


def _alarms(lived: Lived, watch: Watch, alarms: Alarms) -> Iterator[Known]:
    """Yield the gaps between alarms: those listed are over, the next has lasted to the last issue."""
    column, row = _columns(lived), lived.rows[0]
    day, known = 0.0, True
    issue = math.floor(lived.day / watch.refreshed) * watch.refreshed if watch.refreshed else lived.day
    for turn in range(len(alarms.flagged)):
        gap, place = column(alarms.gap, turn), column(alarms.place, turn)
        since, day = day, day + row[gap]
        listed = snapped(listed_day(day, refreshed=watch.refreshed, place=row[place]))
        on_list = known and (listed <= lived.day or day <= issue)
        gone = OVER if on_list else max(0.0, issue - since) if known else NOT_BEGUN
        yield gap, 0, gone
        for each in (place, column(alarms.elsewhere, turn)):
            yield each, 0, OVER if on_list else NOT_BEGUN
        known = on_list


class _columns:  # noqa: N801  reads as the function that it is
    """Where a round of a draw stands; the last repeats."""

    def __init__(self, lived: Lived) -> None:
        self.offsets = lived.ready.samplers[0].offsets

    def __call__(self, draw: int, turn: int) -> int:
        """Return the column."""
        return min(self.offsets[draw] + turn, self.offsets[draw + 1] - 1)
