"""What all verbs of exercises share: the group, its options, how errors are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from sim.errors import ScrsError

app = typer.Typer(
    help="Scripts and lists of events, and exercises played with them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

ListArg = Annotated[Path, typer.Argument(help="A list of events: .xlsx, .xlsm or .csv.", show_default=False)]
SheetOption = Annotated[
    list[str] | None, typer.Option("--sheet", help="A sheet that is the list. May be repeated.")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", help="What a column is, by heading or letter.", metavar="FIELD=HEADING"),
]
YearOption = Annotated[
    int | None, typer.Option(help="The year of dates that have none.", min=1900, max=2200, show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn our errors into their message on standard error and their exit code."""
    try:
        yield
    except ScrsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error
