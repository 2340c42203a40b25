"""A value of a scenario times a factor: numbers, quantities with units, and distributions of them.

Paths and patches are not known here; `at` is only what a refusal calls the value.
"""

from __future__ import annotations

import math
from typing import Any

from sim import quantities
from sim.errors import BadQuantity, quote
from sim.scenario.values import FAMILIES, UNITLESS

SCALABLE = "a number, a quantity with its unit, or a distribution"


def is_factor(value: Any) -> bool:
    """Return whether a value is a finite number above 0."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and 0 < value < math.inf


def scaled(value: Any, factor: float, *, at: str) -> Any:
    """Return a value times a factor, in the form in which it was written.

    Whole numbers, dollars and people are rounded and stay whole, so a share of 1 is written 1.0.
    A distribution scales the numbers that carry its unit, not its shape.
    Raises: `BadQuantity` for what has no size: text, lists, parts with several values.

    >>> scaled({"pert": ["2 d", "5 d", "14 d"]}, 2.0, at="duration")
    {'pert': ['4 d', '10 d', '28 d']}
    """
    if isinstance(value, dict):
        return _law(value, factor, at)
    if isinstance(value, int) and not isinstance(value, bool):
        return round(quantities.times(value, factor))
    return _number(value, factor, at)


def _number(value: Any, factor: float, at: str) -> float | str:
    """Return one number of a distribution, or any that is not whole, times a factor."""
    if isinstance(value, str):
        return quantities.scaled(value, factor)
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"{quote(at)} cannot be scaled"
        raise BadQuantity(message, allowed=SCALABLE)
    product = float(quantities.times(value, factor))
    if not math.isfinite(product):
        message = f"{quote(at)} becomes too large"
        raise BadQuantity(message)
    return product


def _law(value: dict[str, Any], factor: float, at: str) -> dict[str, Any]:
    family = next(iter(value), "")
    if len(value) != 1 or family not in {*FAMILIES, "discrete"}:
        raise _refusal(value, at)
    inner = value[family]
    if family == "discrete":
        return {family: _pairs(inner, factor, at)}
    names = FAMILIES[family][1]
    if isinstance(inner, dict):
        return {family: {name: _part(name, each, factor, at=at) for name, each in inner.items()}}
    if isinstance(inner, list) and len(inner) == len(names):
        pairs = zip(names, inner, strict=True)
        return {family: [_part(name, each, factor, at=at) for name, each in pairs]}
    message = f"{family} takes {', '.join(names)}"
    raise BadQuantity(message)


def _part(name: str, value: Any, factor: float, *, at: str) -> Any:
    return value if name in UNITLESS else _number(value, factor, at)


def _pairs(inner: Any, factor: float, at: str) -> list[list[Any]]:
    """Return values and weights, the values scaled; two that become equal both stay."""
    items = inner.items() if isinstance(inner, dict) else inner
    try:
        pairs = [(outcome, weight) for outcome, weight in items]
    except (TypeError, ValueError):
        message = "discrete takes [[value, weight], …]"
        raise BadQuantity(message) from None
    return [[_number(outcome, factor, at), weight] for outcome, weight in pairs]


def _refusal(value: dict[str, Any], at: str) -> BadQuantity:
    if "empirical" in value:
        message = f"{quote(at)} is read from a file of observations and cannot be scaled"
        return BadQuantity(message, allowed=SCALABLE)
    suggestion = f"{at}.duration" if "duration" in value else ""
    message = f"{quote(at)} holds several values; a factor scales one of them"
    return BadQuantity(message, allowed=", ".join(value), suggestion=suggestion)
