"""The verb that makes a distribution of observed durations: calibrate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from sim.cli.ending import told_plainly
from sim.cli.options import JsonOption, OutOption, QuietOption, SeedOption, app
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


@app.command()
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
    from sim.report.calibrating import exports, terminal

    with told_plainly():
        path = _path(step, scenario, needed=patch is not None)
        _there(path, scenario)
        asked = "" if step is None or "." in step else step
        found = fit(read_observed(table, column=column, unit=unit, step=asked), family, seed=seed)
        text = _patch(found, path, scenario)
        if patch is not None:
            write_file(patch, text.encode(), advice="Name another file with --patch.")
        if as_json:
            if out is not None:
                exports.write(found, out, path=path)
            typer.echo(json.dumps(exports.to_json(found, path=path), indent=1, allow_nan=False))
            return
        folder = out or Path("scrs-runs") / f"{table.stem}-calibrate"
        report = exports.write(found, folder, path=path)
    if not quiet:
        terminal.render(found, Console(), path=path)
    typer.echo(f"\nReport: {report}   (opens offline in any browser)")
    if patch is not None:
        typer.echo(f"Patch: {patch}   Try it: scrs compare {scenario or 'SCENARIO'} base {patch}")


def _path(step: str | None, scenario: str | None, *, needed: bool) -> str:
    """Return the path that the law is for; '' where none is asked for."""
    from sim.scenario.doctrines import path_of
    from sim.scenario.loading import opened

    if step is None:
        if needed or scenario is not None:
            message = "nobody said which duration it is"
            raise BadInput([Place("--step").finding(message, allowed="a step, or a dotted path")])
        return ""
    bare = scenario is not None and "doctrine" not in opened(scenario).data
    return path_of(step, bare=bare)


def _patch(found: Fit, path: str, scenario: str | None) -> str:
    """Return the patch as text, and let the scenario that was named take it; '' without a path."""
    from sim.calibrating import PatchFile, patch_text

    if not path:
        return ""
    _taken(found, path, scenario)
    name = found.chosen.name if found.chosen is not None else "empirical"
    return patch_text(
        PatchFile(
            title=f"{path}: {name} from {found.observed.n} observed durations",
            why=f"Observed: {found.observed.n} durations",
            source=found.says,
            set={path: found.written},
            notes=("Laid over any scenario that has this path: --set @FILE, or as a side of scrs compare.",),
        )
    )


def _taken(found: Fit, path: str, scenario: str | None) -> None:
    """Refuse a patch that the scenario cannot take."""
    from sim.scenario.loading import load
    from sim.scenario.patches import Patch

    if scenario is not None:
        load(scenario, patches=[Patch({path: found.written}, place=Place("--step", path=path))])


def _there(path: str, scenario: str | None) -> None:
    """Refuse a path that the scenario does not have; say where it counts working days."""
    from sim.scenario.loading import opened
    from sim.scenario.patches import Patch, apply, touched

    if scenario is None:
        return
    document = opened(scenario)
    place = Place("--step", 1, 1, text=path, width=len(path))
    apply(document, [Patch(scale={path: 1.0}, place=place)])
    holder = path.rpartition(".")[0]
    if list(touched(document, Patch(scale={f"{holder}.calendar": 1.0}))):
        message = f"{holder} counts working days on a calendar: the durations must be working days too."
        typer.echo(message, err=True)
