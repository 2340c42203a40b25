"""A batch on the terminal: dates with their intervals, cost, critical steps, precision; for 100 columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from sim.batch.measuring import STANDARD
from sim.batch.request import COST
from sim.measures.shortage import FUND_DATES
from sim.report.words import chance_text, day_text, days_text, dollars_text, milestone_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rich.console import Console

    from sim.batch.summary import Summary
    from sim.stats import Estimate

MOST_DATES = 12
MOST_STEPS = 8
SHOWN = ("p50", "p80", "p95")


def render(summary: Summary, console: Console, *, at: Sequence[str] = SHOWN) -> None:
    """Print what a batch found out. `at`: names of the percentiles shown, as `PERCENTILES` has them."""
    console.print(Text(summary.scenario, style="bold"))
    console.print(
        Text(f"{summary.good} runs, seed {summary.seed}; below each number its 95 % interval", style="dim")
    )
    console.print(_dates(summary, at))
    if summary.targets:
        console.print(_targets(summary))
    if any(each.value > 0.0 for each in summary.criticality.values()):
        console.print(_critical(summary))
    if summary.look is not None:
        console.print(Text(precision_words(summary), style="bold"))


def dates_shown(names: Collection[str]) -> list[str]:
    """Return the dates worth a line: of all operations together, or the first ones; then those of funds."""
    whole = [each for each in STANDARD if each in names]
    own = [each for each in names if "." not in each]
    funds = [each for each in names if each.rpartition(".")[2] in FUND_DATES]
    return list(dict.fromkeys([*whole, *(own if whole else list(names))[:MOST_DATES], *funds]))


def _dates(summary: Summary, at: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column("milestone", min_width=18, overflow="fold")
    for title in ("reached", *(each.upper() for each in at)):
        table.add_column(title, justify="right", no_wrap=True)
    for name in dates_shown(summary.milestones):
        found = summary.milestones[name]
        days = [_cell(found[each], lambda day: said_day(day, summary.horizon)) for each in at]
        table.add_row(milestone_words(name), _cell(found["reached"], chance_text), *days)
    if summary.cost["mean"].value > 0.0:
        dollars = (_cell(summary.cost[each], lambda it: said_dollars(it).removesuffix(" USD")) for each in at)
        table.add_row("cost, USD", "", *dollars)
    return table


VERDICTS = {"met": "[green]met[/]", "missed": "[bold red]missed[/]", "open": "too close to say"}


def _targets(summary: Summary) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column("target", overflow="fold")
    for title in ("by", "promised in", "found in"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for each in summary.targets:
        promised = f"{100.0 * each.confidence:.0f} %"
        name, by = milestone_words(each.milestone), said_day(each.by, summary.horizon)
        table.add_row(name, by, promised, _cell(each.share, chance_text), VERDICTS[each.verdict])
    return table


def _critical(summary: Summary) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column(f"critical for {milestone_words(summary.headline)}", overflow="fold")
    table.add_column("share of runs", justify="right")
    ordered = sorted(summary.criticality.items(), key=lambda each: -each[1].value)
    for name, found in ordered[:MOST_STEPS]:
        if found.value > 0.0:
            table.add_row(name, _cell(found, chance_text))
    return table


def _cell(found: Estimate, said: Callable[[float], str]) -> Text:
    return Text.assemble(said(found.value), "\n", (span(said(found.low), said(found.high)), "dim"))


def span(low: str, high: str) -> str:
    """Return an interval without saying twice what both of its ends have in common.

    >>> span("D+45", "D+48"), span("19.6 bn USD", "20.6 bn USD"), span("> 99 %", "> 99 %")
    ('D+45–48', '19.6–20.6 bn USD', '> 99 %')
    >>> span("99 %", "> 99 %"), span("< 1 %", "4 %"), span("D+1300", "> D+1461")
    ('from 99 %', 'up to 4 %', 'D+1300 or later')
    """
    if low == high:
        return low
    if high.startswith(">"):
        return f"{low} or later" if low.startswith("D+") else f"from {low}"
    if low.startswith("<"):
        return f"up to {high}"
    number, _, unit = low.partition(" ")
    if unit and high.endswith(f" {unit}") and number[0].isdigit() and high[0].isdigit():
        return f"{number}–{high}"
    both_days = low.startswith("D+") and high.startswith("D+")
    return f"{low}–{high.removeprefix('D+')}" if both_days else f"{low} – {high}"


def said_day(day: float, horizon: float) -> str:
    """Return a day, that it lies beyond the horizon, or that the sample is too small for a bound.

    >>> said_day(41.2, 100.0), said_day(float("inf"), 100.0), said_day(float("-inf"), 100.0)
    ('D+41', '> D+100', 'no bound')
    """
    if day == -math.inf:
        return "no bound"
    return day_text(day if math.isfinite(day) else math.nan, horizon)


def said_dollars(dollars: float) -> str:
    """Return dollars, or that there is no bound."""
    return dollars_text(dollars) if math.isfinite(dollars) else "no bound"


def precision_words(summary: Summary) -> str:
    """Return what was asked, what was reached, after how many runs; '' where nothing was asked."""
    look = summary.look
    if look is None:
        return ""
    said = said_dollars if look.criterion.quantity == COST else days_text
    if look.estimate.method.startswith("Wilson"):
        said = "{:.3f}".format
    width = f"± {said(look.half_width)}" if math.isfinite(look.half_width) else "an interval without an end"
    state = "reached" if look.reached else "not reached"
    return f"Precision {state}: {look.criterion} was asked for, {width} found after {look.runs} runs."
