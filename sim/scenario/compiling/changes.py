"""What chance and blows do to an operation, laid into the Plan: risks, correlation, shocks."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from sim.distributions import Chance
from sim.domain.laying import Path, Where
from sim.domain.readiness import in_proportion
from sim.plan import NONE, Correlation, Risk, Shock, ShockKind
from sim.scenario.arrivals import WATCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.compiling.sheet import Sheet
    from sim.scenario.schema.changes import ShockDeclared


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
        scaled = tuple(
            i
            for i, draw in enumerate(table.draws)
            if draw.operation == where.operation and covers(pattern, draw.path)
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
    for declared in sorted(sheet.scenario.shocks, key=lambda each: sheet.day(each.at)):
        yield from blows(sheet, declared)


def blows(sheet: Sheet, declared: ShockDeclared) -> Iterator[Shock]:
    """Yield the single blows of one declared shock."""
    day, why = sheet.day(declared.at), declared.why or ""
    for name, dollars in declared.withdraw.items():
        yield Shock(day, ShockKind.WITHDRAW, sheet.table.funds[name], dollars, why=why)
    for name, heads in declared.lose.items():
        for pool, lost in losses(sheet, name, heads):
            yield Shock(day, ShockKind.LOSE, pool, lost, why=why)
    for where, change in declared.shift.items():
        yield from shifts(sheet, where, change, day=day, why=why)


def losses(sheet: Sheet, name: str, heads: int) -> list[tuple[int, int]]:
    """Return (pool, heads) of a blow: a corps with skills loses of all of them in proportion."""
    members = sheet.table.corps(name)
    lost = in_proportion([sheet.table.pool_list[each].size for each in members], heads)
    return [pair for pair in zip(members, lost, strict=True) if pair[1] or len(members) == 1]


def shifts(sheet: Sheet, where: str, change: float, *, day: float, why: str) -> Iterator[Shock]:
    """Yield the shifts of every condition that `crisis.province.sector` names."""
    for index, theatre in enumerate(sheet.table.theatres):
        crisis = sheet.table.operations[theatre.operation].id
        for place, province in enumerate(theatre.provinces):
            for kind, sector in enumerate(theatre.sectors):
                if fnmatch.fnmatchcase(f"{crisis}.{province.id}.{sector}", where):
                    yield Shock(day, ShockKind.SHIFT, index, change, place, kind, why)


def covers(pattern: str, path: str) -> bool:
    """Whether a risk's path names a quantity: the path itself, or the part whose duration it is."""
    return any(_same(pattern, each) for each in (path, path.removesuffix(".duration")))


def _same(pattern: str, path: str) -> bool:
    wanted, found = pattern.split("."), path.split(".")
    return len(wanted) == len(found) and all(w in {"*", f} for w, f in zip(wanted, found, strict=True))
