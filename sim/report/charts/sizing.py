"""Confidence against size: a line and its intervals for each number of operations, a plot per capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.report.charts.axes import DOLLAR_LABEL, cell_width, rows_of
from sim.report.sizing.words import at_once
from sim.report.theme import GREY, OPERATIONS, colour_scale

if TYPE_CHECKING:
    from sim.sizing import Sized, Sizing
    from sim.sizing.capacities import Capacity

HEIGHT = 260
MOST_ACROSS = 4
"""Plots side by side."""


def sizing_chart(sizing: Sizing) -> alt.ConcatChart:
    """Return one plot per capacity, the others as found: the weakest target's share of futures."""
    labels = [at_once(each) for each in sizing.sized]
    across = min(MOST_ACROSS, len(sizing.capacities))
    width = cell_width(across, labels=110)
    plots = [
        _plot(sizing, place, labels=labels, width=width, first=place % across == 0)
        for place in range(len(sizing.capacities))
    ]
    chart: alt.ConcatChart = alt.concat(*plots, columns=across, spacing=18)
    return chart


def _plot(
    sizing: Sizing, place: int, *, labels: list[str], width: int, first: bool
) -> alt.LayerChart | alt.FacetChart:
    capacity = sizing.capacities[place]
    rows = [row for each in sizing.sized for row in _rows(capacity, each, place)]
    base = alt.Chart(rows_of(rows))
    axis = (
        alt.Axis(tickCount=4, labelExpr=DOLLAR_LABEL)
        if capacity.unit == "USD"
        else alt.Axis(tickCount=4, tickMinStep=1)
    )
    title = "share of futures" if first else None
    shared: dict[str, Any] = {
        "x": alt.X("size:Q", title=capacity.unit, axis=axis),
        "color": alt.Color("at once:N", sort=labels, scale=colour_scale(_colours(labels))),
    }
    share = alt.Y("value:Q", title=title, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    tooltip = [
        "at once:N",
        "size:Q",
        *(alt.Tooltip(f"{each}:Q", format=".0%") for each in ("value", "low", "high")),
    ]
    found = alt.condition("datum.found", alt.value(110), alt.value(26))
    return alt.layer(
        base.mark_line(strokeWidth=1.5).encode(y=share, **shared),
        base.mark_rule(strokeWidth=1.5, opacity=0.6).encode(
            y=alt.Y("low:Q", title=title), y2="high:Q", **shared
        ),
        base.mark_point(filled=True, opacity=1).encode(
            y=share,
            size=found,
            shape=alt.Shape("at once:N", scale=alt.Scale(domain=labels)),
            tooltip=tooltip,
            **shared,
        ),
        alt.Chart(rows_of(_asked(sizing))).mark_rule(color=GREY, strokeDash=[4, 3]).encode(y="asked:Q"),
        width=width,
        height=HEIGHT,
        title=alt.TitleParams(capacity.name.replace("_", " "), frame="group"),
    )


def _colours(labels: list[str]) -> dict[str, str]:
    return {label: OPERATIONS[place % len(OPERATIONS)] for place, label in enumerate(labels)}


def _rows(capacity: Capacity, sized: Sized, place: int) -> list[dict[str, Any]]:
    rows = []
    played = (each for lane in sized.curves[place : place + 1] for each in lane if not each.note)
    for each in played:
        share = sized.weakest(each)
        rows.append({
            "at once": at_once(sized),
            "size": capacity.value(each.point[place]),
            "value": share.value,
            "low": share.low,
            "high": share.high,
            "found": each.point == sized.found.point,
        })  # fmt: skip
    return rows


def _asked(sizing: Sizing) -> list[dict[str, Any]]:
    """Return the confidences that were asked of the targets that can be met."""
    asked = {
        each.confidence
        for sized in sizing.sized
        for place, each in enumerate(sized.criteria)
        if place not in sized.aside
    }
    return [{"asked": each} for each in sorted(asked)]
