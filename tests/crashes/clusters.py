"""Workers of a Dask cluster killed in the middle of a batch: the results are those of an undisturbed one."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import distributed
import numpy as np

import sim
from sim.batch import Serial
from sim.batch.cluster import Cluster
from sim.errors import WorkerLost
from tests.crashes.victims import wait_for
from tests.hostile.feeding import SMALL

RUNS = 3_000
WORKERS = 2


def kill_workers(*, kills: int, seed: int) -> str:
    """Kill workers at random moments of batches until so many kills are done and one batch ended.

    Returns what was seen. Each batch has a cluster of its own: Dask gives up a worker killed as it begins.
    """
    chance = np.random.default_rng([seed, 3])
    model = sim.load(SMALL)
    here = sim.run_batch(model, n=RUNS, seed=5, executor=Serial())
    dead, batches, equal = list[bool](), 0, 0
    while len(dead) < kills or not equal:
        batches += 1
        with distributed.LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
        ) as cluster:
            wait_for(lambda now=cluster: len(_workers(now)) == WORKERS)
            values = _played(cluster, model, chance, dead)
        if values is not None:
            assert values.tobytes() == here.values.tobytes()
            equal += 1
        sys.stderr.write(f"{batches} batches, {len(dead)} kills\n")
    return (
        f"{len(dead)} kills in {batches} batches, {sum(dead)} of workers that had pieces in hand; "
        f"{batches - equal} told that workers keep ending, {equal} ended with all values equal"
    )


def _played(
    cluster: distributed.LocalCluster, model: sim.Model, chance: np.random.Generator, dead: list[bool]
) -> np.ndarray | None:
    """Return the values of a batch of which workers are killed; None where that is told."""
    over = threading.Event()
    hand = threading.Thread(target=_kill, args=(cluster, chance, over, dead))
    hand.start()
    try:
        executor = Cluster(cluster.scheduler_address)
        return sim.run_batch(model, n=RUNS, seed=5, executor=executor, chunk=20).values
    except WorkerLost:  # the same piece lost its worker time and again: nothing is taken
        return None
    finally:
        over.set()
        hand.join()


def _workers(cluster: distributed.LocalCluster) -> dict[int, bool]:
    """Return the workers that the scheduler knows now, by process: whether they have pieces in hand."""
    return {each.pid: bool(each.processing) for each in list(cluster.scheduler.workers.values())}


def _kill(
    cluster: distributed.LocalCluster, chance: np.random.Generator, over: threading.Event, dead: list[bool]
) -> None:
    """Kill one worker after the other, at random moments, until a batch is over; keep who had work."""
    while not over.wait(float(chance.uniform(0.3, 4.0))):
        workers = _workers(cluster)
        if len(workers) < WORKERS:  # one is left: a cluster without any is refused
            continue
        victim = sorted(workers)[int(chance.integers(len(workers)))]
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
        dead.append(workers[victim])
        time.sleep(0.05)
