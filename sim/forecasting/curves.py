"""A measure over one future as arrays: what conditions and fans are reckoned from.

Both engines leave the same curve; what it is of is said by `sim.measures.catalogue`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.measures.catalogue import WORDS, series

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.measures.series import Value
    from sim.trace import Outcome

    Floats = NDArray[np.float64]


class Curve(NamedTuple):
    """A step function. `times`: days, rising; `values`: from each of them on; `before`: until the first.

    What is reached is 1, else 0; a word is its place among `WORDS`; where there is no value it is NaN.
    """

    times: Floats
    values: Floats
    before: float

    def at(self, days: Floats) -> Floats:
        """Return the values on some days, after all that happened then."""
        place = np.searchsorted(self.times, days, side="right")
        return np.concatenate([[self.before], self.values])[place]


def curve_of(outcome: Outcome, name: str) -> Curve:
    """Return a measure of an outcome. Raises: `KeyError` where its plan has none of that name."""
    found = series(outcome, name)
    values = np.array([number_of(each) for each in found.values], dtype=np.float64)
    return Curve(np.array(found.times, dtype=np.float64), values, number_of(found.before))


NOTHING = np.empty(0)


def reached_on(day: float) -> Curve:
    """Return the curve of what is reached on a day; NaN: never."""
    return Curve(NOTHING, NOTHING, 0.0) if np.isnan(day) else Curve(np.array([day]), np.ones(1), 0.0)


def number_of(value: Value) -> float:
    """Return a value of a measure as a number.

    >>> [number_of(each) for each in (True, 12, "local", None)]
    [1.0, 12.0, 2.0, nan]
    """
    if value is None:
        return float("nan")
    return float(WORDS.index(value)) if isinstance(value, str) else float(value)
