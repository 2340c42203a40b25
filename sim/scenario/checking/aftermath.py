"""What is declared of the locals and of what may follow the exit: weights, seats, chances that can be.

Whether a number lies between 0 and 1 is known to its type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.adding import added
from sim.errors import quote

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath

SHAPES = (0.1, 10.0)
"""Weibull shapes of a hazard whose days stay numbers."""
ROUNDING = 1e-9
"""How far shares may add up to more than 1."""


def check_stakeholders(case: Case) -> Iterator[Finding]:
    """Yield groups without weight, and seats that add up to more than there are."""
    for crisis, declared in case.scenario.crises.items():
        path: KeyPath = ("crises", crisis, "stakeholders")
        for name, group in declared.stakeholders.items():
            if group.weight <= 0.0:
                message = f"{quote(name)} has no weight"
                yield case.finding((*path, name, "weight"), message, allowed="more than 0")
        seats = added(each.seats or 0.0 for each in declared.stakeholders.values())
        if seats > 1.0 + ROUNDING:
            message = f"the seats add up to {seats:.4g}"
            yield case.finding(path, message, allowed="at most 1 for all groups together", key=True)


def check_margin(case: Case) -> Iterator[Finding]:
    """Yield a margin of 0, at which every assessment would be passed."""
    if case.scenario.handover.gate.margin == 0.0:
        message = "'margin' is 0"
        allowed = "more than 0; leave it out for a chance that does not depend on it"
        yield case.finding(("handover", "gate", "margin"), message, allowed=allowed)


def check_aftermath(case: Case) -> Iterator[Finding]:
    """Yield chances of relapse that are no chances, shapes out of range, and effects that leave none."""
    declared = case.scenario.handover.aftermath
    if declared is None:
        return
    path: KeyPath = ("handover", "aftermath")
    if not 0.0 < declared.relapse_in_ten_years < 1.0:
        message = f"a relapse is never certain and never impossible, found {declared.relapse_in_ten_years:g}"
        allowed = "above 0 and below 1, such as 0.31, 0.40 or 0.50"
        yield case.finding((*path, "relapse_in_ten_years"), message, allowed=allowed)
    if not SHAPES[0] <= declared.shape <= SHAPES[1]:
        message = f"a shape of {declared.shape:g} is out of range"
        yield case.finding((*path, "shape"), message, allowed=f"{SHAPES[0]:g} to {SHAPES[1]:g}")
    for name in ("local_capacity", "ownership"):
        if getattr(declared, name) >= 1.0:
            message = f"{quote(name)} would leave no risk at all"
            yield case.finding((*path, name), message, allowed="0 to less than 1")
    yield from _womens_inclusion(case, path)


def _womens_inclusion(case: Case, path: KeyPath) -> Iterator[Finding]:
    declared = case.scenario.handover.aftermath
    if declared is not None and declared.womens_inclusion.multiplier.at(0.0) <= 0.0:
        where = (*path, "womens_inclusion", "multiplier")
        yield case.finding(where, "a multiplier of 0 would leave no risk at all", allowed="more than 0")


def lint_locals(case: Case) -> Iterator[Finding]:
    """Yield doubts: locals of whom nothing takes notice, and an aftermath of no exit."""
    scenario = case.scenario
    deaf = scenario.handover.growth.local == 0.0 and scenario.handover.aftermath is None
    allowed = "handover.growth.local above 0, or handover.aftermath"
    for name, crisis in scenario.crises.items():
        path: KeyPath = ("crises", name)
        if deaf and crisis.stakeholders:
            message = "these groups change nothing: neither local capacity nor a relapse is reckoned"
            yield case.warning((*path, "stakeholders"), message, allowed=allowed, key=True)
        for province, declared in crisis.provinces.items():
            if deaf and declared.local_capacity > 0.0:
                where = (*path, "provinces", province, "local_capacity")
                yield case.warning(where, "this local capacity changes nothing", allowed=allowed)
    forces = [each.force.troops for each in scenario.crises.values() if each.force and each.provinces]
    if scenario.handover.aftermath is not None and not any(forces):
        message = "no military leaves any operation, so there is nothing after its exit"
        yield case.warning(("handover", "aftermath"), message, key=True)
