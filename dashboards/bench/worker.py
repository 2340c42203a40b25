"""A worker of the bench: `python -m dashboards.bench.worker` answers each task on standard input.

Messages are pickles, one after the other; the end of the input is the end of the worker, so it never
outlives whoever started it. It is started by name and not by `multiprocessing`, which would run the
panel's own script again in every worker.
"""

from __future__ import annotations

import pickle
import sys
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from dashboards.bench.playing import READ, Played, Task, play
from sim.batch.deciding import LOADING, ready_engine
from sim.batch.engines import Engine
from sim.batch.players import Plays, player_of
from sim.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PLANS = 6
"""Plans that a worker keeps ready."""


def serve(tasks: IO[bytes], answers: IO[bytes], clock: Callable[[], float] = time.process_time) -> None:
    """Answer tasks until there are no more; what a task raises is its answer.

    Once SimPy has played for as long as it takes to load the compiled engine, that takes over, if its code is
    on the disk: nobody at a slider waits until it is compiled. Parameters: `clock`: seconds of work.
    """
    desk = Desk(Engine.SIMPY)
    begin: float | None = clock()
    while (task := _next(tasks)) is not None:
        pickle.dump(desk.answer(task), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()
        if begin is not None and clock() - begin >= LOADING:
            desk, begin = Desk(ready_engine()), None


def _next(tasks: IO[bytes]) -> Task | None:
    try:
        found: Task = pickle.load(tasks)  # noqa: S301  our own panel wrote it
    except EOFError:
        return None
    return found


@dataclass
class Desk:
    """Answers tasks on one engine, and keeps plans ready."""

    engine: Engine
    ready: Recent[Plays] = field(default_factory=lambda: Recent(MOST_PLANS))

    def answer(self, task: Task) -> Played | Exception:
        """Return what a task comes to, or what it raises."""
        try:
            plan = task.plan
            return play(self.ready.get(plan.hash, lambda: player_of(plan, self.engine, READ)), task)
        except Exception as error:  # noqa: BLE001  whatever it is, whoever asked must hear of it
            return error


def main() -> None:
    """Serve whoever started this process."""
    answers: Any = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray line must not stand among the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
