"""The verbs that take lists of events in and hand them out: import, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from exercises.cli.options import app
from sim.cli.ending import told_plainly
from sim.cli.options import JsonOption
from sim.errors import BadInput, BadOutput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.msel import Asked, Difference, Msel, MselRow
    from exercises.script.listing import Taken
    from sim.errors import Finding

FORMATS = (".xlsx", ".csv", ".ics")
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


def asked_of(sheets: Sequence[str] | None, columns: Sequence[str] | None, year: int | None) -> Asked:
    """Return what the command line says about a file.

    Raises: `BadInput` for every `--column` that is not FIELD=HEADING.
    """
    from exercises.msel import Asked

    pairs = [(each, *each.partition("=")) for each in columns or ()]
    wrong = [
        Place("--column").finding(f"'{each}' has no '='", allowed="FIELD=HEADING, such as title=SUBJECT")
        for each, field, equals, _ in pairs
        if not equals or not field.strip()
    ]
    if wrong:
        raise BadInput(wrong)
    return Asked(tuple(sheets or ()), {field.strip(): heading for _, field, _, heading in pairs}, year)


@app.command("import")
def import_list(  # noqa: PLR0917  Typer fills them in by name
    file: ListArg,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    year: YearOption = None,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Show columns and every row.")] = False,
    against: Annotated[
        Path | None,
        typer.Option(help="An earlier list: show what is new, changed, gone.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the list as a script: a .yaml file.", show_default=False)
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(help="A script that the list changes; the result goes to --out.", show_default=False),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="With --into: leave out rows that the list no longer has.")
    ] = False,
    scenario: Annotated[str, typer.Option(help="Scenario under a new script.")] = "quick-start",
    as_json: JsonOption = False,
) -> None:
    """Read a list of events from a spreadsheet: what each column and row is taken for, and why not.

    With --out it becomes a script; with --into as well, it changes one: what is new, changed and gone is
    shown, and nothing is left out unless you say --remove.
    """
    from exercises.msel import diff, read_msel
    from exercises.msel.preview import as_json as plain
    from exercises.msel.preview import difference_json

    with told_plainly():
        msel = read_msel(file, asked_of(sheet, column, year))
        difference = diff(read_msel(against).rows, msel.rows) if against else None
        script = None
        if (out or into) and not msel.questions:
            script, merging = script_of(msel, file, into=into, remove=remove, scenario=scenario)
            difference = merging or difference
        if out and script:
            write_script(script, out, anew=into is None)
    if as_json:
        found: dict[str, Any] = plain(msel)
        found |= {"difference": difference_json(difference)} if difference else {}
        typer.echo(json.dumps(found, indent=1))
    else:
        tell(msel, difference, preview=preview)
        for doubt in script.doubts if script else ():
            typer.echo(f"doubt: {doubt}", err=True)
        if out and script:
            typer.echo(f"{out}: a script of {len(script.data['rows'])} rows. Next: scrs exercise check {out}")
    if msel.questions:
        raise typer.Exit(1)


def script_of(
    msel: Msel, file: Path, *, into: str | None, remove: bool, scenario: str
) -> tuple[Taken, Difference | None]:
    """Return the script that a list becomes or changes, and the differences from the one it changes."""
    from exercises.script.listing import merged, taken
    from exercises.script.loading import open_script

    if into is None:
        return taken(msel.rows, title=file.stem, scenario=scenario), None
    return merged(open_script(into), msel.rows, remove=remove)


def write_script(script: Taken, out: Path, *, anew: bool) -> None:
    """Write a script as YAML; `anew`: never over one that is there.

    Raises: `BadOutput`; `BadInput` for a name that is no YAML file's.
    """
    import yaml

    from exercises.script.loading import SUFFIXES
    from sim.files import write_file

    if out.suffix.lower() not in SUFFIXES:
        message = f"'{out.name}' is no name of a script"
        raise BadInput([Place(str(out)).finding(message, allowed=" or ".join(SUFFIXES))])
    if anew and out.exists():
        message = f"{out} is there already; nothing was written. Name another, or change it: --into {out}"
        raise BadOutput(message)
    text = yaml.safe_dump(script.data, sort_keys=False, allow_unicode=True, width=100)
    write_file(out, text.encode())


def tell(msel: Msel, difference: Difference | None, *, preview: bool) -> None:
    """Print what was read: each sheet in a line, its doubtful rows, or with `preview` all of it."""
    from exercises.msel.preview import columns_table, counts, difference_text, rows_table

    console = Console()
    told(msel.all_findings)
    for sheet in msel.sheets:
        if preview:
            console.print(columns_table(sheet))
        if preview or any(each.level != "ok" for each in sheet.verdicts):
            console.print(rows_table(sheet, only_doubtful=not preview))
        known = sum(bool(each.field) for each in sheet.layout.columns)
        kept = sum(bool(each.heading) and not each.field for each in sheet.layout.columns)
        as_before = "as it is" if kept == 1 else "as they are"
        typer.echo(
            f"{sheet.sheet}: {known} columns known, {kept} kept {as_before}; {counts(sheet.verdicts)}."
        )
    if difference:
        console.print(difference_text(difference))


def told(findings: Iterable[Finding]) -> None:
    """Print findings on standard error."""
    for finding in findings:
        typer.echo(finding.render(), err=True)


@app.command("export")
def export_list(  # noqa: PLR0917  Typer fills them in by name
    file: Annotated[
        str,
        typer.Argument(help="A script, its file or shipped name, or a list of events.", show_default=False),
    ],
    out: Annotated[Path, typer.Argument(help="The file to write: .xlsx, .csv or .ics.", show_default=False)],
    sheet: SheetOption = None,
    column: ColumnOption = None,
    year: YearOption = None,
    *,
    layout: Annotated[
        Path | None,
        typer.Option(help="A workbook whose columns and styles the list goes back into.", show_default=False),
    ] = None,
) -> None:
    """Write a script, or a list, with the columns of HSEEP, or back into the workbook it came from.

    A script also goes into a calendar (.ics): what comes when if all goes as planned, for those who run it.
    """
    from exercises.msel import write_back, write_csv, write_xlsx

    with told_plainly():
        _check_format(out, layout)
        if out.suffix.lower() == ".ics":
            typer.echo(f"{out}: {_write_calendar(file, out)}")
            return
        rows = rows_of(file, asked_of(sheet, column, year))
        if layout:
            told(write_back(rows, layout, out).findings)
        else:
            (write_csv if out.suffix.lower() == ".csv" else write_xlsx)(rows, out)
    typer.echo(f"{out}: {len(rows)} rows.")


def _write_calendar(file: str, out: Path) -> str:
    """Write a script's calendar and return what stands in it. Raises: `BadInput` for a list."""
    from exercises.script.listing import calendar_of
    from exercises.script.loading import SUFFIXES, open_script
    from sim.files import write_file

    if Path(file).suffix.lower() not in {*SUFFIXES, ""}:
        message = f"'{file}' is no script"
        advice = "scrs exercise import makes a script of a list"
        raise BadInput([Place(file).finding(message, allowed=advice)])
    loaded = open_script(file)
    content, count = calendar_of(loaded)
    write_file(out, content)
    rest = len(loaded.script.rows) - count
    return (
        f"{count} rows with their planned moments; {rest} come when play makes them come, and are not in it."
    )


def rows_of(file: str, asked: Asked) -> Sequence[MselRow]:
    """Return the rows of a script or of a list. Raises: `BadInput`, also where a list has open questions."""
    from exercises.msel import read_msel
    from exercises.script.listing import listed
    from exercises.script.loading import SUFFIXES, open_script

    if Path(file).suffix.lower() in {*SUFFIXES, ""}:
        return listed(open_script(file))
    msel = read_msel(Path(file), asked)
    if msel.questions:
        raise BadInput(msel.questions)
    told(msel.all_findings)
    return msel.rows


def _check_format(out: Path, layout: Path | None) -> None:
    allowed = (layout.suffix.lower(),) if layout else FORMATS
    if out.suffix.lower() not in allowed:
        message = f"'{out.name}' is no kind of file that can be written here"
        raise BadInput([Place(str(out)).finding(message, allowed=" or ".join(allowed))])
