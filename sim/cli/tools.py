"""The verb that ranks the tools of the brief by what each is worth: tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import (
    JsonOption,
    OutOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    VariantOption,
    app,
)
from sim.cli.progress import WorkersOption, bar
from sim.scenario.patch_files import patch_from_option

if TYPE_CHECKING:
    from sim.tools import Ranking

FuturesOption = Annotated[
    int, typer.Option("-n", "--futures", help="Futures; each plays all combinations.", min=2, max=100_000)
]


@app.command()
def tools(
    scenario: ScenarioArg,
    *,
    futures: FuturesOption = 50,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Rank the tools of a scenario (its levers) by the days and dollars that each is worth."""
    from sim.batch import executor_for
    from sim.scenario.switching import switchboard
    from sim.tools import study

    with told_plainly():
        board = switchboard(
            scenario, variant=variant, patches=[patch_from_option(each) for each in set_ or ()]
        )
        with bar(hidden=quiet) as progress:
            ranking = study(
                board,
                seed=seed,
                replications=futures,
                executor=executor_for(workers),
                engine=engine,
                progress=progress,
            )
        if as_json:
            _print_json(ranking, out)
        else:
            _tell(ranking, out or Path("scrs-runs") / f"{board.name}-tools-seed{seed}", quiet=quiet)
    end_if_broken(ranking.broken)


def _print_json(ranking: Ranking, out: Path | None) -> None:
    from sim.report.tools import exports

    if out is not None:
        exports.write(ranking, out)
    typer.echo(json.dumps(exports.to_json(ranking), indent=1, allow_nan=False))


def _tell(ranking: Ranking, folder: Path, *, quiet: bool) -> None:
    from sim.report.tools import exports, terminal

    report = exports.write(ranking, folder)
    if not quiet:
        terminal.render(ranking, Console())
    typer.echo(f"\nReport: {report}   (opens offline in any browser)")
    typer.echo(f"To paste: {folder / 'tools.md'}, tools.csv, tools.svg, tools.png")
