"""What operations draw on, laid into the Plan: calendars, pools, mechanisms, funds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.domain.funding import lay_fund
from sim.plan import NONE, Policy
from sim.plan import Pool as PlanPool
from sim.scenario.calendars import calendar_of, fiscal_year_end

if TYPE_CHECKING:
    from sim.domain.laying import Path
    from sim.scenario.compiling.sheet import Sheet

UNLIMITED = 2**62


def lay_resources(sheet: Sheet) -> None:
    """Lay calendars, pools, mechanisms and funds."""
    scenario, table = sheet.scenario, sheet.table
    for name, calendar in scenario.calendars.items():
        table.calendar(calendar_of(name, calendar, start=sheet.start, horizon=scenario.horizon))
    for name in scenario.pools:
        lay_pool(sheet, name)
    for index, pool in enumerate(scenario.pools.values()):
        if pool.becomes:
            table.pool_list[index] = replace(table.pool_list[index], becomes=table.pools[pool.becomes])
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
    """Lay one pool and what is random about it."""
    pool, table = sheet.scenario.pools[name], sheet.table
    path: Path = ("pools", name)

    def draw(field: str, rounds: int = 1) -> int:
        law = getattr(pool, field)
        if law is None:
            return NONE
        return table.draw(law, key=f"pools/{name}/{field}", path=(*path, field), rounds=rounds)

    table.pool(
        PlanPool(
            id=name,
            size=pool.size,
            kind=pool.kind,
            policy=Policy(pool.queue),
            may_pass=pool.may_pass,
            yields=draw("yields"),
            rest=draw("rest"),
            attrition=draw("attrition"),
            path=".".join(map(str, path)),
        )
    )


def _forever(written: str) -> bool:
    return written == "never"
