"""What long verbs share: how many workers, and a sign of life on standard error."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.cli.standing import EVERY, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

WorkersOption = Annotated[
    int | None, typer.Option(help="Processes; as many as there are processors.", min=1, show_default=False)
]
ProgressOption = Annotated[Kind, typer.Option(help="How progress is shown on standard error.")]


@contextmanager
def bar(*, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """Show runs done, runs a second and the time left on standard error."""
    columns = (
        TextColumn("Playing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("runs, {task.fields[rate]:.0f}/s, left"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    hidden = hidden or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("Playing", total=None, rate=0.0)

        def show(done: int, total: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            progress.update(task, completed=done, total=total, rate=done / elapsed if elapsed else 0.0)

        yield show


@contextmanager
def working(words: str, *, hidden: bool = False) -> Iterator[None]:
    """Show on standard error what is under way, where nobody can say how much of it is left."""
    if hidden:
        yield
        return
    with Console(stderr=True).status(f"{words} …"):
        yield


@contextmanager
def progress_shown(kind: Kind) -> Iterator[Callable[[int, int], None]]:
    """Show how many runs of all are done: a bar, a JSON line a second, or nothing."""
    if kind is Kind.JSON:
        yield _lines()
        return
    with bar(hidden=kind is Kind.NONE) as show:
        yield show


def _lines() -> Callable[[int, int], None]:
    begin = last = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY and done < total:
            return
        last = now
        rate = done / max(now - begin, 1e-9)
        line = {
            "done": done,
            "total": total,
            "runs_per_second": round(rate, 1),
            "seconds_left": round((total - done) / rate, 1) if rate else None,
        }
        typer.echo(json.dumps(line), err=True)

    return show
