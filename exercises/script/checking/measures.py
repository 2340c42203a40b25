"""Names of what a condition may look at, with what it can be held against: the seam to the living simulation.

How a measure is read off a run is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures.catalogue import Kind, Measure, catalogue

if TYPE_CHECKING:
    from sim.scenario.loading import Model

__all__ = ["Kind", "Measure", "known_measures"]


def known_measures(model: Model) -> dict[str, Measure]:
    """Return name → measure, for everything that a condition on this model may name."""
    return catalogue(model.plan)
