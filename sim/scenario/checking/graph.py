"""Arrows between things: what comes before what, and who goes round in circles.

Plain graphs of names; what a node means is not known here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True)
class Ranking(Generic[Node]):
    """The order of things without circles. `ranks`: node → bit; `behind`: bits of all it comes after."""

    ranks: Mapping[Node, int]
    behind: Mapping[Node, int]

    def comes_before(self, earlier: Node, later: Node) -> bool:
        """Whether one node must come before another."""
        return bool(self.behind[later] >> self.ranks[earlier] & 1)

    def between(self, since: Node, until: Node) -> Iterator[Node]:
        """Yield what must come before `until` and need not come before `since`, in order."""
        bits = self.behind[until] & ~self.behind[since] & ~(1 << self.ranks[since])
        nodes = list(self.ranks)
        while bits:
            lowest = bits & -bits
            yield nodes[lowest.bit_length() - 1]
            bits ^= lowest


def ranked(before: Mapping[Node, Iterable[Node]]) -> Ranking[Node]:
    """Return the order of nodes that each come after some others; there are no circles among them.

    >>> order = ranked({"c": ["b"], "b": ["a"], "d": []})
    >>> order.comes_before("a", "c"), order.comes_before("a", "d"), list(order.between("a", "c"))
    (True, False, ['b'])
    """
    ranks = {node: rank for rank, node in enumerate(TopologicalSorter(before).static_order())}
    behind: dict[Node, int] = {}
    for node in ranks:
        behind[node] = 0
        for each in before.get(node, ()):
            behind[node] |= behind[each] | 1 << ranks[each]
    return Ranking(ranks, behind)


def cycles(arrows: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return circles that share no node, each in the direction of its arrows, until none is left.

    >>> cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    [['a', 'b', 'c']]
    """
    left = {node: [each for each in heads if each in arrows] for node, heads in arrows.items()}
    found: list[list[Node]] = []
    while left := _peeled(left):
        circle = _circle(left)
        found.append(circle)
        left = _without(left, set(circle))
    return found


def _peeled(arrows: dict[Node, list[Node]]) -> dict[Node, list[Node]]:
    """Return the arrows without nodes that lead nowhere: what is left leads round and round."""
    tails: dict[Node, list[Node]] = {node: [] for node in arrows}
    for node, heads in arrows.items():
        for head in heads:
            tails[head].append(node)
    open_heads = {node: len(heads) for node, heads in arrows.items()}
    dead = deque(node for node, number in open_heads.items() if number == 0)
    gone: set[Node] = set()
    while dead:
        node = dead.popleft()
        gone.add(node)
        for tail in tails[node]:
            open_heads[tail] -= 1
            if open_heads[tail] == 0:
                dead.append(tail)
    return _without(arrows, gone)


def _without(arrows: dict[Node, list[Node]], gone: set[Node]) -> dict[Node, list[Node]]:
    return {
        node: [each for each in heads if each not in gone]
        for node, heads in arrows.items()
        if node not in gone
    }


def _circle(arrows: Mapping[Node, list[Node]]) -> list[Node]:
    """Return the circle that the first arrow of each node leads into."""
    path: dict[Node, None] = {}
    node = next(iter(arrows))
    while node not in path:
        path[node] = None
        node = arrows[node][0]
    nodes = list(path)
    return nodes[nodes.index(node) :]
