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
    """Kill workers at random moments of batches until so many kills are done and one batch ended.

    Returns what was seen.
    """
    chance = np.random.default_rng([seed, 3])
    model = sim.load(SMALL)
    here = sim.run_batch(model, n=RUNS, seed=5, executor=Serial())
    dead, batches, equal = list[bool](), 0, 0
    with distributed.LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        while len(dead) < kills or not equal:
            batches += 1
            wait_for(lambda: _at_work(cluster) == WORKERS)
            over = threading.Event()
            hand = threading.Thread(target=_kill, args=(cluster, chance, over, dead))
            hand.start()
            try:
                there = sim.run_batch(
                    model, n=RUNS, seed=5, executor=Cluster(cluster.scheduler_address), chunk=20
                )
                assert there.values.tobytes() == here.values.tobytes()
                equal += 1
            except WorkerLost:  # the same piece lost its worker time and again: told, and nothing was taken
                pass
            finally:
                over.set()
                hand.join()
    return (
        f"{len(dead)} kills in {batches} batches, {sum(dead)} of workers that had pieces in hand; "
        f"{batches - equal} told that workers keep ending, {equal} ended with all values equal"
    )


def _at_work(cluster: distributed.LocalCluster) -> int:
    """Return the workers that the scheduler knows now."""
    return len(cluster.scheduler.workers)


def _kill(
    cluster: distributed.LocalCluster, chance: np.random.Generator, over: threading.Event, dead: list[bool]
) -> None:
    """Kill one worker after the other, at random moments, until a batch is over; keep who had work."""
    while not over.wait(float(chance.uniform(0.3, 4.0))):
        alive = [each.pid for each in cluster.workers.values() if each.pid]
        if over.is_set() or _at_work(cluster) < WORKERS:  # one is left: a cluster without any is refused
            continue
        victim = alive[int(chance.integers(len(alive)))]
        at_work = {each.pid for each in list(cluster.scheduler.workers.values()) if each.processing}
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            continue
        dead.append(victim in at_work)
        time.sleep(0.05)
