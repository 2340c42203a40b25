"""Executors: map a function over pieces of work, here or over processes, results in order of the pieces.

A piece names its futures, so a result depends on the piece alone: who computes it, and when, changes
nothing. What all pieces share travels once to each worker; only what the function returns comes back.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process, resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from sim.errors import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.process import BaseProcess

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

log = logging.getLogger(__name__)

AHEAD = 8
"""Pieces per worker handed out before the first of them has come back."""
ONE_GO = 2048
"""Bytes of a result that may go through the pipe: with its envelope less than the 4,096 of one write."""
MOST_LOSSES = 4
"""How often processes may die before the next piece is done: then something kills whoever does it."""


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

        A process that is killed costs what it was doing: others are started and do that again.
        If it is left early (an error, Ctrl-C, closed), the processes are ended first.
        Raises: `WorkerLost` if processes end again and again before the next piece is done.
        """
        crew = _Crew(self.workers, (work, shared))
        try:
            yield from _in_order(crew, pieces, ahead=AHEAD * self.workers)
        except BaseException:
            crew.end()
            raise
        finally:
            crew.close()


class _Nursery(SpawnContext):
    """Starts processes, and can end all of them: the pool forgets one that is only just starting."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[BaseProcess] = []

    def Process(self, *args: Any, **more: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802
        """Return a new process, not started yet; the context's own is a class of this name."""
        self.started.append(SpawnProcess(*args, **more))
        return self.started[-1]

    def end(self) -> None:
        """End whatever still runs; its results are not wanted any more."""
        for each in self.started:
            if each.pid is not None:
                each.terminate()


class _Task(NamedTuple):
    """A piece of work, and what will come of it."""

    piece: Any
    future: Future[Any]

    @property
    def lost(self) -> bool:
        """Whether it has to be done again after a process has died."""
        done = self.future.done() and not self.future.cancelled()
        return not done or isinstance(self.future.exception(), BrokenProcessPool)


class _Crew:
    """A pool of processes that is replaced when one of them dies: then the whole pool is of no use."""

    def __init__(self, workers: int, brief: tuple[Callable[[Any, Any], Any], Any]) -> None:
        self.workers = workers
        self.tray = TemporaryDirectory(prefix="scrs-", ignore_cleanup_errors=True)
        self.brief = (*brief, self.tray.name)
        self._hire()

    def _hire(self) -> None:
        self.nursery = _Nursery()
        self.pool = ProcessPoolExecutor(
            self.workers, mp_context=self.nursery, initializer=_begin, initargs=self.brief
        )

    def take(self, piece: Any) -> _Task:
        """Hand out a piece; a pool that broke meanwhile is told by the task, when it is asked."""
        with _interrupts_later():
            try:
                return _Task(piece, self.pool.submit(_work, piece))
            except BrokenProcessPool as error:
                broken: Future[Any] = Future()
                broken.set_exception(error)
                return _Task(piece, broken)

    def next(self, waiting: deque[_Task]) -> Any:
        """Return what came of the first task, and forget it; what was lost is done again."""
        for _ in range(MOST_LOSSES):
            try:
                result = _picked_up(waiting[0].future.result())
            except BrokenProcessPool:
                self._replace(waiting)
            else:
                waiting.popleft()
                return result
        raise WorkerLost(self.workers)

    def _replace(self, waiting: deque[_Task]) -> None:
        log.warning("a worker process ended early; what it was doing is done again")
        self.end()
        self._wait()
        self._hire()
        again = [self.take(each.piece) if each.lost else each for each in waiting]
        waiting.clear()
        waiting.extend(again)

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.nursery.end()

    def close(self) -> None:
        """Wait until all processes are gone, and clear away what they left."""
        self._wait()
        self.tray.cleanup()

    def _wait(self) -> None:
        self.pool.shutdown(wait=True)


def _in_order(crew: _Crew, pieces: Iterable[Any], *, ahead: int) -> Iterator[Any]:
    waiting: deque[_Task] = deque()
    for each in pieces:
        waiting.append(crew.take(each))
        if len(waiting) >= ahead:
            yield crew.next(waiting)
    while waiting:
        yield crew.next(waiting)


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
    tray: str


def _begin(work: Callable[[Any, Any], Any], shared: Any, tray: str) -> None:
    """Get a worker ready. Ctrl-C is for whoever started it, who then sends no more work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()
    _Worker.work, _Worker.shared, _Worker.tray = staticmethod(work), shared, tray


def _leave_with_parent() -> None:
    """End this worker when whoever started it has been killed: nobody else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Note(NamedTuple):
    """What travels back through the pool's pipe: the pickled result, or the file in which it lies."""

    content: bytes
    file: str = ""


def _work(piece: Any) -> _Note:
    """Return the result of a piece as a note that is written in one go.

    All workers share one pipe. Whoever is killed in the midst of writing to it leaves half a message, for
    the rest of which the pool would wait for ever; what is no longer than `ONE_GO` is written whole or not at
    all. Anything longer is laid into a file.
    """
    content = pickle.dumps(_Worker.work(_Worker.shared, piece), protocol=pickle.HIGHEST_PROTOCOL)
    if len(content) <= ONE_GO:
        return _Note(content)
    file, name = mkstemp(dir=_Worker.tray)
    with os.fdopen(file, "wb") as tray:
        tray.write(content)
    return _Note(b"", name)


def _picked_up(note: _Note) -> Any:
    """Return the result that a note brings, and clear its file away."""
    if not note.file:
        return pickle.loads(note.content)  # noqa: S301  our own worker wrote it
    file = Path(note.file)
    content = file.read_bytes()
    file.unlink()
    return pickle.loads(content)  # noqa: S301  as above


def executor_for(workers: int | None) -> Executor:
    """Return the executor for a number of workers; None: as many as this process has processors."""
    count = available_processors() if workers is None else workers
    return Serial() if count == 1 else Processes(count)


def available_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
