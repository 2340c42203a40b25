"""Strength over time in many futures: people on the ground on a grid of days, replayed by name.

A batch keeps a row per run and no series; here some of its futures are played again, which gives the
same runs, for their series alone. Percentiles of what is found are made by who draws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.executors import Serial
from sim.batch.players import Plays, player_of
from sim.batch.road import Broken, kept
from sim.measures.ground import KINDS

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
    `broken`: runs that broke off; they are not among those.
    """

    days: NDArray[np.float64]
    people: NDArray[np.float64]
    broken: tuple[Broken, ...] = ()

    def __len__(self) -> int:
        """Return the futures."""
        return len(self.people)


@dataclass(frozen=True)
class Again:
    """What all pieces share: the plan, its seed, the days that are looked at."""

    plan: Plan
    seed: int
    days: tuple[float, ...]
    engine: Engine = Engine.SIMPY

    @cached_property
    def player(self) -> Plays:
        """Whoever plays it here."""
        return player_of(self.plan, self.engine, ("strength",))


def strengths(
    plan: Plan,
    *,
    seed: int,
    futures: Sequence[int],
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
) -> Strengths:
    """Return who was on the ground in some futures of a plan; `engine`: who plays."""
    again = Again(plan, seed, grid(plan.horizon), engine_for(engine, (plan,), runs=len(futures)))
    pieces = [futures[first : first + PIECE] for first in range(0, len(futures), PIECE)]
    played = (executor or Serial()).map(strengths_of_piece, pieces, shared=again)
    found = [each for piece in played for each in piece]
    whole = [each for each in found if not isinstance(each, Broken)]
    people = np.array(whole).reshape(len(whole), len(again.days), len(KINDS))
    broken = tuple(each for each in found if isinstance(each, Broken))
    return Strengths(np.array(again.days), people, broken)


def grid(horizon: float) -> tuple[float, ...]:
    """Return the days that are looked at: every month, or rarer over a long run; the horizon is the last.

    >>> grid(70.0)
    (0.0, 30.4375, 60.875, 70.0)
    """
    every = max(EVERY, horizon / MOST_LOOKS)
    return (*(float(day) for day in np.arange(0.0, horizon, every)), horizon)


def strengths_of_piece(again: Again, futures: Sequence[int]) -> list[NDArray[np.float64] | Broken]:
    """Return the strengths of each future of a piece, shape (looks, kinds), or why it broke off."""
    return list(kept(partial(again.player.outcomes, again.seed), futures, partial(_on_the_grid, again.days)))


def _on_the_grid(days: tuple[float, ...], outcome: Outcome) -> NDArray[np.float64]:
    total = np.zeros((len(days), len(KINDS)))
    for theatre in range(len(outcome.plan.theatres)):
        rows = [each for each in outcome.strength if each.theatre == theatre]
        people = np.array([(0, 0, 0), *((each.troops, each.police, each.civilians) for each in rows)])
        total += people[np.searchsorted([each.time for each in rows], days, side="right")]
    return total
