"""How verbs hand out what they found: text and a page, or one JSON object; where files go unless told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

RUNS = Path("scrs-runs")
"""Where results go unless `--out` names a folder."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, as it can be told.

    `write`: writes all files into a folder and returns the page. `plain`: the same for programs.
    `render`: the same in the terminal. `beside`: what else lies there, by a folder.
    """

    write: Callable[[Path], Path]
    plain: Callable[[], object]
    render: Callable[[Console], None]
    beside: Callable[[Path], str] = lambda _folder: ""


def print_json(plain: object) -> None:
    """Print one JSON object and nothing else."""
    typer.echo(json.dumps(plain, indent=1, allow_nan=False))


def tell(found: Findings, *, out: Path | None, usual: str, as_json: bool, quiet: bool) -> None:
    """Tell what was found as it was asked for: for programs, or for people with a page beside it.

    Parameters: `usual`: name of the folder among `RUNS`, where `--out` names none.
    """
    if as_json:
        if out is not None:
            found.write(out)
        print_json(found.plain())
        return
    folder = out or RUNS / usual
    page = found.write(folder)
    if not quiet:
        found.render(Console())
    typer.echo(f"\nReport: {page}   (opens offline in any browser)")
    if beside := found.beside(folder):
        typer.echo(beside)
