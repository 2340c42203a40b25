"""Which combinations of tools are played in which futures.

Each future plays: all tools, none, all but one, one alone, and the combinations along one order of the
tools and its reverse. The order is drawn by name, so another lever leaves the others' order as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.draws import key_of, uniforms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Group = frozenset[int]
"""Tools that are there, by place among the levers."""


@dataclass(frozen=True)
class Piece:
    """Work for one worker: one group of tools in some futures."""

    group: tuple[int, ...]
    futures: tuple[int, ...]


def orders(levers: Sequence[str], *, seed: int, replications: int) -> list[tuple[int, ...]]:
    """Return the order of each future: every order of the tools is equally likely."""
    keys = np.array([key_of(f"tools/order/{each}") for each in levers], dtype=np.uint64)
    numbers = np.arange(replications, dtype=np.uint64)
    u = uniforms(keys, np.zeros_like(keys), seed=seed, replications=numbers)
    return [tuple(row) for row in np.argsort(u, axis=1, kind="stable").tolist()]


def both_ways(order: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return an order and its reverse: who gained by coming early loses by coming late."""
    return order, order[::-1]


def fixed_groups(count: int) -> list[Group]:
    """Return the groups that every future plays: all, none, all but one, one alone."""
    everyone = frozenset(range(count))
    single = [frozenset({each}) for each in range(count)]
    return list(dict.fromkeys([everyone, frozenset(), *(everyone - each for each in single), *single]))


def groups_played(chosen: Sequence[tuple[int, ...]]) -> dict[Group, list[int]]:
    """Return the futures in which each group is played. `chosen`: the order of each future."""
    every = list(range(len(chosen)))
    found = {group: list(every) for group in fixed_groups(len(chosen[0]))}
    fixed = set(found)
    for future, order in enumerate(chosen):
        for group in _along(order):
            if group not in fixed and future not in (mine := found.setdefault(group, []))[-1:]:
                mine.append(future)
    return found


def _along(order: tuple[int, ...]) -> Iterator[Group]:
    for each in both_ways(order):
        yield from (frozenset(each[:joined]) for joined in range(1, len(order)))


def pieces_of(played: dict[Group, list[int]], *, size: int) -> list[Piece]:
    """Return the work in pieces of at most some futures, longest first so that all workers end together."""
    pieces = [
        Piece(tuple(sorted(group)), tuple(futures[start : start + size]))
        for group, futures in played.items()
        for start in range(0, len(futures), size)
    ]
    return sorted(pieces, key=lambda each: -len(each.futures))
