"""The words of a sizing: numbers as they are shown, and how to read what was found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.words import chance_text, dollars_text

if TYPE_CHECKING:
    from sim.sizing import Sized, Sizing
    from sim.sizing.capacities import Capacity
    from sim.stats import Estimate

READING = (
    "Each size is the smallest at which every target that can be met is met, as cheap as the search could "
    "make it: corps and staff count with their first year, a fund with its opening. The shares beside it "
    "come from fresh futures, which the search did not see. A pool that is not sized stays as declared, and "
    "where it can stand in for a sized one, it does."
)
JUDGED = {
    "bound": "judged by the lower bound of Wilson's two-sided 95 % interval",
    "share": "judged by the share itself",
}
RATES = (
    "Rates with the label judgement are ours: put your own there (pools.NAME.cost, "
    "mechanisms.NAME.keeping_cost) before you ask for money. The cheapest mix follows from them."
)


def chance_with_interval(found: Estimate) -> str:
    """Return a share of futures with its interval, never 0 % nor 100 %."""
    return f"{chance_text(found.value)} ({chance_text(found.low)} to {chance_text(found.high)})"


def at_once(sized: Sized) -> str:
    """Return how many operations, in words."""
    if not sized.count:
        return "as declared"
    return f"{sized.count} operation{'s' if sized.count > 1 else ''}"


def amount(capacity: Capacity, steps: int) -> str:
    """Return a size with its unit."""
    return quantity(capacity.value(steps), capacity.unit)


def quantity(number: int, unit: str) -> str:
    """Return a number with its unit.

    >>> quantity(45_000_000, "USD"), quantity(12, "heads"), quantity(1, "heads")
    ('45.0 M USD', '12 heads', '1 head')
    """
    if unit == "USD":
        return dollars_text(number)
    return f"{number:,} {unit.removesuffix('s') if number == 1 else unit}"


def target_text(name: str, by: float, confidence: float) -> str:
    """Return a target in words; `by` is NaN for all together."""
    day = "" if math.isnan(by) else f" by D+{by:.0f}"
    return f"{name}{day}, {100.0 * confidence:g} %"


def verdict(sized: Sized) -> tuple[str, str]:
    """Return what to think of a size, and its tone."""
    if sized.found.point is None:
        return "no size is enough", "bad"
    if not sized.holds:
        return "not borne out by fresh futures: ask for more, or play more futures (-n)", "warn"
    kept = "borne out by fresh futures"
    some = f"; for {len(sized.criteria) - len(sized.aside)} of {len(sized.criteria)} targets"
    return (kept + some, "warn") if sized.aside else (kept, "good")


def facts(sizing: Sizing) -> list[str]:
    """Return what the sizing rests on."""
    asked = sizing.question
    runs = sum(each.runs for each in sizing.sized)
    confidence = "each target's own confidence"
    if asked.confidence is not None:
        confidence = f"confidence {100.0 * asked.confidence:g} %"
    return [
        confidence,
        JUDGED[asked.judge],
        *(["all targets in the same future"] if asked.together else []),
        f"{asked.futures} futures to search, as many fresh ones to verify",
        f"{runs:,} runs",
        *([f"{len(sizing.broken)} runs broke off"] if sizing.broken else []),
        f"seed {asked.seed}",
    ]


def notes(sizing: Sizing) -> list[str]:
    """Return what was assumed, left out, or speaks against the search, once each."""
    found: list[str] = []
    for each in sizing.sized:
        label = at_once(each)
        found += [f"{label}: {note}" for note in each.operations.notes]
        if each.against:
            found.append(f"{label}: {len(each.against)} pairs of sizes where the larger one did worse")
        if each.found.point is not None and not each.found.proven:
            found.append(f"{label}: cheapest of several descents; a cheaper mix is not ruled out")
    return list(dict.fromkeys(found))
