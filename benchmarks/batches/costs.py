"""What batches cost: two cores against one, what is not simulation, Dask against local, memory.

Seconds of the wall clock for whole batches, in turns; seconds of this process's CPU for the shares, turn by
turn, so that neighbours count less.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console

import sim
from sim.batch import Engine, Executor, Processes, Serial
from sim.batch.measuring import Measuring, Row
from sim.batch.parts import to_parquet
from sim.batch.players import Plays, player_of
from sim.batch.playing import Job, play_piece
from sim.batch.request import Request
from sim.batch.results import Results, gathered, joined
from sim.batch.storing import Folder
from sim.batch.study import charter_of, play_into
from sim.batch.summary import columns_of, summarize

SCENARIO = "quick-start"
MEMORY = (100_000, 300_000)
RUNS = 2_000
ROUNDS = 3
PIECE = 100
"""Runs of a turn: about as many as a piece of a batch has."""
MEGABYTE = 2**20


def main(runs: int, engine: Engine) -> None:
    """Measure and print."""
    tell = Console().print
    tell(f"{SCENARIO}, {runs} runs, into a study folder, on {engine}")
    pairs = [[_whole(Processes(each), runs, engine) for each in (1, 2)] for _ in range(ROUNDS)]
    ratios = sorted(one / two for one, two in pairs)
    one, two = (statistics.median(each) for each in zip(*pairs, strict=True))
    tell(
        f"one process {one:.1f} s, two {two:.1f} s: {ratios[ROUNDS // 2]:.2f} times as fast (lowest "
        f"{ratios[0]:.2f}, highest {ratios[-1]:.2f} of {ROUNDS})"
    )
    _tell_overhead(tell, runs, engine)
    _tell_cluster(tell, two, runs=runs, engine=engine)
    _tell_memory(tell)


def _whole(executor: Executor, runs: int, engine: Engine) -> float:
    model = sim.load(SCENARIO)
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        play_into(_folder(Path(place), model, runs), model, executor=executor, engine=engine)
        return time.perf_counter() - begin


def _folder(place: Path, model: sim.Model, runs: int) -> Folder:
    return Folder(place, charter_of(model, Request(1, runs), {}), Measuring(model.plan))


def _tell_overhead(tell: Callable[[str], None], runs: int, engine: Engine) -> None:
    """Simulating alone beside the same part measured and stored, part after part; then the summing up."""
    model = sim.load(SCENARIO)
    measuring = Measuring(model.plan)
    player, job = player_of(model.plan, engine, ()), Job(measuring, 1, engine)
    spent: dict[str, list[float]] = {"alone": [], "kept": [], "stored": []}
    parts: list[Results] = []

    def timed(what: str, work: Callable[[], Any]) -> Any:
        begin = time.process_time()
        found = work()
        spent[what].append(time.process_time() - begin)
        return found

    for first in range(0, runs, PIECE):
        futures = range(first, min(runs, first + PIECE))
        timed("alone", lambda futures=futures: deque(_alone(player, futures, engine), maxlen=0))
        rows = timed("kept", lambda futures=futures: play_piece(job, futures))
        parts.append(timed("stored", lambda rows=rows: _stored(measuring, rows)))
    begin = time.process_time()
    summarize(Request(1, runs), measuring, columns_of(joined(parts)))
    summed = time.process_time() - begin
    alone, stored = sum(spent["alone"]), sum(spent["stored"])
    more = statistics.median(k / a - 1.0 for a, k in zip(spent["alone"], spent["kept"], strict=True))
    tell(
        f"simulating alone {alone:.1f} s of CPU; measuring {100 * more:.1f} % more (median of parts), "
        f"storing {100 * stored / alone:.1f} %, summing up {100 * summed / alone:.1f} %"
    )


def _alone(player: Plays, futures: range, engine: Engine) -> Iterator[object]:
    """Play some futures and keep nothing: outcomes of SimPy, days and dollars of the compiled engine."""
    return player.outcomes(1, futures) if engine is Engine.SIMPY else player.briefs(1, futures)


def _stored(measuring: Measuring, rows: list[Row]) -> Results:
    found = gathered(measuring, seed=1, rows=rows)
    to_parquet(found)
    return found


def _tell_cluster(tell: Callable[[str], None], local: float, *, runs: int, engine: Engine) -> None:
    try:
        from distributed import LocalCluster  # noqa: PLC0415  the extra may not be installed
    except ImportError:
        tell("Dask: not installed")
        return
    from sim.batch.cluster import Cluster  # noqa: PLC0415  as above

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        _whole(Cluster(cluster.scheduler_address), 20, engine)  # workers have imported what they need
        spent = _whole(Cluster(cluster.scheduler_address), runs, engine)
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
    return _peak()


def peak_of_playing(runs: int, engine: Engine, scenario: str) -> float:
    """Return the same where all runs of a scenario are really played, in this process."""
    model = sim.load(scenario)
    with tempfile.TemporaryDirectory() as place:
        folder = _folder(Path(place), model, runs)
        play_into(folder, model, executor=Serial(), engine=engine, progress=lambda _: None)
    return _peak()


def _peak() -> float:
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
        f"{each * 1e6:.0f} B a run"
    )


def told(arguments: list[str]) -> None:
    """Measure what is asked, see `benchmarks.batches`."""
    if arguments[:1] == ["memory"]:
        runs, engine, *rest = arguments[1:]
        scenario = (rest or [SCENARIO])[0]
        peak = peak_of_playing(int(runs), Engine(engine), scenario)
        Console().print(f"{int(runs):,} runs of {scenario} on {engine}: {peak:.0f} MB")
    else:
        main(int((arguments[:1] or [RUNS])[0]), Engine((arguments[1:2] or ["simpy"])[0]))
