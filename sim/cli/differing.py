"""The verb that tells two scenario files apart and explains what the changes do: diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, OutOption, QuietOption, SeedOption, app
from sim.cli.progress import WorkersOption, bar
from sim.cli.telling import RUNS
from sim.cli.verbs import ASK
from sim.errors import Place

if TYPE_CHECKING:
    from sim.comparing.explaining import Explanation
    from sim.comparing.statistic import Statistic
    from sim.plan import Plan
    from sim.scenario.differing import Change
    from sim.scenario.reading import Document

OldArg = Annotated[
    str, typer.Argument(help="A scenario file, or the name of a shipped one.", show_default=False)
]
NewArg = Annotated[str, typer.Argument(help="The other one.", show_default=False)]
ExplainOption = Annotated[
    str | None,
    typer.Option(help="What moved: 'P80(military_exit)', 'mean(cost)', 'P(military_exit by D+900)'."),
]
FuturesOption = Annotated[
    int, typer.Option("-n", "--futures", help="Futures; each plays all combinations.", min=2, max=100_000)
]
OrdersOption = Annotated[
    int, typer.Option(help="Orders drawn where more than 6 changes are told apart.", min=2, max=1_000)
]


@app.command(rich_help_panel=ASK)
def diff(
    old: OldArg,
    new: NewArg,
    *,
    explain: ExplainOption = None,
    futures: FuturesOption = 200,
    orders: OrdersOption = 8,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List what differs between two scenarios and explain how much of a move each change makes."""
    from sim.batch import executor_for
    from sim.comparing import explaining
    from sim.scenario.differing import changes_between
    from sim.scenario.loading import opened

    with told_plainly():
        documents = (opened(old), opened(new))
        statistic = _asked(explain, documents)
        changes = changes_between(*documents)
        found = None
        if statistic is not None and any(not each.words for each in changes):
            with bar(hidden=quiet) as progress:
                found = explaining.explain(
                    documents,
                    changes,
                    statistic,
                    n=futures,
                    seed=seed,
                    orders=orders,
                    executor=executor_for(workers),
                    engine=engine,
                    progress=progress,
                )
        _tell(_names(old, new), changes, found, out=out, as_json=as_json, quiet=quiet)
    end_if_broken(found.broken if found is not None else ())


def _asked(explain: str | None, documents: tuple[Document, Document]) -> Statistic | None:
    """Return what is to be explained, once both files have been found to have it."""
    from sim.comparing.grouping import plan_of
    from sim.comparing.statistic import check_measure, statistic_of

    plans: list[Plan] = [plan_of(each) for each in documents]
    if explain is None:
        return None
    statistic = statistic_of(explain, option="--explain", start=plans[0].start)
    for document, plan in zip(documents, plans, strict=True):
        names = [each.id for each in plan.milestones]
        check_measure(statistic.measure.name, names, place=Place(document.name, path="milestones"))
    return statistic


def _names(old: str, new: str) -> tuple[str, str]:
    return Path(old).name, Path(new).name


def _tell(
    names: tuple[str, str],
    changes: tuple[Change, ...],
    found: Explanation | None,
    *,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    from sim.report.comparing import explained

    folder = out or (None if as_json else RUNS / f"{Path(names[0]).stem}-to-{Path(names[1]).stem}")
    report = explained.write(names, changes, found, folder=folder) if found is not None and folder else None
    if as_json:
        typer.echo(json.dumps(explained.to_json(names, changes, found), indent=1, allow_nan=False))
        return
    if not quiet:
        explained.render(names, changes, found, console=Console())
    if report is not None:
        typer.echo(f"\nReport: {report}   (opens offline in any browser)")
        typer.echo(f"To paste: {report.parent / 'diff.md'}, diff.csv, diff.svg")
