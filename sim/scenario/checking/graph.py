"""Arrows between things: what lies behind a thing, and who goes round in circles.

Plain graphs of names; what a node means is not known here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reached(arrows: Mapping[Node, Iterable[Node]], first: Node) -> set[Node]:
    """Return everything that the arrows lead to from a node, without the node itself.

    >>> sorted(reached({"c": ["b"], "b": ["a"]}, "c"))
    ['a', 'b']
    """
    found: set[Node] = set()
    waiting = deque(arrows.get(first, ()))
    while waiting:
        node = waiting.popleft()
        if node not in found:
            found.add(node)
            waiting.extend(arrows.get(node, ()))
    return found - {first}


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
