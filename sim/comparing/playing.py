"""Plays plans over the same futures, through any executor: days, dollars, people.

Only these numbers leave a worker. A number depends on its plan, the seed and the future alone, so
neither pieces nor workers change it, and the same future of two plans shares its luck.
"""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim import measures
from sim.comparing.statistic import EVACUATED, LOST
from sim.simulating import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.comparing.statistic import Measure
    from sim.plan import Plan
    from sim.trace import Outcome

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]

PIECE = 50
"""Futures in a piece of work at most: about a quarter of a second, so that a bar moves and Ctrl-C acts."""


@dataclass(frozen=True)
class Setting:
    """What all pieces share. `measures`: what is kept of a run, in this order."""

    plans: tuple[Plan, ...]
    measures: tuple[Measure, ...]
    seed: int
    horizon: float


@dataclass(frozen=True)
class Piece:
    """Work for one worker: some futures of one plan."""

    plan: int
    futures: Sequence[int]


def play(
    setting: Setting,
    wanted: Mapping[int, Sequence[int]],
    *,
    executor: Executor,
    progress: Progress | None = None,
) -> dict[int, Floats]:
    """Return the numbers of some futures of some plans, each of shape (measures, futures).

    Days are infinite where the horizon came first.
    Parameters: `wanted`: futures by index of the plan; `progress`: called with runs done and in all.
    """
    pieces = [
        Piece(plan, futures[start : start + PIECE])
        for plan, futures in wanted.items()
        for start in range(0, len(futures), PIECE)
    ]
    total, done = sum(len(each.futures) for each in pieces), 0
    found: dict[int, list[Floats]] = {plan: [] for plan in wanted}
    with closing(executor.map(play_piece, pieces, shared=setting)) as results:
        for piece, numbers in zip(pieces, results, strict=True):
            found[piece.plan].append(numbers)
            done += len(piece.futures)
            if progress is not None:
                progress(done, total)
    nothing = np.empty((len(setting.measures), 0))
    return {plan: np.concatenate([nothing, *parts], axis=1) for plan, parts in found.items()}


def play_piece(setting: Setting, piece: Piece) -> Floats:
    """Return the numbers of a piece, shape (measures, futures)."""
    outcomes = replay(setting.plans[piece.plan], seed=setting.seed, replications=piece.futures)
    rows = [_read(setting, each) for each in outcomes]
    return np.array(rows, dtype=np.float64).T


def _read(setting: Setting, outcome: Outcome) -> Sequence[float]:
    days = measures.milestones(outcome)
    if any(each.dated and each.name not in days for each in setting.measures):
        days = measures.first_finishes(outcome) | days
    return [
        _within(days[each.name], setting.horizon) if each.dated else _counted(outcome, each.name)
        for each in setting.measures
    ]


def _counted(outcome: Outcome, name: str) -> float:
    """Return what is no date: people, or dollars of all kinds or of one."""
    if name == EVACUATED:
        return float(measures.people_evacuated(outcome))
    if name == LOST:
        return float(measures.people_lost(outcome))
    return _dollars(outcome, name.partition(".")[2])


def _within(day: float, horizon: float) -> float:
    return day if day <= horizon else math.inf


def _dollars(outcome: Outcome, kind: str) -> float:
    """Return what a run cost in all operations: one kind, or all of them and readiness where it is ''."""
    kinds = measures.total_cost(outcome).values()
    return math.fsum(dollars for each in kinds for name, dollars in each.items() if kind in {"", name})
