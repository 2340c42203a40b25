"""Comparisons drawn: a dot and its interval per side and measure, S-curves with bands, shares of a move."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from sim.report.charts.axes import DOLLAR_LABEL, cell_width, day_axis, rows_of, thinned
from sim.report.comparing.words import percentile_words
from sim.report.theme import GREY, OPERATIONS, operation_colours
from sim.report.words import milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.comparing import Comparison, Difference, Measure
    from sim.stats import Estimate

LANE = 16
"""Pixels for one dot."""
LABELS = 170
HEIGHT = 320
ACROSS = 3
"""Measures side by side."""
MOST_PLOTS = 12
"""Measures that are drawn: a star may stand for a hundred steps."""
BELOW_ZERO = {
    "d": "days, below 0: earlier",
    "USD": "dollars, below 0: cheaper",
    "people": "people, below 0: fewer",
}
MOST_STEPS = 200
"""Steps of one S-curve that are drawn."""


def differences_chart(comparison: Comparison) -> alt.ConcatChart:
    """Return one plot per measure on which any side differs: differences of the mean and of percentiles."""
    moved = {each.measure for each in comparison.differences if each.moved}
    shown = [each for each in comparison.measures if each in moved] or [comparison.lead]
    plots = [_plot(comparison, each) for each in shown[:MOST_PLOTS]]
    more = len(shown) - len(plots)
    title = f"The first {MOST_PLOTS} measures; {more} more are in the table" if more else ""
    chart: alt.ConcatChart = alt.concat(*plots, columns=ACROSS, spacing=24, title=title)
    return chart


def _plot(comparison: Comparison, measure: Measure) -> alt.LayerChart | alt.FacetChart:
    found = [each for each in comparison.differences if each.measure == measure]
    rows = [row for each in found for row in _rows(each, comparison.at)]
    kinds = ["mean", *(percentile_words(p) for p in comparison.at)]
    lanes = alt.Y(
        "side:N", sort=list(comparison.sides.names), title=None, axis=alt.Axis(labelLimit=LABELS, grid=True)
    )
    shared: dict[str, Any] = {
        "y": lanes,
        "yOffset": alt.YOffset("what:N", sort=kinds, scale=alt.Scale(paddingOuter=0.5)),
        "color": alt.Color(
            "what:N",
            scale=alt.Scale(domain=kinds, range=list(OPERATIONS[: len(kinds)])),
            legend=alt.Legend(symbolType="circle"),
        ),
    }
    title = BELOW_ZERO[measure.unit]
    axis = _number_axis(measure, tickCount=4)
    base = alt.Chart(rows_of(rows))
    return alt.layer(
        alt.Chart(rows_of([{"zero": 0.0}])).mark_rule(color=GREY).encode(x=alt.X("zero:Q")),
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=title, axis=axis), x2="high:Q", **shared),
        base.mark_point(filled=True, size=50, opacity=1).encode(
            x="value:Q", tooltip=_tooltip(measure), **shared
        ),
        width=cell_width(ACROSS, labels=LABELS + 40),
        height=max(60, LANE * len(rows)),
        title=alt.TitleParams(milestone_words(measure.name), frame="group"),
    )


def _number_axis(measure: Measure, **fields: Any) -> alt.Axis:
    if measure.unit == "USD":
        fields |= {"labelExpr": DOLLAR_LABEL}
    return alt.Axis(**fields)


def _tooltip(measure: Measure) -> list[Any]:
    form = ",.3s" if measure.unit == "USD" else ",.1f"
    return ["side:N", "what:N", *(alt.Tooltip(f"{each}:Q", format=form) for each in ("value", "low", "high"))]


def _rows(row: Difference, at: tuple[float, ...]) -> Iterator[dict[str, Any]]:
    """Yield what can be drawn: a difference of which only a bound is known is in the table alone."""
    named = [("mean", row.mean), *zip((percentile_words(p) for p in at), row.percentiles, strict=True)]
    for what, each in named:
        if all(math.isfinite(number) for number in (each.value, each.low, each.high)):
            yield {"side": row.side, "what": what, "value": each.value, "low": each.low, "high": each.high}


def curves_chart(comparison: Comparison) -> alt.LayerChart | alt.FacetChart:
    """Return the S-curve of each side on the leading measure, with the band that holds it whole."""
    measure, sides = comparison.lead, comparison.sides
    rows = [row for name in sides.names for row in _curve(comparison, name)]
    colours = operation_colours(list(sides.names))
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    end = sides.horizon if measure.dated else max((row["at"] for row in rows), default=1.0)
    x: Any = (
        day_axis("at", end=end)
        if measure.dated
        else alt.X("at:Q", title=None, axis=_number_axis(measure), scale=alt.Scale(zero=False))
    )
    share = alt.Axis(format="%", tickCount=5)
    base = alt.Chart(rows_of(rows)).encode(
        x=x,
        color=alt.Color(
            "side:N",
            scale=scale,
            legend=alt.Legend(symbolType="stroke", symbolOpacity=1, symbolStrokeWidth=2),
        ),
    )
    return alt.layer(
        base.mark_area(opacity=0.15, interpolate="step-after").encode(
            y=alt.Y("low:Q", title="share of futures", axis=share, scale=alt.Scale(domain=[0, 1])),
            y2="high:Q",
        ),
        base.mark_line(interpolate="step-after").encode(y="share:Q"),
        width=cell_width(1),
        height=HEIGHT,
        title=milestone_words(measure.name),
    )


def _curve(comparison: Comparison, side: str) -> Iterator[dict[str, Any]]:
    measure = comparison.lead
    band = comparison.curve(side, measure.name)
    end = comparison.sides.horizon if measure.dated else None
    for place in thinned(list(range(len(band.at))), most=MOST_STEPS):
        numbers = (band.at, band.share, band.low, band.high)
        at, share, low, high = (float(np.asarray(each)[place]) for each in numbers)
        yield {"side": side, "at": at, "share": share, "low": low, "high": high}
    if end is not None and len(band.at):
        last = band.by(end)
        yield {"side": side, "at": end, "share": last.value, "low": last.low, "high": last.high}


def shares_chart(
    rows: list[tuple[str, Estimate]], *, unit: str, title: str
) -> alt.LayerChart | alt.FacetChart:
    """Return a bar and its interval for each change's part of a move, in the order given."""
    shown = [
        {"change": name, "value": each.value, "low": each.low, "high": each.high, "order": place}
        for place, (name, each) in enumerate(rows)
    ]
    axis = alt.Axis(tickCount=8, labelExpr=DOLLAR_LABEL) if unit == "USD" else alt.Axis(tickCount=8)
    lanes = alt.Y(
        "change:N", sort=[name for name, _ in rows], title=None, axis=alt.Axis(labelLimit=2 * LABELS)
    )
    base = alt.Chart(rows_of(shown))
    return alt.layer(
        base.mark_bar(color=OPERATIONS[0], opacity=0.8).encode(
            y=lanes, x=alt.X("value:Q", title=title, axis=axis)
        ),
        base.mark_rule(strokeWidth=2, color=OPERATIONS[1]).encode(y=lanes, x="low:Q", x2="high:Q"),
        width=cell_width(1, labels=2 * LABELS),
        height=max(80, 2 * LANE * len(shown)),
    )
