"""The verb that holds the simulation against history: validate."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from sim.batch.engines import Engine
from sim.cli.ending import MISSED, end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, QuietOption, SeedOption, app
from sim.cli.progress import WorkersOption
from sim.cli.verbs import HELD
from sim.errors import BadInput, Place, nearest, quote
from sim.report.broken import broken_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.batch.road import Broken
    from sim.history.judging import Judgement
    from sim.history.playing import Verdict
    from sim.history.reading import History


ReplicationsOption = Annotated[int, typer.Option("-n", help="Futures per scenario.", min=20, max=100_000)]
ScenariosOption = Annotated[
    list[str] | None,
    typer.Option("--scenario", help="A scenario of the tests; default: all of them. May be repeated."),
]
HistoryOption = Annotated[
    Path | None,
    typer.Option(help="Folder with events.csv and tests.csv; default: the history that ships."),
]


@app.command(rich_help_panel=HELD)
def validate(
    *,
    replications: ReplicationsOption = 1_000,
    scenario: ScenariosOption = None,
    history: HistoryOption = None,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Hold simulated futures against what really happened; exit code 5 if history is missed."""
    from sim.history.reading import read_history, shipped_folder

    with told_plainly():
        found = read_history(history or shipped_folder())
        names = _chosen(found, scenario or ())
        verdicts, broken = _played(
            found, names, replications=replications, seed=seed, workers=workers, engine=engine
        )
    passed = {name: _passed([each for each in verdicts if each.test.scenario == name]) for name in names}
    if as_json:
        typer.echo(
            json.dumps(
                {**_to_json(verdicts, passed, replications=replications, seed=seed), **broken_json(broken)},
                indent=1,
            )
        )
    else:
        _tell(verdicts, passed, quiet=quiet)
    end_if_broken(broken)
    if not all(passed.values()):
        raise typer.Exit(MISSED)


def _chosen(history: History, wanted: Sequence[str]) -> tuple[str, ...]:
    known = history.scenarios
    unknown = [each for each in wanted if each not in known]
    if unknown:
        raise BadInput(
            Place("--scenario").finding(
                f"nothing is asked of {quote(each)}",
                allowed=", ".join(known),
                suggestion=nearest(each, known),
            )
            for each in unknown
        )
    return tuple(each for each in known if not wanted or each in wanted)


def _played(
    history: History,
    names: Sequence[str],
    *,
    replications: int,
    seed: int,
    workers: int | None,
    engine: Engine,
) -> tuple[list[Verdict], list[Broken]]:
    from sim.history.playing import check_places, play, tasks, verdicts

    check_places(history, names)
    todo = tasks(history, names, replications=replications, seed=seed, engine=engine)
    with Console(stderr=True).status("Playing history …") as status:

        def told(done: int, whole: int) -> None:
            status.update(f"Playing history … {done} of {whole} portions")

        played = play(todo, workers=workers or os.cpu_count() or 1, told=told)
    return verdicts(history, todo, played), [run for each in played for run in each.broken]


def _passed(verdicts: Sequence[Verdict]) -> bool:
    from sim.history.judging import verdict

    return verdict(each.judgement for each in verdicts)


def _tell(verdicts: Sequence[Verdict], passed: dict[str, bool], *, quiet: bool) -> None:
    console = Console()
    for name, held in passed.items():
        mine = [each for each in verdicts if each.test.scenario == name]
        if not quiet:
            console.print(_table(name, mine))
        console.print(f"{name}: {_counted(mine)}: {'held' if held else 'MISSED'}", highlight=False)
        free = [each for each in mine if not each.test.calibrated]
        told = f"{_counted(free)}" if free else "none: a check of the code, not of the model"
        console.print(f"  not used for calibration: {told}\n", highlight=False)


def _counted(verdicts: Sequence[Verdict]) -> str:
    good = sum(each.judgement.passed for each in verdicts)
    return f"{good} of {len(verdicts)} tests passed"


def _table(name: str, verdicts: Sequence[Verdict]) -> Table:
    table = Table(title=name, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("asked", overflow="fold")
    table.add_column("used")
    for column in ("real", "P5", "P50", "P95", "rank"):
        table.add_column(column, justify="right")
    table.add_column("90 %", no_wrap=True)
    for each in verdicts:
        found = each.judgement
        table.add_row(
            f"{each.test.asks} {each.test.of}".strip().replace("_", " "),
            "yes" if each.test.calibrated else "no",
            *(_said(value) for value in (found.real, found.low, found.middle, found.high)),
            "–" if math.isnan(found.rank) else f"{found.rank:.3f}",
            _place(found),
        )
    return table


def _place(found: Judgement) -> str:
    """Return whether the real value is inside the interval, and whether that says something."""
    if not found.inside:
        return "[bold red]OUT[/]"
    return "[green]in[/]" if found.narrow else "[bold red]in, WIDE[/]"


def _said(value: float) -> str:
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "> horizon"
    return f"{value:,.0f}" if abs(value) >= 10.0 or value.is_integer() else f"{value:.3g}"  # noqa: PLR2004


def _to_json(
    verdicts: Sequence[Verdict], passed: dict[str, bool], *, replications: int, seed: int
) -> dict[str, Any]:
    """Return one object; null where the horizon came first."""
    return {
        "n": replications,
        "seed": seed,
        "passed": all(passed.values()),
        "scenarios": passed,
        "tests": [
            {
                "scenario": each.test.scenario,
                "asks": each.test.asks,
                "of": each.test.of,
                "calibrated": each.test.calibrated,
                "note": each.test.note,
                "real": each.judgement.real,
                "p5": _finite(each.judgement.low),
                "p50": _finite(each.judgement.middle),
                "p95": _finite(each.judgement.high),
                "rank": _finite(each.judgement.rank),
                "answered": each.judgement.answered,
                "inside": each.judgement.inside,
                "narrow": each.judgement.narrow,
                "passed": each.judgement.passed,
            }
            for each in verdicts
        ],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
