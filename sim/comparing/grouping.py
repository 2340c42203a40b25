"""Which changes between two documents are told apart: those that can be made one by one.

A change that cannot stand without another (a crisis and the target that names it) forms a group with it;
of very many changes those that stand near each other do. What a group is worth is `explaining`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import TYPE_CHECKING

from sim.errors import BadInput
from sim.scenario.differing import UNPLAYED, mixed
from sim.scenario.loading import build, standing, understood
from sim.tools.design import both_ways, orders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Plan
    from sim.scenario.differing import Change
    from sim.scenario.reading import Document

Members = frozenset[int]
"""Groups whose changes are made, by place."""

MOST_EXACT = 6
"""Groups up to which all their combinations are played: 64."""
MOST_GROUPS = 12
"""Groups that are told apart at most."""


@dataclass(frozen=True)
class Group:
    """Changes that are made together."""

    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """Return the paths of its changes."""
        return ", ".join(each.name for each in self.changes)


@dataclass
class Mixtures:
    """Plans of mixtures of two documents. `milestone`: what each of them must have; '' for none."""

    old: Document
    new: Document
    milestone: str = ""

    def __post_init__(self) -> None:
        self._known: dict[frozenset[str], Plan | None] = {}

    def plan(self, changes: tuple[Change, ...], *, whole: int = -1) -> Plan | None:
        """Return the plan with some changes made, or None if there is none that can be run.

        Parameters: `whole`: how many changes there are; with all of them it is the new document's.
        """
        key = frozenset(each.name for each in changes)
        if key not in self._known:
            document = self.new if len(changes) == whole else mixed(self.old, self.new, changes)
            self._known[key] = self._tried(without_promises(document))
        return self._known[key]

    def _tried(self, document: Document) -> Plan | None:
        try:
            plan = plan_of(document)
        except BadInput:
            return None
        has = not self.milestone or any(each.id == self.milestone for each in plan.milestones)
        return plan if has else None


def without_promises(document: Document) -> Document:
    """Return a document without what no run reads but may name what a mixture has not: levers, targets …."""
    return replace(document, data={key: each for key, each in document.data.items() if key not in UNPLAYED})


def plan_of(document: Document) -> Plan:
    """Return the plan of a document, with its own patches.

    Raises: `BadInput` if it cannot be run.
    """
    scenario, _ = understood(document)
    return build(document, standing(document, scenario)).plan


def grouped(changes: tuple[Change, ...], mixtures: Mixtures, *, seed: int, count: int) -> tuple[Group, ...]:
    """Return the changes in groups whose combinations, as far as they will be played, can all be run.

    Parameters: `seed`, `count`: of the orders that are drawn where groups are too many for all combinations.
    """
    groups = _neared([Group((each,)) for each in changes])
    while (bad := _first_bad(groups, mixtures, seed=seed, count=count)) is not None:
        groups = _merged(groups, bad, mixtures, whole=len(changes))
    return tuple(groups)


def _neared(groups: list[Group]) -> list[Group]:
    """Return at most so many groups: those with the longest path in common become one."""
    while len(groups) > MOST_GROUPS:
        pairs = combinations(range(len(groups)), 2)
        one, other = max(pairs, key=lambda pair: _common(groups[pair[0]], groups[pair[1]]))
        groups = _joined(groups, [one, other])
    return groups


def _common(one: Group, other: Group) -> int:
    """Return how many parts of their paths two groups share."""
    paths = [each.path for each in (*one.changes, *other.changes)]
    return next((depth for depth, parts in enumerate(zip(*paths, strict=False)) if len(set(parts)) > 1), 0)


def _joined(groups: list[Group], places: list[int]) -> list[Group]:
    """Return groups of which some are now one, at the place of the first of them."""
    together = Group(tuple(chain.from_iterable(groups[each].changes for each in sorted(places))))
    first = min(places)
    return [
        together if place == first else each
        for place, each in enumerate(groups)
        if place == first or place not in places
    ]


def combinations_of(groups: tuple[Group, ...] | list[Group], *, seed: int, count: int) -> Iterator[Members]:
    """Yield the combinations that are played, small ones first: all, or those along some orders."""
    k = len(groups)
    if k <= MOST_EXACT:
        yield from (frozenset(each) for size in range(k + 1) for each in combinations(range(k), size))
        return
    prefixes = {
        frozenset(way[:joined])
        for order in orders_of(groups, seed=seed, count=count)
        for way in both_ways(order)
        for joined in range(k + 1)
    }
    yield from sorted(prefixes, key=lambda each: (len(each), sorted(each)))


def orders_of(groups: tuple[Group, ...] | list[Group], *, seed: int, count: int) -> list[tuple[int, ...]]:
    """Return some orders of making the changes, drawn by name; each is played there and back."""
    return orders([each.name for each in groups], seed=seed, replications=count)


def _first_bad(groups: list[Group], mixtures: Mixtures, *, seed: int, count: int) -> Members | None:
    whole = sum(len(each.changes) for each in groups)
    for members in combinations_of(groups, seed=seed, count=count):
        if mixtures.plan(changes_of(groups, members), whole=whole) is None:
            return members
    return None


def changes_of(groups: tuple[Group, ...] | list[Group], members: Members) -> tuple[Change, ...]:
    """Return the changes of some groups."""
    return tuple(chain.from_iterable(groups[each].changes for each in sorted(members)))


def _merged(groups: list[Group], bad: Members, mixtures: Mixtures, *, whole: int) -> list[Group]:
    """Return groups of which a combination that cannot be run has become one, with what it lacks.

    With all the others it can be run; what can be left out of them, from the farthest on, is left out.
    """
    others = [each for each in range(len(groups)) if each not in bad]
    farthest = sorted(others, key=lambda other: max(_common(groups[other], groups[each]) for each in bad))
    lacking = frozenset(others)
    for each in farthest:
        fewer = lacking - {each}
        if mixtures.plan(changes_of(groups, bad | fewer), whole=whole) is not None:
            lacking = fewer
    return _joined(groups, sorted(bad | lacking))
