"""The terminal summary of a fit; made for 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from sim.report.calibrating.words import READING, facts, families, quantiles, sentence, title
from sim.report.tools.terminal import grid

if TYPE_CHECKING:
    from rich.console import Console

    from sim.calibrating import Fit


def render(fit: Fit, console: Console, *, path: str = "") -> None:
    """Print what was observed, the families, what was chosen, what is doubtful."""
    console.print(Text(title(fit, path), style="bold"))
    console.print(Text(", ".join(facts(fit)), style="dim"))
    for table in (families(fit), quantiles(fit)):
        if table:
            console.print(grid(table))
    console.print(Text(sentence(fit), style="bold"))
    for each in fit.doubts:
        console.print(Text(f"! {each}", style="yellow"))
    if fit.table:
        console.print(Padding(Text(READING, style="dim"), (0, 1)))
