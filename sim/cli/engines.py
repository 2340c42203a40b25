"""Which engine plays many futures: the option, and how what was decided about it is told."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sim.batch.engines import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

EngineOption = Annotated[
    Engine,
    typer.Option(
        help="Who plays: the quicker one, SimPy, the compiled engine, or both and compare; results are equal."
    ),
]
PAUSE = 10.0
"""Seconds between two words about how far the compiler is."""


class _Teller(logging.Handler):
    """Says on standard error what is decided about engines; how far the compiler is, now and then."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.spoke = -PAUSE

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, unless it is progress and something was said just before."""
        if record.levelno < logging.WARNING:
            if record.created < self.spoke + PAUSE:
                return
            self.spoke = record.created
        typer.echo(record.getMessage(), err=True)


@contextmanager
def engines_told() -> Iterator[None]:
    """Say who plays where it is not who was asked for, and what has to be made ready first."""
    log, teller = logging.getLogger("sim.batch.deciding"), _Teller()
    level = log.level
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(teller)
        log.setLevel(level)
