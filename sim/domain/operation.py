"""How conditions on the ground answer to troops, police, civilians and programmes.

Pure arithmetic per province; what a review then decides is `sim.domain.handover`. All formulas
are judgement (J) unless they name a source; `docs/model.md` repeats them with units.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Growth

YEAR = 365.25
SECURITY = 0
"""Index of the security sector."""


def saturation(amount: float, half: float) -> float:
    """Return amount / (amount + half): nothing at 0, half of the effect at `half`, never more than 1.

    Source: no threshold is known, so no hard gate at 20 per 1,000 (F 65 against F 66).
    """
    return amount / (amount + half) if amount > 0.0 else 0.0


def grown(condition: float, pull: float, loss: float, *, days: float) -> float:
    """Return a condition after some days under a steady pull upwards and a steady loss, per year.

    The exact solution of dC/dt = pull (1 - C) - loss C, so it stays in 0..1 for any step.
    """
    total = pull + loss
    if total <= 0.0:
        return condition
    aim = pull / total
    return aim + (condition - aim) * math.exp(-total * days / YEAR)


def grown_conditions(
    growth: Growth,
    conditions: Sequence[float],
    *,
    pace: Sequence[float],
    forces: float,
    civilians: float,
    money: Sequence[float],
    population: float,
    days: float,
    capacity: float = 0.0,
) -> tuple[float, ...]:
    """Return the conditions of a province after some days of the same effort.

    Security answers to forces; every sector to civilians, to its programme and to local capacity;
    insecurity eats into the other sectors. Parameters: per sector `conditions`, `pace`, `money`
    (dollars under delivery); `forces`, `civilians`: mean people over the days; `capacity`: 0 to 1.
    """
    pull = common_pull(growth, civilians, population=population, capacity=capacity)
    by_force = force_pull(growth, forces, population=population)
    loss = common_loss(growth, conditions[SECURITY])
    after = []
    for sector, condition in enumerate(conditions):
        secured = sector == SECURITY
        level = grown_sector(
            condition,
            pull=pull + programme_pull(growth, money[sector], population=population),
            by_force=by_force if secured else 0.0,
            loss=growth.decay if secured else loss,
            pace=pace[sector],
            days=days,
        )
        after.append(level)
    return tuple(after)


def common_pull(growth: Growth, civilians: float, *, population: float, capacity: float) -> float:
    """Return the pull on every sector, per year: of civilians and of local capacity."""
    by_people = growth.civilians * saturation(1e6 * civilians / population, growth.team_ratio)
    return by_people + growth.local * capacity


def force_pull(growth: Growth, forces: float, *, population: float) -> float:
    """Return the pull of forces on security, per year."""
    return growth.security_force * saturation(1_000.0 * forces / population, growth.force_ratio)


def programme_pull(growth: Growth, money: float, *, population: float) -> float:
    """Return the pull of a sector's programme on it, per year. `money`: dollars under delivery."""
    return growth.programmes * saturation(money / population, growth.programme_ratio)


def common_loss(growth: Growth, security: float) -> float:
    """Return the loss of every sector but security, per year: decay, and what insecurity eats."""
    return growth.decay + growth.spoiling * (1.0 - security)


def grown_sector(
    condition: float, *, pull: float, by_force: float, loss: float, pace: float, days: float
) -> float:
    """Return one sector's condition after some days of the same effort."""
    return grown(condition, pace * (pull + by_force), loss, days=days)


def grown_capacity(
    growth: Growth,
    capacity: float,
    *,
    civilians: float,
    transforming: float,
    sustaining: float,
    ownership: float,
    population: float,
    days: float,
) -> float:
    """Return a province's local capacity after some days of the same effort, 0 to 1.

    Civilians (as mentors) and transformation programmes build it, the more so the more the locals
    own what is done; it wears off slowly, and sustainability programmes avert a share of that.
    Parameters: `transforming`, `sustaining`: dollars under delivery; `ownership`: 0 to 1.
    """
    mentoring = saturation(1e6 * civilians / population, growth.team_ratio)
    programmes = saturation(transforming / population, growth.programme_ratio)
    kept = growth.sustaining * saturation(sustaining / population, growth.programme_ratio)
    build = growth.capacity_building * (mentoring + programmes) * (1.0 + growth.ownership * ownership)
    return grown(capacity, build, growth.capacity_decay * (1.0 - kept), days=days)


def shifted(conditions: Sequence[float], change: float) -> tuple[float, ...]:
    """Return conditions that all rise or fall by the same, within 0 to 1."""
    return tuple(shifted_level(each, change) for each in conditions)


def shifted_level(level: float, change: float) -> float:
    """Return one condition that rises or falls, within 0 to 1."""
    return min(1.0, max(0.0, level + change))


def mean_level(levels: Sequence[float], populations: Sequence[int]) -> float:
    """Return the condition of a whole theatre in one sector: the mean of its provinces by population.

    What rounding loses is carried along (Neumaier 1974), so that equal levels have no other mean.
    """
    total, lost, people = 0.0, 0.0, 0
    for level, population in zip(levels, populations):  # noqa: B905  Numba knows no `strict`
        more = level * population
        whole = total + more
        lost += (total - whole) + more if abs(total) >= abs(more) else (more - whole) + total
        total = whole
        people += population
    return (total + lost) / people
