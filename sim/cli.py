"""The simulation's own verbs of the `scrs` command: demo, check, schema, run, selftest.

Reads arguments, calls the rooms, prints. Exit codes: 0 done, 1 the input is wrong, 2 usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from sim.errors import BadInput, ScrsError
from sim.scenario.loading import Model, load, shipped
from sim.scenario.patches import patch_from_set
from sim.scenario.schema import json_schema
from sim.simulating import simulate
from sim.trace import Outcome

if TYPE_CHECKING:
    from sim.known_answers.checks import Check

app = typer.Typer(
    help="Simulate and exercise civilian stabilization and reconstruction response.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)

ScenarioArg = Annotated[
    str, typer.Argument(help="A scenario file, or the name of a shipped one.", show_default=False)
]
SeedOption = Annotated[int, typer.Option(help="Names the stream of chance.", min=0, max=2**63 - 1)]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="Change one value: path=value. May be repeated.", metavar="PATH=VALUE"),
]
VariantOption = Annotated[str | None, typer.Option(help="A variant that the scenario names.")]
WithoutOption = Annotated[
    list[str] | None, typer.Option(help="A lever of the scenario to switch off. May be repeated.")
]
OutOption = Annotated[
    Path | None,
    typer.Option(help="Folder for the report and the trace.", file_okay=False, show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only where results went.")]


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn our errors into their message on standard error and their exit code."""
    try:
        yield
    except ScrsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error


def _model(scenario: str, *, sets: list[str] | None, variant: str | None, without: list[str] | None) -> Model:
    patches = [patch_from_set(each) for each in sets or ()]
    return load(scenario, variant=variant, without=tuple(without or ()), patches=patches)


@app.command()
def run(
    scenario: ScenarioArg,
    *,
    seed: SeedOption = 1,
    set_: SetOption = None,
    variant: VariantOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Play a scenario once: timeline, waits and their causes, money, handover."""
    with told_plainly():
        model = _model(scenario, sets=set_, variant=variant, without=without)
        outcome = simulate(model, seed=seed)
        if as_json:
            from sim.report import exports

            typer.echo(json.dumps(exports.to_json(outcome), indent=1))
            if out is not None:
                _write(outcome, out)
            return
        folder = out or Path("scrs-runs") / f"{model.name}-seed{seed}"
        report = _write(outcome, folder)
        _tell(model, outcome, report, quiet=quiet)


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
        _warn(model)
    typer.echo(f"\nReport: {report}   (opens offline in any browser)")
    typer.echo(f"Trace:  {report.parent}  (Parquet and JSON)")


def _warn(model: Model) -> None:
    for finding in model.warnings:
        typer.echo(finding.render(), err=True)


@app.command()
def demo(*, seed: SeedOption = 1, out: OutOption = None) -> None:
    """Play the shipped quick-start scenario and show what a report holds."""
    run("quick-start", seed=seed, out=out or Path("scrs-runs") / "demo")
    command = sys.argv[0] if os.sep in sys.argv[0] else "scrs"
    typer.echo(f"\nNext: {command} run three-operations     several crises compete for the same people")
    typer.echo(f"      {command} run quick-start --set pools.active_corps.size=250")
    typer.echo(f"      {command} check my-operation.yaml  every fault of a file, with line and column")


@app.command()
def check(scenario: ScenarioArg) -> None:
    """Check a scenario: every fault with its place, what was found, what is allowed."""
    with told_plainly():
        model = load(scenario)
        _warn(model)
        _check_changes(model, scenario)
        plan = model.plan
        operations = [each.id for each in plan.operations if each.id != "funds"]
        uncertain = [each for each in plan.draws if not each.law.certain]
        typer.echo(
            f"{model.document.name}: valid. {len(operations)} operations, {len(plan.steps)} steps, "
            f"{len(uncertain)} random quantities, {len(model.warnings)} warnings."
        )


def _check_changes(model: Model, scenario: str) -> None:
    """Try every variant and lever too: a change that cannot be laid is a fault of the file."""
    for name in model.scenario.variants:
        load(scenario, variant=name)
    for name in model.scenario.levers:
        load(scenario, without=(name,))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file, for editors."""
    typer.echo(json.dumps(json_schema(), indent=1))


@app.command("scenarios")
def list_scenarios() -> None:
    """List the scenarios that ship."""
    with told_plainly():
        for name in shipped():
            typer.echo(f"{name:24} {load(name).scenario.title}")


@app.command()
def selftest(
    *,
    replications: Annotated[int, typer.Option(help="Futures per random case.", min=100)] = 5_000,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Play the known answers and print each with expected and found."""
    from sim.known_answers.checks import all_checks

    with Console(stderr=True).status("Playing the known answers …") as status:
        checks = []
        for each in all_checks(replications):
            checks.append(each)
            status.update(f"Playing the known answers … {each.case}")
    failed = [each for each in checks if not each.passed]
    if as_json:
        rows = [{"case": c.case, "what": c.what, "expected": c.expected, "found": c.found,
                 "tolerance": c.tolerance, "passed": c.passed} for c in checks]  # fmt: skip
        typer.echo(json.dumps(rows, indent=1))
    elif not quiet:
        _print_checks(checks)
    if not as_json:
        typer.echo(f"{len(checks) - len(failed)} of {len(checks)} known answers reproduced.")
    if failed:
        raise typer.Exit(4)


def _print_checks(checks: list[Check]) -> None:
    table = Table("case", "what", "expected", "found", "tolerance", "", title="Known answers")
    for each in checks:
        mark = "[green]agrees[/]" if each.passed else "[bold red]DIFFERS[/]"
        table.add_row(
            each.case, each.what, f"{each.expected:.4f}", f"{each.found:.4f}", f"{each.tolerance:.2g}", mark
        )
    Console().print(table)


__all__ = ["BadInput", "app"]
