"""Work that goes faster since something else was done before: pre-plans and lessons learned.

By what factor is said by the Plan (`Ease`); here it is applied and written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.watchlist import eased
from sim.trace import EaseRow

if TYPE_CHECKING:
    from sim.engine.network import Network


def eased_days(network: Network, round_: int, days: float) -> float:
    """Return the days of work of a round that begins now, and write down what is saved."""
    step = network.step_of[round_]
    factors = (
        each.factor
        for each in network.steps[step].eased
        if any(network.reached(before) for before in each.steps)
    )
    shorter = eased(days, factors)
    if shorter != days:
        factor = shorter / days
        turn = network.turn_of[round_]
        network.eases.append(EaseRow(network.env.now, step, turn, factor, days - shorter))
    return shorter
