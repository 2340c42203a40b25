"""The dates to report and the promises to hold them against, laid into the Plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.laying import Where
from sim.plan import Target, When
from sim.scenario.compiling.sheet import BARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.compiling.sheet import Sheet


def lay_milestones(sheet: Sheet) -> None:
    """Lay the dates to report: those of every operation, then the declared ones."""
    table = sheet.table
    for index, operation in enumerate(table.operations):
        where = Where(index, operation.id)
        if operation.id in sheet.scenario.crises:
            standard_milestones(sheet, where)
        for name, declared in sheet.scenario.milestones.items():
            steps = (*declared.all, *declared.any)
            declared_milestone(sheet, where, name, steps=steps, any_of=bool(declared.any))
    if sheet.scenario.steps and not table.milestones:
        own = len(sheet.scenario.crises)
        every = [i for i, each in enumerate(table.laid) if each.where.operation == own]
        table.milestone("finish", every, forgiving=True)
    table.overall_milestones()


def declared_milestone(
    sheet: Sheet, where: Where, name: str, *, steps: tuple[str, ...], any_of: bool
) -> None:
    """Lay one declared milestone for one operation."""
    found = [i for each in steps for i in sheet.table.find(where, each)]
    bare = where.operation_id == BARE
    sheet.table.milestone(name if bare else f"{where.operation_id}.{name}", found, any_of=any_of)


def standard_milestones(sheet: Sheet, where: Where) -> None:
    """Lay the milestones that every operation reports."""
    table, base = sheet.table, where.operation_id

    def of(*kinds: str) -> list[int]:
        return [
            i
            for i, laid in enumerate(table.laid)
            if laid.step.operation == where.operation and laid.step.kind in kinds
        ]

    table.milestone(f"{base}.first_team_in_country", of("travel"), any_of=True)
    in_province = [i for i in of("operational") if table.laid[i].where.province]
    table.milestone(f"{base}.first_team_in_province", in_province, any_of=True)
    table.milestone(f"{base}.full_strength", of("operational"))
    paid = [
        i for i in of("obligate", "grant") if any(max(p.amounts) > 0 for p in table.laid[i].step.postings)
    ]
    table.milestone(f"{base}.first_dollar_obligated", paid, any_of=True)
    table.milestone(f"{base}.first_dollar_disbursed", of("disburse", "spend"), any_of=True, at=When.START)
    handovers = [i for i in of("signal") if ".handover." in table.laid[i].step.id]
    for index in handovers:
        table.milestone(table.laid[index].step.id, [index])
    table.milestone(f"{base}.handover_complete", handovers)
    crisis = sheet.scenario.crises[base]
    if crisis.force is not None and crisis.force.troops > 0:
        table.milestone(f"{base}.military_exit", table.find(where, "military_exit"))
        table.milestone(f"{base}.relapse", table.find(where, "relapse"))


def targets(sheet: Sheet) -> Iterator[Target]:
    """Yield the promises with the milestones they name."""
    names = [each.id for each in sheet.table.milestones]
    for target in sheet.scenario.targets:
        if target.milestone in names:
            yield Target(names.index(target.milestone), sheet.day(target.by), target.confidence)
