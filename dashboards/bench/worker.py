"""A worker of the bench: `python -m dashboards.bench.worker` answers each task on standard input.

Messages are pickles, one after the other; the end of the input is the end of the worker, so it never
outlives whoever started it. It is started by name and not by `multiprocessing`, which would run the
panel's own script again in every worker.
"""

from __future__ import annotations

import pickle
import sys
from typing import IO, Any

from dashboards.bench.playing import Played, Task, play
from sim.recent import Recent
from sim.simulating import Player

MOST_PLANS = 6
"""Plans that a worker keeps ready."""


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer tasks until there are no more; what a task raises is its answer."""
    ready: Recent[Player] = Recent(MOST_PLANS)
    while (task := _next(tasks)) is not None:
        pickle.dump(_answer(ready, task), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _next(tasks: IO[bytes]) -> Task | None:
    try:
        found: Task = pickle.load(tasks)  # noqa: S301  our own panel wrote it
    except EOFError:
        return None
    return found


def _answer(ready: Recent[Player], task: Task) -> Played | Exception:
    try:
        return play(ready.get(task.plan.hash, lambda: Player(task.plan)), task)
    except Exception as error:  # noqa: BLE001  whatever it is, whoever asked must hear of it
        return error


def main() -> None:
    """Serve whoever started this process."""
    answers: Any = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray line must not stand among the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
