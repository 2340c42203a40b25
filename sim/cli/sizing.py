"""The verb that asks how large the corps, the staff and the fund must be: size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sim import quantities
from sim.batch.engines import Engine
from sim.cli.ending import MISSED, end_if_broken, told_plainly
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
from sim.cli.progress import WorkersOption
from sim.cli.telling import Findings, tell
from sim.cli.verbs import ASK
from sim.errors import BadInput, BadQuantity, Place, quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.batch.sizing import Judge
    from sim.sizing import Base, Sizing

MOST_OPERATIONS = 12
USUAL = "1,2,3,4"


@app.command(rich_help_panel=ASK)
def size(
    scenario: ScenarioArg,
    *,
    confidence: Annotated[
        float | None,
        typer.Option(help="Of every target, below 1; default: each target's own.", show_default=False),
    ] = None,
    operations: Annotated[
        str | None, typer.Option(help=f"How many at once, with commas; default {USUAL}.", show_default=False)
    ] = None,
    spacing: Annotated[
        str | None, typer.Option(help="Between the onsets of copies: '60 d'; default: as declared.")
    ] = None,
    over: Annotated[
        str | None,
        typer.Option(help="Capacities to size, by path, with commas; default: those waited for most."),
    ] = None,
    judge: Annotated[
        str, typer.Option(help="What must reach the confidence: bound (of the interval) or share.")
    ] = "bound",
    together: Annotated[bool, typer.Option("--together", help="All targets in the same future.")] = False,
    at_most: Annotated[
        int, typer.Option(help="Largest size tried, times the declared one.", min=1, max=1000)
    ] = 16,
    futures: Annotated[
        int, typer.Option("-n", "--futures", help="Futures to search in; as many to verify.", min=20)
    ] = 100,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Find the smallest corps, staff and fund that meet the targets for 1, 2, 3 and 4 operations at once."""
    from sim.batch import executor_for
    from sim.sizing import Question, base_of
    from sim.sizing import size as sized

    with told_plainly():
        base = base_of(scenario, variant=variant, patches=patches_of(set_))
        question = Question(
            operations=_operations(operations, base),
            confidence=_confidence(confidence),
            judge=_judge(judge),
            together=together,
            spacing=None if spacing is None else _days(spacing),
            over=() if over is None else tuple(each.strip() for each in over.split(",")),
            futures=futures,
            seed=seed,
            at_most=at_most,
        )
        with _spinner(hidden=quiet) as progress:
            found = sized(base, question, executor=executor_for(workers), engine=engine, progress=progress)
        usual = f"{base.name}-size-seed{seed}"
        tell(_told(found), out=out, usual=usual, as_json=as_json, quiet=quiet)
        end_if_broken(found.broken)
        if any(each.aside or each.found.point is None for each in found.sized):
            raise typer.Exit(MISSED)


def _told(found: Sizing) -> Findings:
    from sim.report.sizing import exports, terminal

    return Findings(
        lambda folder: exports.write(found, folder),
        lambda: exports.to_json(found),
        lambda console: terminal.render(found, console),
        lambda folder: f"Budget: {folder / 'budget.xlsx'}, budget.csv",
    )


def _refusal(message: str, *, option: str, allowed: str) -> BadInput:
    return BadInput([Place(option).finding(message, allowed=allowed)])


def _operations(text: str | None, base: Base) -> tuple[int, ...]:
    """Return how many operations at once; none for a scenario without crises, which is sized as it is."""
    if text is None and not base.scenario.crises:
        return ()
    words = [each.strip() for each in (text or USUAL).split(",")]
    wrong = [each for each in words if not each.isdecimal() or not 1 <= int(each) <= MOST_OPERATIONS]
    if wrong:
        message = f"{quote(wrong[0])} is no number of operations"
        raise _refusal(message, option="--operations", allowed=f"1 to {MOST_OPERATIONS}, with commas")
    return tuple(dict.fromkeys(int(each) for each in words))


def _confidence(value: float | None) -> float | None:
    if value is not None and not 0.0 < value < 1.0:
        message = f"{value:g} is no confidence"
        raise _refusal(message, option="--confidence", allowed="above 0 and below 1, such as 0.8")
    return value


def _judge(text: str) -> Judge:
    from sim.batch.sizing import JUDGES

    for each in JUDGES:
        if each == text:
            return each
    message = f"{quote(text)} is no way to judge"
    raise _refusal(message, option="--judge", allowed=", ".join(JUDGES))


def _days(text: str) -> float:
    try:
        return quantities.days(text)
    except BadQuantity as error:
        raise BadInput([error.at(Place("--spacing"))]) from error


@contextmanager
def _spinner(*, hidden: bool) -> Iterator[Callable[[str, int], None]]:
    """Show how many operations are being sized and the runs played, on standard error."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        task = progress.add_task("Playing", total=None)

        def show(operations: str, runs: int) -> None:
            progress.update(task, description=f"Sizing for {operations} at once: {runs:,} runs played")

        yield show
