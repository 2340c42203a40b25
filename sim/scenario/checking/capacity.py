"""How much can ever be there: of a pool, with what joins it, and of a fund, with what is asked for.

Whether somebody wants more is `amounts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.resources import Fund


def capacities(scenario: Scenario) -> dict[str, int]:
    """Return pool → its size and the sizes of all pools whose people join it after a rest."""
    found = {name: pool.size for name, pool in scenario.pools.items()}
    for name, pool in scenario.pools.items():
        seen, joined = {name}, pool.becomes
        while joined in found and joined not in seen:
            found[joined] += pool.size
            seen.add(joined)
            joined = scenario.pools[joined].becomes
    return found


def most_money(fund: Fund) -> int:
    """Return the most that a fund can ever hold at once, in dollars."""
    return max(fund.opening, fund.replenish.to if fund.replenish else 0)
