"""Scenario → Plan: days, dollars and indices; each part of the doctrine lays itself.

Nothing can fail here: `understanding` has proved names and quantities. Patches with a time become
regimes: the same network with other numbers from a day on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plan import Plan
from sim.scenario.arrivals import labelled_as_declared, with_arrivals
from sim.scenario.compiling.changes import lay_chance, shocks
from sim.scenario.compiling.crises import lay_bare_plan, lay_crises, lay_operations
from sim.scenario.compiling.duties import lay_duties
from sim.scenario.compiling.lessons import lay_lessons
from sim.scenario.compiling.milestones import lay_milestones, targets
from sim.scenario.compiling.planning import as_planned
from sim.scenario.compiling.resources import lay_resources
from sim.scenario.compiling.sheet import Sheet
from sim.scenario.compiling.watch import lay_watch

if TYPE_CHECKING:
    from sim.domain.laying import EvidenceOf
    from sim.scenario.schema import Scenario


def compile_scenario(scenario: Scenario, evidence_of: EvidenceOf) -> Plan:
    """Return the Plan of a checked scenario, without regimes (see `sim.scenario.loading`)."""
    sheet = Sheet(as_planned(with_arrivals(scenario)), labelled_as_declared(scenario, evidence_of))
    lay_operations(sheet)
    lay_resources(sheet)
    lay_crises(sheet)
    if scenario.steps:
        lay_bare_plan(sheet)
    watch = lay_watch(sheet)
    lay_lessons(sheet)
    lay_milestones(sheet)
    lay_duties(sheet)
    lay_chance(sheet)
    table = sheet.table
    return Plan(
        title=scenario.title,
        start=sheet.start,
        horizon=scenario.horizon,
        operations=tuple(table.operations),
        steps=table.steps(),
        pools=tuple(table.pool_list),
        funds=tuple(table.fund_list),
        calendars=tuple(table.calendar_list),
        draws=tuple(table.draws),
        risks=tuple(table.risks),
        correlations=tuple(table.correlations),
        milestones=tuple(table.milestones),
        theatres=tuple(table.theatres),
        targets=tuple(targets(sheet)),
        drivers=tuple(table.drivers),
        shocks=tuple(shocks(sheet)),
        duties=tuple(table.duties),
        intakes=tuple(table.intakes),
        watch=watch,
    )
