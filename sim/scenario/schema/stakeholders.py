"""Those who live there and what may follow when the military has left.

Groups are engaged or sidelined; a relapse has its chance, its blow and its troops that come back.
"""

from __future__ import annotations

from typing import Literal

from sim.distributions import Distribution, Pert, Triangular, Uniform
from sim.scenario.schema.resources import Part
from sim.scenario.values import DaysLaw, Factor, FactorLaw, Share, ShareLaw, Truth

Kind = Literal[
    "women",
    "parties",
    "elders",
    "youth",
    "business",
    "displaced",
    "former_fighters",
    "civil_society",
    "other",
]

MULTIPLIER: Distribution = Triangular(0.6, 0.8, 1.0)


class Stakeholder(Part):
    """A local group, engaged or sidelined."""

    kind: Kind
    """Which part of society it speaks for."""
    engaged: Truth
    """Whether it takes part in what is planned and done."""
    weight: Factor = 1.0
    """How much it counts for ownership, relative to the other groups; above 0 (J)."""
    seats: Share | None = None
    """Share of the seats in councils and talks; default: being engaged counts as a full voice."""


class Setbacks(Part):
    """Bad turns that nobody plans: at a review a province's conditions have fallen."""

    chance: Share = 0.1
    """Chance per review and province (J)."""
    loss: ShareLaw = Uniform(0.05, 0.2)
    """By how much all its conditions fall, on the scale from 0 to 1 (J)."""


class WomensInclusion(Part):
    """Assumed and correlational: peace with women in it lasts longer (F 92 to F 94)."""

    multiplier: FactorLaw = MULTIPLIER
    """Hazard of relapse at full inclusion, relative to none: 0.8, range 0.6 to 1.0 (J)."""
    full_seats: Share = 0.3
    """Share of seats from which on an engaged group of women has its full voice (J)."""
    counted: Truth = True
    """Whether the multiplier is applied at all."""


class AftermathDeclared(Part):
    """What may follow the exit: a relapse at a declining hazard, troops that come back."""

    relapse_in_ten_years: Share = 0.4
    """Chance within ten years of an exit, all multipliers at 1: 0.40, or 0.31 and 0.50 (F 85–87)."""
    shape: Factor = 0.7
    """Of the Weibull hazard; below 1 it declines (J)."""
    early_exit_level: Share = 0.6
    """Condition below which an indicator at the exit makes it an early one (J)."""
    early_exit: Factor = 1.0
    """What is added to the hazard, relative to the literature's, if all indicators stand at 0 (J)."""
    local_capacity: Share = 0.5
    """Share of the hazard that full local capacity takes away; below 1 (J)."""
    ownership: Share = 0.2
    """Share of the hazard that full local ownership takes away; below 1 (J)."""
    womens_inclusion: WomensInclusion = WomensInclusion()
    """What women's inclusion is assumed to do, and whether it is counted."""
    blow: Share = 0.3
    """How far security falls in every province on the day of a relapse (J)."""
    returns: Share = 0.5
    """Share of the troops at the onset that comes back after a relapse (J)."""
    return_after: DaysLaw = Pert(14.0, 45.0, 120.0)
    """Days from a relapse to the return of troops (J)."""
