"""What tools are worth: a dot and its interval per tool and measure, three ways to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.report.charts.axes import DOLLAR_LABEL, cell_width, rows_of
from sim.report.theme import GREY, WAYS, colour_scale

if TYPE_CHECKING:
    from sim.tools import Gauge, Ranking, Worth

LANE = 34
"""Pixels for one tool."""
LABELS = 330


def tools_chart(ranking: Ranking) -> alt.HConcatChart:
    """Return one plot per measure side by side, tools from the most valuable down."""
    titles = [ranking.of(lever)[0].title for lever in ranking.order]
    width = cell_width(len(ranking.gauges), labels=LABELS // len(ranking.gauges))
    plots = [
        _plot(ranking, gauge, titles=titles, first=place == 0, width=width)
        for place, gauge in enumerate(ranking.gauges)
    ]
    chart: alt.HConcatChart = alt.hconcat(*plots, spacing=16)
    return chart


def _plot(
    ranking: Ranking, gauge: Gauge, *, titles: list[str], first: bool, width: int
) -> alt.LayerChart | alt.FacetChart:
    worths = [each for each in ranking.worths if each.gauge == gauge]
    base = alt.Chart(rows_of(row for each in worths for row in _rows(each)))
    lanes = alt.Y(
        "tool:N",
        sort=titles,
        title=None,
        axis=alt.Axis(labels=first, labelLimit=LABELS, labelPadding=12, grid=True),
    )
    shared: dict[str, Any] = {
        "y": lanes,
        "yOffset": alt.YOffset("way:N", sort=list(WAYS), scale=alt.Scale(paddingOuter=0.5)),
        "color": alt.Color("way:N", scale=colour_scale(WAYS), legend=alt.Legend(symbolType="circle")),
    }
    title = "days saved" if gauge.parts else "dollars saved"
    axis = alt.Axis(tickCount=4) if gauge.parts else alt.Axis(tickCount=4, labelExpr=DOLLAR_LABEL)
    shape = alt.Shape("way:N", scale=alt.Scale(domain=list(WAYS), range=["circle", "diamond", "square"]))
    return alt.layer(
        alt.Chart(rows_of([{"zero": 0.0}])).mark_rule(color=GREY).encode(x=alt.X("zero:Q")),
        base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", title=title, axis=axis), x2="high:Q", **shared),
        base.mark_point(filled=True, size=55, opacity=1).encode(
            x="value:Q", shape=shape, tooltip=_tooltip(gauge), **shared
        ),
        width=width,
        height=LANE * len(titles),
        title=alt.TitleParams(gauge.label, frame="group"),
    )


def _tooltip(gauge: Gauge) -> list[Any]:
    form = ",.1f" if gauge.parts else ",.3s"
    numbers = (alt.Tooltip(f"{each}:Q", format=form) for each in ("value", "low", "high"))
    return ["tool:N", "way:N", *numbers]


def _rows(worth: Worth) -> list[dict[str, Any]]:
    found = zip(WAYS, (worth.off, worth.alone, worth.share), strict=True)
    return [
        {"tool": worth.title, "way": way, "value": each.value, "low": each.low, "high": each.high}
        for way, each in found
    ]
