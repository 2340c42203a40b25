"""Futures of a scenario under a change, played here or in several processes at once.

Only two mean days of each future are kept: when the first dollar and when a programme is obligated.
"""

from __future__ import annotations

import json
import math
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from sim.batch.engines import Engine
from sim.batch.players import player_of
from sim.batch.road import Broken, kept
from sim.scenario.loading import changed, load
from sim.scenario.patches import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sim.mechanisms.candidates import Change
    from sim.scenario.loading import Model
    from sim.trace import Outcome

OBLIGATE = "obligate"
"""The kind of step that is a programme's obligation."""
FIRST_DOLLAR = ".first_dollar_obligated"


class Days(NamedTuple):
    """Two mean days of one future: the first dollar of an operation, a programme's obligation."""

    first_dollar: float
    obligation: float


class Task(NamedTuple):
    """The first futures of a scenario under a change, as one process plays them."""

    scenario: str
    change: Change
    seed: int
    futures: int
    engine: Engine = Engine.SIMPY


def play(task: Task) -> list[Days | Broken]:
    """Return the days of each future of a scenario under a change, or why it broke off."""
    plan = _changed(task.scenario, task.change).plan
    player = player_of(plan, task.engine, ("steps",), runs=task.futures)
    return list(kept(partial(player.outcomes, task.seed), range(task.futures), days_of))


@contextmanager
def players(workers: int) -> Iterator[Callable[[Sequence[Task]], Iterator[list[Days | Broken]]]]:
    """Give a way to play many tasks; results come in the order of the tasks.

    Processes are started afresh, so that they inherit no locks.
    """
    _loaded.cache_clear()  # the file may be another one by now
    if workers <= 1:
        yield lambda tasks: map(play, tasks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield lambda tasks: pool.map(play, tasks)


def days_of(outcome: Outcome) -> Days:
    """Return the two mean days of one future; what has not come counts as the horizon."""
    plan = outcome.plan
    named = zip(plan.milestones, outcome.milestones, strict=True)
    first = [day for each, day in named if each.id.endswith(FIRST_DOLLAR)]
    paid = [row.finish for row in outcome.steps if plan.steps[row.step].kind == OBLIGATE]
    return Days(_mean(first, plan.horizon), _mean(paid, plan.horizon))


def _changed(scenario: str, change: Change) -> Model:
    patches = [Patch({path: json.loads(value)}, name="--rank") for path, value in change]
    model = _loaded(scenario)
    return load(scenario, patches=patches) if model.plan.regimes else changed(model, patches)


@lru_cache(maxsize=1)
def _loaded(scenario: str) -> Model:
    """Return the scenario itself, loaded once in each process of a ranking."""
    return load(scenario)


def _mean(days: Sequence[float], horizon: float) -> float:
    """Return the mean of some days; there is none of none, and so no difference: the horizon."""
    known = [horizon if math.isnan(each) else each for each in days]
    return math.fsum(known) / len(known) if known else horizon
