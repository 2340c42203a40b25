"""A tool's worth in words: signs, sizes and intervals, and what a reader must know beforehand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.words import SCALES, three_figures

if TYPE_CHECKING:
    from sim.stats import Estimate
    from sim.tools import Gauge

NOTHING = 0.05
"""Days below which an effect is shown as none."""
NOTHING_USD = 500.0
CAVEAT = (
    "How large each lever is (what is left when a tool is taken away) is the scenario's own judgement. "
    "The ranking follows from these sizes: change them before you trust it."
)
READING = (
    "Above 0 the tool helps: that many days earlier, or dollars less, with it than without. ± is the half "
    "of a 95 % interval over futures; all combinations share the same luck. Days are counted from each "
    "operation's onset and averaged over operations; cost is all of them together, to the horizon."
)
BOUNDED = (
    "A date that is not reached counts as reached at the horizon, so the difference is then too small: a "
    "lower bound of the effect."
)
WAYS = {
    "taken away": "all tools against all but this one",
    "alone": "no tool against this one only",
    "Shapley share": "its share of what all tools save together, averaged over orders of adding them",
}


def saved(value: float, unit: str) -> str:
    """Return days or dollars saved, with their sign.

    >>> saved(16.24, "d"), saved(-3.4e6, "USD"), saved(-0.0, "d"), saved(20_415_710_551.0, "USD")
    ('+16.2', '−3.40 M', '0', '+20.4 bn')
    """
    if is_nothing(value, unit):
        return "0"
    return f"{'+' if value > 0 else '−'}{size(abs(value), unit)}"


def size(value: float, unit: str) -> str:
    """Return a size without sign: days and people to a tenth, dollars to three figures.

    >>> size(1286.5, "d"), size(1_400_000.0, "USD"), size(math.inf, "d")
    ('1,286.5', '1.40 M', '∞')
    """
    if math.isinf(value):
        return "∞"
    if unit != "USD":
        return f"{value:,.1f}"
    for scale, name in SCALES:
        if value >= scale * 0.9995:
            return f"{three_figures(value / scale)} {name}"
    return f"{value:.0f}"


def is_nothing(value: float, unit: str) -> bool:
    """Whether an effect is too small to show."""
    return abs(value) < (NOTHING_USD if unit == "USD" else NOTHING)


def with_interval(estimate: Estimate, unit: str) -> str:
    """Return an effect with the half of its interval: `+16.2 ±4.1`, or `0` where there is none."""
    half = estimate.high - estimate.value
    if is_nothing(estimate.value, unit) and is_nothing(half, unit):
        return "0"
    return f"{saved(estimate.value, unit)} ±{size(half, unit)}"


def tone(estimate: Estimate, unit: str) -> str:
    """Return good or bad where the interval lies on one side of 0, muted where there is no effect."""
    if is_nothing(estimate.value, unit):
        return "muted"
    if not estimate.clear:
        return ""
    return "good" if estimate.value > 0 else "bad"


def gauge_words(gauge: Gauge) -> str:
    """Return a gauge with its unit: `Military exit, d`."""
    return f"{gauge.label}, {gauge.unit}"


def level(value: float, gauge: Gauge, horizon: float) -> str:
    """Return days or dollars of a percentile; what was not reached lies beyond the horizon."""
    if math.isinf(value):
        return f"> {horizon - min(gauge.onsets, default=0.0):,.0f}" if value > 0 else "–"
    return size(value, gauge.unit)


def share_with_interval(estimate: Estimate) -> str:
    """Return a share of futures with Wilson's bounds: `36 % (27–46)`."""
    return f"{100 * estimate.value:.0f} % ({100 * estimate.low:.0f}–{100 * estimate.high:.0f})"
