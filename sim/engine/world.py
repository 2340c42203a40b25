"""The World: one run of a Plan on SimPy's clock.

It lives as long as it is stepped: a single run goes to the horizon, an exercise steps it. What
happens depends on the Plan, the state and keyed draws only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.domain.operation import mean_level
from sim.draws import Sampler
from sim.engine.calendars import TICK, snapped
from sim.engine.counts import Counts
from sim.engine.ending import days_of, outcome_of
from sim.engine.events import At, Clock, Order
from sim.engine.intake import Recruiting
from sim.engine.ledger import Ledger
from sim.engine.network import Network
from sim.engine.stores import Stores
from sim.engine.theatres import Ground
from sim.engine.watch import Lookout
from sim.engine.wiring import Wiring
from sim.plan import NONE, Plan, ShockKind
from sim.recent import collector_resting

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import numpy as np
    import simpy
    from numpy.typing import NDArray

    from sim.plan import Shock, Threshold
    from sim.trace import Outcome


@dataclass(frozen=True)
class Prepared:
    """A Plan made ready to run many times: samplers and wirings, its own first, then per regime."""

    plan: Plan
    samplers: tuple[Sampler, ...]
    wirings: tuple[Wiring, ...]

    @classmethod
    def of(cls, plan: Plan) -> Prepared:
        """Prepare a Plan once for many runs."""
        plans = (plan, *(each for _, each in plan.regimes))
        samplers = tuple(Sampler(each) for each in plans)
        wirings = tuple(Wiring.of(each, samplers[0].offsets) for each in plans)
        return cls(plan, samplers, wirings)

    def values(self, seed: int, replications: Sequence[int]) -> tuple[NDArray[np.float64], ...]:
        """Return the drawn values, shape (replications, width), of the plan and of each regime."""
        u = self.samplers[0].uniforms(seed, replications)
        return tuple(each.values(u) for each in self.samplers)

    def values_at(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return the same for independent uniforms from elsewhere, shape (n, width)."""
        u = self.samplers[0].tie(points.copy())
        return tuple(each.values(u) for each in self.samplers)

    def with_sizes_of(self, plan: Plan) -> Prepared:
        """Return the same for a Plan that differs in the sizes of pools and funds only: it draws alike."""
        return Prepared(plan, self.samplers, (Wiring.of(plan, self.samplers[0].offsets),))


