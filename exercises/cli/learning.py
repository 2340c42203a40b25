"""`scrs lessons`: what exercises of a journal taught the doctrine, as a patch that scenarios take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from exercises.cli.options import journal_at
from exercises.errors import Refused
from sim.cli.ending import told_plainly
from sim.cli.options import JsonOption, QuietOption, SeedOption, writable
from sim.cli.options import app as scrs
from sim.cli.progress import working
from sim.cli.verbs import HELD

if TYPE_CHECKING:
    from exercises.lessons import Lesson, Lessons

FOLDER = Path("scrs-exercises")
JOURNAL = "exercises.sqlite"

NamesArg = Annotated[
    list[str],
    typer.Argument(
        help="An exercise of the journal, or several of one script: they teach together.", show_default=False
    ),
]
FolderOption = Annotated[
    Path, typer.Option(help="Folder of the panel, with its journal.", file_okay=False, show_default=True)
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(help="Journal elsewhere: a file, or postgresql://USER@HOST/DATABASE.", show_default=False),
]
PatchOption = Annotated[
    Path | None,
    typer.Option("-o", "--patch", help="File for the patch.", dir_okay=False, show_default=False),
]
FamilyOption = Annotated[
    str, typer.Option(help="auto, lognormal, gamma, weibull, exponential, pert, or empirical: the values.")
]
PagesOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="Folder for a page of each fit.",
        file_okay=False,
        show_default=False,
        callback=writable,
    ),
]


@scrs.command(rich_help_panel=HELD)
def lessons(
    names: NamesArg,
    *,
    folder: FolderOption = FOLDER,
    database_url: DatabaseOption = None,
    patch: PatchOption = None,
    family: FamilyOption = "auto",
    seed: SeedOption = 1,
    out: PagesOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a patch of what exercises taught: times that were measured, lessons that were adopted.

    Which times measure which step of the doctrine is declared in the script, under 'lessons'.
    """
    from exercises.lessons import learn, taught

    with told_plainly():
        if database_url is None:
            _refuse_files(names)
        with journal_at(database_url or str(folder / JOURNAL)) as kept:
            learned = [taught(kept, each) for each in names]
            with working("Fitting and testing the laws", hidden=quiet):
                found = learn(learned, family=family, seed=seed)
        if as_json:
            typer.echo(json.dumps(_plain(found), indent=1, allow_nan=False))
        elif not quiet:
            for line in _told(found):
                typer.echo(line)
        _written(found, patch, out)
    if patch is not None and not as_json:
        typer.echo(f"Patch: {patch}   Hold it against the doctrine: scrs compare SCENARIO base {patch}")


def _refuse_files(names: list[str]) -> None:
    """Refuse a journal that is named where an exercise is meant."""
    files = [each for each in names if Path(each).is_file()]
    if files:
        message = f"{files[0]} is a file, not an exercise"
        raise Refused(message, advice=f"name the exercise, and the file with --database-url {files[0]}")


def _written(found: Lessons, patch: Path | None, out: Path | None) -> None:
    """Write what was asked for. Raises: `BadInput` where there is nothing to write; `BadOutput`."""
    from exercises.lessons import text_of
    from sim.files import write_file
    from sim.report.calibrating import exports

    for each in found.lessons if out is not None else ():
        if each.fit is not None and out is not None:
            exports.write(each.fit, out / each.name, path=each.path)
    if patch is not None:
        write_file(patch, text_of(found).encode(), advice="Name another file with --patch.")


def _told(found: Lessons) -> list[str]:
    """Return what was learned, in lines."""
    lines = [f"{found.title}: {len(found.exercises)} played, {', '.join(found.exercises)}"]
    if not found.lessons:
        lines.append("The script declares no 'lessons': no time of play measures a step of the doctrine.")
    for each in found.lessons:
        lines += _lesson(each)
    for one in found.adopted:
        change = ", ".join(f"{path} × {by}" for path, by in one.scale.items())
        change = ", ".join(part for part in (change, *(f"{k} = {v}" for k, v in one.set.items())) if part)
        said = "; ".join(part for part in (one.text, change) if part)
        lines.append(f"  {one.name}: adopted by {one.actor}: {said}")
    return lines


def _lesson(each: Lesson) -> list[str]:
    from sim.report.calibrating.words import facts, law_words

    left = f", {each.timeless} left out (no time passed)" if each.timeless else ""
    if each.fit is None:
        return [f"  {each.name}: {each.path}: {each.refused}{left}"]
    law = "the values themselves" if each.fit.chosen is None else law_words(each.fit.chosen)
    seen = ", ".join(facts(each.fit)[1:])
    first = f"  {each.name}: {each.path}: {law} from {seen}{left}"
    return [first, *(f"    ! {one}" for one in each.fit.doubts)]


def _plain(found: Lessons) -> dict[str, Any]:
    """Return what was learned for programs."""
    from sim.report.calibrating.exports import to_json

    return {
        "exercises": list(found.exercises),
        "title": found.title,
        "doctrine": list(found.doctrine),
        "lessons": {
            each.name: {
                "path": each.path,
                "days": [round(one.days, 6) for one in each.seen],
                "ended": [one.ended for one in each.seen],
                "left_out": each.timeless,
                "fit": None if each.fit is None else to_json(each.fit, path=each.path),
                "refused": each.refused,
            }
            for each in found.lessons
        },
        "adopted": [
            {"lesson": each.name, "text": each.text, "set": each.set, "scale": each.scale, "by": each.actor}
            for each in found.adopted
        ],
    }
