"""Waits: days waited per operation by cause, and for which single thing."""

from __future__ import annotations

import altair as alt

from sim import measures
from sim.measures.naming import CAUSE_WORDS
from sim.report.charts.axes import rows_of
from sim.report.theme import CAUSES, colour_scale
from sim.trace import Outcome

COLOURS = {CAUSE_WORDS[cause]: colour for cause, colour in CAUSES.items()}
MOST_TARGETS = 10


def waits_chart(outcome: Outcome) -> alt.Chart | None:
    """Return days waited per operation, stacked by cause."""
    rows = [
        {"operation": operation, "cause": CAUSE_WORDS[cause], "days": causes[cause], "order": place}
        for operation, causes in measures.days_by_cause(outcome).items()
        for place, cause in enumerate(CAUSES)
        if cause in causes
    ]
    if not rows:
        return None
    used = {str(row["cause"]) for row in rows}
    lanes = len({row["operation"] for row in rows})
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar(height=alt.RelativeBandSize(0.62))
        .encode(
            x=alt.X("days:Q", title="days waited, all steps together", axis=alt.Axis(tickCount=5)),
            y=alt.Y("operation:N", sort=None, title=None),
            color=alt.Color("cause:N", scale=colour_scale(COLOURS, used), legend=alt.Legend(columns=4)),
            order="order:Q",
            tooltip=["operation:N", "cause:N", alt.Tooltip("days:Q", format=",.1f")],
        )
        .properties(width="container", height=max(90, 44 * lanes))
    )
    return chart


def targets_chart(outcome: Outcome) -> alt.Chart | None:
    """Return days waited for the pools, funds, calendars and places that were waited for most."""
    rows = [
        {
            "cause": CAUSE_WORDS[each.cause],
            "target": each.target or CAUSE_WORDS[each.cause],
            "days": each.days,
        }
        for each in measures.days_by_target(outcome)[:MOST_TARGETS]
    ]
    if not rows:
        return None
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar(height=alt.RelativeBandSize(0.62))
        .encode(
            x=alt.X("days:Q", title="days waited, all steps together", axis=alt.Axis(tickCount=5)),
            y=alt.Y("target:N", sort=None, title=None, axis=alt.Axis(labelLimit=190)),
            color=alt.Color("cause:N", scale=colour_scale(COLOURS), legend=None),
            tooltip=["target:N", "cause:N", alt.Tooltip("days:Q", format=",.1f")],
        )
        .properties(width="container", height=max(90, 25 * len(rows)))
    )
    return chart
