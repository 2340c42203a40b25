"""The verb that ranks the tools of the brief by what each is worth: tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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
    patches_of,
)
from sim.cli.progress import WorkersOption, bar
from sim.cli.telling import Findings, tell
from sim.cli.verbs import ASK

if TYPE_CHECKING:
    from sim.tools import Ranking

FuturesOption = Annotated[
    int, typer.Option("-n", "--futures", help="Futures; each plays all combinations.", min=2, max=100_000)
]


@app.command(rich_help_panel=ASK)
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
        board = switchboard(scenario, variant=variant, patches=patches_of(set_))
        with bar(hidden=quiet) as progress:
            ranking = study(
                board,
                seed=seed,
                replications=futures,
                executor=executor_for(workers),
                engine=engine,
                progress=progress,
            )
        usual = f"{board.name}-tools-seed{seed}"
        tell(_told(ranking), out=out, usual=usual, as_json=as_json, quiet=quiet)
    end_if_broken(ranking.broken)


def _told(ranking: Ranking) -> Findings:
    from sim.report.tools import exports, terminal

    return Findings(
        lambda folder: exports.write(ranking, folder),
        lambda: exports.to_json(ranking),
        lambda console: terminal.render(ranking, console),
        lambda folder: f"To paste: {folder / 'tools.md'}, tools.csv, tools.svg, tools.png",
    )
