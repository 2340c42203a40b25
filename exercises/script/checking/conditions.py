"""Conditions on the simulation: measures that are not there, comparisons that mean nothing or never hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from exercises.script.schema.triggers import OPERATORS
from sim.errors import BadQuantity, nearest, quote
from sim.quantities import dollars
from sim.scenario.checking.case import listed
from sim.scenario.values import count, share

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.checking.measures import Kind, Measure
    from exercises.script.schema import Condition
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

ORDERED = ("above", "at_least", "below", "at_most")
COMPARISONS: dict[str, tuple[str, ...]] = {
    "reached": ("reached",),
    "word": ("is",),
    "share": ORDERED,
    "count": ORDERED,
    "dollars": ORDERED,
}
"""Kind of a measure → how it can be compared."""
READERS: dict[str, Callable[[Any], float]] = {"share": share, "count": count, "dollars": dollars}
HIGHEST = {"share": 1.0}
"""Kind → largest value that there is; the smallest is 0 for all."""
EXAMPLES = 6


class Interval(NamedTuple):
    """The values that a comparison takes: (end, whether it is left out) on both sides."""

    low: tuple[float, bool]
    high: tuple[float, bool]

    def meets(self, other: Interval) -> bool:
        """Whether there is a value in both."""
        low = max(self.low, other.low)
        high = min(self.high, other.high, key=lambda end: (end[0], not end[1]))
        return low[0] < high[0] or (low[0] == high[0] and not low[1] and not high[1])


def check_conditions(case: ScriptCase) -> Iterator[Finding]:
    """Yield what is wrong with each condition, where the scenario under the script is known."""
    for leaf in case.leaves if case.model is not None else ():
        if leaf.trigger.when is not None:
            path, condition = (*leaf.path, "when"), leaf.trigger.when
            measure = case.measures.get(condition.measure)
            if measure is None:
                yield _unknown(case, (*path, "measure"), condition.measure)
            else:
                yield from _comparison(case, path, condition=condition, measure=measure)


def _comparison(
    case: ScriptCase, path: KeyPath, *, condition: Condition, measure: Measure
) -> Iterator[Finding]:
    key, value = comparison_of(condition)
    if key not in COMPARISONS[measure.kind]:
        message = f"{quote(condition.measure)} cannot be compared by {quote(key)}"
        allowed = ", ".join(COMPARISONS[measure.kind])
        yield case.finding((*path, key), message, allowed=allowed, key=True)
    elif measure.kind == "word":
        if value not in measure.words:
            yield _word(case, (*path, key), value=value, measure=measure)
    elif measure.kind != "reached":
        yield from _number(case, (*path, key), condition, kind=measure.kind)


def comparison_of(condition: Condition) -> tuple[str, Any]:
    """Return the one comparison of a condition, as it is written, and its value."""
    found = ((key, getattr(condition, "is_" if key == "is" else key)) for key in OPERATORS)
    return next((key, value) for key, value in found if value is not None)


def _unknown(case: ScriptCase, path: KeyPath, name: str) -> Finding:
    """Return the finding of a name that no measure has, with those that begin as it does."""
    parts = name.split(".")
    near: list[str] = []
    for length in range(len(parts) - 1, 0, -1):
        beginning = ".".join(parts[:length]) + "."
        near = [each for each in case.measures if each.startswith(beginning)]
        if near:
            break
    kinds = dict.fromkeys(f"{each.partition('.')[0]}.…" for each in case.measures)
    shown = ", ".join(islice(near, EXAMPLES)) + (", …" if len(near) > EXAMPLES else "")
    message = f"there is no measure {quote(name)}"
    suggestion = _nearest(case, parts)
    return case.finding(path, message, allowed=shown or listed(kinds), suggestion=suggestion)


def _nearest(case: ScriptCase, parts: list[str]) -> str:
    """Return the measure that was probably meant: each part put right, else the nearest name as a whole."""
    names = list(case.measures)
    right: list[str] = []
    for part in parts:
        beginning = "".join(f"{each}." for each in right)
        there = dict.fromkeys(
            each[len(beginning) :].partition(".")[0] for each in names if each.startswith(beginning)
        )
        best = part if part in there else nearest(part, there)
        if not best:
            break
        right.append(best)
    found = ".".join(right)
    return found if found in case.measures else case.near(".".join(parts), names)


def _word(case: ScriptCase, path: KeyPath, *, value: Any, measure: Measure) -> Finding:
    message = f"{quote(value)} is none of its words"
    suggestion = nearest(str(value), measure.words)
    return case.finding(path, message, allowed=", ".join(measure.words), suggestion=suggestion)


def _number(case: ScriptCase, path: KeyPath, condition: Condition, *, kind: Kind) -> Iterator[Finding]:
    try:
        interval = _interval(condition, kind)
    except BadQuantity as error:
        yield case.finding(path, error.message, allowed=error.allowed, suggestion=error.suggestion)
        return
    every = Interval((0.0, False), (HIGHEST.get(kind, math.inf), False))
    if not interval.meets(every):
        message = f"this can never hold: {quote(condition.measure)} runs from 0"
        message += f" to {HIGHEST[kind]:g}" if kind in HIGHEST else " up"
        yield case.finding(path, message, allowed="a value within that")


def interval_of(case: ScriptCase, condition: Condition) -> Interval | None:
    """Return the values that a condition takes, or None where it compares no numbers."""
    measure = case.measures.get(condition.measure)
    if measure is None or comparison_of(condition)[0] not in ORDERED or measure.kind not in READERS:
        return None
    try:
        return _interval(condition, measure.kind)
    except BadQuantity:
        return None


def _interval(condition: Condition, kind: Kind) -> Interval:
    key, written = comparison_of(condition)
    value = float(READERS[kind](written))
    if key in {"above", "at_least"}:
        return Interval((value, key == "above"), (math.inf, False))
    return Interval((-math.inf, False), (value, key == "below"))
