"""The charts of a study: S-curves, strength, waits by cause, criticality, date against cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from sim.measures.ground import KINDS
from sim.report.charts.axes import DAY_LABEL, DOLLAR_LABEL, cell_width, day_axis, rows_of, thinned
from sim.report.study.contents import PART_COLOURS, PART_WORDS, PERCENTILES
from sim.report.theme import BLUE, GREY, OPERATIONS, ORANGE, TEAL, colour_scale
from sim.report.words import milestone_words
from sim.stats import s_curve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.batch.fans import Strengths
    from sim.report.study.contents import Contents

MOST_STEPS = 160
MOST_POINTS = 1500
BAND = 0.18
HEIGHT = 320
LANE = 22


def curve_chart(contents: Contents, milestone: str) -> alt.LayerChart | alt.FacetChart | None:
    """Return the share of runs that had reached a milestone by each day, with its DKW band."""
    curve = s_curve(contents.days(milestone))
    if not len(curve.at):
        return None
    end = contents.plan.horizon
    places = thinned(list(range(len(curve.at))), most=MOST_STEPS)
    columns = (curve.at, curve.share, curve.low, curve.high)
    numbers = [[float(each[place]) for each in columns] for place in places]
    low, high = max(0.0, -curve.half), min(1.0, curve.half)
    rows = [(0.0, 0.0, low, high), *numbers, (end, *numbers[-1][1:])]
    base = alt.Chart(rows_of(dict(zip(("day", "share", "low", "high"), row, strict=True)) for row in rows))
    share = alt.Axis(format="%", tickCount=5)
    marks = [
        {"day": found.value, "share": p, "name": f"P{100 * p:.0f}"}
        for p in (0.5, 0.8)
        if np.isfinite((found := contents.percentile(milestone, p)).value)
    ]
    marked = alt.Chart(rows_of(marks)).encode(x="day:Q", y="share:Q")
    tooltip = [
        alt.Tooltip("day:Q", format=".0f"),
        *(alt.Tooltip(f"{each}:Q", format=".1%") for each in ("share", "low", "high")),
    ]
    chart: alt.LayerChart | alt.FacetChart = alt.layer(
        base.mark_area(interpolate="step-after", opacity=BAND, color=BLUE).encode(
            x=day_axis("day", end=end, count=8),
            y=alt.Y("low:Q", title="share of futures", axis=share, scale=alt.Scale(domain=[0, 1])),
            y2="high:Q",
        ),
        base.mark_line(interpolate="step-after", color=BLUE).encode(x="day:Q", y="share:Q", tooltip=tooltip),
        marked.mark_point(filled=True, size=70, color=ORANGE, opacity=1),
        marked.mark_text(align="left", dx=9, dy=9, fontWeight=600, color=ORANGE).encode(text="name:N"),
    ).properties(width="container", height=HEIGHT)
    return chart


def fan_chart(contents: Contents) -> alt.HConcatChart | None:
    """Return P10, P50 and P90 of troops, police and civilians over time."""
    found = contents.strengths
    if found is None or not found.people.any():
        return None
    kinds = [place for place in range(len(KINDS)) if found.people[:, :, place].any()]
    plots = [_fan(found, place, columns=len(kinds)) for place in kinds]
    chart: alt.HConcatChart = alt.hconcat(*plots, spacing=26)
    return chart


def _fan(found: Strengths, kind: int, *, columns: int) -> alt.LayerChart | alt.FacetChart:
    colour = OPERATIONS[kind]
    low, middle, high = np.quantile(found.people[:, :, kind], (0.1, 0.5, 0.9), axis=0, method="inverted_cdf")
    names = ("day", "P10", "P50", "P90")
    rows = [
        dict(zip(names, map(float, row), strict=True))
        for row in zip(found.days, low, middle, high, strict=True)
    ]
    base = alt.Chart(rows_of(rows)).encode(x=day_axis("day", end=float(found.days[-1]), count=4))
    tooltip = [alt.Tooltip("day:Q", format=".0f"), *(alt.Tooltip(f"{p}:Q", format=",d") for p in names[1:])]
    people = alt.Y("P10:Q", title=KINDS[kind], axis=alt.Axis(tickCount=4, format=",d"))
    chart: alt.LayerChart | alt.FacetChart = alt.layer(
        base.mark_area(opacity=0.2, color=colour).encode(y=people, y2="P90:Q"),
        base.mark_line(color=colour).encode(y="P50:Q", tooltip=tooltip),
    ).properties(width=cell_width(columns, labels=90), height=200)
    return chart


def causes_chart(contents: Contents) -> alt.Chart | None:
    """Return the mean days on the chain of each date, by what they were spent on."""
    rows = list(_cause_rows(contents))
    if not rows:
        return None
    used = {str(row["part"]) for row in rows}
    colours = {PART_WORDS[name]: colour for name, colour in PART_COLOURS.items()}
    lanes = list(dict.fromkeys(row["milestone"] for row in rows))
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar(height=alt.RelativeBandSize(0.66), cornerRadius=0)
        .encode(
            x=alt.X("days:Q", title="mean days on the critical chain", axis=alt.Axis(tickCount=8)),
            y=alt.Y("milestone:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=200)),
            color=alt.Color("part:N", scale=colour_scale(colours, used), legend=alt.Legend(columns=5)),
            order="order:Q",
            tooltip=[
                "milestone:N",
                "part:N",
                *(alt.Tooltip(f"{each}:Q", format=",.1f") for each in ("days", "low", "high")),
                "futures:Q",
            ],
        )
        .properties(width="container", height=34 * len(lanes))
    )
    return chart


def _cause_rows(contents: Contents) -> Iterator[dict[str, Any]]:
    order = list(PART_WORDS)
    for name in contents.looked_into:
        for part, days in contents.causes(name):
            yield {
                "milestone": milestone_words(name),
                "part": PART_WORDS[part],
                "order": order.index(part),
                "days": days.value,
                "low": days.low,
                "high": days.high,
                "futures": days.n,
            }


def critical_chart(contents: Contents) -> alt.LayerChart | alt.FacetChart | None:
    """Return how often each step was on the chain of the headline date, with Wilson's intervals."""
    if not contents.headline or not (found := contents.critical(contents.headline)):
        return None
    rows = [{"step": name, "share": each.value, "low": each.low, "high": each.high} for name, each in found]
    share = alt.Axis(format="%", tickCount=5)
    x = alt.X("share:Q", title="share of futures that reach it", axis=share, scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("step:N", sort=[name for name, _ in found], title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(rows_of(rows)).encode(
        y=y, tooltip=["step:N", *(alt.Tooltip(f"{e}:Q", format=".1%") for e in ("share", "low", "high"))]
    )
    chart: alt.LayerChart | alt.FacetChart = alt.layer(
        base.mark_bar(height=alt.RelativeBandSize(0.55), color=TEAL).encode(x=x),
        base.mark_rule(strokeWidth=2, color=GREY).encode(x="low:Q", x2="high:Q"),
    ).properties(width="container", height=LANE * len(rows))
    return chart


def joint_chart(contents: Contents) -> alt.LayerChart | alt.FacetChart | None:
    """Return date against cost, a point per run that reached the date, with P80 of both as lines."""
    days, dollars = contents.days(contents.headline), contents.results.cost()
    reached = np.isfinite(days)
    if not reached.any() or not dollars.any():
        return None
    pairs = list(zip(days[reached], dollars[reached], strict=True))
    points = [{"day": float(day), "dollars": float(cost)} for day, cost in thinned(pairs, most=MOST_POINTS)]
    axis = alt.Axis(labelExpr=DAY_LABEL, tickCount=8)
    x = alt.X("day:Q", title=None, axis=axis, scale=alt.Scale(zero=False))
    money = alt.Axis(labelExpr=DOLLAR_LABEL, tickCount=6)
    y = alt.Y("dollars:Q", title="cost to the horizon, US dollars", axis=money, scale=alt.Scale(zero=False))
    layers: list[alt.Chart] = [
        alt.Chart(rows_of(points))
        .mark_circle(size=26, opacity=0.6, color=BLUE)
        .encode(
            x=x, y=y, tooltip=[alt.Tooltip("day:Q", format=".0f"), alt.Tooltip("dollars:Q", format=".3s")]
        )
    ]
    limits = promise(contents)
    if limits is not None:
        by, below = limits
        layers.append(_limit({"day": by}).encode(x="day:Q"))
        layers.append(_limit({"dollars": below}).encode(y="dollars:Q"))
    chart: alt.LayerChart | alt.FacetChart = alt.layer(*layers).properties(width="container", height=HEIGHT)
    return chart


def _limit(row: dict[str, Any]) -> alt.Chart:
    chart: alt.Chart = alt.Chart(rows_of([row])).mark_rule(strokeDash=[5, 4], color=ORANGE, strokeWidth=1.6)
    return chart


def promise(contents: Contents) -> tuple[float, float] | None:
    """Return the day and the dollars that are each kept in 80 % of futures; None if there is no such day."""
    at = PERCENTILES[2]
    day = contents.percentile(contents.headline, at).value if contents.headline else np.inf
    dollars = np.sort(contents.results.cost())
    if not np.isfinite(day) or not len(dollars) or not dollars.any():
        return None
    return day, float(np.quantile(dollars, at, method="inverted_cdf"))
