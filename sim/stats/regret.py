"""Regret: what a choice cost more, in one future, than the best choice that could have been made for it.

Which choices there are and what they cost is known to who asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def regrets(losses: Floats) -> Floats:
    """Return the regret of each choice in each future: 0 where no other would have been better.

    Parameters: `losses`: what each choice cost, shape (choices, futures); less is better.
    Source: Savage, The Theory of Statistical Decision (1951).

    >>> regrets(np.array([[3.0, 5.0], [4.0, 1.0]])).tolist()
    [[0.0, 4.0], [1.0, 0.0]]
    """
    return np.asarray(losses - losses.min(axis=0))
