"""Other sizes of pools and funds in a Plan that is there already: the resources alone are laid again.

Compiling a scenario anew for each of many sizes is most of the work of trying them. Whether anything else
in the Plan hangs on a size is found out by whoever asks, by compiling two sizes whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sim.plan import Account
from sim.scenario.arrivals import with_arrivals
from sim.scenario.compiling.crises import lay_operations
from sim.scenario.compiling.resources import lay_resources
from sim.scenario.compiling.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Fund, Intake, Plan, Pool, Step
    from sim.scenario.schema import Scenario


class Resources(NamedTuple):
    """What a scenario has to give: pools, funds and recruitment, as they stand first in its Plan."""

    pools: tuple[Pool, ...]
    funds: tuple[Fund, ...]
    intakes: tuple[Intake, ...]


def resources_of(scenario: Scenario) -> Resources:
    """Return the resources of a checked scenario, without the rest of its Plan."""
    sheet = Sheet(with_arrivals(scenario), lambda _: ("", ""))
    lay_operations(sheet)
    lay_resources(sheet)
    table = sheet.table
    return Resources(tuple(table.pool_list), tuple(table.fund_list), tuple(table.intakes))


def with_resources(plan: Plan, own: Resources) -> Plan:
    """Return a Plan with resources of other sizes, the rest as it is."""
    pools, funds, intakes = own
    return replace(
        plan,
        pools=(*pools, *plan.pools[len(pools) :]),
        funds=(*funds, *plan.funds[len(funds) :]),
        intakes=(*intakes, *plan.intakes[len(intakes) :]),
        steps=tuple(_apportioning(each, funds) for each in plan.steps),
    )


def _apportioning(step: Step, funds: Sequence[Fund]) -> Step:
    """Return a step that apportions a fund with all that the fund now has; any other as it is."""
    if not any(each.source is Account.APPROPRIATED for each in step.postings):
        return step
    changed = tuple(
        replace(each, amounts=(funds[each.fund].opening,)) if each.source is Account.APPROPRIATED else each
        for each in step.postings
    )
    return replace(step, postings=changed)
