"""The lookout: on which days crises come and states are flagged, and the signals this gives.

All days follow from draws when the world opens; only whether an onset was averted, and whether a
plan was ready for it, is seen on the day itself. Formulas are `sim.domain.watchlist`.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from sim.domain.watchlist import averted, flag_day, listed_day, plan_serves
from sim.engine.calendars import snapped
from sim.engine.events import At, Order
from sim.plan import NONE
from sim.trace import Cause, Fate, WatchRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import simpy

    from sim.engine.network import Network
    from sim.engine.theatres import Ground
    from sim.plan import Alarms, Arrival, Plan, Watch

NAN = float("nan")


class Lookout:
    """What is seen coming, and what comes."""

    def __init__(
        self,
        env: simpy.Environment,
        plan: Plan,
        *,
        network: Network,
        grounds: list[Ground],
        value: Callable[[int, int], float],
    ) -> None:
        """Look at a plan's watch list; without one nothing ever happens here."""
        self.env = env
        self.horizon = plan.horizon
        self.network = network
        self.watch = plan.watch
        self.value = value
        arrivals = plan.watch.arrivals if plan.watch else ()
        self.floating = {each.operation for each in arrivals}
        """Operations that begin when their signal comes, not on a day of the Plan."""
        self.grounds = {each.theatre.operation: each for each in grounds}
        self.fates: dict[int, Fate] = dict.fromkeys(self.floating, Fate.NEVER)
        self.onsets: list[float] = []
        self.flags: list[float] = []
        self.alarms: list[tuple[int, float, Fate]] = []

    def open(self) -> None:
        """Put every onset and every flag on the clock."""
        if self.watch is None:
            return
        for place, arrival in enumerate(self.watch.arrivals):
            self._expect(self.watch, place, arrival)
        if self.watch.alarms is not None:
            self._raise_alarms(self.watch, self.watch.alarms)

    def _expect(self, watch: Watch, place: int, arrival: Arrival) -> None:
        day = arrival.day
        if arrival.gap != NONE:
            before = 0.0 if arrival.after == NONE else self.onsets[arrival.after]
            day = before + self.value(arrival.gap, arrival.turn)
        day = snapped(day)
        self.onsets.append(day)
        flag = math.inf
        if arrival.seen != NONE and self.value(arrival.seen, 0) > 0.0:
            lead, turn = self.value(arrival.lead, 0), self.value(arrival.place, 0)
            flag = snapped(flag_day(day, lead, refreshed=watch.refreshed, place=turn))
        self.flags.append(flag)
        if flag < math.inf:
            self._signal_on(flag, arrival.flagged)
        averts = arrival.lowers != NONE and averted(
            self.value(arrival.lowers, 0), self.value(arrival.luck, 0)
        )
        if day <= self.horizon:
            At(self.env, day, Order.REVIEW, then=partial(self._come, place, averts))

    def _signal_on(self, day: float, step: int) -> None:
        if day <= self.horizon:
            At(self.env, day, Order.STEP, then=lambda _: self.network.signal(step, Cause.HOLD))

    def _come(self, place: int, averts: bool, _: object) -> None:  # noqa: FBT001  bound beforehand
        """Let an onset happen, unless a prevention that was finished in time averts it."""
        if self.watch is None:
            return
        arrival = self.watch.arrivals[place]
        if averts and self._done_by_now(arrival.prevention):
            self.fates[arrival.operation] = Fate.AVERTED
            return
        self.fates[arrival.operation] = Fate.CAME
        if self._done_by_now(arrival.preplan) and plan_serves(
            self._finish(arrival.preplan), self.env.now, valid=self.watch.valid
        ):
            self.network.signal(arrival.preplanned, Cause.HOLD)
        self.network.signal(arrival.onset, Cause.HOLD)
        ground = self.grounds.get(arrival.operation)
        if ground is not None:
            ground.begins = self.env.now
            self.env.process(ground.reviews())

    def _finish(self, step: int) -> float:
        return self.network.finish[self.network.wiring.first[step]]

    def _done_by_now(self, step: int) -> bool:
        return step != NONE and self.network.reached(step)

    def _raise_alarms(self, watch: Watch, alarms: Alarms) -> None:
        day = 0.0
        for turn, step in zip(count(), alarms.flagged):
            day += self.value(alarms.gap, turn)
            listed = snapped(listed_day(day, refreshed=watch.refreshed, place=self.value(alarms.place, turn)))
            if listed > self.horizon:
                return
            fate = Fate.ELSEWHERE if self.value(alarms.elsewhere, turn) > 0.0 else Fate.FALSE
            self.alarms.append((step, listed, fate))
            self._signal_on(listed, step)

    def absent(self) -> set[int]:
        """Return the operations that have not come so far."""
        return {operation for operation, fate in self.fates.items() if fate is not Fate.CAME}

    def rows(self) -> Iterator[WatchRow]:
        """Yield what became of every crisis that may come, and of every flag without one."""
        now = self.env.now
        for arrival, onset, flag in zip(
            self.watch.arrivals if self.watch else (), self.onsets, self.flags, strict=True
        ):
            fate = self.fates[arrival.operation]
            day = NAN if fate is Fate.NEVER else onset
            seen = flag if flag <= self.horizon else NAN
            yield WatchRow(arrival.operation, arrival.onset, seen, day, fate)
        yield from (WatchRow(NONE, step, day, NAN, fate) for step, day, fate in self.alarms if day <= now)
