"""The same operation as a SimPy user would write it: processes, resources, a generator call per draw.

It takes its numbers from the same scenario and plays the same steps, teams, programmes, reviews and
drawdown, and keeps a log of what began and ended when, without which it could tell no dates. It keeps
no causes, no ledger by account, no levels and no keyed chance; people and money come first in, first
out, one pool after the other. It is the yardstick of `make bench`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import simpy

from sim import distributions as laws
from sim.domain.deployment import Tour
from sim.domain.funding import chosen_mechanisms
from sim.scenario.schema.resources import SECTORS

YEAR = 365.25


def sampler(rng: np.random.Generator, law: laws.Distribution) -> Any:
    """Return a function that draws from a law with one call of the generator."""
    match law:
        case laws.Constant(value):
            return lambda: value
        case laws.Pert(low, mode, high):
            width = (high - low) or 1.0
            a, b = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
            return lambda: low + width * rng.beta(a, b)
        case laws.Triangular(low, mode, high):
            return lambda: rng.triangular(low, mode, high)
        case laws.Uniform(low, high):
            return lambda: rng.uniform(low, high)
        case laws.Lognormal(p10, p90):
            mu = (math.log(p10) + math.log(p90)) / 2
            sigma = (math.log(p90) - math.log(p10)) / (2 * laws.NORMAL_90)
            return lambda: rng.lognormal(mu, sigma)
        case laws.Discrete(values, weights):
            shares = np.array(weights) / sum(weights)
            return lambda: rng.choice(values, p=shares)
        case Tour(days, chance, low, high):
            return lambda: days * rng.uniform(low, high) if rng.random() < chance else days
    return lambda: law.at(rng.random())


class Operation:
    """One crisis and everything that is done about it."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.env, self.rng = world, world.env, world.rng
        self.crisis = world.scenario.crises[name]
        self.onset = float(str(self.crisis.onset).removeprefix("D+"))
        self.priority = -self.crisis.severity
        self.done: dict[str, simpy.Event] = {}
        self.provinces = list(self.crisis.provinces)
        self.population = np.array([p.population for p in self.crisis.provinces.values()], dtype=float)
        self.people = dict.fromkeys([*self.provinces, "capital"], 0)
        self.money = {p: [0.0] * 5 for p in self.provinces}
        self.conditions = {
            n: [p.security]
            + [{str(k): v for k, v in p.conditions.items()}.get(s, p.security) for s in SECTORS[1:]]
            for n, p in self.crisis.provinces.items()
        }
        self.handed: dict[str, bool] = dict.fromkeys(self.provinces, False)
        self.exit = self.env.event()
        self.left = math.nan
        doctrine = world.scenario.doctrine
        names = [*doctrine.steps, *doctrine.programmes]
        names += list(doctrine.teams) + [f"{t}.operational" for t in doctrine.teams]
        for each in names:
            self.done[each] = self.env.event()
        for each, step in doctrine.steps.items():
            self.env.process(self.step(each, step))
        for each, team in doctrine.teams.items():
            for place in self.places(team.place):
                self.env.process(self.team(each, team, place))
        for each, programme in doctrine.programmes.items():
            for place in self.places(programme.place):
                self.env.process(self.programme(each, programme, place))
        self.env.process(self.reviews())

    def places(self, place: str) -> list[str]:
        return self.provinces if place == "each_province" else [place]

    def draw(self, law: laws.Distribution) -> float:
        return float(self.world.draw(law))

    def wait_for(self, links: Any) -> Any:
        yield self.env.timeout(max(0.0, self.onset - self.env.now))
        for link in links:
            yield self.done[link.step]
            if link.lag:
                yield self.env.timeout(link.lag)

    def work(self, what: str, days: float) -> Any:
        self.world.log.append((self.env.now, what, "begins"))
        yield self.env.timeout(days)
        self.world.log.append((self.env.now, what, "ends"))

    def finish(self, name: str) -> None:
        if not self.done[name].triggered:
            self.done[name].succeed()

    def step(self, name: str, step: Any) -> Any:
        yield from self.wait_for(step.after)
        if self.rng.random() < step.chance:
            for _ in range(step.repeat.at_most if step.repeat else 1):
                if step.calendar == "forum":
                    yield self.env.timeout(-(self.env.now - 3) % 7)
                for pool, amount in step.needs.items():
                    yield self.world.pools[pool].get(amount.value)
                days = self.draw(step.duration)
                yield from self.work(name, days * (7 / 5 if step.calendar == "washington" else 1))
                if not step.keeps_until:
                    self.give_back(step)
                if step.repeat and self.rng.random() >= step.repeat.chance:
                    break
        self.finish(name)
        if step.keeps_until:
            yield self.done[step.keeps_until]
            self.give_back(step)

    def give_back(self, step: Any) -> None:
        for pool, amount in step.needs.items():
            self.world.pools[pool].put(amount.value)

    def team(self, name: str, team: Any, place: str) -> Any:
        yield from self.wait_for(team.after)
        tours = team.stays if isinstance(team.stays, int) else 40
        for turn in range(tours):
            over = self.handed.get(place, False) if team.stays == "until_handover" else self.exit.triggered
            if over:
                return
            self.env.process(self.tour(name, team, place))
            if turn + 1 < tours:
                yield self.env.timeout(team.tour - team.relief.called_before)

    def tour(self, name: str, team: Any, place: str) -> Any:
        pool = self.world.choose(team.from_, team.size)
        yield self.world.pools[pool].get(team.size)
        declared = self.world.scenario.pools[pool]
        if declared.recall is not None:
            yield self.env.timeout(self.draw(declared.recall))
            while self.rng.random() < declared.refusal:
                yield self.env.timeout(self.draw(declared.recall))
        for phase in ("clearance", "training", "travel", "set_up"):
            yield from self.work(phase, self.draw(getattr(team, phase)))
        if place != "capital":
            level = team.security_at_least * (0.5 if team.embedded else 1)
            while self.conditions[place][0] < level:
                yield self.env.timeout(30)
            for lift, amount in team.lift.items():
                yield self.world.pools[lift].get(amount)
            yield from self.work("move", self.draw(team.move))
            for lift, amount in team.lift.items():
                self.world.pools[lift].put(amount)
            if team.embedded:
                yield from self.work("embed", self.draw(team.embed))
        self.finish(name)
        self.finish(f"{name}.operational")
        self.people[place] += team.size
        low, high = team.curtailment.at
        short = self.rng.random() < team.curtailment.chance
        yield from self.work("tour", team.tour * (self.rng.uniform(low, high) if short else 1))
        self.people[place] -= team.size
        yield from self.work("home", self.draw(team.travel))
        if declared.rest is not None:
            yield self.env.timeout(self.draw(declared.rest))
        lost = int(team.size * self.draw(declared.attrition)) if declared.attrition else 0
        if team.size > lost:
            self.world.pools[declared.becomes or pool].put(team.size - lost)

    def programme(self, name: str, programme: Any, place: str) -> Any:
        yield from self.wait_for(programme.after)
        fund = self.world.funds[programme.fund or next(iter(self.world.funds))]
        ceiling = self.world.scenario.funds[
            programme.fund or next(iter(self.world.funds))
        ].quick_start_ceiling
        quick = programme.quick_start if 0 < programme.quick_start <= ceiling else 0
        main = programme.amount - quick
        if quick:
            self.env.process(self.grant(programme, place, quick, fund))
        yield fund.get(main)
        if self.rng.random() >= programme.waiver:
            yield from self.work("notify", self.draw(programme.notification))
        if self.rng.random() < programme.hold.chance:
            yield from self.work("hold", self.draw(programme.hold.duration))
        yield from self.work("award", self.award_days(programme, main))
        self.finish(name)
        yield from self.work("mobilise", self.draw(programme.mobilise))
        self.deliver(programme, place, main)
        for _ in programme.tranches:
            yield from self.work("tranche", programme.tranche_every)
        self.deliver(programme, place, -main)

    def award_days(self, programme: Any, dollars: int) -> float:
        for name in self.world.mechanisms_for(programme, self.crisis.region):
            declared = self.world.scenario.mechanisms[name]
            if self.world.ceilings[name] >= dollars:
                self.world.ceilings[name] -= dollars
                return self.draw(declared.award if declared.prepositioned else declared.competition)
        return self.draw(programme.competition)

    def grant(self, programme: Any, place: str, dollars: int, fund: simpy.Container) -> Any:
        yield fund.get(dollars)
        yield from self.work("grant", self.draw(programme.grant))
        self.deliver(programme, place, dollars)
        yield from self.work("spend", 180)
        self.deliver(programme, place, -dollars)

    def deliver(self, programme: Any, place: str, dollars: float) -> None:
        sector = SECTORS.index(programme.sector)
        for index, province in enumerate(self.provinces):
            if place in {province, "capital"}:
                part = 1.0 if place == province else self.population[index] / self.population.sum()
                self.money[province][sector] += dollars * part

    def reviews(self) -> Any:
        handover, force = self.world.scenario.handover, self.crisis.force
        growth, gate, drawdown = handover.growth, handover.gate, handover.drawdown
        yield self.env.timeout(self.onset)
        pace = {p: [self.draw(growth.pace) for _ in range(5)] for p in self.provinces}
        streak, weak = dict.fromkeys(self.provinces, 0), dict.fromkeys(self.provinces, 0)
        again = dict.fromkeys(self.provinces, 0.0)
        troops, mandate = force.troops, self.env.now + drawdown.every
        while True:
            yield self.env.timeout(handover.review.every)
            days, arrival = handover.review.every, force.police_arrival
            scale, ceiling = arrival.scale.at(0.5), arrival.ceiling.at(0.5)  # constants in these scenarios
            share = 1 - math.exp(-(((self.env.now - self.onset) / scale) ** arrival.shape))
            police = force.police * ceiling * share
            for index, name in enumerate(self.provinces):
                people = self.population[index]
                part = people / self.population.sum()
                forces = (troops + police) * part
                level = self.conditions[name]
                by_force = saturation(1000 * forces / people, growth.force_ratio) * growth.security_force
                civilians = self.people[name] + growth.capital_share * self.people["capital"] * part
                by_people = saturation(1e6 * civilians / people, growth.team_ratio) * growth.civilians
                danger = growth.spoiling * (1 - level[0])
                for sector in range(5):
                    dollars = self.money[name][sector] / people
                    pull = by_people + growth.programmes * saturation(dollars, growth.programme_ratio)
                    pull = pace[name][sector] * (pull + (by_force if sector == 0 else 0.0))
                    loss = growth.decay + (danger if sector else 0.0)
                    aim = pull / (pull + loss)
                    level[sector] = aim + (level[sector] - aim) * math.exp(-(pull + loss) * days / YEAR)
                good = sum(c >= gate.at_least for c in level) >= gate.indicators[0]
                streak[name] = streak[name] + 1 if good else 0
                if self.handed[name]:
                    weak[name] = weak[name] + 1 if level[0] < gate.rollback_below else 0
                    if weak[name] >= gate.rollback_reviews and not self.exit.triggered:
                        self.handed[name], streak[name] = False, 0
                elif streak[name] >= gate.for_ and self.env.now >= again[name]:
                    if self.rng.random() >= gate.passes:
                        again[name] = self.env.now + self.draw(gate.retry_after)
                    elif self.rng.random() >= gate.veto:
                        self.handed[name], weak[name] = True, 0
            if self.env.now >= mandate and not self.exit.triggered:
                mandate += drawdown.every
                start, done = force.troops, all(self.handed.values())
                kept = [
                    start
                    * self.population[i]
                    / self.population.sum()
                    * (drawdown.residual if self.handed[p] else 1)
                    for i, p in enumerate(self.provinces)
                ]
                above = max(0.0, troops - (0 if done else sum(kept)))
                troops -= int(above * self.draw(drawdown.share))
                if done and troops <= drawdown.exit_below * start:
                    troops, self.left = 0, self.env.now
                    self.exit.succeed()


