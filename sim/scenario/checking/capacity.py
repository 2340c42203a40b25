"""How much can ever be there: of a pool, with what joins it, and of a fund, with what is asked for.

Whether somebody wants more is `amounts`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.domain.readiness import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.schema import Scenario
    from sim.scenario.schema.resources import Fund, Pool


def capacities(scenario: Scenario) -> dict[str, int]:
    """Return pool → its size and the sizes of all pools whose people join it, recruits among them."""
    found = {name: _largest(pool) for name, pool in scenario.pools.items()}
    for name, pool in scenario.pools.items():
        for joined in _successors(scenario, name):
            found[joined] += pool.size + _recruits(pool, scenario.horizon)
    return found


def specialists(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Return (pool, skill) → the most who can ever be there, of every skill that a pool has."""
    found: dict[tuple[str, str], int] = {
        (name, skill): in_share(_largest(pool), people, pool.size)
        for name, pool in scenario.pools.items()
        for skill, people in pool.skills.items()
    }
    for name, pool in scenario.pools.items():
        ever = pool.size + _recruits(pool, scenario.horizon)
        for joined in _successors(scenario, name):
            for skill, people in pool.skills.items():
                if (joined, skill) in found:
                    found[joined, skill] += in_share(ever, people, pool.size)
    return found


def in_share(total: int, part: int, whole: int) -> int:
    """Return the most people of a skill among some who are divided as a corps is."""
    return math.ceil(total * part / whole) if whole else 0


def _successors(scenario: Scenario, name: str) -> Iterator[str]:
    """Yield the pools that the people of a pool join, one after the other."""
    seen, joined = {name}, scenario.pools[name].becomes
    while joined in scenario.pools and joined not in seen:
        yield joined
        seen.add(joined)
        joined = scenario.pools[joined].becomes


def _largest(pool: Pool) -> int:
    return pool.size if pool.intake is None else max(pool.size, pool.intake.target)


def _recruits(pool: Pool, horizon: float) -> int:
    """Return the most recruits of a whole run."""
    return 0 if pool.intake is None else math.ceil(pool.intake.per_month * horizon / MONTH)


def most_money(fund: Fund) -> int:
    """Return the most that a fund can ever hold at once, in dollars."""
    return max(fund.opening, fund.replenish.to if fund.replenish else 0)
