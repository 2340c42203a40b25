"""Local stakeholders: how far those who live there own what is done, and whether women are in it.

Arithmetic over the declared groups; what ownership changes is `operation` and `aftermath`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.adding import added

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.scenario.schema.stakeholders import Stakeholder

WOMEN = "women"


def ownership(groups: Collection[Stakeholder]) -> float:
    """Return the weighted share of the groups that are engaged, 0 to 1; 0 where none is declared."""
    whole = added(each.weight for each in groups)
    return added(each.weight for each in groups if each.engaged) / whole if whole > 0.0 else 0.0


def womens_inclusion(groups: Collection[Stakeholder], full_seats: float) -> float:
    """Return how far women are included, 0 to 1: the weighted mean voice of the women's groups.

    0 where no group of women is declared. `full_seats`: share of seats that is a full voice.
    """
    women = [each for each in groups if each.kind == WOMEN]
    whole = added(each.weight for each in women)
    return added(each.weight * voice(each, full_seats) for each in women) / whole if whole > 0.0 else 0.0


def voice(group: Stakeholder, full_seats: float) -> float:
    """Return a group's voice, 0 to 1: none if sidelined, by its seats where they are declared."""
    if not group.engaged:
        return 0.0
    if group.seats is None or group.seats >= full_seats:
        return 1.0
    return group.seats / full_seats
