"""What could be put in place for a scenario, or taken away from it, each as a change of the scenario.

What a change is worth is not known here (`sim.mechanisms.ranking`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.mechanisms.rows import ANY, usual_keeping_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.mechanisms.rows import MechanismRow
    from sim.scenario.loading import Model
    from sim.scenario.schema import Scenario

Change = tuple[tuple[str, str], ...]
"""Paths of a patch and their values as JSON, so that it can be compared and go to another process."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mechanism that could be put in place, or taken away: the change, and what keeping it costs.

    `keeping_cost`: US dollars a year.
    """

    name: str
    sector: str
    region: str
    ceiling: int
    keeping_cost: int
    change: Change


def base_change(model: Model) -> Change:
    """Return what must be there before a mechanism can be added."""
    return () if "mechanisms" in model.document.data else (("mechanisms", "{}"),)


def missing(model: Model, rows: Sequence[MechanismRow]) -> tuple[Candidate, ...]:
    """Return what the scenario's programmes could use and what is not in place there."""
    scenario = model.scenario
    own = [
        _candidate_of(scenario, name, prepositioned=True)
        for name, each in scenario.mechanisms.items()
        if not each.prepositioned and _usable(scenario, each.sector, each.region, name=name)
    ]
    others = [
        Candidate(each.name, each.sector, each.region, each.ceiling, each.keeping_cost, _added(model, each))
        for each in rows
        if each.name not in scenario.mechanisms and _usable(scenario, each.sector, each.region)
    ]
    return (*own, *others)


def own_in_place(model: Model) -> tuple[Candidate, ...]:
    """Return what the scenario has in place and its programmes could use; the change takes it away."""
    scenario = model.scenario
    return tuple(
        _candidate_of(scenario, name, prepositioned=False)
        for name, each in scenario.mechanisms.items()
        if each.prepositioned and _usable(scenario, each.sector, each.region, name=name)
    )


def _candidate_of(scenario: Scenario, name: str, *, prepositioned: bool) -> Candidate:
    own = scenario.mechanisms[name]
    cost = usual_keeping_cost(own.ceiling) if own.keeping_cost is None else own.keeping_cost
    change: Change = ((f"mechanisms.{name}.prepositioned", json.dumps(prepositioned)),)
    return Candidate(name, own.sector, own.region, own.ceiling, cost, change)


def _added(model: Model, row: MechanismRow) -> Change:
    """Return the change that puts a row of a table in place, with its own expiry."""
    entry = {**row.declared(model.plan.start), "prepositioned": True}
    return ((f"mechanisms.{row.name}", json.dumps(entry)),)


def _usable(scenario: Scenario, sector: str, region: str, *, name: str = "") -> bool:
    """Whether any programme of any crisis may use a mechanism."""
    regions = {each.region for each in scenario.crises.values()}
    return any(
        each.mechanism == name or (each.mechanism == ANY and sector in {ANY, each.sector})
        for each in scenario.doctrine.programmes.values()
    ) and (region == ANY or region in regions)
