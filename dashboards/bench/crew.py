"""A crew of worker processes: tasks in, futures of their answers out, in no thread of a page.

What is asked, and what becomes of the answers, is `refining`.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import IO, Any

from dashboards.bench.alone import APART
from sim.errors import WorkerLost

COMMAND = (sys.executable, "-m", "dashboards.bench.worker")
ATTEMPTS = 2
"""How often a task is given out before a worker that dies over it is taken for its victim."""


class Crew:
    """Worker processes, each started when it is first needed; a thread waits for each and does no more."""

    def __init__(self, workers: int, *, command: tuple[str, ...] = ()) -> None:
        """Stand ready. `command`: starts a worker; without one it is that of the labs."""
        self.workers = workers
        self._crew = [_Worker(command) for _ in range(workers)]
        self._seats: SimpleQueue[_Worker] = SimpleQueue()
        for each in self._crew:
            self._seats.put(each)
        self._waiting = ThreadPoolExecutor(workers, thread_name_prefix="bench")

    def warm(self) -> None:
        """Start all workers now, so that the first task need not wait for one to be ready."""
        for each in self._crew:
            each.start()

    def ask(self, task: Any) -> Future[Any]:
        """Return the answer to come. It raises what the task raised, or `WorkerLost`."""
        return self._waiting.submit(self._answered, task)

    def close(self) -> None:
        """End all workers; what is not answered yet never will be, and raises `WorkerLost`."""
        self._waiting.shutdown(wait=False, cancel_futures=True)
        for each in self._crew:
            each.dismiss()
        self._waiting.shutdown(wait=True)
        for each in self._crew:
            each.end()

    def _answered(self, task: Any) -> Any:
        worker = self._seats.get()
        try:
            for _ in range(ATTEMPTS):
                try:
                    answer = worker.answer(task)
                except (EOFError, OSError, pickle.UnpicklingError):
                    worker.end()
                else:
                    break
            else:
                raise WorkerLost(self.workers)
        finally:
            self._seats.put(worker)
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Worker:
    """One process and its two pipes; started again when it is needed and not there."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._dismissed = False

    def answer(self, task: Any) -> Any:
        """Return what the process answers; raises `EOFError` or `OSError` where it is gone."""
        tasks, answers = self._pipes()
        pickle.dump(task, tasks, protocol=pickle.HIGHEST_PROTOCOL)
        tasks.flush()
        return pickle.load(answers)  # noqa: S301  our own worker wrote it

    def start(self) -> None:
        """Start the process, unless it is there."""
        self._pipes()

    def dismiss(self) -> None:
        """End the process, and start none again; whoever waits for its answer is told."""
        self._dismissed = True
        if (process := self._process) is not None:
            process.kill()

    def end(self) -> None:
        """End the process and clear away what it leaves."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _closed(pipe)
            self._process = None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._dismissed:
            raise EOFError
        if self._process is None:
            command = self._command or COMMAND
            # apart: Ctrl-C in a terminal is for the server, which then closes its crews
            self._process = subprocess.Popen(  # noqa: S603  our own command
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **APART
            )
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise EOFError
        return process.stdin, process.stdout


def _closed(pipe: IO[Any] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was not sent yet has nobody to go to
        return
