"""S-curves of one date or of cost, for several sides at once: who is who is told by dash and name too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from sim.report.charts.axes import DOLLAR_LABEL, day_axis, rows_of, thinned
from sim.report.theme import BLUE, NAVY, ORANGE
from sim.stats import s_curve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_STEPS = 160
BAND = 0.16
COLOURS = (BLUE, ORANGE, NAVY)
DASHES = ([6, 3], [1, 0], [2, 2])
"""The base is dashed, what is held against it is drawn through."""
SHAPES = ("circle", "diamond", "square")
LEGEND = alt.Legend(title=None, symbolOpacity=1, symbolStrokeWidth=2)
"""One for colour, dash and shape: they say the same."""
MARKED = (0.5, 0.8)


def curves(sides: Mapping[str, Floats], *, end: float, dated: bool, height: int) -> alt.LayerChart | None:
    """Return the share of futures by each day or dollar of each side, with bands; None without any futures.

    Parameters: `sides`: name → values, infinite where not reached, at most three; `end`: the horizon in
    days, of no account for dollars.
    """
    rows = [row for name, values in sides.items() for row in _curve(name, values, end if dated else None)]
    if not rows:
        return None
    names = list(sides)
    base = alt.Chart(rows_of(rows)).encode(x=_axis(rows, end=end, dated=dated), color=_colour(names))
    share = alt.Axis(format="%", tickCount=5)
    form = ",.0f" if dated else ",.3s"
    tooltip: list[Any] = [
        "side:N",
        alt.Tooltip("at:Q", title="day" if dated else "dollars", format=form),
        *(alt.Tooltip(f"{each}:Q", format=".1%") for each in ("share", "low", "high")),
    ]
    dash = alt.StrokeDash(
        "side:N", scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])), legend=LEGEND
    )
    return alt.LayerChart(
        layer=[
            base.mark_area(opacity=BAND, interpolate="step-after", clip=True).encode(
                y=alt.Y("low:Q", title="share of futures", axis=share, scale=alt.Scale(domain=[0, 1])),
                y2="high:Q",
            ),
            base.mark_line(interpolate="step-after", strokeWidth=2.2, clip=True).encode(
                y="share:Q", strokeDash=dash, tooltip=tooltip
            ),
            _marks(sides, names),
        ],
        width="container",
        height=height,
    )


def _curve(name: str, values: Floats, end: float | None) -> Iterator[dict[str, Any]]:
    band = s_curve(values)
    places = thinned(list(range(len(band.at))), most=MOST_STEPS)
    numbers = [
        tuple(float(np.asarray(each)[i]) for each in (band.at, band.share, band.low, band.high))
        for i in places
    ]
    if end is not None and numbers:
        low, high = max(0.0, -band.half), min(1.0, band.half)
        numbers = [(0.0, 0.0, low, high), *numbers, (end, *numbers[-1][1:])]
    for at, share, low, high in numbers:
        yield {"side": name, "at": at, "share": share, "low": low, "high": high}


def _axis(rows: list[dict[str, Any]], *, end: float, dated: bool) -> alt.X:
    if dated:
        last = max(float(row["at"]) for row in rows if row["share"] < 1.0 or row["at"] < end)
        return day_axis("at", end=min(end, max(1.08 * last, 30.0)), count=6)
    return alt.X("at:Q", title=None, axis=alt.Axis(labelExpr=DOLLAR_LABEL), scale=alt.Scale(zero=False))


def _colour(names: list[str]) -> alt.Color:
    return alt.Color(
        "side:N", scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])), legend=LEGEND
    )


def _marks(sides: Mapping[str, Floats], names: list[str]) -> alt.Chart:
    """Return P50 and P80 of each side as points, a shape of its own for each."""
    rows = [
        {"side": name, "at": at, "share": p, "what": f"P{100 * p:.0f}"}
        for name, values in sides.items()
        if len(values)
        for p in MARKED
        if np.isfinite(at := float(np.quantile(values, p, method="inverted_cdf")))
    ]
    shape = alt.Shape(
        "side:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=LEGEND
    )
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_point(size=70, filled=True, opacity=1, clip=True)
        .encode(
            x="at:Q",
            y="share:Q",
            shape=shape,
            color=_colour(names),
            tooltip=["side:N", "what:N", alt.Tooltip("at:Q", format=",.0f")],
        )
    )
    return chart
