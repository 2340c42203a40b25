"""The tables of a comparison, once for the page, the terminal and text to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.comparing.words import (
    cut_words,
    difference_text,
    interval_text,
    level_text,
    measure_words,
    pairing_text,
    percentile_words,
    tone_of,
    value_text,
)
from sim.report.tables import Cell, Column, Table
from sim.report.tools.words import share_with_interval, size
from sim.report.words import milestone_words

if TYPE_CHECKING:
    from sim.comparing import Choice, Comparison, Difference, Level, Measure
    from sim.stats import Estimate


def differences(comparison: Comparison, side: str) -> Table:
    """Return how one side differs from the base, a row per measure on which it does."""
    percentiles = (f"Δ {percentile_words(p)}" for p in comparison.at)
    titles = ("Δ mean", *percentiles, "better in", "worse in", "cut in", "pairing")
    columns = (Column("measure"), *(Column(each, numeric=True) for each in titles))
    return Table(columns, tuple(_difference(each) for each in comparison.of(side) if each.moved))


def unmoved_words(comparison: Comparison, side: str) -> str:
    """Return on what a side does not differ in any future, '' if it always does somewhere."""
    names = [milestone_words(each.measure.name) for each in comparison.of(side) if not each.moved]
    return f"The same in all {comparison.n:,} futures: {', '.join(names)}." if names else ""


def _difference(row: Difference) -> tuple[Cell, ...]:
    unit = row.measure.unit
    mean = f"{row.cut.sign} {difference_text(row.mean.value, unit)}".strip()
    return (
        Cell(measure_words(row.measure)),
        Cell(mean, tone_of(row.mean), interval_text(row.mean, unit)),
        *(_percentile(each, unit) for each in row.percentiles),
        _share(row.helps),
        _share(row.harms),
        Cell(cut_words(row), "warn" if row.cut.either else "muted"),
        Cell(pairing_text(row.pairing), note=_pairing_note(row.pairing)),
    )


def _percentile(estimate: Estimate, unit: str) -> Cell:
    return Cell(value_text(estimate, unit), tone_of(estimate), interval_text(estimate, unit))


def _share(estimate: Estimate) -> Cell:
    """Return a share of futures; none or all of those played is not never or always: the bounds tell."""
    whole, _, bounds = share_with_interval(estimate).partition(" (")
    text = {0.0: "none", 1.0: "all"}.get(estimate.value, whole)
    return Cell(text, note=f"({bounds.removesuffix(')')} %)")


def _pairing_note(estimate: Estimate) -> str:
    low, high = (
        pairing_text(estimate.__class__(each, each, each, 0, "")) for each in (estimate.low, estimate.high)
    )
    return "" if low == high else f"{low.removesuffix('×')}–{high}"


def levels(comparison: Comparison, measure: Measure) -> Table:
    """Return how each side stands on one measure."""
    titles = ("mean", *(percentile_words(p) for p in comparison.at), "reached")
    columns = (Column("side"), *(Column(each, numeric=True) for each in titles))
    rows = (each for each in comparison.levels if each.measure == measure)
    return Table(columns, tuple(_level(each, comparison.sides.horizon) for each in rows))


def _level(row: Level, horizon: float) -> tuple[Cell, ...]:
    def number(estimate: Estimate) -> Cell:
        low, high = (level_text(each, row.measure, horizon) for each in (estimate.low, estimate.high))
        return Cell(level_text(estimate.value, row.measure, horizon), note=f"{low} to {high}")

    mean = Cell("withheld", "muted", "not always reached") if row.mean is None else number(row.mean)
    reached = _share(row.reached) if row.measure.dated else Cell("–", "muted")
    return (Cell(row.side), mean, *(number(each) for each in row.percentiles), reached)


def promises(comparison: Comparison) -> Table:
    """Return how each side keeps the promise: its date, its sum, both in one future."""
    columns = (
        Column("side"),
        *(Column(each, numeric=True) for each in ("in time", "within the sum", "both")),
    )
    pairs = zip(comparison.sides.names, comparison.joints, strict=True) if comparison.joints else ()
    return Table(columns, tuple((Cell(name), *(_share(each) for each in found)) for name, found in pairs))


def choice(found: Choice) -> Table:
    """Return how the selection went: who was let go after how many futures."""
    titles = ("futures played", f"mean of batches, {found.statistic.unit or 'share'}", "verdict")
    columns = (Column("side"), *(Column(each, numeric=True) for each in titles))
    rows = []
    for place, name in enumerate(found.names):
        verdict = Cell("let go", "muted")
        if name in found.left:
            verdict = Cell("the best", "good") if found.best else Cell("may be the best", "warn")
        mean = found.means[place]
        text = size(mean, found.statistic.unit) if found.statistic.unit else f"{mean:.3f}"
        rows.append((Cell(name), Cell(f"{found.selection.used[place] * found.batch:,}"), Cell(text), verdict))
    return Table(columns, tuple(rows))


def choice_words(found: Choice) -> str:
    """Return what the selection promises, or that futures ended before it could."""
    share = f"{100 * found.selection.confidence:g} %"
    zone = found.selection.indifference
    zone_text = (
        f"{zone:g} {found.statistic.unit}" if found.statistic.unit != "USD" else f"{size(zone, 'USD')} USD"
    )
    how = f"procedure KN on batches of {found.batch} futures"
    if found.best is None:
        left = ", ".join(found.left)
        return (
            f"Not decided with {found.most:,} futures of each ({how}): {left} may be the best by "
            f"{found.statistic}. Allow more with --max-n, or a wider --indifference."
        )
    cut = " Dates beyond the horizon counted as the horizon." if found.cut else ""
    return (
        f"{found.best} is the best by {found.statistic}, or within {zone_text.strip()} of it, with {share} "
        f"confidence ({how}).{cut}"
    )
