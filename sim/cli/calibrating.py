"""The verb that makes a distribution of observed durations: calibrate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.ending import told_plainly
from sim.cli.options import JsonOption, OutOption, QuietOption, SeedOption, app
from sim.cli.progress import working
from sim.cli.telling import Findings, tell
from sim.cli.verbs import HELD
from sim.errors import BadInput, Place
from sim.files import write_file

if TYPE_CHECKING:
    from sim.calibrating import Fit

TableArg = Annotated[
    Path,
    typer.Argument(
        help="A CSV or XLSX file with a column 'duration'; 'unit', 'censored', 'step' may stand beside it.",
        show_default=False,
    ),
]
StepOption = Annotated[
    str | None,
    typer.Option(
        help="The step whose duration it is, or a dotted path such as doctrine.teams.advance.travel; of a "
        "table with a column 'step' only its rows."
    ),
]
ScenarioOption = Annotated[
    str | None, typer.Option(help="A scenario in which the step must be, and which must take the patch.")
]
FamilyOption = Annotated[
    str, typer.Option(help="auto, lognormal, gamma, weibull, exponential, pert, or empirical: the values.")
]
ColumnOption = Annotated[str, typer.Option(help="Column of the durations.")]
UnitOption = Annotated[str, typer.Option(help="Unit of plain numbers, such as d or h.")]
PatchOption = Annotated[
    Path | None,
    typer.Option("-o", "--patch", help="File for the patch.", dir_okay=False, show_default=False),
]


@app.command(rich_help_panel=HELD)
def calibrate(
    table: TableArg,
    *,
    step: StepOption = None,
    scenario: ScenarioOption = None,
    family: FamilyOption = "auto",
    column: ColumnOption = "duration",
    unit: UnitOption = "",
    patch: PatchOption = None,
    seed: SeedOption = 1,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fit a step's distribution to observed durations, show the fit, write it as a patch."""
    from sim.calibrating import fit, read_observed
    from sim.calibrating.proposing import check_path, path_in, proposal

    with told_plainly():
        _check_step(step, needed=patch is not None or scenario is not None)
        path = path_in(step or "", scenario or "")
        if scenario is not None and (doubt := check_path(path, scenario)):
            typer.echo(doubt, err=True)
        asked = "" if step is None or "." in step else step
        observed = read_observed(table, column=column, unit=unit, step=asked)
        with working("Fitting and testing the laws", hidden=quiet):
            found = fit(observed, family, seed=seed)
        text = proposal(found, path, scenario or "") if path else ""
        if patch is not None:
            write_file(patch, text.encode(), advice="Name another file with --patch.")
        usual = f"{table.stem}-calibrate"
        tell(_told(found, path), out=out, usual=usual, as_json=as_json, quiet=quiet)
    if patch is not None and not as_json:
        typer.echo(f"Patch: {patch}   Try it: scrs compare {scenario or 'SCENARIO'} base {patch}")


def _told(found: Fit, path: str) -> Findings:
    from sim.report.calibrating import exports, terminal

    return Findings(
        lambda folder: exports.write(found, folder, path=path),
        lambda: exports.to_json(found, path=path),
        lambda console: terminal.render(found, console, path=path),
    )


def _check_step(step: str | None, *, needed: bool) -> None:
    """Refuse that nobody said which duration it is, where a patch or a scenario needs it."""
    if step is None and needed:
        message = "nobody said which duration it is"
        raise BadInput([Place("--step").finding(message, allowed="a step, or a dotted path")])
