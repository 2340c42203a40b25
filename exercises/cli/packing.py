"""The verbs that carry a whole exercise from one installation to another: pack, unpack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exercises.cli.options import ExerciseArg, JournalArg, app, journal_at
from exercises.journal.packages import export_package, import_package
from sim.cli.ending import told_plainly


@app.command()
def pack(
    journal: JournalArg,
    exercise: ExerciseArg,
    out: Annotated[Path, typer.Argument(help="The file to write: .zip.", show_default=False)],
) -> None:
    """Write an exercise as one file: script, scenario and journal; also while it is played."""
    with told_plainly(), journal_at(journal) as kept:
        export_package(kept, exercise, out)
        typer.echo(f"{out}: {exercise}, {kept.head(exercise)} entries.")


@app.command()
def unpack(
    package: Annotated[Path, typer.Argument(help="A file that pack wrote.", show_default=False)],
    journal: JournalArg,
    name: Annotated[str | None, typer.Option(help="Another name for the exercise.")] = None,
) -> None:
    """Take an exercise in from a file: all of it, to the same state, or nothing and why not."""
    with told_plainly(), journal_at(journal, create=True) as kept:
        found = import_package(package, kept, exercise=name).exercise
        typer.echo(f"{found}: {kept.head(found)} entries, journal {kept.audit(found)[:12]}.")
