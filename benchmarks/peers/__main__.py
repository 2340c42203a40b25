"""All on the two desks, then our engines on what ships, two cores, memory: `python -m benchmarks.peers`.

CPU time of one process; all take turns in every round, so that a machine that slows down favours nobody.
Medians of the rounds and of the ratios within each round are told, and the mean day of the last exit, which
must be the same for all but for chance.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import engines
from benchmarks.peers import scaling
from benchmarks.peers.desks import CRISES, plan
from benchmarks.peers.others import others
from sim.compiled.flattening import Flattened
from sim.compiled.playing import Asked, Machine
from sim.compiled.warming import warm
from sim.engine.world import Prepared, milestones_ready

ROUNDS = 7
SLOW, QUICK = 4, 200
"""Runs per round: of what takes long, and of the compiled engine."""
PARTS = ("desks", "engines", "cores", "memory")
Days = list[float]


def main(parts: tuple[str, ...] = PARTS) -> None:
    """Measure and print."""
    warm()
    if "desks" in parts:
        _print(*_measured())
    if "engines" in parts:
        engines.main()
    if "cores" in parts:
        Console().print(scaling.two_cores("three-operations"))
    if "memory" in parts:
        Console().print(scaling.memory("three-operations"))


def _measured() -> tuple[dict[str, list[float]], dict[str, Days]]:
    """Return CPU seconds per run, a number per round, and the day on which all was done, per run."""
    works = _works()
    spent: dict[str, list[float]] = {}
    days: dict[str, Days] = {}
    for turn in range(ROUNDS):
        for name, (play, runs) in works.items():
            begin = time.process_time()
            found = play(range(turn * runs, (turn + 1) * runs))
            spent.setdefault(name, []).append((time.process_time() - begin) / runs)
            days.setdefault(name, []).extend(found)
    return spent, days


def _works() -> dict[str, tuple[Callable[[range], Days], int]]:
    model = plan()
    ready, machine, asked = Prepared.of(model), Machine(Flattened.of(model)), Asked.nothing(model)
    machine.measured(1, range(1), asked)

    def on_world(futures: range) -> Days:
        return [days[0] for days in milestones_ready(ready, 1, futures)]

    def on_compiled(futures: range) -> Days:
        return [float(day) for day in machine.measured(1, futures, asked).values[:, 0]]

    works: dict[str, tuple[Callable[[range], Days], int]] = {
        name: (partial(_each, run), SLOW) for name, run in others().items()
    }
    works["our World, its milestones"] = on_world, SLOW
    works["compiled, measured"] = on_compiled, QUICK
    return works


def _each(run: Callable[[int], float], futures: range) -> Days:
    return [run(each) for each in futures]


def _print(spent: dict[str, list[float]], days: dict[str, Days]) -> None:
    table = Table("engine", "ms a run", "times SimPy", "last exit, D+", title=f"two desks, {CRISES} crises")
    base = spent["SimPy"]
    for name, seconds in spent.items():
        ratio = statistics.median(one / other for one, other in zip(base, seconds, strict=True))
        error = np.std(days[name]) / len(days[name]) ** 0.5
        where = f"{np.mean(days[name]):.0f} ± {error:.0f}"
        table.add_row(name, f"{1e3 * statistics.median(seconds):.3f}", f"{ratio:.2f}", where)
    Console().print(table)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or PARTS)
