"""What the verbs of exercises share: the group and its arguments."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="exercise",
    help="Write, check and play exercises: people in the loop of a simulation.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

ScriptArg = Annotated[
    str, typer.Argument(help="A script file, or the name of a shipped one.", show_default=False)
]
