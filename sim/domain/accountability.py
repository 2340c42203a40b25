"""Accountability: what people on the ground cost per day.

Pure arithmetic over heads; `sim.measures.cost` adds it up over a run. Dollars may be fractional
here, since these are estimates and not postings of the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.operation import YEAR

if TYPE_CHECKING:
    from sim.plan import Force


def force_cost_per_day(force: Force, troops: float) -> float:
    """Return dollars a day for some troops of a force: full cost x (share of the force)^elasticity.

    Cost is not proportional to heads: half of the troops cost more than half of the dollars.
    Formula: n0 c / 365.25 (n / n0)^e with n0 `force.troops`, c `force.troop_year` (dollars per
    person-year at full strength), e `force.elasticity`.
    Source: Iraq 2009-10, spending down 25 % while troops fell 46 %, e = ln .75 / ln .54 = 0.47
    (F 61, D).
    """
    if troops <= 0.0 or force.troops == 0:
        return 0.0
    full = force.troops * force.troop_year / YEAR
    return float(full * (troops / force.troops) ** force.elasticity)


def people_cost_per_day(people: float, person_year: float) -> float:
    """Return dollars a day for civilians or police: heads x dollars per person-year / 365.25."""
    return people * person_year / YEAR
