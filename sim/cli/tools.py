"""The verb that ranks the tools of the brief by what each is worth: tools."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.cli.options import (
    JsonOption,
    OutOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    VariantOption,
    app,
    told_plainly,
)
from sim.scenario.patches import patch_from_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.tools import Ranking

FuturesOption = Annotated[
    int, typer.Option("-n", "--futures", help="Futures; each plays all combinations.", min=2, max=100_000)
]
WorkersOption = Annotated[
    int | None, typer.Option(help="Processes; as many as there are processors.", min=1, show_default=False)
]
STOPPED = 130
"""What a shell says of a command that Ctrl-C ended."""


@app.command()
def tools(
    scenario: ScenarioArg,
    *,
    futures: FuturesOption = 80,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
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

    with told_plainly(), stopped_plainly():
        board = switchboard(scenario, variant=variant, patches=[patch_from_set(each) for each in set_ or ()])
        with bar(hidden=quiet) as progress:
            ranking = study(
                board,
                seed=seed,
                replications=futures,
                executor=executor_for(workers),
                progress=progress,
            )
        if as_json:
            _print_json(ranking, out)
        else:
            _tell(ranking, out or Path("scrs-runs") / f"{board.name}-tools-seed{seed}", quiet=quiet)


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


@contextmanager
def stopped_plainly() -> Iterator[None]:
    """Say that Ctrl-C was heard, and end as a shell expects."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(STOPPED) from None


@contextmanager
def bar(*, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """Show runs done, runs a second and the time left on standard error."""
    columns = (
        TextColumn("Playing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("runs, {task.fields[rate]:.0f}/s, left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        task = progress.add_task("Playing", total=None, rate=0.0)

        def show(done: int, total: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            progress.update(task, completed=done, total=total, rate=done / elapsed if elapsed else 0.0)

        yield show
