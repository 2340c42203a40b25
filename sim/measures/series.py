"""A quantity as it changes in the course of one run: its value from a moment on.

What a series is of is said by `catalogue`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = float | bool | str | None
"""Dollars, people, a level, whether something is reached, a word; None where there is nothing yet."""


@dataclass(frozen=True)
class Steps:
    """A step series.

    `times`: days since D+0, rising; `values`: what holds from each of them on; `before`: until the first.
    """

    times: tuple[float, ...]
    values: tuple[Value, ...]
    before: Value = None

    def at(self, day: float) -> Value:
        """Return the value at a moment, after all that happened at it."""
        place = bisect_right(self.times, day)
        return self.values[place - 1] if place else self.before

    def changes(self) -> Iterator[tuple[float, Value]]:
        """Yield each moment and the value from then on."""
        return zip(self.times, self.values, strict=True)


def steps_of(rows: Iterable[tuple[float, Value]], *, before: Value = None) -> Steps:
    """Return the series of rows in order of time; of one moment the last row counts, of no change none.

    >>> steps_of([(0.0, 4), (2.0, 3), (2.0, 1), (5.0, 1)])
    Steps(times=(0.0, 2.0), values=(4, 1), before=None)
    """
    times: list[float] = []
    values: list[Value] = []
    for time, group in groupby(rows, key=lambda row: row[0]):
        value = [each for _, each in group][-1]
        if value != (values[-1] if values else before):
            times.append(time)
            values.append(value)
    return Steps(tuple(times), tuple(values), before)
