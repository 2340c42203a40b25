"""The verbs that make documents of many futures: plan, report."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import (
    OutOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    VariantOption,
    WithoutOption,
    app,
    model_of,
    warn,
)
from sim.cli.progress import WorkersOption, working
from sim.cli.standing import Kind, progress_of
from sim.cli.telling import RUNS
from sim.cli.verbs import PLAY
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.batch.executors import Executor
    from sim.batch.results import Results
    from sim.batch.road import Broken
    from sim.report.contingency.gathering import Gathered
    from sim.report.study.contents import Contents
    from sim.scenario.loading import Model

FuturesOption = Annotated[int, typer.Option("-n", "--futures", help="Futures to play.", min=2, max=100_000)]
StudyArg = Annotated[
    Path, typer.Argument(help="A study folder, as scrs batch leaves it.", show_default=False, metavar="STUDY")
]
FanOption = Annotated[
    int, typer.Option(help="Futures of the study played again for strength over time; 0: none.", min=0)
]


@app.command(rich_help_panel=PLAY)
def plan(
    scenario: ScenarioArg,
    *,
    futures: FuturesOption = 500,
    seed: SeedOption = DEFAULT_SEED,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the joint contingency plan of a scenario as a document, with dates from many futures."""
    from sim.batch.executors import executor_for
    from sim.report.contingency import paper

    with told_plainly():
        model = model_of(scenario, sets=set_, variant=variant, without=without)
        players = executor_for(workers), engine
        gathered = _gathered(model, futures, seed=seed, players=players, quiet=quiet)
        document = paper.write(gathered, out or RUNS / f"{model.name}-plan-seed{seed}")
        if not quiet:
            warn(model)
        typer.echo(f"Plan: {document}   (and plan.html, which opens offline in any browser)")
    end_if_broken((*_broken(gathered.results), *gathered.moments.broken))


def _gathered(
    model: Model, futures: int, *, seed: int, players: tuple[Executor, Engine], quiet: bool
) -> Gathered:
    from sim.batch.moments import moments
    from sim.batch.run import run_batch
    from sim.report.contingency.gathering import Gathered

    executor, engine = players
    with progress_of(Kind.NONE if quiet else Kind.BAR, model.plan.horizon) as show:
        results = run_batch(model, n=futures, seed=seed, executor=executor, engine=engine, progress=show)
    played = [int(each) for each in results.replications]
    with working("Reading off when each step begins and ends", hidden=quiet):
        found = moments(model.plan, seed=seed, futures=played, executor=executor, engine=engine)
    return Gathered(model, results, found)


@app.command(rich_help_panel=PLAY)
def report(
    study: StudyArg,
    *,
    fan: FanOption = 200,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    quiet: QuietOption = False,
) -> None:
    """Write the report of a study: percentiles, curves, drivers, targets, the reporting sheet."""
    from sim.batch.executors import executor_for
    from sim.report.study import page

    with told_plainly():
        contents = _contents(study, fan, players=(executor_for(workers), engine), quiet=quiet)
        with working("Drawing the report", hidden=quiet):
            found = page.write(contents, study)
        typer.echo(f"Report: {found}   (opens offline in any browser)")
        typer.echo(f"To paste: {study / 'charts'}, each chart as SVG and PNG")
    again = contents.strengths.broken if contents.strengths is not None else ()
    end_if_broken((*_broken(contents.results), *again))


def _contents(study: Path, fan: int, *, players: tuple[Executor, Engine], quiet: bool) -> Contents:
    """Take up a study folder, which finishes what was not played, and return what is told of it."""
    from sim.batch.fans import strengths
    from sim.batch.measuring import Measuring
    from sim.batch.results import joined
    from sim.batch.storing import Folder
    from sim.batch.study import charter_of, play_into
    from sim.cli.batch import study_of
    from sim.report.study.contents import Contents
    from sim.report.study.page import left_in

    model, request, arguments = study_of(study)
    executor, engine = players
    folder = Folder(study, charter_of(model, request, arguments), Measuring(model.plan))
    with progress_of(Kind.NONE if quiet else Kind.BAR, model.plan.horizon) as show:
        play_into(folder, model, executor=executor, engine=engine, progress=show)
    results = joined(list(folder.results()))
    again = [int(each) for each in results.replications[:fan]]
    with working("Reading off strength over time", hidden=quiet):
        on_the_ground = (
            strengths(model.plan, seed=request.seed, futures=again, executor=executor, engine=engine)
            if again
            else None
        )
    tools, pictures = left_in(study)
    return Contents(
        model, results, on_the_ground, tools=tools, pictures=pictures, command=_command(arguments)
    )


def _command(arguments: dict[str, Any]) -> str:
    """Return the command line that plays a study again."""
    words = ["scrs", "batch", arguments["scenario"]]
    for name, value in arguments.items():
        if name != "scenario" and value is not None:
            option = "-n" if name == "n" else f"--{name.replace('_', '-')}"
            for each in value if isinstance(value, list) else [value]:
                words += [option, str(each)]
    return shlex.join(words)


def _broken(results: Results) -> Iterator[Broken]:
    from sim.batch.road import Broken

    return (Broken(*each) for each in results.failures)
