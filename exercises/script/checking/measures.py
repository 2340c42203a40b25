"""Names of what a condition may look at, with what it can be held against: the seam to the living simulation.

How a measure is read off a run is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.plan import Authority

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Plan, Theatre
    from sim.scenario.loading import Model

Kind = Literal["reached", "word", "share", "count", "dollars"]
LEADS = tuple(each.name.lower() for each in Authority)
"""Who may lead in a sector of a province."""
STRENGTHS = ("troops", "police", "civilians")
FUND_MEASURES = ("free", "committed", "disbursed")
POOL_MEASURES = ("free", "held", "resting", "lost")


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands in a condition's comparison. `words`: all that a word may be."""

    kind: Kind
    words: tuple[str, ...] = ()


def known_measures(model: Model) -> dict[str, Measure]:
    """Return name → measure, for everything that a condition on this model may name."""
    return dict(_named(model.plan))


def _named(plan: Plan) -> Iterator[tuple[str, Measure]]:
    reached = Measure("reached")
    for milestone in plan.milestones:
        yield f"milestone.{milestone.id}", reached
    for step in plan.steps:
        yield f"step.{_full(step.id, plan.operations[step.operation].id)}", reached
    for theatre in plan.theatres:
        yield from _on_the_ground(theatre, plan.operations[theatre.operation].id)
    for fund in plan.funds:
        yield from ((f"fund.{fund.id}.{each}", Measure("dollars")) for each in FUND_MEASURES)
    for pool in plan.pools:
        if not pool.consumed:
            yield from ((f"pool.{pool.id}.{each}", Measure("count")) for each in POOL_MEASURES)
    yield "cost.total", Measure("dollars")


def _full(step: str, operation: str) -> str:
    return step if step.startswith(f"{operation}.") else f"{operation}.{step}"


def _on_the_ground(theatre: Theatre, operation: str) -> Iterator[tuple[str, Measure]]:
    for province in theatre.provinces:
        for sector in theatre.sectors:
            yield f"condition.{operation}.{province.id}.{sector}", Measure("share")
            yield f"authority.{operation}.{province.id}.{sector}", Measure("word", LEADS)
    for kind in STRENGTHS:
        yield f"strength.{operation}.{kind}", Measure("count")
    yield f"exit.{operation}", Measure("reached")
    if theatre.aftermath is not None:
        yield f"relapse.{operation}", Measure("reached")
