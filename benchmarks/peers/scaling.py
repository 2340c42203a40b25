"""Two processes against one, and memory over many runs, of the compiled engine on what ships.

Each measurement runs in processes of its own, that only play: what a batch stores is not here.
"""

from __future__ import annotations

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import sim
from sim.batch.measuring import Measuring
from sim.compiled.flattening import Flattened
from sim.compiled.playing import Asked, Machine
from sim.plan import NONE

RUNS, ROUNDS, BLOCK = 400, 5, 100
STRETCHES = (1_000, 5_000, 20_000)
"""Runs after which the peak of memory is read."""


@cache
def player(name: str) -> tuple[Machine, Asked]:
    """Return a machine for what ships, and what a batch asks of each run."""
    plan = sim.load(name).plan
    asked = Asked(Measuring(plan).looked_into, (NONE,) * (2 * len(plan.funds)), len(plan.milestones))
    return Machine(Flattened.of(plan)), asked


def two_cores(name: str) -> str:
    """Return in words how much more two processes play than one, each by the CPU time that a run takes it.

    Counted so, others on the machine do not count, but what they do to caches and memory does.
    """
    alone, beside = [], []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as crew:
        list(crew.map(_runs_per_second, [name, name]))
        for _ in range(ROUNDS):
            alone.append(crew.submit(_runs_per_second, name).result())
            beside.append(sum(crew.map(_runs_per_second, [name, name])))
    ratios = sorted(two / one for one, two in zip(alone, beside, strict=True))
    return (
        f"{name}: two processes play {ratios[ROUNDS // 2]:.2f} times as many runs as one (CPU time; lowest "
        f"{ratios[0]:.2f}, highest {ratios[-1]:.2f} of {ROUNDS})"
    )


def _runs_per_second(name: str) -> float:
    machine, asked = player(name)
    machine.measured(1, range(BLOCK), asked)
    begin = time.process_time()
    for first in range(0, RUNS, BLOCK):
        machine.measured(1, range(first, first + BLOCK), asked)
    return RUNS / (time.process_time() - begin)


def memory(name: str) -> str:
    """Return in words the peak of memory of a process that plays more and more runs."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as crew:
        peaks = crew.submit(_peaks, name).result()
    told = ", ".join(f"{peak:.0f} MB after {runs:,}" for runs, peak in zip(STRETCHES, peaks, strict=True))
    slope = (peaks[-1] - peaks[0]) / (STRETCHES[-1] - STRETCHES[0])
    return f"{name}: {told} runs; {peaks[-1] + slope * (1_000_000 - STRETCHES[-1]):.0f} MB at a million"


def _peaks(name: str) -> list[float]:
    machine, asked = player(name)
    found, played = [], 0
    for stretch in STRETCHES:
        while played < stretch:
            machine.measured(1, range(played, played + BLOCK), asked)
            played += BLOCK
        found.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found
