"""Conditions on the simulation: measures that are not there, comparisons that mean nothing or never hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from exercises.living import comparison_of
from exercises.script.schema.triggers import OPERATORS
from sim.errors import BadQuantity, nearest, quote
from sim.scenario.checking.case import listed

if TYPE_CHECKING:
    from exercises.living import Comparison
    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import Condition
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

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
            if condition.measure in case.measures:
                yield from _comparison(case, path, condition)
            else:
                yield _unknown(case, (*path, "measure"), condition.measure)


def _comparison(case: ScriptCase, path: KeyPath, condition: Condition) -> Iterator[Finding]:
    where = (*path, key_of(condition))
    try:
        found = comparison_of(condition, case.measures)
    except BadQuantity as error:
        yield case.finding(where, error.message, allowed=error.allowed, suggestion=error.suggestion)
        return
    interval = _interval(found)
    every = Interval((0.0, False), (HIGHEST.get(found.kind, math.inf), False))
    if interval is not None and not interval.meets(every):
        message = f"this can never hold: {quote(condition.measure)} runs from 0"
        message += f" to {HIGHEST[found.kind]:g}" if found.kind in HIGHEST else " up"
        yield case.finding(where, message, allowed="a value within that")


def key_of(condition: Condition) -> str:
    """Return the key of the one comparison that a condition makes."""
    given = ((key, getattr(condition, "is_" if key == "is" else key)) for key in OPERATORS)
    return next(key for key, value in given if value is not None)


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


def interval_of(case: ScriptCase, condition: Condition) -> Interval | None:
    """Return the values that a condition takes, or None where it compares no numbers, or wrongly."""
    try:
        return _interval(comparison_of(condition, case.measures))
    except BadQuantity:
        return None


def _interval(comparison: Comparison) -> Interval | None:
    if comparison.kind in {"reached", "word"} or not isinstance(comparison.value, int | float):
        return None
    value = float(comparison.value)
    if comparison.operator in {"above", "at_least"}:
        return Interval((value, comparison.operator == "above"), (math.inf, False))
    return Interval((-math.inf, False), (value, comparison.operator == "below"))
