"""Conditions on the simulation: when they are true, and why; read off one outcome.

What comes due when one is true is `exercises`' business elsewhere.
"""

from __future__ import annotations

import math
import operator
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim import quantities
from sim.errors import BadQuantity, nearest, quote
from sim.measures.catalogue import FAMILIES, WORDS, Kind, series
from sim.measures.series import steps_of
from sim.scenario.values import number, share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from exercises.script.schema import Condition
    from sim.measures.series import Value
    from sim.trace import Outcome

SIGNS = {"above": "> ", "at_least": "≥ ", "below": "< ", "at_most": "≤ ", "is": ""}
COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    "above": operator.gt,
    "at_least": operator.ge,
    "below": operator.lt,
    "at_most": operator.le,
    "is": operator.eq,
    "reached": operator.eq,
}
ORDERED = ("above", "at_least", "below", "at_most")
ALLOWED: Mapping[str, tuple[str, ...]] = {"reached": ("reached",), "word": ("is",)}
"""Kind of measure → comparisons that mean something; those of numbers for all others."""


@dataclass(frozen=True)
class Comparison:
    """A condition understood: a measure, how it is compared, and with what, in the measure's own unit."""

    measure: str
    kind: Kind
    operator: str
    value: Value
    lasts: float
    """Days for which it must have held."""

    def holds(self, found: Value) -> bool:
        """Whether a value of the measure is as asked; where there is none yet, it is not."""
        return found is not None and COMPARES[self.operator](found, self.value)

    def said(self) -> str:
        """Return the comparison as text: `< 0.4`, `local`, `reached`."""
        return f"{SIGNS.get(self.operator, '')}{say(self.kind, self.value)}"


@dataclass(frozen=True)
class Truth:
    """When a condition is true: the days on which it turns, first to true. False before the first."""

    changes: tuple[float, ...]

    def at(self, day: float) -> bool:
        """Return whether it is true at a moment, after all that happened at it."""
        return bisect_right(self.changes, day) % 2 == 1


def comparison_of(condition: Condition, known: Collection[str] | None = None) -> Comparison:
    """Return a condition with its value read.

    Parameters: `known`: the names of the catalogue; without it only the family of the measure is looked at.
    Raises: `BadQuantity` for a measure that is not there, a comparison that means nothing for it, or a
    value that cannot be read.
    """
    name = condition.measure
    family = name.partition(".")[0]
    if family not in FAMILIES or (known is not None and name not in known):
        names = FAMILIES if family not in FAMILIES or known is None else known
        message = f"there is no measure {quote(name)}"
        allowed = ", ".join(f"{each}.…" for each in FAMILIES)
        raise BadQuantity(message, allowed=allowed, suggestion=nearest(name, names))
    kind = FAMILIES[family]
    operator_, written = _comparison(condition)
    allowed_here = ALLOWED.get(kind, ORDERED)
    if operator_ not in allowed_here:
        message = f"{quote(name)} cannot be asked with {quote(operator_)}"
        raise BadQuantity(message, allowed=", ".join(allowed_here))
    return Comparison(name, kind, operator_, _read(kind, written), condition.for_)


def _comparison(condition: Condition) -> tuple[str, Any]:
    """Return the one comparison that a condition makes."""
    given = {"is": condition.is_} | {each: getattr(condition, each) for each in (*ORDERED, "reached")}
    return next((name, value) for name, value in given.items() if value is not None)


def _read(kind: Kind, written: Any) -> Value:
    match kind:
        case "dollars":
            return quantities.dollars(written) if isinstance(written, str) else number(written)
        case "count":
            return quantities.people(written) if isinstance(written, str) else number(written)
        case "share":
            return share(written)
        case "reached":
            return bool(written)
        case "word":
            return _word(written)


def _word(written: Any) -> str:
    if written not in WORDS:
        message = f"{quote(written)} is nobody's authority"
        raise BadQuantity(message, allowed=", ".join(WORDS), suggestion=nearest(str(written), WORDS))
    return str(written)


def say(kind: Kind, value: Value) -> str:
    """Return a value of a measure as text."""
    if value is None:
        return "nothing yet"
    match kind:
        case "dollars":
            return quantities.say_dollars(round(float(value)))
        case "share":
            return f"{float(value):.3g}"
        case "reached":
            return "reached" if value else "not reached"
        case _:
            return str(value)


def truth(condition: Condition, outcome: Outcome) -> Truth:
    """Return when a condition is true in an outcome, `for` taken into account.

    It turns true when it has held for so long, and false when it no longer holds.
    Raises: `BadQuantity` as `comparison_of`; `KeyError` where the outcome's plan has no such measure.
    """
    asked = comparison_of(condition)
    spans = [(begin + asked.lasts, end) for begin, end in _stretches(asked, outcome)]
    horizon = outcome.plan.horizon
    turns = [day for begin, end in spans if begin < end and begin <= horizon for day in (begin, end)]
    return Truth(tuple(each for each in turns if each < math.inf))


def _stretches(asked: Comparison, outcome: Outcome) -> list[tuple[float, float]]:
    """Return the spans of days in which the comparison holds, from D+0 on; the last one may be open."""
    found = series(outcome, asked.measure)
    held = [(0.0, asked.holds(found.before)), *((day, asked.holds(value)) for day, value in found.changes())]
    turns = steps_of(held, before=False).times
    return list(zip(turns[::2], (*turns[1::2], math.inf), strict=False))


def why(condition: Condition, outcome: Outcome, day: float) -> str:
    """Return in words what makes a condition true, or keeps it false, at a moment.

    `condition.alpha.north.security 0.38 < 0.4 for 3 d since D+41`
    """
    asked = comparison_of(condition)
    found = series(outcome, asked.measure).at(day)
    value = say(asked.kind, found)
    stretch = next((each for each in _stretches(asked, outcome) if each[0] <= day < each[1]), None)
    if stretch is None:
        return f"{asked.measure} {value}" + ("" if asked.kind == "reached" else f", not {asked.said()}")
    since, held = stretch[0], day - stretch[0]
    short = f", not yet for {_days(asked.lasts)}" if held < asked.lasts else ""
    said = asked.said() if asked.said() == value else f"{value} {asked.said()}"
    return f"{asked.measure} {said} for {_days(held)} since D+{since:.1f}{short}"


def _days(days: float) -> str:
    return f"{round(days, 1):g} d"
