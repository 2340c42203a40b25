"""What chance and blows do to an operation, laid into the Plan: risks, correlation, shocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.distributions import Chance
from sim.domain.laying import Path, Where
from sim.plan import NONE, Correlation, Risk
from sim.scenario.arrivals import WATCH
from sim.scenario.striking import Struck, blows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Shock
    from sim.scenario.compiling.sheet import Sheet


def lay_chance(sheet: Sheet) -> None:
    """Lay risks and correlations, per operation."""
    for index, operation in enumerate(sheet.table.operations):
        where = Where(index, operation.id)
        if operation.id in {"funds", WATCH}:
            continue
        for name in sheet.scenario.risks:
            lay_risk(sheet, where, name)
        for group in sheet.scenario.correlate:
            found = [
                sheet.table.laid[i].step.duration for s in group.steps for i in sheet.table.find(where, s)
            ]
            draws = tuple(dict.fromkeys(each for each in found if each != NONE))
            if len(draws) > 1:
                sheet.table.correlations.append(Correlation(draws, group.rho))


def lay_risk(sheet: Sheet, where: Where, name: str) -> None:
    """Lay one risk of one operation."""
    risk, table = sheet.scenario.risks[name], sheet.table
    key = f"{where.operation_id}/risk/{name}"
    scales = []
    for pattern, law in risk.scale.items():
        named = covering(pattern)
        scaled = tuple(
            i
            for i, draw in enumerate(table.draws)
            if draw.operation == where.operation and named.fullmatch(draw.path)
        )
        if scaled:
            path: Path = ("risks", name, "scale", pattern)
            factor = table.draw(law, key=f"{key}/{pattern}", path=path, operation=where.operation)
            scales.append((factor, scaled))
    happens = table.draw(
        Chance(risk.chance), key=key, path=("risks", name, "chance"), operation=where.operation
    )
    table.risks.append(Risk(f"{where.operation_id}.{name}", happens, tuple(scales)))


def shocks(sheet: Sheet) -> Iterator[Shock]:
    """Yield the declared blows, in order of day."""
    table = sheet.table
    struck = Struck(table.operations, table.pool_list, table.fund_list, table.theatres)
    for declared in sorted(sheet.scenario.shocks, key=lambda each: sheet.day(each.at)):
        yield from blows(struck, declared, sheet.day(declared.at))


def covering(pattern: str) -> re.Pattern[str]:
    """Return what a risk's path names: the quantities of that path, or whose duration it is."""
    parts = ("[^.]*" if each == "*" else re.escape(each) for each in pattern.split("."))
    return re.compile(rf"{re.escape('.').join(parts)}(\.duration)?")
