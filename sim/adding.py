"""Adding numbers that are no whole ones, to the same bits on every Python.

What is added, and what it means, is known to whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def added(numbers: Iterable[float]) -> float:
    """Return the sum of some numbers, added one after the other, as the compiled engine adds them too.

    `sum` does so on Python 3.11 only: later ones carry what rounding loses, and end in another last bit.

    >>> added([0.1] * 10)
    0.9999999999999999
    """
    total = 0.0
    for each in numbers:
        total += each
    return total
