"""What operations draw on, laid into the Plan: calendars, pools, mechanisms, funds."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.domain.funding import lay_fund
from sim.domain.readiness import MONTH, in_proportion
from sim.domain.skills import by_skill, divided, pool_name, successor
from sim.plan import NONE, Intake, Policy
from sim.plan import Pool as PlanPool
from sim.scenario.calendars import calendar_of, fiscal_year_end

if TYPE_CHECKING:
    from sim.domain.laying import Path
    from sim.scenario.compiling.sheet import Sheet
    from sim.scenario.schema.resources import Intake as IntakeDeclared

UNLIMITED = 2**62


def lay_resources(sheet: Sheet) -> None:
    """Lay calendars, pools, mechanisms and funds."""
    scenario, table = sheet.scenario, sheet.table
    for name, calendar in scenario.calendars.items():
        table.calendar(calendar_of(name, calendar, start=sheet.start, horizon=scenario.horizon))
    for name in scenario.pools:
        lay_pool(sheet, name)
    for name in scenario.pools:
        join_successors(sheet, name)
    for name, mechanism in scenario.mechanisms.items():
        table.pool(
            PlanPool(
                id=f"mechanism:{name}",
                size=mechanism.ceiling,
                kind="mechanism",
                may_pass=True,
                consumed=True,
                expires=expiry(sheet, mechanism.expires),
                path=f"mechanisms.{name}",
            )
        )
    if scenario.doctrine.programmes:
        table.pool(
            PlanPool("mechanism:open_competition", UNLIMITED, "mechanism", may_pass=True, consumed=True)
        )
    names = [each.id for each in table.operations]
    for name, fund in scenario.funds.items():
        lay_fund(table, name, fund, expires=expiry(sheet, fund.expires), operations=names)


def expiry(sheet: Sheet, written: str) -> float:
    """Return the day on which a fund lapses, or after which nothing is ordered through a mechanism."""
    if written == "fiscal_year":
        return fiscal_year_end(sheet.start)
    return float("inf") if _forever(written) else sheet.day(written)


def lay_pool(sheet: Sheet, name: str) -> None:
    """Lay one pool and what is random about it: its generalists, then a pool for each of its skills."""
    pool, table = sheet.scenario.pools[name], sheet.table
    path: Path = ("pools", name)

    def draw(field: str, rounds: int = 1) -> int:
        law = getattr(pool, field)
        if law is None:
            return NONE
        return table.draw(law, key=f"pools/{name}/{field}", path=(*path, field), rounds=rounds)

    laid = PlanPool(
        id=name,
        size=pool.size,
        kind=pool.kind,
        policy=Policy(pool.queue),
        may_pass=pool.may_pass,
        yields=draw("yields"),
        rest=draw("rest"),
        attrition=draw("attrition"),
        path=".".join(map(str, path)),
        service=pool.service,
        rests_there=pool.dwell == "next",
        provider=pool.provider or "",
        agency=pool.agency or "",
        year_cost=pool.cost or 0.0,
    )
    first, before = NONE, 0
    for skill, people in divided(pool.size, pool.skills).items():
        each = replace(laid, id=pool_name(name, skill), size=people, skill=skill, corps=first, before=before)
        index, before = table.pool(each), before + people
        first = index if first == NONE else first
    if pool.intake is not None:
        lay_intake(sheet, name, pool.intake)


def join_successors(sheet: Sheet, name: str) -> None:
    """Say of each pool of a corps which one its members pass on to: that of the same skill, if any."""
    pools, table = sheet.scenario.pools, sheet.table
    then = pools[name].becomes
    if then:
        for skill, own in by_skill(name, pools[name].skills):
            index, joined = table.pools[own], successor(then, skill, pools[then].skills)
            table.pool_list[index] = replace(table.pool_list[index], becomes=table.pools[joined])


def lay_intake(sheet: Sheet, name: str, intake: IntakeDeclared) -> None:
    """Lay the recruitment of a corps; its skills grow in their proportion, with one training a month."""
    table = sheet.table
    members = table.corps(name)
    training = table.draw(
        intake.training,
        key=f"pools/{name}/intake/training",
        path=("pools", name, "intake", "training"),
        rounds=max(1, math.floor(sheet.scenario.horizon / MONTH)),
    )
    targets = in_proportion([table.pool_list[each].size for each in members], intake.target)
    table.intakes.append(Intake(members, targets, intake.per_month, training))


def _forever(written: str) -> bool:
    return written == "never"
