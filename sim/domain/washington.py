"""How many operations Washington can manage at once: the loss formula for slots without a queue.

How slots are asked for and kept is a matter of declared steps (`tasks`); this is the arithmetic to
hold them against.
"""

from __future__ import annotations


def load_of(phase_days: float, every_days: float) -> float:
    """Return the offered load: how many operations would be in their phase at once, were none refused.

    Little's law: onsets a day times days in the phase. Both above 0.
    """
    return phase_days / every_days


def erlang_loss(slots: int, load: float) -> float:
    """Return the share of operations that find no slot free and are refused.

    Erlang's B, by its recursion B(n) = a B(n-1) / (n + a B(n-1)), B(0) = 1. It holds for onsets at
    random and any law of the phase's length with the same mean. Source: A. K. Erlang, 1917.

    >>> [round(erlang_loss(slots, load), 2) for slots, load in ((3, 3.5), (3, 1.0), (4, 3.5))]
    [0.4, 0.06, 0.26]
    """
    loss = 1.0
    for n in range(1, slots + 1):
        loss = load * loss / (n + load * loss)
    return loss
