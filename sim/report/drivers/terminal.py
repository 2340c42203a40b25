"""The terminal summary of what drives a date; made for 100 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from sim.report.drivers import tables
from sim.report.drivers.words import READING, around, facts, sentence
from sim.report.tools.terminal import grid

if TYPE_CHECKING:
    from rich.console import Console

    from sim.drivers.finding import Drivers


def render(drivers: Drivers, console: Console) -> None:
    """Print the date, what it is made of, who it waits for and what moves it."""
    console.print(Text(f"What drives {drivers.question.text}: {drivers.scenario}", style="bold"))
    console.print(Text(", ".join(facts(drivers)), style="dim"))
    console.print(grid(tables.dates(drivers)))
    console.print(Text(sentence(drivers), style="bold"))
    for heading, table in tables.sections(drivers):
        console.print(Text(f"\n{heading}", style="bold"))
        console.print(grid(table))
    below = [around(drivers) + READING["parts"], READING["movers"], READING["labels"], tables.noise(drivers)]
    if drivers.design is not None:
        below.append(READING[drivers.design.method])
    for each in below:
        console.print(Padding(Text(each, style="dim"), (0, 1)))
