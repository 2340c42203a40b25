"""Speed and size of one run of `three-operations`, ours beside the idiomatic model: `make bench`.

`watch-list`, with crises at random, is timed alone: no idiomatic model of it exists.

Both models take turns, run by run, in one process; ratios are taken pair by pair and medians are
told, so that a machine that slows down does not favour either. CPU time of this process is counted.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

from rich.console import Console
from rich.table import Table

import sim
from benchmarks import idiomatic
from sim.engine.world import Prepared, World, play

SCENARIO = "three-operations"
ALONE = "watch-list"
ROUNDS = 7
RUNS = 20
MEGABYTE = 2**20


def main() -> None:
    """Measure and print."""
    model = sim.load(SCENARIO)
    ready = Prepared.of(model.plan)
    gc.collect()
    gc.freeze()  # what is loaded by now is no garbage; without this both models pay for scanning it
    seconds: dict[str, list[float]] = {"world": [], "world and outcome": [], "idiomatic": []}
    for round_ in range(ROUNDS):
        block = range(round_ * RUNS, (round_ + 1) * RUNS)
        rows, spent = _timed(partial(_drawn, ready, block))
        share = spent / RUNS
        for place, replication in enumerate(block):
            world, spent = _timed(partial(_live, ready, rows[place], replication))
            seconds["world"].append(share + spent)
            ending = _timed(world.outcome)[1] + _timed(world.close)[1]
            seconds["world and outcome"].append(share + spent + ending)
            seconds["idiomatic"].append(_timed(partial(idiomatic.run, model.scenario, replication))[1])
    _print(seconds, _peak_memory(ready), ready)
    _print_alone()


def _print_alone() -> None:
    """Time the scenario that has no counterpart."""
    ready = Prepared.of(sim.load(ALONE).plan)
    rows, drawing = _timed(partial(_drawn, ready, range(RUNS)))
    found = []
    for replication, row in enumerate(rows):
        world, spent = _timed(partial(_live, ready, row, replication))
        found.append(drawing / RUNS + spent + _timed(world.outcome)[1] + _timed(world.close)[1])
    middle = statistics.median(found) * 1e3
    Console().print(f"{ALONE}: {middle:.1f} ms per run with its outcome; {len(ready.plan.steps)} steps")


def _drawn(ready: Prepared, block: range) -> list[list[float]]:
    return [each.tolist() for each in ready.values(1, block)[0]]


def _live(ready: Prepared, row: list[float], replication: int) -> World:
    return play(ready, [row], seed=1, replication=replication)


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.process_time()
    found = act()
    return found, time.process_time() - begin


def _peak_memory(ready: Prepared) -> float:
    """Return the MB that one run and its outcome add at their peak."""
    rows = [each[0].tolist() for each in ready.values(1, [0])]
    tracemalloc.start()
    world = World(ready, rows, seed=1, replication=0)
    world.run()
    world.outcome()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MEGABYTE


def _print(seconds: dict[str, list[float]], megabytes: float, ready: Prepared) -> None:
    table = Table("model", "ms per run", "runs per second", "times idiomatic", title=f"{SCENARIO}, one core")
    for name, found in seconds.items():
        ratios = [theirs / ours for ours, theirs in zip(found, seconds["idiomatic"], strict=True)]
        middle = statistics.median(found)
        table.add_row(name, f"{middle * 1e3:.1f}", f"{1 / middle:.0f}", f"{statistics.median(ratios):.2f}")
    console = Console()
    console.print(table)
    console.print(
        f"medians of {ROUNDS * RUNS} runs that took turns; {len(ready.plan.steps)} steps, "
        f"{len(ready.wirings[0].step_of)} rounds, {ready.samplers[0].width} random quantities"
    )
    console.print(f"memory of one run with its outcome: {megabytes:.1f} MB at the peak")


if __name__ == "__main__":
    main()
