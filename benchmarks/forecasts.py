"""What a forecast of a running exercise costs: `python -m benchmarks.forecasts`.

Each shipped exercise is played by itself to its middle; then 1,000 futures are asked for, by one process and
by two that take half of them each. CPU seconds are counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from rich.console import Console

from exercises.console.session import EXCON, Session, Wall
from exercises.forecasting import forecast
from exercises.forecasting.asking import answers, question
from exercises.forecasting.carrying import branch
from exercises.journal.memory import MemoryJournal
from exercises.opening import Stage, create, direct, restage
from exercises.play.commands import Start
from exercises.script.loading import open_script

EXERCISES = ("first-72-hours", "three-crises")
FUTURES = 1_000


def main() -> None:
    """Measure and print."""
    for name in EXERCISES:
        _print(name)


def _print(name: str) -> None:
    tell = Console().print
    stage, journal, second = _played(name)
    entries = journal.read(name)
    tell(f"{name}: {len(entries)} entries, at {second / 3600:.2f} h, {FUTURES:,} futures")
    forecast(stage, entries, second=second, futures=20)
    tell(f"  a forecast: {_cpu(lambda: forecast(stage, entries, second=second)):.2f} s CPU")
    here = branch(stage.setting, stage.living, entries, second=second, wall=0.0)
    tell(f"  of that, making it ready: {_cpu(lambda: question(here, stage.living)):.2f} s CPU")
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        spent = list(pool.map(_half, [name] * 2))
    wall = time.perf_counter() - began
    tell(f"  half in each of two processes: {max(spent):.2f} s CPU; {wall:.1f} s with their start")


def _played(name: str) -> tuple[Stage, MemoryJournal, float]:
    """Return an exercise played by itself to its middle."""
    journal, wall = MemoryJournal(), Wall(0.0)
    create(journal, name, open_script(name), wall=0.0)
    director = direct(journal, name, clock=wall)

    def turn(seconds: float) -> None:
        wall.time += seconds

    session = Session(director, wait=turn, say=lambda _: None, fast=True)
    director.do(EXCON, Start())
    session.follow()
    session.pass_until(director.setting.endex / 2)
    return restage(journal, name), journal, director.now()


def _half(name: str) -> float:
    """Return what half of the futures cost a process that has been asked before, in CPU seconds."""
    stage, journal, second = _played(name)
    entries = journal.read(name)
    forecast(stage, entries, second=second, futures=20)

    def work() -> None:
        here = branch(stage.setting, stage.living, entries, second=second, wall=0.0)
        answers(question(here, stage.living), FUTURES // 2)

    return _cpu(work)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
