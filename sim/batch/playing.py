"""Playing futures in a worker: what all of a batch's pieces share, and the work on one of them.

A run that breaks off becomes a row that says why; the runs beside it are played all the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.batch.road import Broken, kept
from sim.recent import collector_resting
from sim.simulating import Player

if TYPE_CHECKING:
    from sim.batch.measuring import Measuring, Row

SECONDS = 0.4
"""How long a piece of work should take: short enough for a bar to move, long enough to be worth sending."""
TRIES = 3
MOST_RUNS = 500


@dataclass(frozen=True)
class Job:
    """What all pieces of a batch share."""

    measuring: Measuring
    seed: int

    @cached_property
    def player(self) -> Player:
        """Whoever plays it here; a worker keeps it from piece to piece."""
        return Player(self.measuring.plan)


def play_piece(job: Job, futures: range) -> list[Row]:
    """Return what is kept of each future of a piece, in order."""
    measuring = job.measuring
    with collector_resting():
        found = list(kept(partial(job.player.play, job.seed), futures, measuring.row))
    return [
        measuring.broken(each.replication, each.why) if isinstance(each, Broken) else each for each in found
    ]


def runs_per_piece(job: Job) -> int:
    """Return how many runs make a piece of work of about `SECONDS`, by playing a few of them here."""
    trial = Job(job.measuring, job.seed)
    spent = []
    for each in range(TRIES):
        begin = time.perf_counter()
        play_piece(trial, range(each, each + 1))
        spent.append(time.perf_counter() - begin)
    return max(1, min(MOST_RUNS, int(SECONDS / max(min(spent), 1e-6))))
