"""How verbs end: our errors and Ctrl-C told plainly, and the exit codes.

0 done, 1 the input is wrong, 2 usage, 3 not precise enough, 4 some runs failed, 5 missed, 130 stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from sim.cli.engines import engines_told
from sim.errors import ScrsError

if TYPE_CHECKING:
    from sim.batch.road import Broken

USAGE = 2
"""The words of the command do not go together."""
NOT_PRECISE = 3
"""The precision that was asked for was not reached."""
SOME_FAILED = 4
"""A run broke off, a fault of ours."""
MISSED = 5
"""A target, a requirement or history was missed."""
STOPPED = 130
"""What a shell says of a command that Ctrl-C ended."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn our errors into their message on standard error and their exit code; tell Ctrl-C in one line.

    Says who plays, if need be.
    """
    try:
        with engines_told():
            yield
    except ScrsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing was written.", err=True)
        raise typer.Exit(STOPPED) from None


def end_if_broken(broken: Sequence[Broken]) -> None:
    """Say how many runs broke off, if any did, and end with their code."""
    from sim.report.broken import broken_words

    if broken:
        typer.echo(broken_words(broken), err=True)
        raise typer.Exit(SOME_FAILED)
