"""Which engine a batch is played on, as it is asked for and told on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sim.batch.engines import Engine, uncovered

if TYPE_CHECKING:
    from sim.scenario.loading import Model

EngineOption = Annotated[
    Engine,
    typer.Option(help="Who plays: SimPy, the compiled engine, or both and compare; results are equal."),
]


def engine_for(model: Model, asked: Engine) -> Engine:
    """Return the engine that can play a model; say so if it is not the one that was asked for.

    The compiled engine is compiled here, before any work is shared, so that workers find it on the disk.
    """
    if asked is Engine.SIMPY:
        return asked
    missing = uncovered(model.plan)
    if missing:
        typer.echo(f"Played on SimPy: the compiled engine does not cover {'; '.join(missing)}.", err=True)
        return Engine.SIMPY
    _make_ready()
    return asked


def _make_ready() -> None:
    """Compile the engine if this machine has not done so yet, and say that it takes a while."""
    from sim.compiled.warming import warm

    with Console(stderr=True).status("Making the compiled engine ready …") as status:
        warm(lambda done: status.update(f"Compiling, once for this machine: {done} functions so far …"))
