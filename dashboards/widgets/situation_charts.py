"""Draws the simulation as it stands: money and strengths as steps, conditions by province and sector.

Plain Vega-Lite, for the reason that `board_chart` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.situation import Ground, Point

HEIGHT = 200
BAND = 34
LEGEND = {"orient": "top", "offset": 4}
LEADS = {"military": "M", "civilian": "C", "local": "L"}


def lines_chart(points: Sequence[Point], *, key: str, title: str, dollars: bool = False) -> None:
    """Draw step lines over days of the scenario."""
    if not points:
        st.caption("The scenario has none.")
        return
    top = max(1.0, *(each.value * 1.08 for each in points))
    across = {"title": "day of the scenario", "axis": {"tickCount": 8}, "scale": {"nice": False}}
    up = {"title": title, "axis": {"tickCount": 5, "format": "$.3~s" if dollars else ",.0f"}}
    line = {"field": "line", "type": "nominal", "title": None}
    chart: dict[str, Any] = {
        "height": HEIGHT,
        "data": {"values": [{"line": each.line, "day": each.day, "value": each.value} for each in points]},
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "day", "type": "quantitative", **across},
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domain": [0, top], "nice": False},
                **up,
            },
            "color": {**line, "legend": LEGEND, "scale": {"range": list(theme.OPERATIONS)}},
            "strokeDash": {**line, "legend": LEGEND},
            "tooltip": [
                {"field": "line", "type": "nominal"},
                {"field": "day", "type": "quantitative", "format": ".1f"},
                {"field": "value", "type": "quantitative", "format": ",.0f"},
            ],
        },
    }
    st.vega_lite_chart(chart, key=key)


def ground_chart(ground: Sequence[Ground], *, key: str) -> None:
    """Draw each sector of each province: the colour is its condition, the letter who leads."""
    if not ground:
        st.caption("The scenario has no provinces.")
        return
    values = [
        {
            "place": f"{each.crisis} {each.province}",
            "sector": each.sector,
            "condition": each.condition,
            "leads": each.authority or "nobody yet",
            "label": f"{each.condition:.2f} {LEADS.get(each.authority, '')}".strip(),
        }
        for each in ground
    ]
    condition = {"domain": [0, 0.5, 1], "range": [theme.RED, theme.GOLD, theme.TEAL]}
    place = {"field": "place", "type": "nominal", "title": None, "axis": {"labelLimit": 160}}
    sector = {"field": "sector", "type": "nominal", "title": None}
    chart: dict[str, Any] = {
        "height": len({each["place"] for each in values}) * BAND + 40,
        "data": {"values": values},
        "encoding": {
            "x": {**sector, "axis": {"labelAngle": 0, "orient": "top", "labelLimit": 140}},
            "y": place,
        },
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 3},
                "encoding": {
                    "color": {
                        "field": "condition",
                        "type": "quantitative",
                        "legend": None,
                        "scale": condition,
                    },
                    "tooltip": [
                        {"field": each, "type": "nominal"} for each in ("place", "sector", "label", "leads")
                    ],
                },
            },
            {
                "mark": {"type": "text", "fontSize": 12, "fontWeight": 600, "color": theme.INK},
                "encoding": {"text": {"field": "label", "type": "nominal"}},
            },
        ],
    }
    st.vega_lite_chart(chart, key=key)
    st.caption("Condition from 0 to 1; who leads: M military, C civilian, L local")
