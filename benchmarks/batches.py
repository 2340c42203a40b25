"""What batches cost: two cores against one, what is not simulation, Dask against local, memory.

`python -m benchmarks.batches [RUNS]`, 2,000 runs of `quick-start` if no number is told. Seconds of the wall
clock for whole batches; seconds of this process's CPU for the shares, so that neighbours count less.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console

import sim
from sim.batch import Executor, Processes, Serial
from sim.batch.measuring import Measuring, Row
from sim.batch.playing import Job, play_piece
from sim.batch.request import Request
from sim.batch.storing import Folder
from sim.batch.study import charter_of, play_into
from sim.simulating import Player

SCENARIO = "quick-start"
MEMORY = (100_000, 300_000)
MILLION = 1_000_000
RUNS = 2_000
MEGABYTE = 2**20


def main(runs: int) -> None:
    """Measure and print."""
    tell = Console().print
    tell(f"{SCENARIO}, {runs} runs, into a study folder")
    one, two = (_whole(Processes(each), runs) for each in (1, 2))
    tell(f"one process {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast")
    _tell_overhead(tell, runs)
    _tell_cluster(tell, two, runs)
    _tell_memory(tell)


def _whole(executor: Executor, runs: int) -> float:
    model = sim.load(SCENARIO)
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        play_into(_folder(Path(place), model, runs), model, executor=executor)
        return time.perf_counter() - begin


def _folder(place: Path, model: sim.Model, runs: int) -> Folder:
    return Folder(place, charter_of(model, Request(1, runs), {}), Measuring(model.plan))


def _tell_overhead(tell: Callable[[str], None], runs: int) -> None:
    model = sim.load(SCENARIO)
    begin = time.process_time()
    for _ in Player(model.plan).play(1, range(runs)):
        pass
    alone = time.process_time() - begin
    begin = time.process_time()
    _whole(Serial(), runs)
    tell(
        f"simulating alone {alone:.1f} s of CPU; with measuring, storing and summing up "
        f"{(whole := time.process_time() - begin):.1f} s: {100 * (whole / alone - 1):.1f} % more"
    )


def _tell_cluster(tell: Callable[[str], None], local: float, runs: int) -> None:
    try:
        from distributed import LocalCluster  # noqa: PLC0415  the extra may not be installed
    except ImportError:
        tell("Dask: not installed")
        return
    from sim.batch.cluster import Cluster  # noqa: PLC0415  as above

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        _whole(Cluster(cluster.scheduler_address), 20)  # workers have imported what they need
        spent = _whole(Cluster(cluster.scheduler_address), runs)
    tell(f"Dask, two workers, {spent:.1f} s: {100 * (spent / local - 1):+.0f} % against two local processes")


class Copies:
    """Gives the rows of one future again and again: a batch of any size without playing it."""

    def map(self, _work: Any, pieces: Any, *, shared: Job) -> Iterator[list[Row]]:
        """Yield a piece's rows, see `Executor`."""
        rows = play_piece(shared, range(50))
        for each in pieces:
            yield [replace_number(rows[i % 50], i) for i in each]


def replace_number(row: Row, number: int) -> Row:
    """Return a run as if it were another one; its dates move a little, so that nothing compresses well."""
    return row._replace(replication=number, values=tuple(value + number * 1e-6 for value in row.values))


def peak_memory(runs: int) -> float:
    """Return the MB (on Linux) that a process of its own needs for a batch of so many runs."""
    model = sim.load(SCENARIO)
    with tempfile.TemporaryDirectory() as place:
        copies: Any = Copies()  # an executor for this one kind of work only
        play_into(_folder(Path(place), model, runs), model, executor=copies, progress=lambda _: None)
    status = Path("/proc/self/status").read_text("utf-8")  # getrusage would count who started us
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _tell_memory(tell: Callable[[str], None]) -> None:
    found = []
    for runs in MEMORY:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            found.append(alone.submit(peak_memory, runs).result())
    each = (found[1] - found[0]) / (MEMORY[1] - MEMORY[0])
    tell(
        f"memory: {found[0]:.0f} MB at {MEMORY[0]:,} runs, {found[1]:.0f} MB at {MEMORY[1]:,}: "
        f"{each * 1e6:.0f} B a run, so {found[1] + each * (MILLION - MEMORY[1]):.0f} MB at {MILLION:,}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
