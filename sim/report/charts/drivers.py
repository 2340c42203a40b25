"""What drives a date, drawn: the percentile as a bar of causes, and the tornado of its quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from sim.report.charts.axes import rows_of
from sim.report.drivers.words import CAUSES as WORDS
from sim.report.drivers.words import cause_words
from sim.report.theme import BROWN, CAUSES, EVIDENCE, GREY, INK, NAVY, ORANGE, SLATE, TEAL, colour_scale
from sim.trace import Cause

if TYPE_CHECKING:
    from sim.drivers.finding import Drivers

COLOURS = {
    "work": TEAL,
    "lag": GREY,
    **{each.word: CAUSES[each] for each in Cause},
    Cause.HOLD.word: BROWN,
    Cause.PREDECESSOR.word: SLATE,
}
BY_WORD = {WORDS[cause]: colour for cause, colour in COLOURS.items()}
SIDES = {"low third": NAVY, "high third": ORANGE}
MOST_BARS = 15
LANE = 24
NARROW = 0.05
"""Days below which a part is not drawn."""


def attribution_chart(drivers: Drivers) -> alt.Chart | None:
    """Return the days of the percentile, and its rise above the median, by name, coloured by cause."""
    p = f"P{100 * drivers.question.p:g}"
    causes = [each.cause for each in drivers.causes]
    parts = sorted(drivers.names, key=lambda each: causes.index(each.cause))
    rows = [
        {
            "of": of,
            "cause": WORDS[part.cause],
            "part": cause_words(part.cause, part.name),
            "days": found.value,
            "low": found.low,
            "high": found.high,
            "order": place,
        }
        for place, part in enumerate(parts)
        for of, found in ((p, part.days), (f"{p} − P50", part.since))
        if abs(found.value) > NARROW
    ]
    if not rows:
        return None
    used = {str(row["cause"]) for row in rows}
    numbers = [alt.Tooltip(f"{each}:Q", format=",.1f") for each in ("days", "low", "high")]
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar(height=alt.RelativeBandSize(0.62), stroke=INK, strokeWidth=1, strokeOpacity=0.35)
        .encode(
            x=alt.X("days:Q", title="days", axis=alt.Axis(tickCount=6)),
            y=alt.Y("of:N", sort=None, title=None),
            color=alt.Color("cause:N", scale=colour_scale(BY_WORD, used), legend=alt.Legend(columns=4)),
            order="order:Q",
            tooltip=["of:N", "part:N", "cause:N", *numbers],
        )
        .properties(width="container", height=96)
    )
    return chart


def tornado_chart(drivers: Drivers) -> alt.LayerChart | alt.FacetChart | None:
    """Return the percentile when each quantity is low and when it is high, widest swing on top."""
    movers = [each for each in drivers.movers if each.swing.size > 0.0][:MOST_BARS]
    if not movers:
        return None
    rows = [
        {
            "quantity": each.quantity.label,
            "evidence": each.quantity.evidence,
            "side": side,
            "day": found.value,
            "low": found.low if abs(found.low) < float("inf") else None,
            "high": found.high if abs(found.high) < float("inf") else None,
            "whole": min(drivers.date.value, drivers.horizon),
        }
        for each in movers
        for side, found in zip(SIDES, (each.swing.low, each.swing.high), strict=True)
    ]
    labels = [each.quantity.label for each in movers]
    numbers = [alt.Tooltip(f"{each}:Q", format=",.1f") for each in ("day", "low", "high")]
    lanes = alt.Y("quantity:N", sort=labels, title=None, axis=alt.Axis(labelLimit=330))
    day = alt.X(
        "day:Q",
        title=f"{drivers.question.text}, days since D+0",
        scale=alt.Scale(zero=False, padding=12),
        axis=alt.Axis(tickCount=6),
    )
    base = alt.Chart(rows_of(rows))
    layers = (
        base.mark_rule(color=GREY).encode(x="whole:Q"),
        base.mark_bar(height=alt.RelativeBandSize(0.62)).encode(
            x=day,
            x2="whole:Q",
            y=lanes,
            color=alt.Color("side:N", scale=colour_scale(SIDES), legend=alt.Legend(title=None)),
            tooltip=["quantity:N", "evidence:N", "side:N", *numbers],
        ),
    )
    return alt.layer(*layers, width="container", height=max(90, LANE * len(labels)))


def evidence_chart(drivers: Drivers) -> alt.Chart | None:
    """Return the share of the variance by evidence label."""
    rows = [
        {
            "label": each.evidence,
            "share": max(0.0, each.share.value),
            "low": max(0.0, each.share.low),
            "high": min(1.0, each.share.high),
        }
        for each in drivers.labels
        if each.share is not None
    ]
    if not rows:
        return None
    numbers = [alt.Tooltip(f"{each}:Q", format=".1%") for each in ("share", "low", "high")]
    chart: alt.Chart = (
        alt.Chart(rows_of(rows))
        .mark_bar(height=alt.RelativeBandSize(0.62))
        .encode(
            x=alt.X("share:Q", title="share of the variance", axis=alt.Axis(format="%", tickCount=5)),
            y=alt.Y("label:N", sort=None, title=None),
            color=alt.Color("label:N", scale=colour_scale(EVIDENCE), legend=None),
            tooltip=["label:N", *numbers],
        )
        .properties(width="container", height=max(70, 30 * len(rows)))
    )
    return chart
