"""Who keeps people or things for how long, and who asks for more meanwhile.

Holders and requests of a scenario, before anything runs; circles among them are `deadlock`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.scenario.checking.capacity import capacities
from sim.scenario.checking.order import Moment, Order

if TYPE_CHECKING:
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.doctrine import Step


@dataclass(frozen=True, slots=True)
class Request:
    """What a step asks of pools: an amount that any of them may give."""

    step: str
    pools: tuple[str, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Who keeps what from one moment to the last of others. `copies`: how many may, at most, at once."""

    owner: str
    held: Mapping[str, int]
    since: Moment
    until: tuple[Moment, ...]
    copies: int
    path: KeyPath

    def __hash__(self) -> int:
        """Return one number per holder: there is one per step or team."""
        return hash(self.owner)


@dataclass(frozen=True)
class Floor:
    """All holders and requests of a scenario, in their order."""

    case: Case
    order: Order

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Pool → how much it can ever hold."""
        return capacities(self.case.scenario)

    @cached_property
    def operations(self) -> int:
        """How many operations there are at once."""
        return max(1, len(self.case.whole.crises))

    @cached_property
    def steps(self) -> dict[str, Step]:
        """The declared steps."""
        return self.case.scenario.steps or self.case.scenario.doctrine.steps

    @cached_property
    def requests(self) -> dict[str, list[Request]]:
        """Step → what it asks of pools."""
        found: dict[str, list[Request]] = {}
        for request in self._requests():
            if all(each in self.sizes for each in request.pools):
                found.setdefault(request.step, []).append(request)
        return found

    def _requests(self) -> Iterator[Request]:
        for name, step in self.steps.items():
            counted = {pool: need.value for pool, need in step.needs.items() if not need.money}
            yield from (Request(name, (pool,), amount) for pool, amount in counted.items())
        for name, team in self.case.scenario.doctrine.teams.items():
            yield Request(f"{name}.call", team.from_, team.size)
            yield from (Request(f"{name}.move", (pool,), units) for pool, units in team.lift.items())

    @cached_property
    def holdings(self) -> list[Holding]:
        """Everyone who keeps something for a while."""
        return [*self._steps_holding(), *self._teams_holding()]

    def _steps_holding(self) -> Iterator[Holding]:
        top: KeyPath = ("steps",) if self.case.scenario.steps else ("doctrine", "steps")
        for name, step in self.steps.items():
            held = {pool: need.value for pool, need in step.needs.items() if not need.money}
            if held:
                path = (*top, name, "keeps_until" if step.keeps_until else "needs")
                until = self._release(name, step.keeps_until)
                yield Holding(name, held, (name, "start"), until, self.operations, path)

    def _release(self, name: str, keeps_until: str | None) -> tuple[Moment, ...]:
        """Return what gives back: another step's finish, and the own one if that may be over already."""
        own = (name, "finish")
        last = self.order.names.meaning(keeps_until) if keeps_until else None
        if last is None:
            return (own,)
        other = (last, "finish")
        return (other,) if self.order.ranking.comes_before((name, "start"), other) else (other, own)

    def _teams_holding(self) -> Iterator[Holding]:
        for name, team in self.case.scenario.doctrine.teams.items():
            held = {pool: min(team.size, self.sizes.get(pool, 0)) for pool in team.from_}
            since, until = (f"{name}.call", "start"), (f"{name}.home", "finish")
            path: KeyPath = ("doctrine", "teams", name, "from")
            yield Holding(name, held, since, (until,), self._places(team.place), path)

    def _places(self, place: str) -> int:
        crises = self.case.whole.crises.values()
        if place == "capital":
            return self.operations
        if place == "each_province":
            return sum(len(each.provinces) for each in crises)
        return sum(place in each.provinces for each in crises)

    def asking_meanwhile(self, holder: Holding) -> Iterable[str]:
        """Return the steps that ask for something after a holder has begun and before its release."""
        return dict.fromkeys(name for name in self._meanwhile(holder) if name in self.requests)

    def _meanwhile(self, holder: Holding) -> Iterator[str]:
        for until in holder.until:
            if self.order.before[until] != [holder.since]:
                every = self.order.ranking.between(holder.since, until)
                yield from (name for name, end in every if end == "start" and name != holder.since[0])

    def apart(self, holder: Holding, since: Moment, until: Moment) -> bool:
        """Whether links put a stretch of time before or after all that a holder keeps."""
        if self.operations > 1:
            return False
        order = self.order.ranking
        late = all(each == since or order.comes_before(each, since) for each in holder.until)
        return late or until == holder.since or order.comes_before(until, holder.since)

    @cached_property
    def strict_pools(self) -> dict[str, set[str]]:
        """Step → the pools it asks of in whose line nobody may pass it."""
        pools = self.case.scenario.pools
        return {
            step: {pool for request in asked for pool in request.pools if not pools[pool].may_pass}
            for step, asked in self.requests.items()
        }

    @cached_property
    def in_line(self) -> dict[str, list[str]]:
        """Pool in whose line nobody may pass → the steps that ask of it."""
        found: dict[str, list[str]] = {}
        for step, pools in self.strict_pools.items():
            for pool in sorted(pools):
                found.setdefault(pool, []).append(step)
        return found

    def in_front(self, holder: Holding, step: str) -> list[Request]:
        """Return what may be asked for in front of a step while a holder waits for it, itself first.

        A step that is short of one pool closes the lines of its others, so this reaches further. Of
        several requests for the same pools the largest that can be met counts.
        """
        found = {step: None}
        waiting, seen = [step], set[str]()
        while waiting:
            pools = self.strict_pools.get(waiting.pop(), set()) - seen
            seen |= pools
            rivals = (each for pool in sorted(pools) for each in self.in_line[pool])
            new = [
                each for each in rivals if each not in found and self._may_precede(holder, each, step=step)
            ]
            found |= dict.fromkeys(new)
            waiting += new
        largest: dict[tuple[str, ...], Request] = {}
        for asked in (request for each in found for request in self.requests[each]):
            known = largest.setdefault(asked.pools, asked)
            if known.amount < asked.amount <= sum(self.sizes[pool] for pool in asked.pools):
                largest[asked.pools] = asked
        return [*self.requests[step], *(each for each in largest.values() if each.step != step)]

    def _may_precede(self, holder: Holding, rival: str, *, step: str) -> bool:
        """Whether a rival can stand in line before a step while a holder keeps what it has."""
        if self.operations > 1:
            return True
        if rival == holder.since[0]:
            return False
        start, other = (step, "start"), (rival, "start")
        order = self.order.ranking
        ordered = order.comes_before(start, other) or order.comes_before(other, start)
        return not ordered and not self.apart(holder, other, (rival, "finish"))
