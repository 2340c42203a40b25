"""What is asked of a batch, and the parts into which its futures fall.

Parts depend on what is asked alone, never on who plays them, so that the same request leaves the same
files. Precision is looked at after preset numbers of runs only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.measures.cost import ALL_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from sim.batch.results import Results
    from sim.stats import Estimate

PART = 1000
"""Runs in a part: what a killed study may have to play again, and what a file holds."""
FIRST_LOOK = 200
"""Runs before precision is first looked at; each further look comes at twice as many."""
COST = "cost"


class Criterion(Protocol):
    """When a batch has been played often enough; `sim.batch.stopping` has them."""

    @property
    def quantity(self) -> str:
        """The milestone, or `cost`, that it looks at."""

    @property
    def half_width(self) -> float:
        """How far the ends of the interval may lie from the value, in the unit of the estimate."""

    def estimate(self, values: NDArray[np.float64], *, confidence: float) -> Estimate:
        """Return what is estimated from the quantity's value in every run."""

    def __str__(self) -> str:
        """Return it as it is written."""


@dataclass(frozen=True)
class Request:
    """So many futures of a seed; with `until`, at most so many and only until it is met."""

    seed: int
    n: int
    until: Criterion | None = None

    @property
    def worth(self) -> int:
        """How many runs are reckoned with when an engine is chosen: a precision may be reached early."""
        return self.n if self.until is None else min(self.n, PART)

    @cached_property
    def looks(self) -> tuple[int, ...]:
        """Numbers of runs after which precision is looked at; the last is all of them."""
        return (*_looks_below(self.n), self.n) if self.until is not None else (self.n,)

    @cached_property
    def parts(self) -> tuple[range, ...]:
        """The futures in parts, none of which lies across a look."""
        edges = sorted({*range(0, self.n, PART), *self.looks})
        return tuple(range(first, last) for first, last in pairwise(edges))


def _looks_below(most: int) -> Iterator[int]:
    size = FIRST_LOOK
    while size < most:
        yield size
        size *= 2


def watched(results: Results, quantity: str) -> NDArray[np.float64]:
    """Return a quantity in every run: days of a milestone (infinite: not reached), or whole dollars."""
    return results.cost() if quantity == COST else results.days(quantity)


def watched_names(quantity: str) -> tuple[str, ...]:
    """Return the numbers of a row that a quantity is made of."""
    return tuple(f"cost.{each}" for each in ALL_KINDS) if quantity == COST else (quantity,)
