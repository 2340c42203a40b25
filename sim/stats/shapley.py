"""Shapley shares: who earned how much of what a group earns together.

Each player gets what it adds when it joins those who came before, averaged over orders of joining. Any
set of orders shares out the whole sum; orders drawn evenly from all make the shares unbiased. Source:
Shapley, "A value for n-person games", 1953; by sampled orders: Castro, Gomez & Tejada, Computers &
Operations Research 36, 2009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Worth = Callable[[frozenset[int]], NDArray[np.float64] | float]


def marginals(order: Sequence[int], worth: Worth) -> NDArray[np.float64]:
    """Return what each player adds when all join in an order.

    Parameters: `order`: players 0 to k-1, each once; `worth`: what a group is worth, a number or an
    array of numbers. Returns: shape (k, …), by player; they add up to what all are worth less what
    nobody is.

    >>> marginals([1, 0], lambda group: 10.0 * len(group) + (5.0 if len(group) == 2 else 0.0))
    array([15., 10.])
    """
    groups = [frozenset(order[:joined]) for joined in range(len(order) + 1)]
    steps = np.diff(np.array([worth(each) for each in groups], dtype=np.float64), axis=0)
    found = np.empty_like(steps)
    found[list(order)] = steps
    return found


def shapley(orders: Iterable[Sequence[int]], worth: Worth) -> NDArray[np.float64]:
    """Return each player's share, the mean of its marginals over some orders; shape (k, …)."""
    return np.asarray(np.mean([marginals(each, worth) for each in orders], axis=0))
