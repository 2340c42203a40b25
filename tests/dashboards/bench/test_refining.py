"""The bench: futures played by workers are those of any run; workers that die or refuse are dealt with."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

import sim
from dashboards.bench.crew import Crew
from dashboards.bench.playing import Played, Task
from dashboards.bench.refining import STAGE, Bench
from sim.errors import WorkerLost
from sim.plan import Plan


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


def test_workers_end_with_whoever_started_them(plan):
    """Closed, the process is gone."""
    crew = Crew(1)
    crew.ask(Task(plan, 7, 0, 1)).result(60)
    seat = crew._seats.get()
    process = seat._process
    crew._seats.put(seat)
    crew.close()
    assert process.poll() is not None
