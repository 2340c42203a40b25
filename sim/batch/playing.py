"""Playing futures in a worker: what all of a batch's pieces share, and the work on one of them.

A run that breaks off becomes a row that says why; the runs beside it are played all the same.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.batch.engines import Engine
from sim.batch.road import Broken, kept
from sim.batch.rows import Compiled, compared
from sim.recent import collector_resting
from sim.simulating import Player

if TYPE_CHECKING:
    from sim.batch.measuring import Measuring, Row

log = logging.getLogger(__name__)
SECONDS = 0.4
"""How long a piece of work should take: short enough for a bar to move, long enough to be worth sending."""
TRIES = 3
MOST_RUNS = 500


@dataclass(frozen=True)
class Job:
    """What all pieces of a batch share. `engine`: who plays; `AUTO` is decided before (`deciding`)."""

    measuring: Measuring
    seed: int
    engine: Engine = Engine.SIMPY

    @cached_property
    def player(self) -> Player:
        """Whoever plays it here; a worker keeps it from piece to piece."""
        return Player(self.measuring.plan)

    @cached_property
    def compiled(self) -> Compiled:
        """The same on the compiled engine."""
        return Compiled(self.measuring)


def play_piece(job: Job, futures: range) -> list[Row]:
    """Return what is kept of each future of a piece, in order."""
    if job.engine is Engine.SIMPY or not job.compiled.covers:
        return _on_simpy(job, futures)
    quick = _on_compiled(job, futures)
    if job.engine is Engine.BOTH:
        pairs = zip(_on_simpy(job, futures), quick, strict=True)
        return [row if other is None else compared(job.measuring, row, other) for row, other in pairs]
    return [
        row if row is not None else _on_simpy(job, futures[place : place + 1])[0]
        for place, row in enumerate(quick)
    ]


def _on_compiled(job: Job, futures: range) -> list[Row | None]:
    """Return the row of each future; None for one that is to be played on SimPy."""
    try:
        return list(job.compiled.rows(job.seed, futures))
    except Exception as error:  # noqa: BLE001  whatever it is, there is a safe road
        log.warning("the compiled engine broke off (%s): these runs are played on SimPy", error)
        return [None] * len(futures)


def _on_simpy(job: Job, futures: range) -> list[Row]:
    measuring = job.measuring
    with collector_resting():
        found = list(kept(partial(job.player.play, job.seed), futures, measuring.row))
    return [
        measuring.broken(each.replication, each.why) if isinstance(each, Broken) else each for each in found
    ]


def runs_per_piece(job: Job) -> int:
    """Return how many runs make a piece of work of about `SECONDS` of CPU, by playing a few of them here."""
    trial = Job(job.measuring, job.seed, job.engine)
    spent = []
    for each in range(TRIES):
        begin = time.process_time()
        play_piece(trial, range(each, each + 1))
        spent.append(time.process_time() - begin)
    return max(1, min(MOST_RUNS, int(SECONDS / max(min(spent), 1e-6))))
