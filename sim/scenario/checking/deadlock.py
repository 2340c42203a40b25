"""Hold and wait: steps that keep people or things while another step, which must come first, wants more.

Pools are asked for all at once, so a deadlock arises only from `keeps_until`, from links that hold
back a finish, and from lift. Judged at the worst, as if everything were under way that can be, so a circle is
a doubt: a run may never come to it, and names it if it does. An error is only what no run can get past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.holding import Floor, Holding, Request

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.checking.order import Order

MOST_SUMS = 10_000
"""Size of a pool up to which it is worked out how much holders can have; beyond, all of it counts."""
MOST_COPIES = 1_000
"""Holders of one kind that are told apart."""
MOST_WAITS = 1_000
"""Waits among which circles are searched for."""
MOST_SENTENCES = 5
"""Holders of a circle that are described."""
WAYS_OUT = "larger pools, an earlier release, or a link that puts one step after the other"


@dataclass(frozen=True, slots=True)
class Wait:
    """A holder that cannot give back before a step has got what it asks for.

    `front`: the requests that may have to be met first: the step's own, and those before it in line.
    """

    holder: Holding
    step: str
    front: tuple[Request, ...]


@dataclass(frozen=True)
class Search:
    """All waits of a scenario, and who may stand in whose way."""

    floor: Floor

    @cached_property
    def waits(self) -> list[Wait]:
        """Everyone who keeps something while a step that must come before the release wants more."""
        return list(islice(self._waits(), MOST_WAITS + 1))

    def _waits(self) -> Iterator[Wait]:
        floor = self.floor
        for holder in floor.holdings:
            for step in floor.asking_meanwhile(holder):
                yield Wait(holder, step, tuple(floor.in_front(holder, step)))

    def together(self, holder: Holding) -> list[Holding]:
        """Return the holders that can be under way while one is: in one operation links may forbid it."""
        if holder.owner not in self._together:
            every = dict.fromkeys(each.holder for each in self.waits)
            self._together[holder.owner] = [each for each in every if self._are_together(holder, each)]
        return self._together[holder.owner]

    def _are_together(self, one: Holding, other: Holding) -> bool:
        return one == other or not all(self.floor.apart(one, other.since, each) for each in other.until)

    @cached_property
    def _together(self) -> dict[str, list[Holding]]:
        return {}

    def obstacle(self, wait: Wait, left: Collection[Holding]) -> tuple[Request, list[Holding]] | None:
        """Return a request that may never be met, and who has what it is for; None where all end well.

        Parameters: `left`: the holders who may themselves wait for ever.
        """
        for asked in wait.front:
            wanted = set(asked.pools)
            near = self.together(wait.holder)
            holders = [each for each in near if each in left and wanted & set(each.held)]
            if holders and self._free(asked, wait.holder, holders) < asked.amount <= self._size(asked.pools):
                return asked, holders
        return None

    def _size(self, pools: Iterable[str]) -> int:
        return sum(self.floor.sizes[each] for each in pools)

    def _free(self, asked: Request, waiting: Holding, holders: list[Holding]) -> int:
        """Return what is free, at the least, when holders have all that they can."""
        taken = (self._most_held(each, waiting, holders) for each in asked.pools)
        return self._size(asked.pools) - sum(taken)

    def _most_held(self, pool: str, waiting: Holding, holders: list[Holding]) -> int:
        """Return the largest amount, within its size, that one holder has for certain and others can have."""
        own = waiting.held.get(pool, 0)
        room = max(0, self.floor.sizes[pool] - own)
        amounts = [each.held.get(pool, 0) for each in holders for _ in range(_others(each, waiting))]
        return self.floor.sizes[pool] - room + _most(amounts, room)

    def never_met(self, wait: Wait) -> Request | None:
        """Return what a holder's own later step asks for and can never get beside it; None if it may.

        Certain only where both steps are needed in every run, and nothing is ever given up.
        """
        steps = self.floor.steps
        if wait.holder.owner not in steps or wait.step not in steps:
            return None
        patient = all(each.give_up_after is None for each in steps.values())
        needed = steps[wait.holder.owner].chance == steps[wait.step].chance == 1.0
        later = self.floor.order.ranking.comes_before(wait.holder.since, (wait.step, "start"))
        if not (patient and needed and later):
            return None
        own = (each for each in wait.front if each.step == wait.step)
        return next((each for each in own if self._left_beside(wait.holder, each) < each.amount), None)

    def _left_beside(self, holder: Holding, asked: Request) -> int:
        return self._size(asked.pools) - sum(holder.held.get(each, 0) for each in asked.pools)

    def lasting(self) -> list[Wait]:
        """Return the waits that are left when none can end that does not depend on another of them."""
        waits, before = self.waits, -1
        while len(waits) != before:
            before, left = len(waits), {each.holder for each in waits}
            waits = [each for each in waits if self.obstacle(each, left)]
        return waits


def _others(holder: Holding, waiting: Holding) -> int:
    """Return how many more of a holder there are beside one that waits."""
    return min(holder.copies, MOST_COPIES) - (1 if holder == waiting else 0)


def _most(amounts: list[int], room: int) -> int:
    """Return the largest sum of some amounts that is not above `room`."""
    if sum(amounts) <= room or room > MOST_SUMS:
        return min(room, sum(amounts))
    sums, possible = 1, (1 << (room + 1)) - 1
    for amount in amounts:
        sums |= (sums << amount) & possible
    return sums.bit_length() - 1


def check_deadlock(case: Case, order: Order) -> Iterator[Finding]:
    """Yield who can never go on, and circles of holders each of whom may wait for what the next one holds."""
    search = Search(Floor(case, order))
    if len(search.waits) > MOST_WAITS:
        message = "so many steps hold one pool and wait for another that deadlocks were not searched for"
        yield case.warning((), message)
        return
    seen: set[str] = set()
    for wait in search.waits:
        asked = search.never_met(wait)
        if asked is not None and wait.holder.owner not in seen:
            seen.add(wait.holder.owner)
            message = f"this can never go on: {_told(search, wait, asked, many='')}"
            yield case.finding(wait.holder.path, message, allowed=WAYS_OUT)
    waits = search.lasting()
    by_holder = {each.holder: each for each in reversed(waits)}
    for wait in waits:
        circle = _circle(search, wait, by_holder)
        owners = {each.holder.owner for each in circle}
        if not owners & seen:
            yield _finding(search, circle, by_holder)
        seen |= owners


def _circle(search: Search, wait: Wait, by_holder: dict[Holding, Wait]) -> list[Wait]:
    """Follow each wait to one of somebody who holds what it is for, until that is known already."""
    path: dict[str, Wait] = {}
    while wait.holder.owner not in path:
        path[wait.holder.owner] = wait
        obstacle = search.obstacle(wait, by_holder)
        holders = obstacle[1] if obstacle else [wait.holder]
        others = [each for each in holders if each != wait.holder]
        wait = by_holder[(others or holders)[0]]
    owners = list(path)
    return [path[each] for each in owners[owners.index(wait.holder.owner) :]]


def _finding(search: Search, circle: list[Wait], left: Collection[Holding]) -> Finding:
    sentences = "; ".join(_sentence(search, each, left) for each in circle[:MOST_SENTENCES])
    message = f"these steps could deadlock: {sentences}"
    return search.floor.case.warning(circle[0].holder.path, message, allowed=WAYS_OUT)


def _sentence(search: Search, wait: Wait, left: Collection[Holding]) -> str:
    obstacle = search.obstacle(wait, left)
    asked = obstacle[0] if obstacle else wait.front[0]
    many = f", up to {wait.holder.copies} of it at once," if wait.holder.copies > 1 else ""
    return _told(search, wait, asked, many=many)


def _told(search: Search, wait: Wait, asked: Request, *, many: str) -> str:
    held = " and ".join(f"{amount} {pool}" for pool, amount in wait.holder.held.items())
    pools = " or ".join(f"{pool} ({search.floor.sizes[pool]} in all)" for pool in asked.pools)
    line = f"{quote(wait.step)}, which comes before its release, "
    line += "waits" if asked.step == wait.step else f"stands in line behind {quote(asked.step)}, which waits"
    return f"{quote(wait.holder.owner)}{many} holds {held} while {line} for {asked.amount} {pools}"
