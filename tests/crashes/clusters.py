"""Workers of a Dask cluster killed in the middle of a batch: the results are those of an undisturbed one."""

from __future__ import annotations

import os
import signal
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
    """Kill workers at random moments of batches until so many kills are done; return what was seen."""
    chance = np.random.default_rng([seed, 3])
    model = sim.load(SMALL)
    here = sim.run_batch(model, n=RUNS, seed=5, executor=Serial())
    done, batches, told = 0, 0, 0
    with distributed.LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        while done < kills:
            batches += 1
            wait_for(lambda: _at_work(cluster) == WORKERS)
            over = threading.Event()
            hand = threading.Thread(target=_kill, args=(cluster, chance, over, dead := list[int]()))
            hand.start()
            try:
                there = sim.run_batch(
                    model, n=RUNS, seed=5, executor=Cluster(cluster.scheduler_address), chunk=20
                )
                assert there.values.tobytes() == here.values.tobytes()
            except WorkerLost:  # the same piece lost its worker time and again: told, and nothing was taken
                told += 1
            finally:
                over.set()
                hand.join()
            done += len(dead)
    return f"{done} kills in {batches} batches, {told} told that workers keep ending; all values equal"


def _at_work(cluster: distributed.LocalCluster) -> int:
    """Return the workers that the scheduler knows now."""
    return len(cluster.scheduler.workers)


def _kill(
    cluster: distributed.LocalCluster, chance: np.random.Generator, over: threading.Event, dead: list[int]
) -> None:
    """Kill one worker after the other, at random moments, until a batch is over."""
    while not over.wait(float(chance.uniform(0.3, 4.0))):
        alive = [each.pid for each in cluster.workers.values() if each.pid]
        if over.is_set() or _at_work(cluster) < WORKERS:  # one is left: a cluster without any is refused
            continue
        try:
            os.kill(alive[int(chance.integers(len(alive)))], signal.SIGKILL)
        except ProcessLookupError:
            continue
        dead.append(1)
        time.sleep(0.05)