class World:
    """Everything that moves in one run."""

    def __init__(
        self, ready: Prepared, drawn: Sequence[Sequence[float]], *, seed: int, replication: int
    ) -> None:
        """Put the Plan at D+0. `drawn`: one row of values per regime, the plan's own first."""
        self.base = self.plan = ready.plan
        self.wirings = ready.wirings
        self.seed = seed
        self.replication = replication
        self.env = Clock(initial_time=0.0)
        self.offsets = ready.samplers[0].offsets
        self.drawn = drawn
        self.row = drawn[0]
        self.counts = Counts(self.env, len(self.plan.drivers))
        self.stores = Stores(self.env, self.plan, self.value)
        self.ledger = Ledger(self.env, self.plan.funds, len(self.plan.operations))
        self.network = Network(
            self.env,
            self.plan,
            wiring=ready.wirings[0],
            stores=self.stores,
            ledger=self.ledger,
            row=self.row,
            value=self.value,
            drive=self.counts.add,
            safe=self._safe,
        )
        self.grounds = [
            Ground(self.env, i, each, counts=self.counts, value=self.value, network=self.network)
            for i, each in enumerate(self.plan.theatres)
        ]
        self.lookout = Lookout(
            self.env, self.plan, network=self.network, grounds=self.grounds, value=self.value
        )
        self.risks = tuple(self.value(each.happens) > 0.0 for each in self.plan.risks)
        self._open()

    def value(self, draw: int, turn: int = 0) -> float:
        """Return a round of a drawn quantity (the last repeats), as it holds now."""
        at = self.offsets[draw] + turn
        return self.row[at] if at < self.offsets[draw + 1] else self.row[self.offsets[draw + 1] - 1]

    def run(self, until: float | None = None) -> None:
        """Let everything happen up to and including a day (default: the horizon)."""
        end = snapped(self.plan.horizon if until is None else min(until, self.plan.horizon))
        step, peek, network = self.env.step, self.env.peek, self.network
        network.settle()
        while peek() <= end:
            step()
            if network.done_now or network.line.asked:
                network.settle()

    def outcome(self, *, reasons: bool = True) -> Outcome:
        """Return what has happened so far. `reasons`: with why the rest has not: half of the telling."""
        return outcome_of(self, reasons=reasons)

    def close(self) -> None:
        """Take the world apart, when its outcome is all that is wanted of it.

        Its parts know each other, so that they would else stay until the collector looks for cycles: who
        plays many worlds lays each where the last one lay.
        """
        self.env.clear()
        for each in (*self.grounds, self.network.line, self.network, self):
            vars(each).clear()

    def _open(self) -> None:
        for place, (day, _) in enumerate(self.plan.regimes):
            At(self.env, day, Order.CHANGE, then=partial(self._change, place))
        for shock in self.plan.shocks:
            At(self.env, shock.day, Order.CHANGE, then=partial(self._suffer, shock))
        self._open_funds()
        for index in range(len(self.plan.intakes)):
            Recruiting(self.env, index, stores=self.stores, value=self.value)
        self.lookout.open()
        for ground in self.grounds:
            if ground.theatre.operation not in self.lookout.floating:
                self.env.process(ground.reviews())
        At(self.env, 0.0, Order.STEP, then=self.network.open)

    def _open_funds(self) -> None:
        for index, fund in enumerate(self.plan.funds):
            if fund.expires < float("inf"):
                At(self.env, fund.expires, Order.CHANGE, then=partial(self._lapse, index))
            if fund.replenishment is not None:
                self.env.process(self._replenish(index))

    def _replenish(self, index: int) -> Generator[simpy.Event, None, None]:
        """When a fund runs low, ask for more at the next look at it, and wait for the law.

        Low is below the rule's level, or less than somebody in line claims. Only a claim that is made
        or that joins the line can make it so: both stir it.
        """
        turn, since = 0, 0.0
        while not self.ledger.closed[index]:
            if not self._runs_low(index):
                yield self.ledger.stirs(index)
            yield At(self.env, self._next_look(index, since), Order.REVIEW)
            rule = self.plan.funds[index].replenishment
            if rule is not None and self._runs_low(index):
                yield At(self.env, self.value(rule.lag, turn), Order.REVIEW)
                turn, since = turn + 1, self.env.now
                self._receive(index)

    def _runs_low(self, index: int) -> bool:
        rule = self.plan.funds[index].replenishment
        wanted = 0 if rule is None else max(rule.below, self.network.line.largest_claim(index))
        return self.ledger.at_hand(index) < wanted

    def _next_look(self, index: int, since: float) -> float:
        """Return days to the next look: they lie `checked` apart from the last supplemental on."""
        rule = self.plan.funds[index].replenishment
        if rule is None:
            return self.base.horizon
        gone: float = self.env.now - since
        return (math.floor((gone + TICK) / rule.checked) + 1) * rule.checked - gone

    def _receive(self, index: int) -> None:
        rule = self.plan.funds[index].replenishment
        amount = 0 if rule is None else rule.target - self.ledger.at_hand(index)
        if amount > 0 and not self.ledger.closed[index]:
            self.ledger.receive(index, amount, apportioned=True)

    def _lapse(self, index: int, _: object) -> None:
        self.ledger.lapse(index)
        self.network.line.ask()

    def _change(self, place: int, _: object) -> None:
        """Take over the numbers of a regime: they act on what starts from now on."""
        self.row = self.drawn[place + 1]
        self.plan = plan = self.base.regimes[place][1]
        self.network.renew(plan, wiring=self.wirings[place + 1], row=self.row)
        for ground, theatre in zip(self.grounds, plan.theatres, strict=True):
            ground.renew(theatre)
        self.stores.resize(plan, self.value)

    def _suffer(self, shock: Shock, _: object) -> None:
        match shock.kind:
            case ShockKind.WITHDRAW:
                self.ledger.take_back(shock.target, int(shock.amount))
            case ShockKind.DEPOSIT:
                self.ledger.give(shock.target, int(shock.amount))
            case ShockKind.LOSE:
                self.stores.take_away(shock.target, int(shock.amount))
            case ShockKind.GAIN:
                self.stores.add(shock.target, int(shock.amount))
            case ShockKind.SHIFT:
                self.grounds[shock.target].shift(shock.province, shock.sector, shock.amount)
        self.network.line.ask()

    def _safe(self, wanted: Threshold) -> bool:
        ground = self.grounds[wanted.theatre]
        if wanted.province != NONE:
            return ground.conditions[wanted.province][wanted.sector] >= wanted.at_least
        levels = [each[wanted.sector] for each in ground.conditions]
        return mean_level(levels, ground.populations) >= wanted.at_least


