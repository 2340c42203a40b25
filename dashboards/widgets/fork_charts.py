"""Draws both futures of a fork: rows as two bars each, milestones as shifts with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.widgets.drawing import config, in_tone, is_dark
from dashboards.widgets.forecast_strip import AXIS, clock_words
from sim.report import theme

if TYPE_CHECKING:
    from datetime import datetime

    from dashboards.views.whatif import ForkView, Shift

ROW, STEP = 34, 26
"""Pixels of a row with both its bars, and of a milestone."""
MOST = 12
COLOURS = (theme.GREY, theme.BLUE)


def both_futures(view: ForkView, startex: datetime, *, key: str) -> None:
    """Draw when rows come in either future: a bar from 10 to 90 % with the median."""
    if not view.bars:
        st.caption("No row that waits for the simulation comes in either future by ENDEX.")
        return
    rows = list(dict.fromkeys(each.row for each in view.bars))[:MOST]
    values = [
        {name: getattr(each, name) for name in ("row", "line", "chance", "low", "middle", "high")}
        for each in view.bars
        if each.row in rows
    ]
    hours = {
        "type": "quantitative",
        "scale": {"domain": list(view.hours), "nice": False},
        "axis": {"title": None, "tickCount": 6, "labelExpr": clock_words(startex)},
    }
    line = {"field": "line", "type": "nominal", "sort": list(view.lines)}
    colour = {
        **line,
        "scale": {"domain": list(view.lines), "range": list(COLOURS)},
        "legend": {"orient": "top", "title": None, "symbolType": "square"},
    }
    chart: dict[str, Any] = {
        "height": ROW * len(rows) + AXIS,
        "config": config(dark=is_dark()),
        "data": {"values": values},
        "encoding": {
            "y": {
                "field": "row",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 320},
            },
            "yOffset": line,
            "tooltip": [{"field": each, "type": "nominal"} for each in ("row", "line", "chance")],
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 8, "cornerRadius": 4, "opacity": 0.6},
                "encoding": {"x": {"field": "low", **hours}, "x2": {"field": "high"}, "color": colour},
            },
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "shape": "diamond",
                    "size": 70,
                    "color": theme.ORANGE,
                },
                "encoding": {"x": {"field": "middle", **hours}},
            },
        ],
    }
    st.vega_lite_chart(spec=in_tone(chart), theme=None, key=key, width="stretch")


def shifts(found: tuple[Shift, ...], *, key: str) -> None:
    """Draw by how many days milestones come later (above 0) or earlier, with 95 % intervals."""
    if not found:
        return
    names = ("name", "later", "low", "high")
    values = [{name: getattr(each, name) for name in names} for each in found[:MOST]]
    days = {"type": "quantitative", "title": "days later at P50, 95 %", "axis": {"tickCount": 6}}
    chart: dict[str, Any] = {
        "height": STEP * len(values) + AXIS,
        "config": config(dark=is_dark()),
        "data": {"values": values},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 260},
            },
            "tooltip": [
                {"field": "name", "type": "nominal"},
                *({"field": each, "type": "quantitative", "format": "+.1f"} for each in names[1:]),
            ],
        },
        "layer": [
            {
                "data": {"values": [{"zero": 0.0}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "color": theme.MUTED},
                "encoding": {"x": {"field": "zero", "type": "quantitative"}, "y": None, "tooltip": None},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 3, "color": theme.BLUE, "opacity": 0.6},
                "encoding": {"x": {"field": "low", **days}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 80, "color": theme.BLUE, "opacity": 1},
                "encoding": {"x": {"field": "later", **days}},
            },
        ],
    }
    st.vega_lite_chart(spec=in_tone(chart), theme=None, key=key, width="stretch")
