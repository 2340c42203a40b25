"""The critical chains worth showing: of the headline dates that were reached, latest last."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.critical import Segment, critical_chain
from sim.report.dates import headlines

if TYPE_CHECKING:
    from sim.trace import Outcome


class Chain(NamedTuple):
    """A headline date and what it is made of."""

    label: str
    day: float
    segments: tuple[Segment, ...]

    def share(self, segment: Segment) -> float:
        """Return a segment's part of the date, in percent."""
        return 100.0 * segment.days / self.day

    @property
    def totals(self) -> dict[str, float]:
        """Return days per kind of segment."""
        total: dict[str, float] = {}
        for segment in self.segments:
            total[segment.kind] = total.get(segment.kind, 0.0) + segment.days
        return total


def chains(outcome: Outcome) -> list[Chain]:
    """Return the chain of each headline date that was reached after D+0, in order of day.

    Of several headlines on the same day only the first is shown.
    """
    found: dict[float, Chain] = {}
    for each in headlines(outcome):
        if not math.isnan(each.day) and each.day > 0.0:
            chain = Chain(each.label, each.day, critical_chain(outcome, each.milestone))
            found.setdefault(round(each.day, 6), chain)
    return [found[day] for day in sorted(found)]
