"""Plays plans over the same futures, through any executor: days, dollars, people.

Only these numbers leave a worker. A number depends on its plan, the seed and the future alone, so
neither pieces nor workers change it, and the same future of two plans shares its luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim import measures
from sim.batch.road import Broken, along, kept
from sim.comparing.statistic import EVACUATED, LOST
from sim.simulating import Player

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
    """What all pieces share. `measures`: what is kept of a run, in this order; `names`: of the plans."""

    plans: tuple[Plan, ...]
    measures: tuple[Measure, ...]
    seed: int
    horizon: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """Work for one worker: some futures of one plan."""

    plan: int
    futures: Sequence[int]


class Played(NamedTuple):
    """Numbers of each plan, shape (measures, futures); NaN throughout a future that broke off."""

    numbers: dict[int, Floats]
    broken: tuple[Broken, ...]


def play(
    setting: Setting,
    wanted: Mapping[int, Sequence[int]],
    *,
    executor: Executor,
    progress: Progress | None = None,
) -> Played:
    """Return the numbers of some futures of some plans.

    Days are infinite where the horizon came first.
    Parameters: `wanted`: futures by index of the plan; `progress`: called with runs done and in all.
    """
    pieces = [
        Piece(plan, futures[start : start + PIECE])
        for plan, futures in wanted.items()
        for start in range(0, len(futures), PIECE)
    ]
    rows: dict[int, list[tuple[float, ...]]] = {plan: [] for plan in wanted}
    broken: list[Broken] = []
    nothing = (math.nan,) * len(setting.measures)
    played = along(executor, play_piece, pieces, shared=setting, runs=_runs, progress=progress)
    for piece, found in played:
        rows[piece.plan] += [nothing if isinstance(each, Broken) else each for each in found]
        broken += [each.of(setting.names[piece.plan]) for each in found if isinstance(each, Broken)]
    numbers = {
        plan: np.array(each, dtype=np.float64).reshape(len(each), len(setting.measures)).T
        for plan, each in rows.items()
    }
    return Played(numbers, tuple(broken))


def _runs(piece: Piece) -> int:
    return len(piece.futures)


def play_piece(setting: Setting, piece: Piece) -> list[tuple[float, ...] | Broken]:
    """Return the numbers of each future of a piece, or why it broke off."""
    player = Player(setting.plans[piece.plan])
    return list(kept(partial(player.play, setting.seed), piece.futures, partial(_read, setting)))


def _read(setting: Setting, outcome: Outcome) -> tuple[float, ...]:
    days = measures.milestones(outcome)
    if any(each.dated and each.name not in days for each in setting.measures):
        days = measures.first_finishes(outcome) | days
    return tuple(
        _within(days[each.name], setting.horizon) if each.dated else _counted(outcome, each.name)
        for each in setting.measures
    )


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
