"""Engines beside each other on `three-operations` and `quick-start`: `python -m benchmarks.engines`.

Idiomatic SimPy, our World and the compiled engine play the same futures in turns, in one process; a bare
compiled heap does nothing but as many pushes and pops as a run has events. CPU time, medians, ratios.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numba import njit
from rich.console import Console
from rich.table import Table

import sim
from benchmarks import idiomatic
from sim.batch.measuring import Measuring
from sim.compiled import layout as at
from sim.compiled.flattening import Flattened
from sim.compiled.layout import Floats
from sim.compiled.playing import Asked, Machine
from sim.compiled.warming import warm
from sim.engine.world import Prepared, replay_ready
from sim.plan import NONE

ROUNDS = 7
SLOW, QUICK, WAITING = 4, 200, 100
"""Runs per round: of what takes long, and of the compiled engine; events that wait in the bare heap."""


def main() -> None:
    """Measure and print."""
    warm()
    for name in ("quick-start", "three-operations"):
        _print(name, _measured(name))


def _measured(name: str) -> dict[str, list[float]]:
    """Return CPU seconds per run of each engine, a number per round."""
    model = sim.load(name)
    measuring = Measuring(model.plan)
    machine = Machine(Flattened.of(model.plan))
    asked = Asked(measuring.looked_into, (NONE,) * (2 * len(model.plan.funds)), len(model.plan.milestones))
    machine.measured(1, range(20), asked)
    found = machine.measured(1, range(20, 20 + QUICK), asked)
    events = int(found.i[at.SEQUENCE])
    drawn = machine.flat.values(1, range(QUICK), wanted=machine.used.astype(np.bool_))
    ready = Prepared.of(model.plan)
    _heap(events, 1)
    gc.collect()
    gc.freeze()
    spent: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        slow, quick = range(turn * SLOW, (turn + 1) * SLOW), range(turn * QUICK, (turn + 1) * QUICK)
        works: dict[str, tuple[Callable[[], object], int]] = {
            "idiomatic SimPy": (partial(_idiomatic, model, slow), SLOW),
            "our World, measured": (partial(_world, ready, measuring, slow), SLOW),
            "compiled, measured": (partial(machine.measured, 1, quick, asked), QUICK),
            "compiled, drawn before": (partial(machine.play, drawn, asked, wanted=asked.rows), QUICK),
            "bare heap": (partial(_heap, events, QUICK), QUICK),
        }
        for label, (work, runs) in works.items():
            spent.setdefault(label, []).append(_timed(work) / runs)
    return spent


def _idiomatic(model: sim.Model, futures: range) -> None:
    for each in futures:
        idiomatic.run(model.scenario, each)


def _world(ready: Prepared, measuring: Measuring, futures: range) -> None:
    for each in replay_ready(ready, 1, futures):
        measuring.row(each)


def _timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@njit
def _heap(events: int, runs: int) -> float:
    """Push and pop as many events as some runs have, a hundred of them waiting at a time."""
    total, heap = 0.0, np.empty(events + WAITING)
    for _ in range(runs):
        size, seed = 0, 1
        for turn in range(events + WAITING):
            if turn < events:
                seed = (seed * 1103515245 + 12345) % 2147483648
                _push(heap, size, total % 1.0 + seed / 2147483648.0)
                size += 1
            if turn >= WAITING:
                total += heap[0]
                size -= 1
                _sink(heap, size)
    return total


@njit
def _push(heap: Floats, size: int, moment: float) -> None:
    place = size
    while place > 0 and heap[(place - 1) // 2] > moment:
        heap[place] = heap[(place - 1) // 2]
        place = (place - 1) // 2
    heap[place] = moment


@njit
def _sink(heap: Floats, size: int) -> None:
    """Put the last moment where the first one was, and let it sink to its place."""
    moment, place, below = heap[size], 0, 1
    while below < size:
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= moment:
            break
        heap[place] = heap[below]
        place, below = below, 2 * below + 1
    heap[place] = moment


def _print(name: str, spent: dict[str, list[float]]) -> None:
    table = Table("engine", "ms a run", "times idiomatic", title=name)
    base = spent["idiomatic SimPy"]
    for label, seconds in spent.items():
        ratio = statistics.median(one / other for one, other in zip(base, seconds, strict=True))
        table.add_row(label, f"{1e3 * statistics.median(seconds):.3f}", f"{ratio:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
