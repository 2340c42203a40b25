"""What long verbs share: how many workers, and a bar on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable

WorkersOption = Annotated[
    int | None, typer.Option(help="Processes; as many as there are processors.", min=1, show_default=False)
]


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
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        task = progress.add_task("Playing", total=None, rate=0.0)

        def show(done: int, total: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            progress.update(task, completed=done, total=total, rate=done / elapsed if elapsed else 0.0)

        yield show
