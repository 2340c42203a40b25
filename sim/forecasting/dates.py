"""The short way to a date off the compiled engine's state: steps that nothing takes back or calls off.

Of a step that is repeated the last round counts that was ever ready.

What the date means is `sim.measures.reaching`; where this way does not lead, that one is gone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.plan import NONE, When
from sim.trace import OVER, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.compiled.flattening import Flattened
    from sim.compiled.tracing.rows import Left
    from sim.plan import Milestone

OVER_STATES = frozenset(int(each) for each in OVER)
SKIPPED, GAVE_UP, CANCELLED = int(State.SKIPPED), int(State.GAVE_UP), int(State.CANCELLED)


@dataclass(frozen=True)
class PlainDate:
    """A step that is over, or a milestone of steps. `rounds`: places of those that may count, per step.

    `gives_up`: per step, whether one that was given up counts.
    """

    rounds: tuple[range, ...]
    gives_up: tuple[bool, ...]
    milestone: bool
    any_of: bool = False
    at_start: bool = False

    @classmethod
    def of(cls, flat: Flattened, steps: Sequence[int], milestone: Milestone | None) -> PlainDate | None:
        """Return the short way to a date; None where there is none."""
        plan = flat.plan
        handovers = {each.handover for theatre in plan.theatres for each in theatre.provinces}
        if not handovers.isdisjoint(steps) or (milestone is not None and milestone.parts):
            return None
        forgiving = milestone is not None and milestone.forgiving
        return cls(
            tuple(_rounds(flat, each) for each in steps),
            tuple(forgiving and not plan.steps[each].mandatory for each in steps),
            milestone is not None,
            any_of=milestone is not None and milestone.any_of,
            at_start=milestone is not None and milestone.at is When.START,
        )

    def day(self, left: Left) -> float | None:
        """Return the day, NaN where it is not reached; None where the long way must be gone."""
        days = []
        for rounds, gives_up in zip(self.rounds, self.gives_up, strict=True):
            if self.milestone and not self.any_of and int(left.i[rounds[0] + at.STATE]) == CANCELLED:
                return None
            days.append(self._moment(left, rounds, gives_up=gives_up))
        if self.any_of:
            return min((each for each in days if not math.isnan(each)), default=math.nan)
        return math.nan if any(map(math.isnan, days)) else max(days)

    def _moment(self, left: Left, rounds: range, *, gives_up: bool) -> float:
        last = rounds[0]
        for each in rounds:
            if math.isnan(left.f[each + at.READY]):
                break
            last = each
        state = int(left.i[last + at.STATE])
        if state == SKIPPED:
            return float(left.f[last + at.FINISH]) if self.milestone and not self.any_of else math.nan
        if self.at_start:
            return float(left.f[rounds[0] + at.START])
        counts = state in OVER_STATES or (gives_up and state == GAVE_UP)
        return float(left.f[last + at.FINISH]) if counts else math.nan


def _rounds(flat: Flattened, step: int) -> range:
    """Return the places of a step's rounds, of one that is not repeated the first only."""
    first, each = flat.places.first[step], flat.plan.steps[step]
    return range(first, first + at.ROUND * (each.rounds if each.repeat != NONE else 1), at.ROUND)
