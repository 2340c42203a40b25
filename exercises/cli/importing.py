"""The verbs that take lists of events in and hand them out: import, export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from exercises.cli.options import app
from sim.cli.options import JsonOption, told_plainly
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.msel import Asked, Difference, Msel
    from sim.errors import Finding

FORMATS = (".xlsx", ".csv")
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
    as_json: JsonOption = False,
) -> None:
    """Read a list of events from a spreadsheet: what each column and row is taken for, and why not."""
    from exercises.msel import diff, read_msel
    from exercises.msel.preview import as_json as plain
    from exercises.msel.preview import difference_json

    with told_plainly():
        msel = read_msel(file, asked_of(sheet, column, year))
        difference = diff(read_msel(against).rows, msel.rows) if against else None
    if as_json:
        found: dict[str, Any] = plain(msel)
        found |= {"difference": difference_json(difference)} if difference else {}
        typer.echo(json.dumps(found, indent=1))
    else:
        tell(msel, difference, preview=preview)
    if msel.questions:
        raise typer.Exit(1)


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
        typer.echo(
            f"{sheet.sheet}: {known} columns known, {kept} kept as they are; {counts(sheet.verdicts)}."
        )
    if difference:
        console.print(difference_text(difference))


def told(findings: Iterable[Finding]) -> None:
    """Print findings on standard error."""
    for finding in findings:
        typer.echo(finding.render(), err=True)


@app.command("export")
def export_list(  # noqa: PLR0917  Typer fills them in by name
    file: ListArg,
    out: Annotated[Path, typer.Argument(help="The file to write: .xlsx or .csv.", show_default=False)],
    sheet: SheetOption = None,
    column: ColumnOption = None,
    year: YearOption = None,
    *,
    layout: Annotated[
        Path | None,
        typer.Option(help="A workbook whose columns and styles the list goes back into.", show_default=False),
    ] = None,
) -> None:
    """Write a list of events with the columns of HSEEP, or back into the workbook it came from."""
    from exercises.msel import read_msel, write_back, write_csv, write_xlsx

    with told_plainly():
        _check_format(out, layout)
        msel = read_msel(file, asked_of(sheet, column, year))
        if msel.questions:
            raise BadInput(msel.questions)
        told(msel.all_findings)
        if layout:
            told(write_back(msel.rows, layout, out).findings)
        else:
            (write_csv if out.suffix.lower() == ".csv" else write_xlsx)(msel.rows, out)
    typer.echo(f"{out}: {len(msel.rows)} rows.")


def _check_format(out: Path, layout: Path | None) -> None:
    allowed = (layout.suffix.lower(),) if layout else FORMATS
    if out.suffix.lower() not in allowed:
        message = f"'{out.name}' is no kind of file that can be written here"
        raise BadInput([Place(str(out)).finding(message, allowed=" or ".join(allowed))])
