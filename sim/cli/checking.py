"""The verbs that look without playing, or prove the engine: check, schema, scenarios, selftest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from sim.batch.engines import Engine, uncovered
from sim.cli.ending import told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, QuietOption, ScenarioArg, app, warn
from sim.cli.verbs import BEGIN, HELD
from sim.report.words import counted, operation_names
from sim.scenario.loading import Model, load, shipped
from sim.scenario.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.errors import Finding
    from sim.known_answers.checks import Check


@app.command(rich_help_panel=BEGIN)
def check(scenario: ScenarioArg, *, engine: EngineOption = Engine.SIMPY) -> None:
    """Check a scenario: every fault with its place, what was found, what is allowed."""
    with told_plainly():
        model = load(scenario)
        lost = list(_check_changes(model, scenario))
        warn(model)
        for change, finding in lost:
            typer.echo(f"{finding.render()}\n  {change}", err=True)
        plan = model.plan
        operations = operation_names(plan)
        uncertain = [each for each in plan.draws if not each.law.certain]
        typer.echo(
            f"{model.document.name}: valid. {counted(len(operations), 'operation')}, "
            f"{counted(len(plan.steps), 'step')}, "
            f"{counted(len(uncertain), 'random quantity', 'random quantities')}, "
            f"{counted(len(model.warnings) + len(lost), 'warning')}."
        )
        if engine is not Engine.SIMPY:
            missing = uncovered(plan)
            typer.echo(
                f"The compiled engine covers {'all of it' if not missing else 'not: '}{'; '.join(missing)}."
            )


def _check_changes(model: Model, scenario: str) -> Iterator[tuple[str, Finding]]:
    """Try every variant and lever too: a change that cannot be laid is a fault of the file.

    Yields the milestones that a change takes, with its name.
    """
    for name in model.scenario.variants:
        yield from ((f"in the variant {name}", each) for each in load(scenario, variant=name).lost)
    for name in model.scenario.levers:
        yield from ((f"without {name}", each) for each in load(scenario, without=(name,)).lost)


@app.command(rich_help_panel=BEGIN)
def schema() -> None:
    """Print the JSON Schema of a scenario file, for editors."""
    typer.echo(json.dumps(json_schema(), indent=1))


@app.command("scenarios", rich_help_panel=BEGIN)
def list_scenarios() -> None:
    """List the scenarios that ship."""
    with told_plainly():
        for name in shipped():
            typer.echo(f"{name:24} {load(name).scenario.title}")


@app.command(rich_help_panel=HELD)
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
