"""The verb that says for which flagged states to plan in advance: preplan."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import (
    JsonOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    VariantOption,
    app,
    patches_of,
)
from sim.cli.progress import WorkersOption, bar
from sim.cli.verbs import ASK


@app.command(rich_help_panel=ASK)
def preplan(
    scenario: ScenarioArg,
    *,
    choose: Annotated[int, typer.Option(help="How many states can be planned for.", min=1)],
    by: Annotated[str, typer.Option(help="Count days up to this step or milestone of each crisis.")],
    futures: Annotated[
        int, typer.Option("-n", "--futures", help="Futures; each plays every choice.", min=2, max=100_000)
    ] = 40,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Choose the flagged states to plan for in advance: every choice, by expected regret."""
    from sim.batch import executor_for
    from sim.preplanning import choose_plans
    from sim.report.preplanning import render, to_json

    with told_plainly():
        with bar(hidden=quiet) as progress:
            found = choose_plans(
                scenario,
                choose=choose,
                by=by,
                variant=variant,
                patches=patches_of(set_),
                n=futures,
                seed=seed,
                executor=executor_for(workers),
                engine=engine,
                progress=progress,
            )
        if as_json:
            typer.echo(json.dumps(to_json(found), indent=1, allow_nan=False))
        else:
            render(found, Console())
    end_if_broken(found.broken)
