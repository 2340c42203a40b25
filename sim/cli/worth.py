"""The verb that asks whether a capability is worth its cost: worth."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, QuietOption, ScenarioArg, SeedOption, SetOption, app, patches_of
from sim.cli.progress import WorkersOption, bar
from sim.cli.verbs import ASK
from sim.errors import BadInput, Place, nearest
from sim.report.broken import broken_json
from sim.report.words import dollars_text

if TYPE_CHECKING:
    from sim.scenario.switching import Switchboard
    from sim.stats import Estimate
    from sim.worth import Worth

FuturesOption = Annotated[int, typer.Option("-n", "--futures", help="Paired futures.", min=2, max=100_000)]
OffOption = Annotated[
    list[str] | None,
    typer.Option("--without", help="A lever whose worth is asked; may be repeated. Default: all together."),
]
CAVEATS = (
    "An operation that has not ended by the horizon costs on; what it costs later is not counted, nor "
    "its relapse. Relapse within the run is in the cost; later, its chance within ten years of the exit "
    "counts as much of the operation's own cost. Readiness is paid every day, operation or not. The sizes "
    "of the levers are the scenario's own judgement."
)


@app.command(rich_help_panel=ASK)
def worth(
    scenario: ScenarioArg,
    *,
    without: OffOption = None,
    futures: FuturesOption = 200,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Reckon what tools cost against what they save: return on investment, break-even, with relapse."""
    from sim.batch import executor_for
    from sim.scenario.switching import switchboard
    from sim.worth import worth as reckon

    with told_plainly():
        board = switchboard(scenario, patches=patches_of(set_))
        off = _places(board, without)
        with bar(hidden=quiet) as progress:
            found = reckon(
                board,
                off,
                seed=seed,
                replications=futures,
                executor=executor_for(workers),
                engine=engine,
                progress=progress,
            )
        if as_json:
            told = {**dataclasses.asdict(found), **broken_json(found.broken)}
            told.pop("broken")
            typer.echo(json.dumps(_finite(told), indent=1))
        else:
            _tell(found)
    end_if_broken(found.broken)


def _places(board: Switchboard, names: list[str] | None) -> list[int]:
    """Return the places of the named levers, or of all."""
    unknown = [each for each in names or () if each not in board.levers]
    if unknown:
        allowed = ", ".join(board.levers)
        raise BadInput(
            Place("--without").finding(
                f"there is no lever '{each}'", allowed=allowed, suggestion=nearest(each, board.levers)
            )
            for each in unknown
        )
    return [board.levers.index(each) for each in names or board.levers]


def _finite(value: object) -> object:
    """Return the same without numbers that JSON does not know: null for what is not finite."""
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _tell(found: Worth) -> None:
    title = f"With the tools against without: {', '.join(found.tools)}"
    table = Table("per future", "mean", "95 % interval", title=title)
    table.add_row("military exit sooner", *_shown(found.days_sooner, "{:,.0f} d"))
    table.add_row("troop-days saved", *_shown(found.troop_days, "{:,.0f}"))
    for title, estimate in (
        ("saved on force and police", found.saved),
        ("invested in civilians, programmes, readiness", found.invested),
        ("  of which readiness", found.readiness),
        ("expected cost of more relapse later", found.relapse),
        ("net", found.net),
    ):
        between = f"{dollars_text(estimate.low)} to {dollars_text(estimate.high)}"
        table.add_row(title, dollars_text(estimate.value), between)
    table.add_row("return on investment (net / invested)", *_shown(found.rate, "{:,.1f}"))
    table.add_row("troop-days saved per civilian-year more", *_shown(found.per_civilian_year, "{:,.0f}"))
    console = Console()
    console.print(table)
    sooner, marginal = _days(found.break_even), _days(found.at_the_margin)
    console.print(
        f"One year of readiness is repaid if all troops leave {sooner} sooner; at the margin, {marginal}."
    )
    console.print(f"Readiness pays while such operations lie up to {_years(found.years_between)} apart.")
    here, there = (f"{each:.0%}" for each in found.unfinished)
    console.print(f"Operations without an exit by the horizon: {here} with the tools, {there} without.")
    console.print(CAVEATS, style="dim")


def _shown(estimate: Estimate, form: str) -> tuple[str, str]:
    if not math.isfinite(estimate.value):
        return "–", "nothing to divide by"
    return form.format(estimate.value), f"{form.format(estimate.low)} to {form.format(estimate.high)}"


def _days(days: float) -> str:
    return f"{days:,.1f} d" if math.isfinite(days) else "never"


def _years(years: float) -> str:
    return f"{years:,.0f} years" if math.isfinite(years) else "any number of years"
