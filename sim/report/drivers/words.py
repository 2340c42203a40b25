"""What drives a date, in words: causes, days with their intervals, and what a reader must know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.measures.naming import CAUSE_WORDS
from sim.trace import Cause

if TYPE_CHECKING:
    from sim.drivers.finding import Drivers
    from sim.stats import Estimate

CAUSES = {"work": "work", "lag": "lags and set days", **{each.word: CAUSE_WORDS[each] for each in Cause}}
READING = {
    "parts": (
        "The parts are the mean over the runs around the percentile, scaled so that they add up to it. "
        "A wait is counted where it lies on the critical chain: what else waited meanwhile is not in it."
    ),
    "movers": (
        "Low and high: the percentile in the futures in which the quantity itself lay in its low or its high "
        "third (of a quantity of many rounds, the mean of its first five). Thirds of one quantity differ in "
        "nothing else but luck. A date that was not reached counts as reached at the horizon."
    ),
    "labels": (
        "Share of the date's variance that quantities explain one by one (first order, a quadratic in each). "
        "What they do only together, and what bends more than once, is in none of them."
    ),
    "sobol": "First: the share of a group alone. Total: with all that it does together with others.",
    "morris": (
        "Days by which the date moves, on average, when a group goes two thirds of the way between its "
        "5 % and 95 % values, scaled to the whole way (μ*)."
    ),
}


def cause_words(cause: str, name: str) -> str:
    """Return a cause, with its name where it has one.

    >>> cause_words("pool", "planning_staff"), cause_words("pool", ""), cause_words("work", "")
    ('planning_staff', 'people and things', 'work')
    """
    return name.removeprefix("plan.") or CAUSES[cause]


def days(value: float, *, signed: bool = False) -> str:
    """Return days to a tenth.

    >>> days(41.26), days(-3.0, signed=True), days(math.inf), days(math.nan)
    ('41.3', '−3.0', '∞', '–')
    """
    if not math.isfinite(value):
        return "–" if math.isnan(value) else "∞" if value > 0 else "−∞"
    sign = "−" if value <= -0.05 else "+" if signed and value >= 0.05 else ""  # noqa: PLR2004  shown as 0.0
    return f"{sign}{abs(value):,.1f}"


def span(found: Estimate) -> str:
    """Return an interval in days."""
    return f"{days(found.low)} to {days(found.high)}"


def percent(found: Estimate | None, *, least: float = 0.0) -> str:
    """Return a share of the variance with its interval; what is below 0 by noise is shown as 0."""
    if found is None:
        return "–"
    value, low, high = (100.0 * min(1.0, max(least, each)) for each in (found.value, found.low, found.high))
    return f"{value:.1f} % ({low:.1f}–{high:.1f})"


def share(found: Estimate) -> str:
    """Return a share of futures with Wilson's bounds; all or none of those played is no certainty.

    >>> from sim.stats import wilson
    >>> share(wilson(50, 100)), share(wilson(100, 100)), share(wilson(0, 100)), share(wilson(2, 1000))
    ('50 % (40–60)', 'all of them (96 % or more)', 'none of them (4 % or less)', '0.2 % (<0.1–0.7)')
    """
    if found.value == 1.0:
        return f"all of them ({_uncertain(found.low)} % or more)"
    if found.value == 0.0:
        return f"none of them ({_uncertain(found.high)} % or less)"
    low, value, high = (_uncertain(each) for each in (found.low, found.value, found.high))
    return f"{value} % ({low}–{high})"


def _uncertain(chance: float) -> str:
    """Return a percentage that is never 0 and never 100."""
    percentage = 100.0 * chance
    if 1.0 <= percentage <= 99.0:  # noqa: PLR2004  whole percents, as a reader wants them
        return f"{percentage:.0f}"
    if 0.1 <= percentage <= 99.9:  # noqa: PLR2004  a tenth where it matters
        return f"{percentage:.1f}"
    return "<0.1" if percentage < 1.0 else ">99.9"


def dated(value: float, drivers: Drivers) -> str:
    """Return a day since D+0, or that it lies beyond the horizon."""
    if math.isinf(value):
        return f"> D+{drivers.horizon:,.0f}" if value > 0 else "–"
    return f"D+{value:,.1f}"


def sentence(drivers: Drivers) -> str:
    """Return the percentile and what it is made of: `of 41.0 days: 17.2 work, 12.1 money, …`."""
    if drivers.attribution is None:
        return (
            f"{drivers.question.text} lies beyond the horizon, D+{drivers.horizon:,.0f}, so it has no parts: "
            f"futures that reach it: {share(drivers.reached)}. Ask for a lower percentile."
        )
    parts = ", ".join(
        f"{days(each.days.value)} {CAUSES[each.cause]}"
        for each in drivers.causes
        if each.days.value >= 0.05  # noqa: PLR2004
    )
    return f"Of {days(drivers.date.value)} days: {parts or 'nothing'}."


def facts(drivers: Drivers) -> list[str]:
    """Return what the numbers rest on."""
    return [
        f"{drivers.n:,} futures",
        f"seed {drivers.seed}",
        f"reached by D+{drivers.horizon:,.0f} in {share(drivers.reached)}",
        "intervals 95 %",
        *([f"{len(drivers.broken)} runs broke off"] if drivers.broken else []),
    ]


def around(drivers: Drivers) -> str:
    """Return which runs the parts are the mean of."""
    found = drivers.attribution
    if found is None:
        return ""
    low, high = (100.0 * each for each in found.between)
    return f"Averaged: the {found.runs} runs between P{low:.1f} and P{high:.1f}. "
