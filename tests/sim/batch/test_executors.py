"""The same results, in the same order, whoever works; errors and lost workers are told."""

import operator
import os
import signal
import tempfile
import time
from multiprocessing import active_children

import pytest

from sim.batch import Processes, Serial, executor_for
from sim.batch.executors import available_processors
from sim.errors import WorkerLost

PIECES = list(range(40))
TENFOLD = [10 * each for each in PIECES]


@pytest.mark.parametrize("executor", [Serial(), Processes(1), Processes(3)])
def test_results_come_in_the_order_of_the_pieces(executor):
    assert list(executor.map(operator.mul, PIECES, shared=10)) == TENFOLD


def test_more_than_one_process_works_and_all_are_gone_afterwards():
    results = Processes(2).map(operator.mul, PIECES, shared=10)
    assert next(results) == 0
    assert len(active_children()) == 2
    assert list(results) == TENFOLD[1:]
    assert active_children() == []


def test_who_stops_early_leaves_no_process_behind():
    results = Processes(2).map(operator.mul, PIECES, shared=10)
    next(results)
    results.close()
    assert gone()


def gone() -> bool:
    deadline = time.monotonic() + 10.0
    while active_children() and time.monotonic() < deadline:
        time.sleep(0.02)
    return active_children() == []


def test_an_error_of_the_work_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        list(Processes(2).map(operator.floordiv, [1, 2, 0, 3], shared=6))
    assert gone()


def test_a_worker_that_is_killed_costs_nothing_but_time(caplog):
    results = Processes(2).map(operator.mul, PIECES * 50, shared=10)
    found = [next(results)]
    os.kill(active_children()[0].pid, signal.SIGKILL)
    found += results
    assert found == TENFOLD * 50
    assert "is done again" in caplog.text
    assert gone()


def test_a_worker_killed_while_it_hands_in_a_long_result_stops_nobody():
    """Half a long message in the pipe that all share would be waited for for ever."""
    results = Processes(2).map(operator.mul, [2_000_000] * 300, shared=b"x")
    sizes = []
    for each in results:
        sizes.append(len(each))
        if len(sizes) in {20, 60}:
            for child in active_children():
                os.kill(child.pid, signal.SIGKILL)
    assert sizes == [2_000_000] * 300


def test_who_stops_early_leaves_no_long_result_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    results = Processes(2).map(operator.mul, [50_000] * 100, shared=b"x")
    next(results)
    assert list(tmp_path.iterdir())
    results.close()
    assert gone()
    assert list(tmp_path.iterdir()) == []


def test_work_that_kills_whoever_does_it_is_told_plainly():
    with pytest.raises(WorkerLost, match="ended before its work was done") as error:
        list(Processes(2).map(operator.call, [3], shared=os._exit))
    assert error.value.exit_code == 3
    assert gone()


def test_one_worker_means_this_process():
    assert executor_for(1) == Serial()
    assert executor_for(3) == Processes(3)
    assert available_processors() >= 1
