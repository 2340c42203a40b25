"""Two runs of the same future on one Gantt chart: in every lane the base above, the changed one below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.report.charts.axes import DAY_LABEL, rows_of
from sim.report.charts.timeline import MOST_LANES, SIGNAL, Bar, bars
from sim.report.theme import PHASES, colour_scale
from sim.report.words import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.trace import Outcome

LANE = 26
"""Pixels of a lane of two rows."""
HEADROOM = 60
SHOWN = 0.8
"""Share of first starts that the build-up shows."""
BASE_OPACITY = 0.55


def operations(outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return the operations that any of the runs has bars of, in order."""
    return list(dict.fromkeys(bar.operation for each in outcomes.values() for bar in bars(each)))


def lanes_chart(
    outcomes: Mapping[str, Outcome], operation: str, *, whole: bool = False
) -> tuple[alt.LayerChart, int] | None:
    """Return the lanes of one operation in both runs and the chart's height in pixels; None without any.

    Parameters: `outcomes`: side → run, base first; `whole`: up to the last bar instead of the build-up.
    """
    found = {
        side: [bar for bar in bars(each) if bar.operation == operation] for side, each in outcomes.items()
    }
    every = [bar for rows in found.values() for bar in rows]
    if not every:
        return None
    lanes = list(dict.fromkeys(bar.lane for bar in every))[:MOST_LANES]
    rows = [
        _record(side, bar, outcomes[side])
        for side, rows in found.items()
        for bar in rows
        if bar.lane in lanes
    ]
    end = max(bar.until for bar in every) if whole else _build_up(every)
    start = max(0.0, min(bar.since for bar in every) - 10.0)
    return _drawn(rows, lanes, sides=list(outcomes), span=(start, end)), LANE * len(lanes) + HEADROOM


def _build_up(every: list[Bar]) -> float:
    """Return the day by which most lanes have begun, and a little more."""
    firsts: dict[tuple[str, str], float] = {}
    for bar in every:
        if bar.phase != SIGNAL:
            firsts.setdefault((bar.lane, bar.phase), bar.since)
    starts = sorted(firsts.values()) or [0.0]
    return max(1.3 * starts[min(len(starts) - 1, int(SHOWN * len(starts)))], 30.0)


def _drawn(
    rows: list[dict[str, Any]], lanes: list[str], *, sides: list[str], span: tuple[float, float]
) -> alt.LayerChart:
    used = {str(row["phase"]) for row in rows}
    base = alt.Chart(rows_of(rows)).encode(
        x=alt.X(
            "since:Q",
            scale=alt.Scale(domain=list(span), nice=False),
            axis=alt.Axis(labelExpr=DAY_LABEL, orient="top", tickCount=8),
            title=None,
        ),
        y=alt.Y(
            "lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=180, grid=True, tickBand="extent")
        ),
        yOffset=alt.YOffset("side:N", sort=sides, scale=alt.Scale(paddingInner=0.12, paddingOuter=0.2)),
        color=alt.Color("phase:N", scale=colour_scale(PHASES, used), legend=alt.Legend(columns=5)),
        opacity=alt.Opacity(
            "side:O",
            sort=sides,
            scale=alt.Scale(domain=sides, range=[BASE_OPACITY, 1.0]),
            legend=alt.Legend(title=None, symbolFillColor="#5d6b7a", symbolStrokeColor="#5d6b7a"),
        ),
        tooltip=["side:N", "what:N", "phase:N", "note:N", "from:N", "to:N", "days:Q"],
    )
    bar = base.encode(x2="until:Q", stroke=alt.Stroke("colour:N", scale=None))
    marks = {
        "work": bar.mark_bar(clip=True, strokeWidth=0.7),
        "wait": bar.mark_bar(clip=True, fillOpacity=0.12, strokeWidth=1, strokeDash=[3, 2]),
        "signal": base.mark_point(shape="diamond", size=60, filled=True, clip=True),
    }
    present = {str(row["mark"]) for row in rows}
    layers = [
        each.transform_filter(f"datum.mark === '{name}'") for name, each in marks.items() if name in present
    ]
    return alt.LayerChart(layer=layers, width="container", height=LANE * len(lanes))


def _record(side: str, bar: Bar, outcome: Outcome) -> dict[str, Any]:
    start = outcome.plan.start
    return {
        "side": side,
        "lane": bar.lane,
        "phase": bar.phase,
        "colour": PHASES[bar.phase],
        "what": bar.what,
        "note": bar.note,
        "mark": "wait" if bar.waiting else "signal" if bar.phase == SIGNAL else "work",
        "since": round(bar.since, 2),
        "until": round(bar.until, 2),
        "from": f"D+{bar.since:.0f}, {date_text(bar.since, start)}",
        "to": f"D+{bar.until:.0f}, {date_text(bar.until, start)}",
        "days": round(bar.until - bar.since, 1),
    }
