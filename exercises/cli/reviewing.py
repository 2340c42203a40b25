"""`scrs exercise aar` and `roles`: the papers of an exercise from its journal, and who may do what."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises.cli.options import JournalArg, OnlyExerciseArg, app, journal_at, one_of
from exercises.roles import MATRIX, MEANING, Role
from sim.batch.engines import Engine
from sim.cli.ending import told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, QuietOption, writable
from sim.cli.progress import ProgressOption, WorkersOption, progress_shown, working
from sim.cli.standing import Kind

if TYPE_CHECKING:
    from exercises.aar import Gathered
    from exercises.opening import Stage

FUTURES = 100
"""New futures unless told: on two processors about half a minute for the shipped exercises."""
MOST_FUTURES = 10_000
FuturesOption = Annotated[
    int,
    typer.Option(
        "-n",
        "--futures",
        help="Futures in which each decision and inject is left out; 0: what they changed is not worked out.",
        min=0,
        max=MOST_FUTURES,
    ),
]
EVERYTHING = "docx,md,html,csv"
YES, NO = "yes", "·"


@app.command()
def aar(
    journal: JournalArg,
    exercise: OnlyExerciseArg = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the files; default: NAME-aar.",
            file_okay=False,
            show_default=False,
            callback=writable,
        ),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Which papers, with commas: docx, md, html, csv.")
    ] = EVERYTHING,
    futures: FuturesOption = FUTURES,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    progress: ProgressOption = Kind.BAR,
    quiet: QuietOption = False,
) -> None:
    """Write the after-action report and improvement plan of an exercise, offline, from its journal alone.

    It says what each decision and inject changed, over many futures with and without it. The same journal
    and the same number of futures give the same bytes; an exercise that has not ended is reported as it
    stands.
    """
    from exercises import aar as papers
    from exercises import opening

    with told_plainly():
        chosen = tuple(dict.fromkeys(each.strip() for each in formats.split(",") if each.strip()))
        papers.check_formats(chosen)
        with journal_at(journal) as kept:
            name = one_of(kept, exercise)
            stage = opening.restage(kept, name)
            gathered = papers.gather(kept, name, stage.setting, living=stage.living)
            shown = Kind.NONE if quiet and progress is Kind.BAR else progress
            gathered = _weighed(gathered, stage, futures=futures, workers=workers, engine=engine, shown=shown)
        folder = out or Path(f"{Path(name).name}-aar")
        with working("Writing the papers", hidden=quiet):
            written = papers.write(gathered, folder, chosen)
        if not quiet:
            for line in papers.findings(gathered):
                typer.echo(line)
        typer.echo(f"{len(written)} files in {folder}: {', '.join(each.name for each in written)}")


def _weighed(
    gathered: Gathered,
    stage: Stage,
    *,
    futures: int,
    workers: int | None,
    engine: Engine,
    shown: Kind,
) -> Gathered:
    """Return a review with what each decision changed; as it is where no future is to be played."""
    from exercises.counterfactual import weigh
    from sim.batch.executors import executor_for
    from sim.batch.road import FEWEST

    if not futures:
        return gathered
    with progress_shown(shown) as progress:
        found = weigh(
            stage.living,
            stage.setting,
            gathered.state,
            futures=max(FEWEST, futures),
            engine=engine,
            executor=executor_for(workers),
            progress=progress,
        )
    return replace(gathered, counterfactual=found)


@app.command()
def roles(*, json_: JsonOption = False) -> None:
    """Print who may do what: the matrix that is asked before any command is carried out."""
    if json_:
        granted = {command: [role.value for role in Role if role in may] for command, may in MATRIX.items()}
        meaning = {role.value: text for role, text in MEANING.items()}
        typer.echo(json.dumps({"roles": meaning, "commands": granted}, indent=1))
        return
    for line in _matrix():
        typer.echo(line)


def _matrix() -> list[str]:
    """Return the matrix as lines of 80 columns at most: a row for each command, a column for each role."""
    widths = {role: len(role.value) + 2 for role in Role}
    lines = [f"{'command':10}" + "".join(f"{role.value:>{width}}" for role, width in widths.items())]
    for command, may in MATRIX.items():
        marks = "".join(f"{YES if role in may else NO:>{width}}" for role, width in widths.items())
        lines.append(f"{command:10}{marks}")
    meanings = [f"  {text}" for text in MEANING.values()]
    return [*lines, "", "A cell acts for itself only. Roles:", *meanings]
