"""The verbs that carry a whole exercise from one installation to another: pack, unpack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exercises.cli.options import app
from exercises.journal.opening import open_journal
from exercises.journal.packages import export_package, import_package
from sim.cli.options import told_plainly

JournalArg = Annotated[str, typer.Argument(help="A journal: a file or an address.", show_default=False)]


@app.command()
def pack(
    journal: JournalArg,
    exercise: Annotated[str, typer.Argument(help="An exercise of it.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="The file to write: .zip.", show_default=False)],
) -> None:
    """Write an exercise as one file: script, scenario and journal; also while it is played."""
    with told_plainly():
        kept = open_journal(journal, create=False)
        try:
            export_package(kept, exercise, out)
            typer.echo(f"{out}: {exercise}, {kept.head(exercise)} entries.")
        finally:
            kept.close()


@app.command()
def unpack(
    package: Annotated[Path, typer.Argument(help="A file that pack wrote.", show_default=False)],
    journal: JournalArg,
    name: Annotated[str | None, typer.Option(help="Another name for the exercise.")] = None,
) -> None:
    """Take an exercise in from a file: all of it, to the same state, or nothing and why not."""
    with told_plainly():
        kept = open_journal(journal)
        try:
            found = import_package(package, kept, exercise=name).exercise
            typer.echo(f"{found}: {kept.head(found)} entries, journal {kept.audit(found)[:12]}.")
        finally:
            kept.close()
