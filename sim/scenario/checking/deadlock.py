"""Hold and wait: steps that keep people or things while another step, which must come first, wants more.

A release that no run can reach is found before the run. Pools are asked for all at once, so this
arises only from `keeps_until`, from links that hold back a finish, and from lift. Judged at the worst:
as if everything that can be under way at once were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.capacity import capacities
from sim.scenario.checking.order import Moment, Order

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.doctrine import Step

MOST_SUMS = 10_000
"""Different amounts that holders may add up to; beyond, all of a pool counts as held."""


@dataclass(frozen=True)
class Request:
    """What a step asks of pools: an amount that any of them may give."""

    step: str
    pools: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class Holding:
    """Who keeps what from one moment to another. `copies`: how many there are, at most, at once."""

    owner: str
    held: Mapping[str, int]
    since: Moment
    until: Moment
    copies: int
    path: KeyPath

    def __hash__(self) -> int:
        """Return one number per holder: there is one per step or team."""
        return hash(self.owner)


@dataclass(frozen=True)
class Wait:
    """A holder that cannot give back before a step has got what it asks for."""

    holder: Holding
    wanted: Request


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
            yield from (
                Request(name, (pool,), need.value) for pool, need in step.needs.items() if not need.money
            )
        for name, team in self.case.scenario.doctrine.teams.items():
            yield Request(f"{name}.call", team.from_, team.size)
            yield from (Request(f"{name}.move", (pool,), units) for pool, units in team.lift.items())

    @cached_property
    def holdings(self) -> list[Holding]:
        """Everyone who keeps something for a while."""
        return [*self._steps_holding(), *self._teams_holding()]

    def _steps_holding(self) -> Iterator[Holding]:
        scenario = self.case.scenario
        for name, step in self.steps.items():
            held = {pool: need.value for pool, need in step.needs.items() if not need.money}
            last = self.order.names.meaning(step.keeps_until) if step.keeps_until else name
            if held and last is not None:
                top: KeyPath = ("steps",) if scenario.steps else ("doctrine", "steps")
                path = (*top, name, "keeps_until" if step.keeps_until else "needs")
                yield Holding(name, held, (name, "start"), (last, "finish"), self.operations, path)

    def _teams_holding(self) -> Iterator[Holding]:
        for name, team in self.case.scenario.doctrine.teams.items():
            held = {pool: min(team.size, self.sizes.get(pool, 0)) for pool in team.from_}
            since, until = (f"{name}.call", "start"), (f"{name}.home", "finish")
            path: KeyPath = ("doctrine", "teams", name, "from")
            yield Holding(name, held, since, until, self._places(team.place), path)

    @cached_property
    def operations(self) -> int:
        """How many operations there are at once."""
        return max(1, len(self.case.scenario.crises))

    def _places(self, place: str) -> int:
        crises = self.case.scenario.crises.values()
        if place == "capital":
            return self.operations
        if place == "each_province":
            return sum(len(each.provinces) for each in crises)
        return sum(place in each.provinces for each in crises)

    @cached_property
    def waits(self) -> list[Wait]:
        """Everyone who keeps something while a step that must come before the release wants more."""
        found: list[Wait] = []
        for holder in self.holdings:
            names = self._steps_between(holder)
            found += [Wait(holder, each) for name in names for each in self.requests.get(name, ())]
        return found

    def _steps_between(self, holder: Holding) -> list[str]:
        """Return the steps that must start after a holder has, and before it can give back."""
        if self.order.before[holder.until] == [holder.since]:
            return []
        between = self.order.all_before(holder.until) - self.order.all_before(holder.since)
        names = {name for name, end in between if end == "start"} - {holder.since[0]}
        return sorted(names, key=lambda name: self._ranks[name, "start"])

    @cached_property
    def _ranks(self) -> dict[Moment, int]:
        return {moment: rank for rank, moment in enumerate(self.order.before)}

    def together(self, one: Holding, other: Holding) -> bool:
        """Whether two holders can be under way at once; in one operation links may forbid it."""
        return one.owner == other.owner or not self.apart(one, other.since, other.until)

    def apart(self, holder: Holding, since: Moment, until: Moment) -> bool:
        """Whether links put a stretch of time before or after all that a holder keeps."""
        if self.operations > 1:
            return False
        early, late = self._around(holder)
        return since == holder.until or since in late or until == holder.since or until in early

    def _around(self, holder: Holding) -> tuple[set[Moment], set[Moment]]:
        """Return the moments before a holder begins and after it gives back."""
        if holder.owner not in self._known:
            order = self.order
            self._known[holder.owner] = order.all_before(holder.since), order.all_after(holder.until)
        return self._known[holder.owner]

    @cached_property
    def _known(self) -> dict[str, tuple[set[Moment], set[Moment]]]:
        return {}

    def blockers(self, wait: Wait, waits: Iterable[Wait]) -> list[Holding]:
        """Return the holders, of those that wait themselves, who may have what a wait is for."""
        every = dict.fromkeys(each.holder for each in waits)
        wanted = set(wait.wanted.pools)
        return [each for each in every if wanted & set(each.held) and self.together(wait.holder, each)]

    def blocked(self, wait: Wait, waits: Iterable[Wait]) -> bool:
        """Whether, at the worst, others hold so much that a wait does not end by itself."""
        holders = self.blockers(wait, waits)
        free = sum(self.sizes[pool] - self._most_held(pool, holders) for pool in wait.wanted.pools)
        return bool(holders) and free < self._in_front(wait)

    def _most_held(self, pool: str, holders: Iterable[Holding]) -> int:
        """Return the largest amount, within its size, that holders can have of a pool."""
        size, sums = self.sizes[pool], {0}
        for holder in holders:
            amount = holder.held.get(pool, 0)
            for _ in range(holder.copies if amount else 0):
                sums |= {each + amount for each in sums if each + amount <= size}
            if len(sums) > MOST_SUMS:
                return size
        return max(sums)

    def _in_front(self, wait: Wait) -> int:
        """Return the largest request that may stand in front of this one in a line nobody may pass."""
        wanted = wait.wanted
        pool = wanted.pools[0]
        if len(wanted.pools) > 1 or self.case.scenario.pools[pool].may_pass:
            return wanted.amount
        rivals = (each for asked in self.requests.values() for each in asked if each.pools == wanted.pools)
        larger = (each for each in rivals if wanted.amount < each.amount <= self.sizes[pool])
        near = [each.amount for each in larger if not self._is_apart(wait.holder, each.step)]
        return max([wanted.amount, *near])

    def _is_apart(self, holder: Holding, step: str) -> bool:
        return self.apart(holder, (step, "start"), (step, "finish"))


def check_deadlock(case: Case, order: Order) -> Iterator[Finding]:
    """Yield the circles of holders each of whom may wait for what the next one holds."""
    floor = Floor(case, order)
    waits = _lasting(floor, floor.waits)
    seen: set[str] = set()
    for wait in waits:
        circle = _circle(floor, wait, waits)
        owners = {each.holder.owner for each in circle}
        if not owners & seen:
            yield _finding(floor, circle)
        seen |= owners


def _lasting(floor: Floor, waits: list[Wait]) -> list[Wait]:
    """Return the waits that are left when none can end that does not depend on another of them."""
    left = [each for each in waits if floor.blocked(each, waits)]
    return left if len(left) == len(waits) else _lasting(floor, left)


def _circle(floor: Floor, first: Wait, waits: list[Wait]) -> list[Wait]:
    """Follow each wait to one of somebody who holds what it is for, until that is known already."""
    by_holder = {each.holder: each for each in reversed(waits)}
    path: dict[str, Wait] = {}
    wait = first
    while wait.holder.owner not in path:
        path[wait.holder.owner] = wait
        holders = floor.blockers(wait, waits)
        others = [each for each in holders if each != wait.holder]
        wait = by_holder[(others or holders)[0]]
    owners = list(path)
    return [path[each] for each in owners[owners.index(wait.holder.owner) :]]


def _finding(floor: Floor, circle: list[Wait]) -> Finding:
    sentences = "; ".join(_sentence(floor, wait) for wait in circle)
    message = f"these steps could deadlock: {sentences}"
    allowed = "larger pools, or an earlier release"
    return floor.case.finding(circle[0].holder.path, message, allowed=allowed)


def _sentence(floor: Floor, wait: Wait) -> str:
    holder, wanted = wait.holder, wait.wanted
    held = " and ".join(f"{amount} {pool}" for pool, amount in holder.held.items())
    pools = " or ".join(f"{pool} ({floor.sizes[pool]} in all)" for pool in wanted.pools)
    waiting = f"{quote(wanted.step)}, which comes before its release, waits for {wanted.amount} {pools}"
    return f"{quote(holder.owner)} holds {held} while {waiting}"
