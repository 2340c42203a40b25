"""Draws the board as swim lanes by cell, with the moment that is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from dashboards.theme import STATUS_COLOURS
from dashboards.views.moments import minutes_of_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.views.board import Bar
    from exercises.director import Director

HOUR = "format(floor(datum.value / 60) % 24, '02') + ':' + format(datum.value % 60, '02')"
"""Minutes of the day as the hour of play, for an axis."""
TRACK = 22
"""Pixels of a track of a lane."""
STEPS = (5, 10, 15, 30, 60, 120, 240)
MOST_TICKS = 14
HOLLOW = ["planned", "waiting", "skipped", "expired", "recalled"]


def board_chart(
    bars: Sequence[Bar], director: Director, window: tuple[float, float], lanes: Sequence[str]
) -> alt.LayerChart:
    """Return the chart. `window`: seconds since STARTEX between which it is drawn; `lanes`: cells, in order."""
    startex = director.setting.startex
    begin, end = (minutes_of_day(startex, each) for each in window)
    now = minutes_of_day(startex, director.now())
    tracks = 1 + max((each.level for each in bars), default=0)
    table = pd.DataFrame(
        [{"lane": b.lane, "level": b.level, "begin": b.begin, "end": b.end, "number": b.number,
          "title": b.title, "status": b.status, "when": b.when} for b in bars],
        columns=["lane", "level", "begin", "end", "number", "title", "status", "when"],
    )  # fmt: skip
    step = next((each for each in STEPS if (end - begin) / each <= MOST_TICKS), STEPS[-1])
    ticks = [at for at in range(0, int(end) + step, step) if begin <= at <= end]
    x = alt.X("begin:Q", title=None, scale=alt.Scale(domain=[begin, end], nice=False, clamp=True),
              axis=alt.Axis(values=ticks, labelExpr=HOUR, grid=True))  # fmt: skip
    y = alt.Y("lane:N", title=None, sort=list(lanes), scale=alt.Scale(domain=list(lanes)),
              axis=alt.Axis(labelLimit=120, domain=False, ticks=False))  # fmt: skip
    offset = alt.YOffset("level:O", scale=alt.Scale(domain=list(range(tracks)), paddingInner=0.15))
    hollow = alt.FieldOneOfPredicate(field="status", oneOf=HOLLOW)
    base = alt.Chart(table).encode(y=y, yOffset=offset)
    boxes = base.mark_bar(cornerRadius=3, strokeWidth=1).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("status:N", title=None, legend=_legend(table),
                        scale=alt.Scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values()))),
        fillOpacity=alt.condition(hollow, alt.value(0.12), alt.value(1.0)),
        stroke=alt.Stroke("status:N", title=None, legend=_legend(table),
                          scale=alt.Scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values()))),
        tooltip=["number:N", "title:N", "status:N", "when:N"],
    )  # fmt: skip
    names = base.mark_text(align="left", dx=4, fontSize=11, fontWeight=500, clip=True).encode(
        x=x, text="number:N", color=alt.condition(hollow, alt.value("#6f7f90"), alt.value("#ffffff"))
    )
    rule = alt.Chart(pd.DataFrame({"begin": [now], "label": ["now"]}))
    line = rule.mark_rule(color=STATUS_COLOURS["overdue"], strokeWidth=2).encode(x=x)
    height = max(1, len(lanes)) * (tracks * TRACK + 4)
    chart: alt.LayerChart = alt.layer(boxes, names, line).properties(height=height).configure_view(stroke=None)
    return chart


def _legend(table: pd.DataFrame) -> alt.Legend:
    there = [each for each in STATUS_COLOURS if each in set(table["status"])]
    return alt.Legend(orient="top", values=there, symbolType="square", columns=len(there) or 1)
