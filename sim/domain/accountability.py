"""Accountability: what people on the ground cost per day, and when a capability has paid for itself.

Pure arithmetic over heads and dollars; `sim.measures.cost` adds it up over a run. Dollars may be
fractional here, since these are estimates and not postings of the ledger.
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


def break_even_days(cost: float, troops: float, *, troop_year: float, elasticity: float = 1.0) -> float:
    """Return how many days sooner some troops must leave so that what it saves repays a cost.

    Parameters: `cost`: dollars; `troops`: heads that leave; `troop_year`: dollars per person-year;
    `elasticity`: of force cost to heads: below 1 a force that leaves in part saves less, at the
    margin of a full force elasticity x heads.
    Formula: cost x 365.25 / (troops x troop_year x elasticity); infinite where nothing is saved.
    Source: FACTS part 2: 75.2 M USD against 10,000 troops at 1 M USD a year are 2.7 days (D).
    """
    saved_per_day = troops * troop_year * elasticity / YEAR
    return cost / saved_per_day if saved_per_day > 0.0 else float("inf")


def expected_relapse_cost(chance: float, operation_cost: float) -> float:
    """Return the dollars that a relapse costs on average: its chance x what the operation cost.

    A relapse is taken to cost what the operation did: 5 % more relapse of a 10 bn USD operation
    wipes out 500 M USD (FACTS part 2, D).
    """
    return chance * operation_cost
