"""The plan of some operations at any size: compiled once, then only its pools and funds laid anew.

That nothing else in it hangs on the sizes is tried on two of them; where something does, or where numbers
change in time, each size is compiled whole. What is played with it is `stage`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import BadInput
from sim.scenario.compiling.resizing import Resources, resources_of, with_resources
from sim.sizing.capacities import patch_of

if TYPE_CHECKING:
    from sim.batch.sizing import Point
    from sim.plan import Plan
    from sim.sizing.capacities import Capacity
    from sim.sizing.operations import Base, Operations

AFTERWARDS = 1.0
"""Days that are played after the last target's day, so that the day itself counts whole."""


@dataclass(frozen=True)
class Script:
    """Some operations at once, and what is sized. `span`: the declared size, and the largest."""

    base: Base
    operations: Operations
    capacities: tuple[Capacity, ...]
    span: tuple[Point, Point]

    def plan(self, point: Point) -> Plan:
        """Return the plan at some size.

        Raises: `BadInput` if it cannot be run: a step needs more than there ever is.
        """
        patches = [self.operations.patch, patch_of(self.capacities, point)]
        return self.base.model(patches, gone=self.operations.gone).plan

    @cached_property
    def template(self) -> Plan | None:
        """The plan at the largest size, if its other sizes differ from it in resources only."""
        with suppress(BadInput):
            largest, declared = (as_far_as_its_targets(self.plan(point)) for point in reversed(self.span))
            fixed = not largest.regimes and not largest.shocks
            if fixed and with_resources(largest, self._resources(self.span[0])) == declared:
                return largest
        return None

    def at(self, point: Point) -> Resources | Plan:
        """Return what the template has at some size; without a template, the plan.

        Raises: `BadInput` if it cannot be run.
        """
        if self.template is None:
            return as_far_as_its_targets(self.plan(point))
        return self._resources(point)

    def said(self, point: Point) -> str:
        """Return a size in words, with the operations: `2 operations with active_corps 100`."""
        pairs = zip(self.capacities, point, strict=True)
        sizes = ", ".join(f"{each.name} {each.written(steps)}" for each, steps in pairs)
        return f"{len(self.operations.names) or 'all'} operations with {sizes}"

    def _resources(self, point: Point) -> Resources:
        return resources_of(
            self.base.scenario_with([self.operations.patch, patch_of(self.capacities, point)])
        )


def as_far_as_its_targets(plan: Plan) -> Plan:
    """Return a plan that ends soon after the last day that a target looks at."""
    last = max(each.by for each in plan.targets)
    return replace(plan, horizon=min(plan.horizon, last + AFTERWARDS))