def saturation(amount: float, half: float) -> float:
    """Return amount / (amount + half)."""
    return amount / (amount + half)


class World:
    """All operations and what they compete for."""

    def __init__(self, scenario: Any, seed: int) -> None:
        self.scenario = scenario
        self.env = simpy.Environment()
        self.rng = np.random.default_rng(seed)
        self.log: list[tuple[float, str, str]] = []
        self.samplers: dict[int, Any] = {}
        self.pools = {}
        for name, pool in scenario.pools.items():
            size = round(pool.size * self.draw(pool.yields)) if pool.yields else pool.size
            self.pools[name] = simpy.Container(self.env, init=size)
        self.funds = {}
        for name, fund in scenario.funds.items():
            self.funds[name] = simpy.Container(self.env)
            self.env.process(self.fund(name, fund))
        self.ceilings = {name: each.ceiling for name, each in scenario.mechanisms.items()}
        self.chosen: dict[tuple[int, str], tuple[str, ...]] = {}
        self.operations = [Operation(self, name) for name in scenario.crises]

    def draw(self, law: laws.Distribution) -> float:
        """Draw from a law: one call of the generator."""
        found = self.samplers.get(id(law))
        if found is None:
            found = self.samplers[id(law)] = sampler(self.rng, law)
        return float(found())

    def choose(self, names: tuple[str, ...], size: int) -> str:
        """Return the first pool that has enough people, or the first."""
        return next((name for name in names if self.pools[name].level >= size), names[0])

    def mechanisms_for(self, programme: Any, region: str) -> tuple[str, ...]:
        """Return the mechanisms that serve, fastest first."""
        key = (id(programme), region)
        if key not in self.chosen:
            self.chosen[key] = chosen_mechanisms(
                programme.mechanism, self.scenario.mechanisms, sector=programme.sector, region=region
            )
        return self.chosen[key]

    def fund(self, name: str, fund: Any) -> Any:
        """Apportion, then look at the balance and ask for more."""
        resolution = fund.continuing_resolution
        if resolution and self.rng.random() < resolution.chance:
            yield self.env.timeout(self.draw(resolution.lasts))
        yield self.env.timeout(self.draw(fund.apportionment))
        if fund.opening:
            yield self.funds[name].put(fund.opening)
        while fund.replenish:
            yield self.env.timeout(fund.replenish.checked)
            if self.funds[name].level < fund.replenish.below:
                yield self.env.timeout(self.draw(fund.replenish.lag))
                missing = fund.replenish.to - self.funds[name].level
                if missing > 0:
                    yield self.funds[name].put(missing)


def run(scenario: Any, seed: int) -> list[float]:
    """Play once; return the day of each operation's military exit (NaN: not by the horizon)."""
    world = World(scenario, seed)
    world.env.run(until=scenario.horizon)
    return [each.left for each in world.operations]
