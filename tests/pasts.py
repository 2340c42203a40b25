"""What a run had come to by a day: its rows up to then, and what was open as open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.trace import Outcome

TIMED = ("levels", "postings", "conditions", "authority", "assessments", "strength", "capacity", "exits",
         "relapses", "moves", "evacuations", "eases")  # fmt: skip


def past(outcome: Outcome, limit: float) -> dict[str, object]:
    """Return the rows of an outcome up to and including a day; what ended later is open."""

    def then(day: float) -> float:
        return day if day <= limit else math.nan

    signals = {each.handover for theatre in outcome.plan.theatres for each in theatre.provinces}
    steps = [
        repr((row.step, row.turn, then(row.ready), then(row.start), then(row.finish)))
        for row in outcome.steps
        if row.step not in signals and row.ready <= limit
    ]
    found: dict[str, object] = {
        each: [repr(row) for row in getattr(outcome, each) if row.time <= limit] for each in TIMED
    }
    held = [row._replace(until=then(row.until)) for row in outcome.holdings if row.since <= limit]
    waits = [repr(row) for row in outcome.waits if row.until <= limit]
    flags = [(row.step, row.flagged) for row in outcome.watch if row.flagged <= limit]
    onsets = [(row.operation, row.onset, row.fate) for row in outcome.watch if row.onset <= limit]
    return found | {
        "steps": steps, "holdings": sorted(map(repr, held)), "waits": waits, "flags": flags, "onsets": onsets
    }  # fmt: skip


def first_difference(one: dict[str, object], other: dict[str, object]) -> str:
    """Return in what two pasts differ, '' if in nothing."""
    for kind, mine in one.items():
        if mine != other[kind]:
            return f"{kind}: {mine} != {other[kind]}"
    return ""
