"""The verbs that play a scenario once: run, demo."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from sim.cli.ending import told_plainly
from sim.cli.options import (
    JsonOption,
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
from sim.cli.progress import working
from sim.cli.telling import RUNS
from sim.cli.verbs import BEGIN, PLAY
from sim.scenario.loading import Model
from sim.simulating import DEFAULT_SEED, simulate
from sim.trace import Outcome

ReplayOption = Annotated[
    Path | None,
    typer.Option(
        help="Write the run as a map with a time slider, one HTML file.", dir_okay=False, show_default=False
    ),
]


@app.command(rich_help_panel=PLAY)
def run(
    scenario: ScenarioArg,
    *,
    seed: SeedOption = DEFAULT_SEED,
    set_: SetOption = None,
    variant: VariantOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    replay: ReplayOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Play a scenario once: timeline, waits and their causes, money, handover."""
    with told_plainly():
        model = model_of(scenario, sets=set_, variant=variant, without=without)
        with working(f"Playing {model.name}", hidden=quiet):
            outcome = simulate(model, seed=seed)
        if replay is not None:
            _write_replay(outcome, replay, quiet=as_json)
        if as_json:
            from sim.report import exports

            typer.echo(json.dumps(exports.to_json(outcome), indent=1))
            if out is not None:
                _write(outcome, out)
            return
        folder = out or RUNS / f"{model.name}-seed{seed}"
        with working("Drawing the report", hidden=quiet):
            report = _write(outcome, folder)
        _tell(model, outcome, report, quiet=quiet)


def _write_replay(outcome: Outcome, file: Path, *, quiet: bool) -> None:
    from sim.report.replay import write

    write(outcome, file)
    if not quiet:
        typer.echo(f"Replay: {file}   (a map with a time slider; opens offline in any browser)")


def _write(outcome: Outcome, folder: Path) -> Path:
    from sim.report import exports, html  # charts are slow to load: only when one is drawn

    exports.write_trace(outcome, folder)
    report = folder / "report.html"
    html.write(outcome, report)
    return report


def _tell(model: Model, outcome: Outcome, report: Path, *, quiet: bool) -> None:
    from sim.report import terminal

    if not quiet:
        terminal.render(outcome, Console())
        warn(model)
    typer.echo(f"\nReport: {report}   (opens offline in any browser)")
    typer.echo(f"Trace:  {report.parent}  (Parquet and JSON)")


@app.command(rich_help_panel=BEGIN)
def demo(*, seed: SeedOption = DEFAULT_SEED, out: OutOption = None) -> None:
    """Play the shipped quick-start scenario and show what a report holds."""
    run("quick-start", seed=seed, out=out or RUNS / "demo")
    command = sys.argv[0] if os.sep in sys.argv[0] else "scrs"
    typer.echo(f"\nNext: {command} run three-operations     several crises compete for the same people")
    typer.echo(f"      {command} run quick-start --set pools.active_corps.size=250")
    typer.echo(f"      {command} tools quick-start        what each of the ten tools is worth")
    typer.echo(f"      {command} batch quick-start -n 500 how sure one can be of each date")
    typer.echo(f"      {command} panel                    people in the loop, in the browser")
    typer.echo(f"      {command} new my-operation.yaml    a scenario of your own to begin with")