BLOCK = 500
"""Replications drawn at once."""


def replicate(plan: Plan, seed: int, replications: int, *, first: int = 0) -> Iterator[Outcome]:
    """Yield the outcomes of some replications of a Plan, in order."""
    return replay(plan, seed, range(first, first + replications))


def replay(plan: Plan, seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcomes of the named replications of a Plan, in the order given."""
    return replay_ready(Prepared.of(plan), seed, numbers)


def replay_ready(ready: Prepared, seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcomes of the named replications of a Plan that was made ready before."""
    for replication, rows in _drawn(ready, seed, numbers):
        yield _outcome(ready, rows, seed=seed, replication=replication)


def milestones_ready(ready: Prepared, seed: int, numbers: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Yield the days of the milestones alone: a quarter of a run is telling all the rest of it."""
    for replication, rows in _drawn(ready, seed, numbers):
        with collector_resting():
            world = play(ready, rows, seed=seed, replication=replication)
            days = days_of(world)
            world.close()
        yield days


def _drawn(ready: Prepared, seed: int, numbers: Sequence[int]) -> Iterator[tuple[int, list[list[float]]]]:
    """Yield each replication with its drawn values, one row per regime, the plan's own first."""
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        drawn = ready.values(seed, block)
        for place, replication in enumerate(block):
            yield replication, [each[place].tolist() for each in drawn]


def follow(plan: Plan, points: NDArray[np.float64]) -> Iterator[Outcome]:
    """Yield the outcome at each point of a design: rows of independent uniforms, shape (n, width)."""
    ready = Prepared.of(plan)
    drawn = ready.values_at(points)
    for place in range(len(points)):
        rows = [each[place].tolist() for each in drawn]
        yield _outcome(ready, rows, seed=0, replication=place)


def play(
    ready: Prepared,
    drawn: Sequence[Sequence[float]],
    *,
    seed: int,
    replication: int,
    until: float | None = None,
) -> World:
    """Return a world played up to and including a day (default: the horizon).

    Nothing becomes garbage before the end, so the collector rests meanwhile: looking in vain for
    cycles would cost a seventh of the run.
    """
    with collector_resting():
        world = World(ready, drawn, seed=seed, replication=replication)
        world.run(until)
    return world


def _outcome(ready: Prepared, drawn: Sequence[Sequence[float]], *, seed: int, replication: int) -> Outcome:
    with collector_resting():
        world = play(ready, drawn, seed=seed, replication=replication)
        found = world.outcome()
        world.close()
    return found


def run(plan: Plan, seed: int = 0, replication: int = 0) -> Outcome:
    """Return the outcome of one run of a Plan."""
    return next(replicate(plan, seed, 1, first=replication))
