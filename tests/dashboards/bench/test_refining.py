"""The bench: futures played by workers are those of any run; workers that die or refuse are dealt with."""

import os
import pickle
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest

import sim
from dashboards.bench import worker
from dashboards.bench.crew import Crew
from dashboards.bench.playing import READ, Played, Task, play
from dashboards.bench.refining import STAGE, Bench
from sim import measures
from sim.batch.deciding import LOADING
from sim.batch.engines import Engine
from sim.batch.players import player_of
from sim.errors import AllBroke, WorkerLost
from sim.plan import Plan
from sim.trace import Cause

PLAN = sim.load("quick-start").plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return sim.load("quick-start").plan


@pytest.fixture
def crew() -> Iterator[Crew]:
    found = Crew(1)
    yield found
    found.close()


def refined(bench: Bench, plan: Plan, *, upto: int) -> Played:
    deadline = time.monotonic() + 60.0
    while (found := bench.refine(plan, seed=7, upto=upto)).n < upto:
        assert time.monotonic() < deadline, f"only {found.n} futures came"
        time.sleep(0.02)
    return found


def test_futures_from_the_bench_are_those_of_any_run(plan, crew):
    """Same plan, seed and numbers: the same days, whoever plays them, and no more than was asked for."""
    found = refined(Bench(crew), plan, upto=15)
    direct = [
        outcome.milestones for outcome in sim.replicate(sim.load("quick-start"), seed=7, replications=15)
    ]
    days = np.where(np.isinf(found.days), np.nan, found.days)
    np.testing.assert_array_equal(days.T, np.array(direct))
    assert found.n == 15


def test_asking_is_never_waiting(plan, crew):
    """The first answer is empty and comes at once; a stage of futures is then under way."""
    bench = Bench(crew)
    begin = time.monotonic()
    assert bench.refine(plan, seed=8, upto=STAGE).n == 0
    assert time.monotonic() - begin < 0.5


def test_a_worker_that_is_killed_is_replaced_and_its_task_done_again(plan, crew):
    """Who asked never learns of it."""
    first = crew.ask(Task(plan, 7, 0, 2)).result(60)
    seat = crew._seats.get()
    seat._process.kill()
    crew._seats.put(seat)
    again = crew.ask(Task(plan, 7, 0, 2)).result(60)
    np.testing.assert_array_equal(first.days, again.days)


def test_a_task_that_kills_its_worker_every_time_is_told(crew, monkeypatch):
    """Two workers lost over one task are enough."""
    monkeypatch.setattr("dashboards.bench.crew.COMMAND", ("/bin/false",))
    with pytest.raises(WorkerLost):
        crew.ask(Task(None, 7, 0, 2)).result(60)


def test_what_a_task_raises_is_raised_where_it_was_asked(crew):
    """A plan that is none: the worker says so and lives on."""
    with pytest.raises(AttributeError):
        crew.ask(Task(None, 7, 0, 2)).result(60)


def test_a_plan_of_which_a_run_breaks_off_is_not_played_again_and_again(crew):
    """What was told once is told at once from then on; a worker that was lost may come back."""
    bench = Bench(crew)
    broken = replace(PLAN, pools=PLAN.pools[:1])
    with pytest.raises(AllBroke, match="IndexError") as first:
        refined(bench, broken, upto=15)
    with pytest.raises(AllBroke) as again:
        bench.refine(broken, seed=7, upto=15)
    assert str(again.value) == str(first.value)


@pytest.mark.timeout(1_200)  # the first to need the compiled engine waits until it is compiled
@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_what_a_worker_keeps_of_a_run_is_the_same_on_every_engine(engine):
    found = play(player_of(PLAN, Engine(engine), READ), Task(PLAN, 7, 0, 6))
    outcomes = list(sim.replicate(sim.load("quick-start"), seed=7, replications=6))
    waits = [measures.days_by_cause(each) for each in outcomes]
    expected = [[sum(each.get(c, 0.0) for each in run.values()) for run in waits] for c in Cause]
    np.testing.assert_allclose(found.waits, expected, rtol=1e-12)
    costs = [sum(sum(each.values()) for each in measures.total_cost(run).values()) for run in outcomes]
    np.testing.assert_allclose(found.cost, costs, rtol=1e-12)


@pytest.mark.timeout(1_200)  # the first to need the compiled engine waits until it is compiled
def test_a_worker_takes_the_compiled_engine_once_simpy_has_played_as_long_as_loading_takes(monkeypatch):
    """Two tasks come before that, two after it; nobody could tell from the answers."""
    monkeypatch.setattr(worker, "ready_engine", lambda: Engine.COMPILED)
    engines = []
    answer = worker.Desk.answer
    monkeypatch.setattr(
        worker.Desk, "answer", lambda desk, task: engines.append(desk.engine) or answer(desk, task)
    )
    tasks, answers = BytesIO(), BytesIO()
    for _ in range(4):
        pickle.dump(Task(PLAN, 7, 0, 2), tasks)
    tasks.seek(0)
    worker.serve(tasks, answers, iter([0.0, 0.5 * LOADING, LOADING]).__next__)
    answers.seek(0)
    found = [pickle.load(answers) for _ in range(4)]  # noqa: S301  our own worker wrote it
    assert engines == [Engine.SIMPY, Engine.SIMPY, Engine.COMPILED, Engine.COMPILED]
    assert len({each.days.tobytes() + each.cost.tobytes() + each.waits.tobytes() for each in found}) == 1


def test_workers_end_with_whoever_started_them(plan):
    """Closed, the process is gone; not by Ctrl-C in the terminal, which is for the server."""
    crew = Crew(1)
    crew.ask(Task(plan, 7, 0, 1)).result(60)
    seat = crew._seats.get()
    process = seat._process
    assert os.getpgid(process.pid) != os.getpgid(0)
    crew._seats.put(seat)
    crew.close()
    assert process.poll() is not None
