"""The verbs that begin a scenario: import (a schedule of another program), new (a commented template)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.ending import told_plainly
from sim.cli.options import app, warn
from sim.cli.verbs import BEGIN
from sim.errors import BadInput, BadOutput, Place
from sim.files import write_file
from sim.scenario.importing import import_schedule
from sim.scenario.loading import load
from sim.scenario.schema import json_schema
from sim.scenario.template import template

SUFFIXES = (".yaml", ".yml")
SCHEMA = "scenario.schema.json"
"""Lies beside a scenario, whose first line names it to editors."""
YamlArg = Annotated[Path, typer.Argument(help="The scenario file to write: .yaml.", show_default=False)]


@app.command("import", rich_help_panel=BEGIN)
def import_plan(
    file: Annotated[
        Path,
        typer.Argument(help="A CSV of steps, or XML of Microsoft Project or Primavera.", show_default=False),
    ],
    out: YamlArg,
    *,
    start: Annotated[
        str | None, typer.Option(help="First day, such as 2026-01-05; usually the schedule's own.")
    ] = None,
) -> None:
    """Make a scenario of a schedule: steps, links, durations, working weeks; what is left out is told."""
    with told_plainly():
        _check_out(out)
        found = import_schedule(file, start=start)
        write_file(out, found.text.encode())
        for doubt in found.doubts:
            typer.echo(f"doubt: {doubt}", err=True)
        warn(load(str(out)))
    steps = "1 step" if found.steps == 1 else f"{found.steps} steps"
    typer.echo(f"{out}: a plan of {steps}. Next: scrs run {out}")


@app.command(rich_help_panel=BEGIN)
def new(
    out: YamlArg,
    *,
    title: Annotated[str | None, typer.Option(help="Title; usually the file's name.")] = None,
) -> None:
    """Write a commented scenario to begin with: a small operation in which every part stands once."""
    with told_plainly():
        _check_out(out)
        write_file(out, template(title or out.stem.replace("-", " ").replace("_", " ")).encode())
        load(str(out))
        write_file(out.parent / SCHEMA, f"{json.dumps(json_schema(), indent=1)}\n".encode())
    typer.echo(f"{out}: a scenario to change. Next: scrs check {out}; scrs run {out}")


def _check_out(out: Path) -> None:
    """Raise where a scenario cannot be written there: `BadInput`, or `BadOutput` where a file is there."""
    if out.suffix.lower() not in SUFFIXES:
        message = f"'{out.name}' is no name of a scenario"
        raise BadInput([Place(str(out)).finding(message, allowed=" or ".join(SUFFIXES))])
    if out.exists():
        message = f"{out} is there already; nothing was written. Name another file, or take that one away."
        raise BadOutput(message)
