"""The tables of a study: every number with its interval, every share with Wilson's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.batches import dates_shown, said_day, said_dollars, span
from sim.report.study.charts import promise
from sim.report.study.contents import PART_WORDS, PERCENTILES
from sim.report.tables import Cell, Column, Table
from sim.report.words import (
    chance_text,
    date_text,
    days_text,
    dollars_text,
    milestone_words,
    share_text,
)
from sim.stats import joint, mean_t, quantile

if TYPE_CHECKING:
    from sim.report.study.contents import Contents
    from sim.stats import Estimate


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(title, numeric=True) for title in numbers))


def day_cell(found: Estimate, horizon: float) -> Cell:
    """Return a percentile of a date, and below it the interval."""
    value = said_day(found.value, horizon)
    bounds = (said_day(each, horizon) for each in (found.low, found.high))
    return Cell(value, "" if math.isfinite(found.value) else "warn", span(*bounds))


def share_cell(found: Estimate) -> Cell:
    """Return a share and its interval."""
    return Cell(chance_text(found.value), "", span(chance_text(found.low), chance_text(found.high)))


def dates_table(contents: Contents) -> Table:
    """Return percentiles of each date, and the share of runs that reached it."""
    horizon = contents.plan.horizon
    rows = [
        (
            Cell(milestone_words(name)),
            share_cell(contents.reached(name)),
            *(day_cell(contents.percentile(name, p), horizon) for p in PERCENTILES),
        )
        for name in dict.fromkeys((*contents.shown, *dates_shown(contents.results.measuring.dates)))
    ]
    return Table(_columns("milestone", "reached", *(f"P{100 * p:.0f}" for p in PERCENTILES)), tuple(rows))


def cost_table(contents: Contents) -> Table:
    """Return the mean and percentiles of what it cost, by kind and together."""
    from sim.measures.cost import ALL_KINDS  # noqa: PLC0415

    rows = []
    for kind in (*ALL_KINDS, ""):
        dollars = contents.results.cost(kind)
        if not dollars.any():
            continue
        found = (mean_t(dollars), *(quantile(dollars, p) for p in PERCENTILES))
        cells = (
            Cell(said_dollars(each.value), "", span(said_dollars(each.low), said_dollars(each.high)))
            for each in found
        )
        rows.append((Cell(kind or "together"), *cells))
    titles = ("mean", *(f"P{100 * p:.0f}" for p in PERCENTILES))
    return Table(_columns("cost", *titles), tuple(rows))


def targets_table(contents: Contents) -> Table:
    """Return each promise, how often it is met, and whether that is what was promised."""
    rows = []
    for name, by, confidence, share in contents.met():
        if share.low >= confidence:
            verdict = Cell("met", "good")
        else:
            verdict = (
                Cell("missed", "bad")
                if share.high < confidence
                else Cell("open", "warn", "more runs would tell")
            )
        by_cell = Cell(f"D+{by:.0f}", note=date_text(by, contents.plan.start))
        rows.append(
            (Cell(milestone_words(name)), by_cell, Cell(share_text(confidence)), share_cell(share), verdict)
        )
    return Table((*_columns("target", "by", "wanted", "P(met)"), Column("verdict")), tuple(rows))


def causes_table(contents: Contents) -> Table:
    """Return the mean days of each part on the chain of the headline date, with intervals."""
    if not contents.headline:
        return Table((), ())
    rows = [
        (
            Cell(PART_WORDS[part]),
            Cell(days_text(days.value), "", span(days_text(max(0.0, days.low)), days_text(days.high))),
        )
        for part, days in sorted(contents.causes(contents.headline), key=lambda each: -each[1].value)
    ]
    return Table(_columns("spent on", "mean days"), tuple(rows))


def joint_table(contents: Contents) -> Table:
    """Return how often the date and the money that are each kept in 80 % of futures are kept together."""
    limits = promise(contents)
    if limits is None:
        return Table((), ())
    by, below = limits
    found = joint(contents.days(contents.headline), contents.results.cost(), by=by, below=below)
    rows = (
        (Cell(f"{milestone_words(contents.headline)} by D+{by:.0f}"), share_cell(found.in_time)),
        (Cell(f"cost at most {dollars_text(below)}"), share_cell(found.within)),
        (Cell("both in one future"), share_cell(found.both)),
    )
    return Table(_columns("kept", "share of futures"), rows)


def tools_table(contents: Contents) -> Table:
    """Return what `scrs tools` found on the last of its measures, as it lies in the folder."""
    if not contents.tools:
        return Table((), ())
    measures = list(dict.fromkeys(each["measure"] for each in contents.tools))
    units = {each["measure"]: each["unit"] for each in contents.tools}
    titles: dict[str, dict[str, dict[str, str]]] = {}
    for each in contents.tools:
        titles.setdefault(each["title"], {})[each["measure"]] = each
    rows = [
        (Cell(title), *(_worth(found.get(name, {}), units[name]) for name in measures))
        for title, found in titles.items()
    ]
    return Table(
        _columns("Shapley share of", *(f"{name.replace('_', ' ')}" for name in measures)), tuple(rows)
    )


def _worth(found: dict[str, str], unit: str) -> Cell:
    """Return a share with its interval, as the file has it; a dash where a number is missing."""
    try:
        value, low, high = (float(found[name]) for name in ("share", "share_low", "share_high"))
    except (KeyError, ValueError):
        return Cell("–", "muted")
    said = days_text if unit == "d" else dollars_text
    return Cell(said(value), "", f"{said(low)} to {said(high)}")
