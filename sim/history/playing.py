"""Playing the scenarios of a history, on several processes: a row of answers per future.

One task is some futures of one scenario; answers depend on seed and future only, never on who
plays them. Judging them is `judging`.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.players import Plays, player_of
from sim.batch.road import Broken, kept
from sim.errors import BadInput, nearest, quote
from sim.history.asked import named
from sim.history.judging import Judgement, judge
from sim.history.records import simulated_record
from sim.scenario.loading import Model, load
from sim.simulating import simulate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.errors import Finding
    from sim.history.reading import DatedTest, History
    from sim.trace import Outcome


@dataclass(frozen=True)
class Played:
    """What came of a task: per future one answer per test, and the process that played it.

    `broken`: runs that broke off; they give no answer.
    """

    answers: tuple[tuple[float, ...], ...]
    process: int
    broken: tuple[Broken, ...] = ()


PORTION = 50
"""Futures of one task."""


@dataclass(frozen=True)
class Task:
    """Some futures of one scenario and the tests that are asked of each."""

    scenario: str
    tests: tuple[DatedTest, ...]
    seed: int
    first: int
    count: int
    engine: Engine = Engine.SIMPY


@dataclass(frozen=True)
class Verdict:
    """One test and how it went."""

    test: DatedTest
    judgement: Judgement


@cache
def _model(scenario: str) -> Model:
    """Return a scenario, understood once per process."""
    return load(scenario)


@cache
def _player(scenario: str, engine: Engine) -> Plays:
    """Return whoever plays a scenario here, made ready once per process."""
    return player_of(_model(scenario).plan, engine)


def check_places(history: History, scenarios: Sequence[str]) -> None:
    """Raise, with every fault, if a scenario cannot be read or does not have what is asked of it."""
    findings: list[Finding] = []
    for test in history.tests:
        if test.scenario in scenarios:
            findings += _place_faults(test)
    if findings:
        raise BadInput(findings)


def _place_faults(test: DatedTest) -> Iterator[Finding]:
    """Yield places that a test names and its scenario does not have."""
    model = _model(test.scenario)
    if not model.plan.theatres:
        yield test.row.finding("scenario", "there is no ground in this scenario", allowed="provinces")
        return
    known = simulated_record(model, simulate(model)).handovers
    for each in named(test.asks, test.of):
        if each not in known:
            message = f"{quote(each)} is no milestone or province of {quote(test.scenario)}"
            yield test.row.finding("of", message, allowed=", ".join(known), suggestion=nearest(each, known))


def play_task(task: Task) -> Played:
    """Play some futures of one scenario and return what is asked of each."""
    model = _model(task.scenario)
    questions = [each.question(model.plan.start) for each in task.tests]

    def answered(outcome: Outcome) -> tuple[float, ...]:
        record = simulated_record(model, outcome)
        return tuple(question.answer(record) for question in questions)

    futures = range(task.first, task.first + task.count)
    player = _player(task.scenario, task.engine)
    found = list(kept(partial(player.outcomes, task.seed), futures, answered))
    broken = tuple(each.of(task.scenario) for each in found if isinstance(each, Broken))
    return Played(tuple(each for each in found if not isinstance(each, Broken)), os.getpid(), broken)


def tasks(
    history: History,
    scenarios: Sequence[str],
    *,
    replications: int,
    seed: int,
    engine: Engine = Engine.AUTO,
) -> list[Task]:
    """Return all that must be played, in portions; `engine`: who plays."""
    who = {name: engine_for(engine, (_model(name).plan,), runs=replications) for name in scenarios}
    return [
        Task(name, history.of_scenario(name), seed, first, min(PORTION, replications - first), who[name])
        for name in scenarios
        for first in range(0, replications, PORTION)
    ]


def play(
    todo: Sequence[Task], *, workers: int, told: Callable[[int, int], None] = lambda _done, _all: None
) -> list[Played]:
    """Return what came of every task, in the order of the tasks; `told` hears of each one done."""
    found: dict[int, Played] = {}
    for index, each in _played(todo, workers):
        found[index] = each
        told(len(found), len(todo))
    return [found[index] for index in range(len(todo))]


def _played(todo: Sequence[Task], workers: int) -> Iterator[tuple[int, Played]]:
    if workers == 1:
        yield from ((index, play_task(each)) for index, each in enumerate(todo))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        waiting = {pool.submit(play_task, each): index for index, each in enumerate(todo)}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def verdicts(history: History, todo: Sequence[Task], played: Sequence[Played]) -> list[Verdict]:
    """Return how every test went, in the order of the history's tests."""
    found = []
    for name in dict.fromkeys(each.scenario for each in todo):
        rows = [
            row
            for task, each in zip(todo, played, strict=True)
            if task.scenario == name
            for row in each.answers
        ]
        for place, test in enumerate(history.of_scenario(name)):
            real = history.real(test, _model(name).plan.start)
            found.append(Verdict(test, judge(real, [row[place] for row in rows])))
    return found
