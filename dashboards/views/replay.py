"""What the replay page shows: what the run that is played back came to.

The map itself is `sim.report.replay`, the same in a page and in a file.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.dates import headlines
from sim.report.words import date_text

if TYPE_CHECKING:
    from sim.trace import Outcome


def sentence(outcome: Outcome) -> str:
    """Return what this run came to, in a sentence."""
    found = headlines(outcome)
    reached = [each for each in found if not math.isnan(each.day)]
    if not reached:
        return "None of its headline dates was reached."
    last = max(reached, key=lambda each: each.day)
    when = f"D+{last.day:.0f}, {date_text(last.day, outcome.plan.start)}"
    return f"{len(reached)} of {len(found)} headline dates came; the last, {last.label.lower()}, on {when}."
