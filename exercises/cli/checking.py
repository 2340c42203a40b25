"""The verbs that write and check scripts without playing them: check, schema, new, list."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises.cli.options import ScriptArg, app
from exercises.script.editors import json_schema
from exercises.script.loading import SUFFIXES, Loaded, load_text, open_script, shipped
from exercises.script.template import template
from exercises.times import say_length
from sim.cli.ending import told_plainly
from sim.errors import BadInput, BadOutput, Place
from sim.files import write_file
from sim.report.words import counted
from sim.scenario.loading import load
from sim.scenario.loading import shipped as shipped_scenarios

if TYPE_CHECKING:
    from sim.scenario.loading import Model

SCHEMA = "script.schema.json"
"""Lies beside a script, whose first line names it to editors."""


@app.command()
def check(script: ScriptArg) -> None:
    """Check a script: every fault with its place, what was found, what is allowed; then doubts."""
    with told_plainly():
        loaded = open_script(script)
        for finding in loaded.findings:
            typer.echo(finding.render(), err=True)
        typer.echo(f"{loaded.document.name}: valid. {_summary(loaded)}")


def _summary(loaded: Loaded) -> str:
    """Return what a script holds, in numbers."""
    script = loaded.script
    kinds = Counter(row.kind.replace("_", " ") for row in script.rows)
    each = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return (
        f"{counted(len(script.rows), 'row')}{f' ({each})' if each else ''}, "
        f"{counted(len(script.cells), 'cell')}, {counted(len(script.objectives), 'objective')}, "
        f"{say_length(loaded.endex)} in {counted(len(loaded.moves), 'move')}, "
        f"{counted(len(loaded.findings), 'warning')}."
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of a script file, for editors."""
    typer.echo(json.dumps(json_schema(), indent=1))


@app.command("list")
def list_scripts() -> None:
    """List the scripts that ship."""
    with told_plainly():
        for name in shipped():
            typer.echo(f"{name:24} {open_script(name).script.title}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="File to write; .yaml is added.", show_default=False)],
    *,
    scenario: Annotated[
        str, typer.Option(help="Scenario under it: shipped, or a file beside it.")
    ] = "quick-start",
    title: Annotated[str | None, typer.Option(help="One line; default: from the name.")] = None,
) -> None:
    """Write a commented script to begin with; it never overwrites a file."""
    with told_plainly():
        file = Path(name) if name.endswith(SUFFIXES) else Path(f"{name}.yaml")
        if file.exists():
            message = f"{file} is there already; nothing was written. Name another, or take that one away."
            raise BadOutput(message)
        model = _model(file.parent, scenario)
        text = template(title or _titled(file), scenario, model)
        load_text(text, str(file), folder=file.parent)
        write_file(file, text.encode(), advice="Name another file.")
        write_file(file.parent / SCHEMA, f"{json.dumps(json_schema(), indent=1)}\n".encode())
        typer.echo(f"{file} written. Next: scrs exercise check {file}")


def _model(folder: Path, scenario: str) -> Model:
    """Return the scenario as the script will find it."""
    beside = folder / scenario
    if beside.is_file():
        return load(beside)
    if Path(scenario).is_file() and scenario not in shipped_scenarios():
        place = Place("--scenario")
        message = f"{scenario} does not lie beside the script"
        raise BadInput([place.finding(message, allowed=f"a file in {folder}, or a shipped scenario")])
    return load(scenario)


def _titled(file: Path) -> str:
    """Return the title that a file's name suggests."""
    return file.stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Exercise"
