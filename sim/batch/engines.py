"""The engines that play futures: SimPy, the compiled one, or both beside each other.

All leave the same. Which of them plays where nobody says is `deciding`; how one is asked is `players`.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Plan

TOLERANCE = 1e-9
"""Days, and dollars, by which two engines may differ."""
BLOCK = 100
"""Futures that are drawn at once: their values are what a worker holds in memory."""
LEARNING = 20
"""Futures for which all is drawn that may be."""


class Engine(StrEnum):
    """Who plays; `AUTO`: whoever is done first."""

    AUTO = "auto"
    SIMPY = "simpy"
    COMPILED = "compiled"
    BOTH = "both"


def agree(one: float, other: float) -> bool:
    """Whether two engines say the same of a number; NaN is where there is none."""
    return abs(one - other) <= TOLERANCE or (math.isnan(one) and math.isnan(other))


def uncovered(plan: Plan) -> list[str]:
    """Return what of a plan the compiled engine does not cover, in words."""
    from sim.compiled.coverage import coverage  # noqa: PLC0415  Numba is slow to load

    return coverage(plan)


def blocks(futures: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the futures in blocks; the first is small: what it draws says what the others need."""
    yield futures[:LEARNING]
    for first in range(LEARNING, len(futures), BLOCK):
        yield futures[first : first + BLOCK]
