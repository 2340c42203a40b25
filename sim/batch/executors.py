"""Executors: map a function over pieces of work, here or over processes, results in order of the pieces.

A piece names its futures, so a result depends on the piece alone: who computes it, and when, changes
nothing. What all pieces share travels once to each worker; only what the function returns comes back.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sim.errors import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

AHEAD = 8
"""Pieces per worker handed out before the first of them has come back."""


class Executor(Protocol):
    """Whoever maps a function over pieces of work."""

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Iterator[Result]:
        """Yield `work(shared, piece)` for each piece, in the order of the pieces.

        `work` stands at the top of a module, and all that goes in or out can be pickled. What `work`
        raises is raised here.
        """


@dataclass(frozen=True)
class Serial:
    """Does everything itself, one piece after the other."""

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Iterator[Result]:
        """Yield the results; see `Executor`."""
        return (work(shared, each) for each in pieces)


@dataclass(frozen=True)
class Processes:
    """Hands pieces to processes that start afresh: no threads, locks or chance are inherited.

    Started from a script, that script must begin its work under `if __name__ == "__main__":`.
    """

    workers: int

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Iterator[Result]:
        """Yield the results; see `Executor`.

        If it is left early (an error, Ctrl-C, closed), pieces under way end, others are not begun.
        Raises: `WorkerLost` if a process ends before its piece is done.
        """
        pool = ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(work, shared)
        )
        try:
            yield from _in_order(pool, pieces, ahead=AHEAD * self.workers)
        except BrokenProcessPool as error:
            raise WorkerLost(self.workers) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, pieces: Iterable[Any], *, ahead: int) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    for each in pieces:
        with _interrupts_later():
            waiting.append(pool.submit(_work, each))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Hold Ctrl-C back while a process may be started: it inherits this, and never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):  # not on every system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What one worker process was given at its start; it lives as long as the process."""

    work: Callable[[Any, Any], Any]
    shared: Any


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Get a worker ready. Ctrl-C is for whoever started it, who then sends no more work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.work, _Worker.shared = staticmethod(work), shared


def _work(piece: Any) -> Any:
    return _Worker.work(_Worker.shared, piece)


def executor_for(workers: int | None) -> Executor:
    """Return the executor for a number of workers; None: as many as this process has processors."""
    count = available_processors() if workers is None else workers
    return Serial() if count == 1 else Processes(count)


def available_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
