"""What `scrs batch --sampling` does: means over evenly spread points, told; no study is kept of them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table

from sim.batch.request import COST
from sim.cli.ending import end_if_broken
from sim.cli.progress import bar
from sim.errors import BadInput, Place
from sim.report.broken import broken_json
from sim.report.words import dollars_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.batch.engines import Engine
    from sim.batch.evenly import Evenly
    from sim.batch.executors import Executor
    from sim.batch.sampling import Sampling
    from sim.scenario.loading import Model
    from sim.stats import Estimate

NO_ERROR = "of evenly spread points only means have an honest error"
NO_STUDY = "evenly spread points leave no study that could be kept, taken up or mended"
REFUSED = {
    "--until": NO_ERROR,
    "--at": NO_ERROR,
    "--out": NO_STUDY,
    "--resume": NO_STUDY,
    "--repair": NO_STUDY,
}


def refuse_beside(given: Mapping[str, object]) -> None:
    """Refuse options of a batch that mean nothing beside evenly spread points.

    Raises: `BadInput` that names all of them.
    """
    findings = [
        Place(option).finding(f"does not go with --sampling: {why}", allowed="--sampling random")
        for option, why in REFUSED.items()
        if given.get(option)
    ]
    if findings:
        raise BadInput(findings)


def batch_evenly(
    model: Model,
    sampling: Sampling,
    *,
    runs: int,
    seed: int,
    executor: Executor,
    engine: Engine,
    as_json: bool,
    quiet: bool,
) -> None:
    """Play the points and tell the means; ends with 4 where a run broke off."""
    from sim.batch.evenly import play_evenly, to_json

    with bar(hidden=quiet) as progress:
        found = play_evenly(
            model.plan,
            sampling,
            runs=runs,
            seed=seed,
            executor=executor,
            engine=engine,
            progress=progress,
        )
    if as_json:
        told: dict[str, Any] = {**to_json(found), **broken_json(found.broken)}
        typer.echo(json.dumps(told, indent=1, allow_nan=False))
    else:
        _render(found, Console())
    end_if_broken(found.broken)


def _render(found: Evenly, console: Console) -> None:
    title = f"{found.scenario}: means over {found.n:,} {found.sampling} points, seed {found.seed}"
    table = Table("", "mean", "95 % interval", title=title)
    for name, each in found.means.items():
        table.add_row(name, *_said(name, each))
    console.print(table)
    console.print(next(iter(found.means.values())).method)


def _said(name: str, each: Estimate) -> tuple[str, str]:
    if not math.isfinite(each.value):
        return "–", "not reached by the horizon in some runs"
    parts = (each.value, each.low, each.high)
    value, low, high = (dollars_text(part) if name == COST else f"D+{part:,.1f}" for part in parts)
    return value, f"{low} to {high}"
