"""Draws a forecast: rows between now and ENDEX, controllers' load, fans; small for the Control page.

A row is a bar from 10 to 90 % of the futures with its median; how likely it is stands beside its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.widgets.drawing import config, in_tone, is_dark
from exercises.times import say_local
from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dashboards.views.forecast import FanPoint, ForecastView, RowLine
    from exercises.forecasting import Load

BAND, AXIS, MOST = 22, 44, 5
"""Pixels of a row and of the axis below, and rows of the small strip."""
LEGEND = {"orient": "top", "title": None, "symbolOpacity": 1}


def forecast_strip(view: ForecastView | None, startex: datetime, *, key: str, most: int = MOST) -> None:
    """Draw the rows that wait for the simulation, most likely first."""
    rows = [] if view is None else [each for each in view.rows if each.share > 0.0][:most]
    if view is None or not rows:
        st.caption(
            "No forecast yet." if view is None else "No row that waits for the simulation comes by ENDEX."
        )
        return
    st.vega_lite_chart(spec=_strip(rows, view, startex), theme=None, key=key, width="stretch")


def _strip(rows: Sequence[RowLine], view: ForecastView, startex: datetime) -> dict[str, Any]:
    end = view.until / 3600.0
    values = [
        {
            "row": f"{each.title}  {each.chance}",
            "low": (each.low if each.low is not None else view.until) / 3600.0,
            "middle": None if each.middle is None else each.middle / 3600.0,
            "high": (each.high if each.high is not None else view.until) / 3600.0,
            "chance": each.chance,
            "times": each.times,
            "share": each.share,
        }
        for each in rows
    ]
    hours = {
        "type": "quantitative",
        "scale": {"domain": [view.second / 3600.0, max(end, view.second / 3600.0 + 0.1)], "nice": False},
        "axis": {"title": None, "tickCount": 6, "labelExpr": clock_words(startex)},
    }
    row = {"field": "row", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 300}}
    tip = [{"field": each, "type": "nominal"} for each in ("row", "chance", "times")]
    return {
        "height": BAND * len(rows) + AXIS,
        "config": config(dark=is_dark()),
        "data": {"values": values},
        "encoding": {"y": row, "tooltip": tip},
        "layer": [
            {
                "mark": {"type": "bar", "height": 9, "cornerRadius": 4, "color": theme.BLUE},
                "encoding": {
                    "x": {"field": "low", **hours},
                    "x2": {"field": "high"},
                    "opacity": {
                        "field": "share",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {"domain": [0, 1], "range": [0.15, 0.6]},
                    },
                },
            },
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "shape": "diamond",
                    "size": 90,
                    "color": theme.ORANGE,
                },
                "encoding": {"x": {"field": "middle", **hours}},
            },
        ],
    }


def clock_words(startex: datetime) -> str:
    """Return what makes of hours since STARTEX the time of day, for the axis."""
    first = startex.hour * 60 + startex.minute
    minutes = f"(round(datum.value * 60) + {first}) % 1440"
    return f"format(floor(({minutes}) / 60), '02') + ':' + format(({minutes}) % 60, '02')"


def load_chart(load: Sequence[Load], startex: datetime, *, key: str) -> None:
    """Draw how many rows come due for each controller in each quarter of an hour, on the mean."""
    values = [
        {
            "controller": each.controller,
            "quarter": say_local(startex, each.begins).split()[2],
            "begins": each.begins,
            "rows": each.mean,
            "most": each.p90,
        }
        for each in load
    ]
    if not any(each["rows"] for each in values):
        st.caption("Nothing more comes due by ENDEX.")
        return
    chart: dict[str, Any] = {
        "height": BAND * len({each["controller"] for each in values}) + AXIS,
        "config": config(dark=is_dark()),
        "data": {"values": values},
        "mark": {"type": "rect", "cornerRadius": 2},
        "encoding": {
            "x": {
                "field": "quarter",
                "type": "ordinal",
                "sort": {"field": "begins"},
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True},
            },
            "y": {"field": "controller", "type": "nominal", "title": None, "axis": {"labelLimit": 180}},
            "color": {
                "field": "rows",
                "type": "quantitative",
                "title": "rows",
                "scale": {"domainMin": 0, "range": [theme.LINE, theme.ORANGE], "interpolate": "rgb"},
            },
            "tooltip": [
                {"field": "controller", "type": "nominal"},
                {"field": "quarter", "type": "nominal"},
                {"field": "rows", "type": "quantitative", "format": ".1f", "title": "rows, mean"},
                {"field": "most", "type": "quantitative", "format": ".0f", "title": "in 9 of 10 at most"},
            ],
        },
    }
    st.vega_lite_chart(spec=in_tone(chart), theme=None, key=key, width="stretch")


def fan_chart(
    points: Sequence[FanPoint], *, now: float, key: str, title: str, form: str = "~s", height: int = 210
) -> None:
    """Draw measures over days of the scenario: median as a line, 10 to 90 % as a band; a rule for today."""
    if not points:
        st.caption("The scenario has none.")
        return
    line = {"field": "line", "type": "nominal", "legend": LEGEND}
    colour = {**line, "scale": {"range": list(theme.OPERATIONS)}}
    day = {"field": "day", "type": "quantitative", "title": "day of the scenario", "axis": {"tickCount": 6}}
    up = {"type": "quantitative", "title": title, "axis": {"format": form, "tickCount": 4}}
    names = ("line", "day", "p10", "p50", "p90")
    values = [{name: getattr(each, name) for name in names} for each in points]
    chart: dict[str, Any] = {
        "height": height,
        "config": config(dark=is_dark()),
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "area", "interpolate": "step-after", "opacity": 0.2},
                "encoding": {"x": day, "y": {"field": "p10", **up}, "y2": {"field": "p90"}, "color": colour},
            },
            {
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
                "encoding": {
                    "x": day,
                    "y": {"field": "p50", **up},
                    "color": colour,
                    "strokeDash": line,
                    "tooltip": [{"field": each, "type": "nominal"} for each in names[:1]]
                    + [{"field": each, "type": "quantitative", "format": ",.2~f"} for each in names[1:]],
                },
            },
            {
                "data": {"values": [{"day": now}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "color": theme.MUTED},
                "encoding": {"x": day},
            },
        ],
    }
    st.vega_lite_chart(spec=in_tone(chart), theme=None, key=key, width="stretch")
