"""Many runs of one Plan: hands pieces to whoever works, puts parts together, stops when told.

Results depend on the plan, the seed and the number of runs; not on workers, pieces or interruptions.
"""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.executors import Executor, executor_for
from sim.batch.measuring import Measuring, headline_of
from sim.batch.playing import Job, play_piece, runs_per_piece
from sim.batch.request import Request, watched
from sim.batch.results import Results, gathered, joined
from sim.simulating import DEFAULT_SEED, checked_span

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from numpy.typing import NDArray

    from sim.batch.measuring import Row
    from sim.batch.request import Criterion
    from sim.scenario.loading import Model

PIECES_PER_PART = 8
"""Pieces into which a part falls at least, so that several workers share a small one."""
MOST_RUNS = 10_000
"""Runs at most, where only a precision is asked for."""
USUAL = 1_000
"""Runs where nothing is asked for."""


class Standing(NamedTuple):
    """How far a batch is: `played` runs of at most `total`, and the days of its headline milestone."""

    played: int
    total: int
    headline: str
    pieces: Sequence[NDArray[np.float64]]

    @property
    def days(self) -> NDArray[np.float64]:
        """Return the headline's day in every run so far; infinite: not reached."""
        return np.concatenate(self.pieces) if self.pieces else np.empty(0)


class Keeper(Protocol):
    """Where finished parts go: into memory, or into a study folder."""

    def holds(self, part: range) -> bool:
        """Whether a part is there already, from an earlier attempt."""

    def read(self, part: range) -> Results:
        """Return a part that is there."""

    def keep(self, part: range, results: Results) -> None:
        """Take over a part that was played; parts come in order."""


@dataclass
class InMemory:
    """Keeps the parts of a batch as they are."""

    parts: list[Results] = field(default_factory=list)

    def holds(self, part: range) -> bool:  # noqa: ARG002  other keepers need it
        """Nothing is there from before."""
        return False

    def read(self, part: range) -> Results:
        """Return a part that was kept."""
        return next(each for each in self.parts if part.start in each.replications)

    def keep(self, part: range, results: Results) -> None:  # noqa: ARG002  other keepers need it
        """Take over a part."""
        self.parts.append(results)


@dataclass
class _Watch:
    """The few numbers that are looked at while a batch goes on: 16 bytes a run."""

    request: Request
    headline: str
    progress: Callable[[Standing], None] | None
    values: list[NDArray[np.float64]] = field(default_factory=list)
    days: list[NDArray[np.float64]] = field(default_factory=list)
    played: int = 0

    def take(self, results: Results) -> None:
        """Note a finished part."""
        if self.request.until is not None:
            self.values.append(watched(results, self.request.until.quantity))

    def note(self, rows: Sequence[Row], names: tuple[str, ...]) -> None:
        """Note what has come in, and say how far the batch is."""
        self.played += len(rows)
        if self.progress is None:
            return
        if self.headline:
            place = names.index(self.headline)
            found = np.array([row.values[place] for row in rows if not row.failed], dtype=np.float64)
            self.days.append(np.where(np.isnan(found), np.inf, found))
        self.progress(Standing(self.played, self.request.n, self.headline, self.days))

    def note_stored(self, results: Results) -> None:
        """Note a part that was there already."""
        self.played += len(results) + len(results.failures)
        if self.progress is not None and self.headline:
            self.days.append(results.days(self.headline))


def run_batch(
    model: Model,
    *,
    n: int | None = None,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    until: Criterion | None = None,
    executor: Executor | None = None,
    chunk: int | None = None,
    engine: Engine = Engine.AUTO,
    progress: Callable[[Standing], None] | None = None,
) -> Results:
    """Return the results of many futures of a model.

    Parameters: `n`: runs, 1,000 if not told; with `until` at most so many, 10,000 if not told.
    `until`: a precision of `sim.batch.stopping`. `workers`: processes, one per processor if not told;
    `executor`: whoever works, instead. `chunk`: runs in a piece of work, by the clock if not told; it
    changes no result. `engine`: who plays, which changes none either. `progress`: called after
    every piece.
    Raises: `BadInput` for a seed or number that is out of range or a milestone that is not there;
    `WorkerLost` if processes die again and again.
    """
    request = Request(seed, (USUAL if until is None else MOST_RUNS) if n is None else n, until)
    keeper = InMemory()
    job = Job(Measuring(model.plan), seed, engine_for(engine, (model.plan,), runs=request.worth))
    carry_out(
        request, job, keeper, executor=executor or executor_for(workers), chunk=chunk, progress=progress
    )
    return joined(keeper.parts)


def carry_out(
    request: Request,
    job: Job,
    keeper: Keeper,
    *,
    executor: Executor,
    chunk: int | None = None,
    progress: Callable[[Standing], None] | None = None,
) -> int:
    """Play what the keeper does not hold yet, part by part, and return the runs at which it stopped.

    Pieces of the next part go out before a look is taken, so nobody waits for it; what is under way
    when the look says enough is dropped.
    """
    checked_span(request.seed, request.n)
    missing = [each for each in request.parts if not keeper.holds(each)]
    size = chunk or (runs_per_piece(job) if missing else 1)
    watch = _Watch(request, headline_of(job.measuring), progress)
    with closing(executor.map(play_piece, pieces_of(missing, size=size), shared=job)) as found:
        for part in request.parts:
            if keeper.holds(part):
                results = keeper.read(part)
                watch.note_stored(results)
            else:
                results = _together(part, found, job=job, watch=watch)
                keeper.keep(part, results)
            watch.take(results)
            if part.stop in request.looks and _enough(request, watch):
                return part.stop
    return request.n


def pieces_of(parts: Sequence[range], *, size: int) -> Iterator[range]:
    """Yield the futures of some parts in pieces of at most `size`; none reaches into another part."""
    for part in parts:
        step = max(1, min(size, math.ceil(len(part) / PIECES_PER_PART)))
        yield from (part[first : first + step] for first in range(0, len(part), step))


def _together(part: range, found: Generator[list[Row], None, None], *, job: Job, watch: _Watch) -> Results:
    rows: list[Row] = []
    while len(rows) < len(part):
        more = next(found)
        watch.note(more, job.measuring.names)
        rows += more
    return gathered(job.measuring, seed=job.seed, rows=rows)


def _enough(request: Request, watch: _Watch) -> bool:
    if request.until is None:
        return False
    from sim.batch.stopping import look_at  # noqa: PLC0415  scipy.stats is slow to load: only for a look

    seen = look_at(request, np.concatenate(watch.values), runs=watch.played)
    return seen is not None and seen.reached
