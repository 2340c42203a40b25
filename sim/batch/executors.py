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
from multiprocessing import parent_process, resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sim.errors import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

AHEAD = 8
"""Pieces per worker handed out before the first of them has come back."""


class Executor(Protocol):
    """Whoever maps a function over pieces of work."""

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Generator[Result, None, None]:
        """Yield `work(shared, piece)` for each piece, in the order of the pieces.

        `work` stands at the top of a module, and all that goes in or out can be pickled. What `work`
        raises is raised here. Close it where it is left early (`contextlib.closing`).
        """


@dataclass(frozen=True)
class Serial:
    """Does everything itself, one piece after the other."""

    def map(
        self, work: Callable[[Shared, Piece], Result], pieces: Iterable[Piece], *, shared: Shared
    ) -> Generator[Result, None, None]:
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
    ) -> Generator[Result, None, None]:
        """Yield the results; see `Executor`.

        If it is left early (an error, Ctrl-C, closed), the processes are ended first.
        Raises: `WorkerLost` if a process ends before its piece is done.
        """
        context = _Nursery()
        pool = ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=_begin, initargs=(work, shared)
        )
        try:
            yield from _in_order(pool, pieces, ahead=AHEAD * self.workers)
        except BaseException as error:
            pool.shutdown(wait=False, cancel_futures=True)
            context.end()
            if isinstance(error, BrokenProcessPool):
                raise WorkerLost(self.workers) from error
            raise
        finally:
            pool.shutdown(wait=True)


class _Nursery(SpawnContext):
    """Starts processes, and can end all of them: the pool forgets one that is only just starting."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[BaseProcess] = []

    def Process(self, *args: Any, **more: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802  its name
        """Return a new process, not started yet."""
        self.started.append(SpawnProcess(*args, **more))
        return self.started[-1]

    def end(self) -> None:
        """End whatever still runs; its results are not wanted any more."""
        for each in self.started:
            if each.pid is not None:
                each.terminate()


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
    """Hold Ctrl-C back while a process may be started: one that is half started cannot be ended.

    The process inherits the mask, so that Ctrl-C reaches only whoever started it. The mask alone would
    not do: another thread of ours may hear the signal.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    resource_tracker.ensure_running()  # its start would take the mask away again
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if heard:
        raise KeyboardInterrupt


class _Worker:
    """What one worker process was given at its start; it lives as long as the process."""

    work: Callable[[Any, Any], Any]
    shared: Any


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Get a worker ready. Ctrl-C is for whoever started it, who then sends no more work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _Worker.work, _Worker.shared = staticmethod(work), shared


def _end_with_parent() -> None:
    """End this worker when whoever started it is gone: killed, it could send no more work nor word."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
