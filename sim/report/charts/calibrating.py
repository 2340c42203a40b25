"""A fit drawn: a histogram, observed durations as steps with every law, quantiles against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
from scipy import stats

from sim.report.charts.axes import rows_of
from sim.report.theme import GREY, INK, OPERATIONS, colour_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.calibrating import Fit

    Floats = NDArray[np.float64]

SEEN = "observed"
POINTS = 120
"""Points of a smooth curve."""
HEIGHT = 300
MOST_BARS = 24
BEYOND = 1.25
"""How far past the largest value curves are drawn."""


def curves_chart(fit: Fit) -> alt.TopLevelMixin:
    """Return the observed share up to each day as steps (Kaplan and Meier's where some had not ended)."""
    names = [SEEN, *(each.name for each in fit.table)]
    colours = dict(zip(names, (INK, *OPERATIONS), strict=False))
    x = alt.X("days:Q", title="days", scale=alt.Scale(domainMin=0))
    y = alt.Y("share:Q", title="share up to then", axis=alt.Axis(format="%", tickCount=5))
    legend = alt.Legend(symbolType="stroke")
    colour = alt.Color("law:N", scale=colour_scale(colours, set(names)), legend=legend)
    chosen = fit.chosen.name if fit.chosen is not None else ""
    dash = alt.condition(
        alt.FieldOneOfPredicate(field="law", oneOf=[SEEN, chosen]), alt.value([1, 0]), alt.value([5, 3])
    )
    steps = alt.Chart(rows_of(_steps(fit))).mark_line(interpolate="step-after")
    smooth = alt.Chart(rows_of(_smooth(fit))).mark_line()
    return alt.layer(
        smooth.encode(x=x, y=y, color=colour, strokeDash=dash),
        steps.encode(x=x, y=y, color=colour),
        width="container",
        height=HEIGHT,
    )


def _steps(fit: Fit) -> Iterator[dict[str, Any]]:
    seen = fit.observed
    sample = stats.CensoredData.right_censored(seen.days, seen.censored)
    found = stats.ecdf(sample).cdf
    yield {"law": SEEN, "days": 0.0, "share": 0.0}
    for day, share in zip(found.quantiles, found.probabilities, strict=True):
        yield {"law": SEEN, "days": float(day), "share": float(share)}


def _smooth(fit: Fit) -> Iterator[dict[str, Any]]:
    days = np.linspace(0.0, BEYOND * float(fit.observed.days.max()), POINTS)
    for each in fit.table:
        for day, share in zip(days, each.fit.cdf(days), strict=True):
            yield {"law": each.name, "days": float(day), "share": float(share)}


def histogram_chart(fit: Fit) -> alt.TopLevelMixin | None:
    """Return how many durations fall into each stretch of days, and how many the laws have there.

    None where some had not ended: in which stretch they would have is not known.
    """
    if fit.observed.cut:
        return None
    seen = fit.observed.ended
    edges = np.histogram_bin_edges(seen, _bars(seen), (0.0, float(seen[-1])))
    counts, _ = np.histogram(seen, edges)
    bars = [
        {"from": float(low), "to": float(high), "durations": int(count)}
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]
    x = alt.X("from:Q", title="days", scale=alt.Scale(domainMin=0))
    y = alt.Y("durations:Q", title="durations", axis=alt.Axis(tickMinStep=1))
    tips = [
        alt.Tooltip(f"{each}:Q", format=form)
        for each, form in (("from", ".3~g"), ("to", ".3~g"), ("durations", "d"))
    ]
    drawn = alt.Chart(rows_of(bars)).mark_bar(color=GREY, opacity=0.55)
    layers = [drawn.encode(x=x, x2="to:Q", y=y, y2=alt.Y2Datum(0.0), tooltip=tips)]
    lines = list(_densities(fit, float(edges[1] - edges[0]), most=2.0 * float(counts.max())))
    if lines:
        names: list[str] = [each.name for each in fit.table]
        colours = dict(zip(names, OPERATIONS, strict=False))
        colour = alt.Color(
            "law:N", scale=colour_scale(colours, set(names)), legend=alt.Legend(symbolType="stroke")
        )
        chosen = alt.FieldEqualPredicate(field="law", equal=fit.table[0].name)
        dash = alt.condition(chosen, alt.value([1, 0]), alt.value([5, 3]))
        curve = alt.Chart(rows_of(lines)).mark_line()
        layers.append(curve.encode(x=alt.X("days:Q"), y=y, color=colour, strokeDash=dash))
    return alt.layer(*layers, width="container", height=HEIGHT)


def _bars(seen: Floats) -> int:
    """Return how many bars a histogram has, by Freedman and Diaconis' width or Sturges'."""
    width = float(np.diff(np.histogram_bin_edges(seen, "auto"))[0])
    return int(min(MOST_BARS, max(1, np.ceil(seen[-1] / width)))) if width > 0.0 else 1


def _densities(fit: Fit, width: float, *, most: float) -> Iterator[dict[str, Any]]:
    """Yield how many durations each law has in a stretch as wide as a bar around each day, up to `most`."""
    days = np.linspace(0.0, BEYOND * float(fit.observed.days.max()), POINTS)
    for each in fit.table:
        for day, density in zip(days, each.fit.density(days), strict=True):
            count = fit.observed.n * width * float(density)
            if count <= most:
                yield {"law": each.name, "days": float(day), "durations": count}


def quantiles_chart(fit: Fit) -> alt.TopLevelMixin | None:
    """Return observed days against the chosen law's at the same share; None where some had not ended."""
    if fit.chosen is None or fit.observed.cut:
        return None
    seen = fit.observed.ended
    shares = (np.arange(1, len(seen) + 1) - 0.5) / len(seen)
    rows = [
        {"law": float(law), "observed": float(day), "share": float(share)}
        for law, day, share in zip(fit.chosen.fit.quantile(shares), seen, shares, strict=True)
    ]
    most = max(max(each["law"], each["observed"]) for each in rows)
    scale = alt.Scale(domain=[0.0, 1.05 * most])
    tips = [
        alt.Tooltip(f"{each}:Q", format=form)
        for each, form in (("law", ".1f"), ("observed", ".1f"), ("share", ".0%"))
    ]
    line = alt.Chart(rows_of([{"a": 0.0, "b": 0.0}, {"a": most, "b": most}])).mark_line(
        color=GREY, strokeDash=[4, 3]
    )
    dots = alt.Chart(rows_of(rows)).mark_point(filled=True, size=40, opacity=0.8, color=OPERATIONS[0])
    return alt.layer(
        line.encode(x=alt.X("a:Q", scale=scale), y=alt.Y("b:Q", scale=scale)),
        dots.encode(
            x=alt.X("law:Q", title=f"days of the {fit.chosen.name} law", scale=scale),
            y=alt.Y("observed:Q", title="days observed", scale=scale),
            tooltip=tips,
        ),
        width="container",
        height=HEIGHT,
    )
