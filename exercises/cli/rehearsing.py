"""`scrs exercise rehearse`: a script played headless many times, what it showed, and gates for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from exercises.cli.options import ScriptArg, app
from sim.cli.ending import MISSED, SOME_FAILED, STOPPED, told_plainly
from sim.cli.options import JsonOption, QuietOption, writable
from sim.cli.progress import ProgressOption, WorkersOption, progress_shown
from sim.cli.standing import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercises.rehearsal.requiring import Held, Requirement
    from exercises.rehearsal.run import Rehearsals
    from exercises.rehearsal.value import Value
    from exercises.script.loading import Loaded

USUAL = 500


@app.command()
def rehearse(
    script: ScriptArg,
    *,
    runs: Annotated[int, typer.Option("-n", "--runs", help="Plays.", min=1, max=1_000_000)] = USUAL,
    seed: Annotated[
        int | None,
        typer.Option(help="Names the stream of chance; the script's if not told.", min=0, max=2**63 - 1),
    ] = None,
    workers: WorkersOption = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            help="What must hold, or exit code 5: 'objective(NAME) >= 0.9', 'fires(ROW) >= 0.5', "
            "'endex_on_time >= 0.95', 'load(CELL) <= 5', 'silence(CELL) <= 30 min'. May be repeated.",
            metavar="REQUIREMENT",
        ),
    ] = None,
    value: Annotated[
        int, typer.Option(help="Also what injects are worth, over so many pairs of plays per row.", min=0)
    ] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the page, CSV and JSON.",
            file_okay=False,
            show_default=False,
            callback=writable,
        ),
    ] = None,
    progress: ProgressOption = Kind.BAR,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Play a script headless against simulated cells, many times: what never fires, who is overloaded.

    Every play takes another future of the scenario. Ctrl-C keeps what is finished and reports it.
    """
    from exercises.rehearsal import requirements
    from exercises.script.loading import open_script

    with told_plainly():
        loaded = open_script(script)
        required = requirements(require or (), loaded.script)
        shown = Kind.NONE if quiet else progress
        played = _played(loaded, runs, seed=seed, workers=workers, shown=shown)
        pairs = 0 if played.stopped else value
        values = _worth(played, pairs, workers=workers, shown=shown)
        held = _told(played, required, values, out=out, as_json=as_json, quiet=quiet)
    raise typer.Exit(_ended(played, held))


def _played(loaded: Loaded, runs: int, *, seed: int | None, workers: int | None, shown: Kind) -> Rehearsals:
    from exercises.rehearsal import rehearse as play_many
    from sim.batch.executors import executor_for

    with progress_shown(shown) as show:
        played = play_many(loaded, n=runs, seed=seed, executor=executor_for(workers), progress=show)
    if played.stopped:
        typer.echo(f"Stopped after {played.done} of {runs} plays.", err=True)
        if not played.plays:
            raise typer.Exit(STOPPED)
    return played


def _worth(played: Rehearsals, pairs: int, *, workers: int | None, shown: Kind) -> tuple[Value, ...]:
    """Return what injects are worth; nothing where it was not asked for, or stopped."""
    from exercises.rehearsal import worth
    from sim.batch.executors import executor_for

    if not pairs:
        return ()
    try:
        with progress_shown(shown) as show:
            values, broken = worth(
                played.loaded, n=pairs, seed=played.seed, executor=executor_for(workers), progress=show
            )
    except KeyboardInterrupt:
        played.stopped = True
        typer.echo("Stopped: no table of what injects are worth.", err=True)
        return ()
    played.broken.extend(each.of("the pairs for --value") for each in broken)
    return values


def _told(
    played: Rehearsals,
    required: Sequence[Requirement],
    values: Sequence[Value],
    *,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> tuple[Held, ...]:
    """Tell what was found where it was asked for; return what became of the requirements."""
    from exercises.rehearsal import exports, hold, reckon, terminal

    found, script = reckon(played), played.loaded.script
    held = hold(found, required)
    if as_json:
        content = exports.to_json(found, held=held, values=values)
        typer.echo(json.dumps(content, indent=1, allow_nan=False))
    elif not quiet:
        terminal.render(found, Console(), script=script, held=held, values=values)
    if out is not None:
        page = exports.write(found, out, script=script, held=held, values=values)
        typer.echo(f"Rehearsal: {page}", err=as_json)
    return held


def _ended(played: Rehearsals, held: Sequence[Held]) -> int:
    """Say what broke off or was missed, and return the exit code that weighs most."""
    missed = [each for each in held if not each.met]
    for each in missed:
        typer.echo(f"missed: {each.requirement.written}: found {each.said}", err=True)
    if played.broken:
        count = f"{len(played.broken)} plays broke off and are in no number"
        typer.echo(f"{count}; the first is {played.broken[0]}", err=True)
        return SOME_FAILED
    if played.stopped:
        return STOPPED
    return MISSED if missed else 0
