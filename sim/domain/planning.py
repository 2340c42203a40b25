"""Civil and military planners together or apart: what it does to rework and to embedding.

Two factors, applied when a scenario is laid into the Plan; what is planned is declared (`tasks`).
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.distributions import Distribution

MOST_REWORK = 0.95
"""Chance above which a joint plan is not sent back, however far apart its planners are (J)."""
PURE = ("shape", "weights")
"""Parameters of a law that carry no days."""


def sent_back(chance: float, factor: float) -> float:
    """Return the chance that joint work is sent back when its planners are apart."""
    return min(max(chance, MOST_REWORK), chance * factor)


def stretched(law: Distribution, factor: float) -> Distribution:
    """Return a law of days with every value times a factor, quantile by quantile."""
    changed = {
        each.name: _times(getattr(law, each.name), factor) for each in fields(law) if each.name not in PURE
    }
    return replace(law, **changed)


def _times(value: Any, factor: float) -> Any:
    return tuple(each * factor for each in value) if isinstance(value, tuple) else value * factor
