"""Plays plans over the same futures, through any executor: days, dollars, people.

Only these numbers leave a worker. A number depends on its plan, the seed and the future alone, so
neither pieces nor workers change it, and the same future of two plans shares its luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim import measures
from sim.batch.engines import Engine
from sim.batch.players import Plays, brief_of, player_of
from sim.batch.road import Broken, along, kept
from sim.comparing.statistic import EVACUATED, LOST, PEOPLE
from sim.measures.cost import ALL_KINDS
from sim.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.batch import Executor
    from sim.batch.players import Brief
    from sim.comparing.statistic import Measure
    from sim.plan import Plan
    from sim.trace import Outcome

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]

PIECE = 50
"""Futures in a piece of work at most: about a quarter of a second, so that a bar moves and Ctrl-C acts."""
TIMES = 4
"""How many times as many the compiled engine takes."""
MOST_PLANS = 8
"""Plans that a worker keeps ready."""
PAID = ("postings", "strength", "levels")
"""The rows that dollars are read off."""


@dataclass(frozen=True)
class Setting:
    """What all pieces share. `measures`: what is kept of a run, in this order; `names`: of the plans.

    `engine`: who plays; `AUTO` is decided before.
    """

    plans: tuple[Plan, ...]
    measures: tuple[Measure, ...]
    seed: int
    horizon: float
    names: tuple[str, ...]
    engine: Engine = Engine.SIMPY

    @cached_property
    def _players(self) -> Recent[Plays]:
        return Recent(MOST_PLANS)

    def player(self, plan: int) -> Plays:
        """Return whoever plays a plan here; a worker keeps it from piece to piece."""
        return self._players.get(plan, lambda: player_of(self.plans[plan], self.engine, self._read))

    @cached_property
    def _read(self) -> tuple[str, ...]:
        """The rows that are read where milestones and dollars are not all."""
        names = {each.name for each in self.measures}
        dollars = PAID if any(not each.dated for each in self.measures) else ()
        return ("steps", *dollars, *(("evacuations",) if EVACUATED in names else ()))

    @cached_property
    def briefly(self) -> bool:
        """Whether all that is asked are milestones of every plan, and dollars."""
        milestones = [{each.id for each in plan.milestones} for plan in self.plans]
        dates = {each.name for each in self.measures if each.dated}
        return not {each.name for each in self.measures}.intersection(PEOPLE) and all(
            dates <= each for each in milestones
        )


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
    size = PIECE if setting.engine is Engine.SIMPY else TIMES * PIECE
    pieces = [
        Piece(plan, futures[start : start + size])
        for plan, futures in wanted.items()
        for start in range(0, len(futures), size)
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
    player, plan = setting.player(piece.plan), setting.plans[piece.plan]
    if setting.briefly:
        dollars = any(not each.dated for each in setting.measures)
        play_them = partial(player.briefs, setting.seed, dollars=dollars)
        return list(kept(play_them, piece.futures, partial(_of_brief, setting, plan)))
    return list(kept(partial(player.outcomes, setting.seed), piece.futures, partial(_of_outcome, setting)))


def _of_brief(setting: Setting, plan: Plan, brief: Brief) -> tuple[float, ...]:
    days = dict(zip((each.id for each in plan.milestones), brief.days, strict=True))
    return tuple(
        _within(days[each.name], setting.horizon) if each.dated else _dollars(brief, each.name)
        for each in setting.measures
    )


def _of_outcome(setting: Setting, outcome: Outcome) -> tuple[float, ...]:
    days = measures.first_finishes(outcome) | measures.milestones(outcome)
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
    return _dollars(brief_of(outcome), name)


def _within(day: float, horizon: float) -> float:
    return day if day <= horizon else math.inf


def _dollars(brief: Brief, name: str) -> float:
    """Return what a run cost in all operations: one kind, or all of them and readiness."""
    kind = name.partition(".")[2]
    return brief.dollars[ALL_KINDS.index(kind)] if kind else brief.cost
