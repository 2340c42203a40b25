"""The critical chains worth showing: of the headline dates that were reached, latest last."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sim.critical import Segment, critical_chain
from sim.measures.naming import BARE, lane_label, phase_word
from sim.report.dates import headlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Plan
    from sim.trace import Outcome


class Stretch(NamedTuple):
    """Days of a chain that go by under one name: a segment, or the phases of a team in a row."""

    kind: str
    label: str
    since: float
    until: float

    @property
    def days(self) -> float:
        """Return its length."""
        return self.until - self.since


class Chain(NamedTuple):
    """A headline date and what it is made of."""

    label: str
    day: float
    stretches: tuple[Stretch, ...]

    def share(self, stretch: Stretch) -> float:
        """Return a stretch's part of the date, in percent."""
        return 100.0 * stretch.days / self.day

    @property
    def totals(self) -> dict[str, float]:
        """Return days per kind of stretch."""
        total: dict[str, float] = {}
        for stretch in self.stretches:
            total[stretch.kind] = total.get(stretch.kind, 0.0) + stretch.days
        return total


def chains(outcome: Outcome) -> list[Chain]:
    """Return the chain of each headline date that was reached after D+0, in order of day.

    Of several headlines on the same day only the first is shown.
    """
    found: dict[float, Chain] = {}
    for each in headlines(outcome):
        if not math.isnan(each.day) and each.day > 0.0:
            stretches = _stretches(outcome.plan, critical_chain(outcome, each.milestone))
            found.setdefault(round(each.day, 6), Chain(each.label, each.day, tuple(stretches)))
    return [found[day] for day in sorted(found)]


def _stretches(plan: Plan, segments: tuple[Segment, ...]) -> Iterator[Stretch]:
    """Yield the segments, with the work of one team or programme in a row told as one stretch."""
    places = {step.id: place for place, step in enumerate(plan.steps)}

    def lane(segment: Segment) -> tuple[str, ...]:
        group = plan.steps[places[segment.id]].group if segment.kind == "work" else ""
        return (segment.operation, group, str(segment.turn)) if group else (segment.id, segment.label)

    for _, group in groupby(segments, key=lane):
        members = list(group)
        label = members[0].label
        if len(members) > 1:
            label = _together(plan, members, [places[each.id] for each in members])
        yield Stretch(members[0].kind, label, members[0].since, members[-1].until)


def _together(plan: Plan, members: list[Segment], steps: list[int]) -> str:
    """Return several phases as one label: `alpha · advance team: call-up, clearance, travel`."""
    first = members[0]
    operation = "" if first.operation == BARE else f"{first.operation} · "
    phases = ", ".join(phase_word(plan, step) for step in steps)
    again = f" (round {first.turn + 1})" if first.turn else ""
    return f"{operation}{lane_label(plan, steps[0])}{again}: {phases}"
