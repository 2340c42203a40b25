"""The charts of rehearsals, from their plain data: objectives, and the load along the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from exercises.rehearsal.reading import QUARTER_S
from exercises.times import say_offset
from sim.report.charts.axes import rows_of
from sim.report.theme import GREY, NAVY, ORANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

LANE, WIDE, LABELS = 30, 800, 360
CLOCK = "floor(datum.value / 3600) + ':' + pad(floor(datum.value % 3600 / 60), 2, '0', 'left')"
"""An axis of seconds as hours and minutes from STARTEX."""
SHAPES = alt.Scale(range=["circle", "diamond"])
LIGHT = "#eef3f8"


def objectives_chart(data: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart | None:
    """Return a dot and its interval per objective; None where there is none."""
    rows = [
        {"objective": each["title"], "what": what, **each[key]}
        for each in data["objectives"].values()
        for what, key in (("a cell acted on it", "exercised"), ("a row of it went out", "asked"))
    ]
    if not rows:
        return None
    base = alt.Chart(rows_of(rows)).encode(
        y=alt.Y("objective:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABELS)),
        yOffset=alt.YOffset("what:N", sort=None),
        color=alt.Color(
            "what:N",
            sort=None,
            title=None,
            scale=alt.Scale(range=[NAVY, ORANGE]),
            legend=alt.Legend(orient="top"),
        ),
    )
    share = alt.X("low:Q", title="share of plays", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%"))
    return alt.layer(
        base.mark_rule(strokeWidth=2).encode(x=share, x2="high:Q"),
        base.mark_point(filled=True, size=60, opacity=1).encode(
            x="value:Q",
            shape=alt.Shape("what:N", sort=None, title=None, scale=SHAPES, legend=alt.Legend(orient="top")),
            tooltip=["objective:N", "what:N", *_percents("value", "low", "high")],
        ),
        width=WIDE,
        height=LANE * len(data["objectives"]),
    )


def _percents(*names: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{each}:Q", format=".1%") for each in names]


def load_chart(data: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """Return the mean number of rows per quarter of an hour, for each cell and controller."""
    lanes = {**data["cells"], **{f"{name} (controller)": each for name, each in data["controllers"].items()}}
    rows = [
        {
            "who": who,
            "begin": place * QUARTER_S,
            "end": (place + 1) * QUARTER_S,
            "from": say_offset(place * QUARTER_S),
            "rows": round(mean, 2),
        }
        for who, each in lanes.items()
        for place, mean in enumerate(each["quarters"])
    ]
    base = alt.Chart(rows_of(rows)).encode(
        x=alt.X(
            "begin:Q",
            title="from STARTEX, hours",
            axis=alt.Axis(labelExpr=CLOCK, values=_hours(lanes), grid=False),
        ),
        x2="end:Q",
        y=alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABELS, grid=False)),
        tooltip=["who:N", "from:N", alt.Tooltip("rows:Q", title="rows, mean")],
    )
    most = max((mean for each in lanes.values() for mean in each["quarters"]), default=1.0)
    tone = alt.Color(
        "rows:Q",
        title="rows a quarter of an hour",
        scale=alt.Scale(range=[LIGHT, NAVY], domain=[0, max(1.0, most)]),
        legend=alt.Legend(orient="top", gradientLength=180, titleLimit=300),
    )
    return alt.layer(
        base.mark_rect(stroke=GREY, strokeWidth=0.3).encode(color=tone), width=WIDE, height=LANE * len(lanes)
    )


def _hours(lanes: Mapping[str, Any]) -> list[float]:
    """Return where the clock is written: every hour, or as many hours as leave twelve labels."""
    quarters = max((len(each["quarters"]) for each in lanes.values()), default=1)
    hours = max(1, quarters // 4 // 12)
    return [float(each) for each in range(0, int(quarters * QUARTER_S) + 1, 3600 * hours)]
