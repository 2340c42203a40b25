"""What the page of re-timing shows: how play stands, and each proposal with its numbers and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour
from exercises.retiming.proposing import AIM_WORDS
from exercises.retiming.telling import ACTS, lines

if TYPE_CHECKING:
    from datetime import datetime

    from exercises.retiming import Proposal, Retiming


def standing_of(found: Retiming) -> list[str]:
    """Return how play stands, in sentences."""
    told = []
    for line in lines(found):
        if not line:
            break
        told.append(line)
    return told


def headline_of(each: Proposal) -> tuple[str, list[tuple[str, str, str]]]:
    """Return what a proposal makes least of, and its numbers: label, value, note."""
    total = len(each.exercised) + len(each.missed)
    busiest = max(each.open, key=lambda cell: each.open[cell], default="")
    return AIM_WORDS[each.aim], [
        ("Objectives exercised", f"{len(each.exercised)} of {total}", ", ".join(each.missed)),
        ("Rows left out", str(each.cost.skips), ""),
        ("Rows moved or added", str(each.cost.moves), ""),
        ("Most answers owed at once", str(each.open.get(busiest, 0)), busiest),
    ]


def changes_table(each: Proposal, startex: datetime) -> list[dict[str, str]]:
    """Return a row for each change, in order of time."""
    return [
        {
            "do": ACTS[change.act],
            "row": change.uid,
            "title": change.title,
            "from": "" if change.was_s is None else say_hour(startex, change.was_s),
            "to": "" if change.at_s is None else say_hour(startex, change.at_s),
        }
        for change in each.changes
    ]
