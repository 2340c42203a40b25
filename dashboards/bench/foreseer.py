"""A worker that answers questions: `python -m dashboards.bench.foreseer` takes each on standard input.

It stands behind the pages at a low priority, and keeps the exercises that it was asked about last. Forecasts
are asked for here, and when by `foresight`; lessons and fits by `learning`.
"""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Protocol

from exercises.forecasting import Forecast, Fork, Given, forecast, fork
from exercises.opening import Stage, staged
from sim.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.journal.entries import Entry

MOST_STAGES = 2
NICE = 10
"""How far it stands back behind pages that want to be drawn."""


class Question(Protocol):
    """Something that can be asked: it knows how it is answered."""

    def answer(self, kept: Recent[Stage]) -> Any:
        """Return the answer. `kept`: exercises that are ready to be asked, by their script."""
        ...


@dataclass(frozen=True)
class Wanted:
    """A forecast that is wanted or, where something is `given`, a fork.

    `header`: of the exercise; `entries`: all of them so far; `second`: of the exercise clock; `instead`: as
    `fork` takes it.
    """

    header: dict[str, Any]
    entries: tuple[Entry, ...]
    second: float
    futures: int
    given: tuple[Given, ...] = ()
    instead: int | None = None

    def answer(self, kept: Recent[Stage]) -> Forecast | Fork:
        """Return what is wanted. Raises: as `forecast` and `fork`."""
        stage = stage_in(kept, self.header)
        asked: dict[str, Any] = {"second": self.second, "futures": self.futures}
        if self.given:
            return fork(stage, self.entries, self.given, instead=self.instead, **asked)
        return forecast(stage, self.entries, **asked).forecast


def stage_in(kept: Recent[Stage], header: Mapping[str, Any], name: str = "") -> Stage:
    """Return an exercise ready to be asked, made anew where it is not kept. Raises: as `staged`."""
    key = header["script"], header["scenario"]
    return kept.get(key, lambda: staged(header, name or header["name"]))


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions until there are no more; what a question raises is its answer."""
    kept: Recent[Stage] = Recent(MOST_STAGES)
    while (question := _next(tasks)) is not None:
        pickle.dump(_answered(kept, question), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _next(tasks: IO[bytes]) -> Question | None:
    try:
        found: Question = pickle.load(tasks)  # noqa: S301  our own panel wrote it
    except EOFError:
        return None
    return found


def _answered(kept: Recent[Stage], question: Question) -> Any:
    try:
        return question.answer(kept)
    except Exception as error:  # noqa: BLE001  whatever it is, whoever asked must hear of it
        return error


def main() -> None:
    """Serve whoever started this process."""
    os.nice(NICE)
    answers: Any = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray line must not stand among the answers
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:  # whoever asked is gone; what is left of an answer goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())


if __name__ == "__main__":
    from dashboards.bench.foreseer import main as run  # its own name, so that what is pickled is found again

    run()
