"""Strength over time in many futures: people on the ground on a grid of days, replayed by name.

A batch keeps a row per run and no series; here some of its futures are played again, which gives the
same runs, for their series alone. Percentiles of what is found are made by who draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.executors import Serial
from sim.measures.ground import KINDS
from sim.simulating import Player

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.batch.executors import Executor
    from sim.plan import Plan
    from sim.trace import Outcome

EVERY = 30.4375
"""Days between two looks: a month."""
MOST_LOOKS = 120
PIECE = 10
"""Futures in a piece of work."""


@dataclass(frozen=True, eq=False)
class Strengths:
    """People on the ground of all operations together.

    `days`: shape (looks,); `people`: shape (runs, looks, kinds), kinds as `sim.measures.ground.KINDS`.
    """

    days: NDArray[np.float64]
    people: NDArray[np.float64]

    def __len__(self) -> int:
        """Return the futures."""
        return len(self.people)


@dataclass(frozen=True)
class Again:
    """What all pieces share: the plan, its seed, the days that are looked at."""

    plan: Plan
    seed: int
    days: tuple[float, ...]

    @cached_property
    def player(self) -> Player:
        """Whoever plays it here."""
        return Player(self.plan)


def strengths(
    plan: Plan, *, seed: int, futures: Sequence[int], executor: Executor | None = None
) -> Strengths:
    """Return who was on the ground in some futures of a plan."""
    again = Again(plan, seed, grid(plan.horizon))
    pieces = [futures[first : first + PIECE] for first in range(0, len(futures), PIECE)]
    found = list((executor or Serial()).map(strengths_of_piece, pieces, shared=again))
    empty = np.empty((0, len(again.days), len(KINDS)))
    return Strengths(np.array(again.days), np.concatenate([empty, *found]))


def grid(horizon: float) -> tuple[float, ...]:
    """Return the days that are looked at: every month, or rarer over a long run; the horizon is the last.

    >>> grid(70.0)
    (0.0, 30.4375, 60.875, 70.0)
    """
    every = max(EVERY, horizon / MOST_LOOKS)
    return (*(float(day) for day in np.arange(0.0, horizon, every)), horizon)


def strengths_of_piece(again: Again, futures: Sequence[int]) -> NDArray[np.float64]:
    """Return the strengths of a piece of futures, shape (futures, looks, kinds)."""
    outcomes = again.player.play(again.seed, futures)
    return np.array([_on_the_grid(each, again.days) for each in outcomes])


def _on_the_grid(outcome: Outcome, days: tuple[float, ...]) -> NDArray[np.float64]:
    total = np.zeros((len(days), len(KINDS)))
    for theatre in range(len(outcome.plan.theatres)):
        rows = [each for each in outcome.strength if each.theatre == theatre]
        people = np.array([(0, 0, 0), *((each.troops, each.police, each.civilians) for each in rows)])
        total += people[np.searchsorted([each.time for each in rows], days, side="right")]
    return total
