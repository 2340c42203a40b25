"""Differences in words: signs, sizes, intervals with open ends, and what a reader must know beforehand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.tools.words import is_nothing, size
from sim.report.words import milestone_words

if TYPE_CHECKING:
    from sim.comparing import Comparison, Difference, Measure
    from sim.stats import Estimate

READING = (
    "A difference (days, dollars of cost, people) is a side's number less the base's: below 0 it is earlier, "
    "cheaper or fewer. All sides play the same futures, so luck cancels; brackets hold 95 % intervals. "
    "Δ P80 is the difference of the two P80s. Pairing: how many times as many futures the same precision "
    "would take without shared luck."
)
CUT = (
    "In the mean a date beyond the horizon counts as the horizon: ≥ the true difference is larger, ≤ less, "
    "~ either (known up to the horizon only). Percentiles keep its rank: of one beyond the horizon only a "
    "bound is known."
)
INTERVALS = "Each interval is of one number: of twenty, one will lie outside its own."
MANY = 1_000.0
"""Times from which on pairing is told as more than that."""


def difference_text(value: float, unit: str) -> str:
    """Return a difference with its sign; '?' where it is not known.

    >>> difference_text(-12.34, "d"), difference_text(2e6, "USD"), difference_text(math.nan, "d")
    ('−12.3', '+2.00 M', '?')
    """
    if math.isnan(value):
        return "?"
    if is_nothing(value, unit):
        return "0"
    return f"{'+' if value > 0 else '−'}{size(abs(value), unit)}"


def interval_text(estimate: Estimate, unit: str) -> str:
    """Return between which numbers a difference lies; open ends are told as bounds.

    >>> from sim.stats import Estimate
    >>> interval_text(Estimate(5.0, 1.0, 9.0, 100, ""), "d")
    '[+1.0, +9.0]'
    >>> interval_text(Estimate(math.inf, 60.0, math.inf, 100, ""), "d")
    'at least +60.0'
    """
    low, high = estimate.low, estimate.high
    if math.isnan(low) or (math.isinf(low) and math.isinf(high)):
        return "not known"
    if math.isinf(high):
        return f"at least {difference_text(low, unit)}"
    if math.isinf(low):
        return f"at most {difference_text(high, unit)}"
    return f"[{difference_text(low, unit)}, {difference_text(high, unit)}]"


def value_text(estimate: Estimate, unit: str) -> str:
    """Return a difference of percentiles; where one of them lies beyond the horizon, which way."""
    if math.isinf(estimate.value):
        return "later" if estimate.value > 0 else "earlier"
    return difference_text(estimate.value, unit)


def tone_of(estimate: Estimate) -> str:
    """Return good where all of the interval is earlier or cheaper, bad where it is later or dearer."""
    if estimate.high < 0.0:
        return "good"
    return "bad" if estimate.low > 0.0 else ""


def measure_words(measure: Measure) -> str:
    """Return a measure; days are not named, dollars are.

    >>> from sim.comparing import Measure
    >>> measure_words(Measure("alpha.full_strength")), measure_words(Measure("cost.force"))
    ('alpha · full strength', 'cost · force, USD')
    """
    words = milestone_words(measure.name)
    return f"{words}, USD" if measure.unit == "USD" else words


def level_text(value: float, measure: Measure, horizon: float) -> str:
    """Return a day or dollars of a side; what was not reached lies beyond the horizon."""
    if not math.isfinite(value):
        return f"> D+{horizon:,.0f}" if value > 0 and measure.dated else "–"
    return f"D+{value:,.1f}" if measure.dated else size(value, measure.unit)


def pairing_text(estimate: Estimate) -> str:
    """Return how much pairing gained: `33×`; a dash where nothing varies."""
    if math.isnan(estimate.value):
        return "–"
    if estimate.value > MANY:
        return f"> {MANY:,.0f}×"
    return f"{estimate.value:,.1f}×"


def cut_words(difference: Difference) -> str:
    """Return in how many futures a date was not reached, or a dash."""
    cut = difference.cut
    if not cut.either:
        return "–"
    return f"{100 * cut.either:.0f} %" if cut.either >= 0.005 else "< 1 %"  # noqa: PLR2004  rounds to 0 %


def percentile_words(p: float) -> str:
    """Return a percentile's name.

    >>> percentile_words(0.8), percentile_words(0.975)
    ('P80', 'P97.5')
    """
    return f"P{100.0 * p:g}"


def facts(comparison: Comparison) -> list[str]:
    """Return what a comparison rests on."""
    sides = comparison.sides
    return [
        f"base: {sides.names[0]}",
        f"{comparison.n:,} futures of each of {len(sides.names)}",
        f"seed {comparison.seed}",
        f"horizon D+{sides.horizon:.0f}",
        *([f"{len(comparison.broken)} runs broke off"] if comparison.broken else []),
    ]
