"""What all verbs share: the application, its options, how warnings are told. How verbs end is `ending`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.ending import told_plainly
from sim.cli.verbs import Verbs
from sim.files import check_folder
from sim.scenario.loading import Model, load
from sim.scenario.patch_files import patch_from_option
from sim.scenario.patches import Patch


def writable(folder: Path | None) -> Path | None:
    """Refuse a folder in which nothing can be written before anything is played; else hand it on."""
    if folder is not None:
        with told_plainly():
            check_folder(folder)
    return folder


app = typer.Typer(
    help="Simulate and exercise civilian stabilization and reconstruction response.",
    cls=Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)

ScenarioArg = Annotated[
    str, typer.Argument(help="A scenario file, or the name of a shipped one.", show_default=False)
]
SeedOption = Annotated[int, typer.Option(help="Names the stream of chance.", min=0, max=2**63 - 1)]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Change one value: path=value; or lay on a patch file: @FILE. May be repeated.",
        metavar="PATH=VALUE",
    ),
]
VariantOption = Annotated[str | None, typer.Option(help="A variant that the scenario names.")]
WithoutOption = Annotated[
    list[str] | None, typer.Option(help="A lever of the scenario to switch off. May be repeated.")
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder for what is written; one in scrs-runs if not told.",
        file_okay=False,
        show_default=False,
        callback=writable,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only where results went.")]


def model_of(
    scenario: str, *, sets: list[str] | None, variant: str | None, without: list[str] | None
) -> Model:
    """Return the scenario with what the command line changes."""
    return load(scenario, variant=variant, without=tuple(without or ()), patches=patches_of(sets))


def patches_of(sets: list[str] | None) -> list[Patch]:
    """Return the patches that `--set` names. Raises: `BadInput`; `Unreadable` for a patch file."""
    return [patch_from_option(each) for each in sets or ()]


def warn(model: Model) -> None:
    """Print a model's warnings on standard error."""
    for finding in model.warnings:
        typer.echo(finding.render(), err=True)
