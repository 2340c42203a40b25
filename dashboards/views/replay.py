"""What the replay page shows: which future is played back, and how long it takes to say it in a sentence.

The map itself is `sim.report.replay`, the same in a page and in a file.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.dates import headlines
from sim.report.words import date_text, day_text

if TYPE_CHECKING:
    from sim.trace import Outcome


def dates(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Return the headline dates of a run: label, day, calendar date ('' where it was not reached)."""
    horizon, start = outcome.plan.horizon, outcome.plan.start
    return [(each.label, day_text(each.day, horizon), date_text(each.day, start)) for each in headlines(outcome)]


def sentence(outcome: Outcome) -> str:
    """Return what this run came to, in a sentence."""
    reached = [each for each in headlines(outcome) if not math.isnan(each.day)]
    if not reached:
        return "None of its headline dates was reached."
    last = max(reached, key=lambda each: each.day)
    return f"{len(reached)} of {len(headlines(outcome))} headline dates were reached, the last ({last.label.lower()}) on D+{last.day:.0f}."
