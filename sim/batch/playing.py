"""Playing futures in a worker: what all of a batch's pieces share, and the work on one of them.

A run that breaks off becomes a row that says why; the runs beside it are played all the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.recent import collector_resting
from sim.simulating import Player

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    rows: list[Row] = []
    with collector_resting():
        while len(rows) < len(futures):
            rows.extend(_until_one_breaks(job, futures[len(rows) :]))
    return rows


def _until_one_breaks(job: Job, futures: Sequence[int]) -> Iterator[Row]:
    outcomes = job.player.play(job.seed, futures)
    for each in futures:
        try:
            row = job.measuring.row(next(outcomes))
        except Exception as error:  # noqa: BLE001  whatever it is, the run is kept as one that failed
            yield job.measuring.broken(each, f"{type(error).__name__}: {error}")
            return
        yield row


def runs_per_piece(job: Job) -> int:
    """Return how many runs make a piece of work of about `SECONDS`, by playing a few of them here."""
    trial = Job(job.measuring, job.seed)
    spent = []
    for each in range(TRIES):
        begin = time.perf_counter()
        play_piece(trial, range(each, each + 1))
        spent.append(time.perf_counter() - begin)
    return max(1, min(MOST_RUNS, int(SECONDS / max(min(spent), 1e-6))))
