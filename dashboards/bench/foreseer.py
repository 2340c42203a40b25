"""A worker that forecasts: `python -m dashboards.bench.foreseer` answers each question on standard input.

It stands behind the pages at a low priority, and keeps the exercises that it was asked about last. What is
asked, and when, is `foresight`.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from exercises.forecasting import Forecast, Fork, Given, forecast, fork
from exercises.opening import Stage, staged
from sim.recent import Recent

if TYPE_CHECKING:
    from exercises.journal.entries import Entry

MOST_STAGES = 2
NICE = 10
"""How far it stands back behind pages that want to be drawn."""


@dataclass(frozen=True)
class Wanted:
    """A forecast that is wanted or, where something is `given`, a fork.

    `header`: of the exercise; `entries`: all of them so far; `second`: of the exercise clock.
    """

    header: dict[str, Any]
    entries: tuple[Entry, ...]
    second: float
    futures: int
    given: tuple[Given, ...] = ()


def answer(kept: Recent[Stage], wanted: Wanted) -> Forecast | Fork:
    """Return what is wanted. Raises: as `forecast` and `fork`."""
    stage = kept.get(wanted.header["script"], lambda: staged(wanted.header, wanted.header["name"]))
    if wanted.given:
        return fork(stage, wanted.entries, wanted.given, second=wanted.second, futures=wanted.futures)
    return forecast(stage, wanted.entries, second=wanted.second, futures=wanted.futures).forecast


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions until there are no more; what a question raises is its answer."""
    kept: Recent[Stage] = Recent(MOST_STAGES)
    while (wanted := _next(tasks)) is not None:
        pickle.dump(_answered(kept, wanted), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _next(tasks: IO[bytes]) -> Wanted | None:
    try:
        found: Wanted = pickle.load(tasks)  # noqa: S301  our own panel wrote it
    except EOFError:
        return None
    return found


def _answered(kept: Recent[Stage], wanted: Wanted) -> Forecast | Fork | Exception:
    try:
        return answer(kept, wanted)
    except Exception as error:  # noqa: BLE001  whatever it is, whoever asked must hear of it
        return error


def main() -> None:
    """Serve whoever started this process."""
    os.nice(NICE)
    answers: Any = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray line must not stand among the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    from dashboards.bench.foreseer import main as run  # its own name, so that what is pickled is found again

    run()
