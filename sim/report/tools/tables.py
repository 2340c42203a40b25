"""The tables of a study of tools, once for the page, the terminal and text to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.tables import Cell, Column, Table
from sim.report.tools.words import (
    WAYS,
    gauge_words,
    level,
    saved,
    share_with_interval,
    tone,
    with_interval,
)
from sim.report.words import share_text

if TYPE_CHECKING:
    from sim.stats import Estimate
    from sim.tools import Gauge, Level, Ranking, Worth


def summary(ranking: Ranking) -> Table:
    """Return one row per tool: what is lost when it is taken away, and below it its Shapley share."""
    columns = (Column("tool"), *(Column(gauge_words(each), numeric=True) for each in ranking.gauges))
    rows = (
        (Cell(ranking.of(lever)[0].title), *(_both(each) for each in ranking.of(lever)))
        for lever in ranking.order
    )
    return Table(columns, (*rows, _together(ranking)))


def _both(worth: Worth) -> Cell:
    unit = worth.gauge.unit
    note = f"share {saved(worth.share.value, unit)}"
    return Cell(with_interval(worth.off, unit), tone(worth.off, unit), note)


def _together(ranking: Ranking) -> tuple[Cell, ...]:
    pairs = zip(ranking.gauges, ranking.together, strict=True)
    cells = (_sum(found, gauge.unit) for gauge, found in pairs)
    return (Cell("all tools together"), *cells)


def _sum(found: Estimate, unit: str) -> Cell:
    return Cell(with_interval(found, unit), tone(found, unit), "sum of shares")


def details(ranking: Ranking, gauge: Gauge) -> Table:
    """Return all that is known of every tool on one gauge, most valuable share first."""
    columns = (
        Column("tool"),
        *(Column(each, numeric=True) for each in WAYS),
        Column("helps in", numeric=True),
        Column("harms in", numeric=True),
        Column("understated in", numeric=True),
    )
    mine = sorted(
        (each for each in ranking.worths if each.gauge == gauge), key=lambda each: -each.share.value
    )
    return Table(columns, tuple(_detail(each) for each in mine))


def _detail(worth: Worth) -> tuple[Cell, ...]:
    def effect(estimate: Estimate) -> Cell:
        return Cell(with_interval(estimate, worth.gauge.unit), tone(estimate, worth.gauge.unit))

    return (
        Cell(worth.title),
        effect(worth.off),
        effect(worth.alone),
        effect(worth.share),
        Cell(share_with_interval(worth.helps)),
        Cell(share_with_interval(worth.harms)),
        Cell(share_text(worth.bounded), "warn" if worth.bounded else "muted"),
    )


def levels(ranking: Ranking) -> Table:
    """Return how each gauge stands with all tools and with none: percentiles, share reached."""
    columns = (
        Column("measure"),
        *(Column(each, numeric=True) for each in ("tools", "P50", "P80", "reached")),
    )
    return Table(columns, tuple(_level(each, ranking.horizon) for each in ranking.levels))


def _level(row: Level, horizon: float) -> tuple[Cell, ...]:
    def percentile(estimate: Estimate) -> Cell:
        low, high = (level(each, row.gauge, horizon) for each in (estimate.low, estimate.high))
        return Cell(level(estimate.value, row.gauge, horizon), note=f"{low} to {high}")

    reached = share_with_interval(row.reached) if row.gauge.parts else "–"
    return (
        Cell(gauge_words(row.gauge)),
        Cell(row.tools),
        *(percentile(each) for each in row.percentiles),
        Cell(reached),
    )
