"""Draws the simulation as it stands: money and strengths as steps, conditions as a map of provinces and sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from sim.report import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.situation import Ground, Point

HEIGHT = 250
LEADS = {"military": "M", "civilian": "C", "local": "L"}


def lines_chart(points: Sequence[Point], *, key: str, title: str, dollars: bool = False) -> None:
    """Draw step lines over days of the scenario."""
    if not points:
        st.caption("The scenario has none.")
        return
    table = pd.DataFrame([{"line": each.line, "day": each.day, "value": each.value} for each in points])
    axis = alt.Axis(format="$.3~s" if dollars else "~s", tickCount=5)
    chart = (
        alt.Chart(table)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("day:Q", title="day of the scenario", scale=alt.Scale(nice=False)),
            y=alt.Y("value:Q", title=title, axis=axis),
            color=alt.Color("line:N", title=None, legend=alt.Legend(orient="top"), scale=alt.Scale(range=list(theme.OPERATIONS))),
            strokeDash=alt.StrokeDash("line:N", legend=None),
            tooltip=["line:N", alt.Tooltip("day:Q", format=".1f"), alt.Tooltip("value:Q", format=",.0f")],
        )
        .properties(height=HEIGHT)
    )  # fmt: skip
    st.altair_chart(chart, key=key)


def ground_chart(ground: Sequence[Ground], *, key: str) -> None:
    """Draw each sector of each province: the colour is its condition, the letter who leads."""
    if not ground:
        st.caption("The scenario has no provinces.")
        return
    table = pd.DataFrame(
        [
            {
                "place": f"{each.crisis} {each.province}",
                "sector": each.sector,
                "condition": each.condition,
                "leads": each.authority,
                "label": f"{each.condition:.2f} {LEADS.get(each.authority, '')}",
            }
            for each in ground
        ]
    )
    base = alt.Chart(table).encode(
        x=alt.X("sector:N", title=None, axis=alt.Axis(labelAngle=0, orient="top", labelLimit=140)),
        y=alt.Y("place:N", title=None, axis=alt.Axis(labelLimit=160)),
    )
    boxes = base.mark_rect(cornerRadius=3).encode(
        color=alt.Color("condition:Q", legend=None,
                        scale=alt.Scale(domain=[0, 0.5, 1], range=[theme.RED, theme.GOLD, theme.TEAL])),
        tooltip=["place:N", "sector:N", alt.Tooltip("condition:Q", format=".2f"), "leads:N"],
    )  # fmt: skip
    words = base.mark_text(fontSize=11, fontWeight=600, color="#ffffff").encode(text="label:N")
    rows = table["place"].nunique()
    st.altair_chart(alt.layer(boxes, words).properties(height=rows * 30 + 30), key=key)
    st.caption("Condition from 0 to 1; who leads: M military, C civilian, L local")
