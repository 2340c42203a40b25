"""What is asked: a percentile of a milestone, written `P80(military_exit)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sim.errors import BadInput, Place, nearest, quote

if TYPE_CHECKING:
    from sim.plan import Plan

WRITTEN = re.compile(r"[Pp](?P<percent>\d{1,2}(?:\.\d+)?)\s*\(\s*(?P<milestone>[^()]+?)\s*\)")
PLACE = Place("--of")
LEAST, MOST = 5.0, 95.0
"""Percentiles that may be asked for: beyond them too few runs lie around one."""
BASE = 0.5
"""The percentile that the asked one is held against."""


class Question(NamedTuple):
    """A percentile of a milestone: `p` from 0 to 1."""

    milestone: str
    p: float

    @property
    def text(self) -> str:
        """Return it as it is written."""
        return f"P{100.0 * self.p:g}({self.milestone})"


def asked(text: str, plan: Plan) -> Question:
    """Return what is asked of a plan.

    Raises: `BadInput` if it cannot be read, or the plan has no such milestone.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            [PLACE.finding(f"{quote(text)} is no percentile of a milestone", allowed="such as P80(done)")]
        )
    percent, name = float(found["percent"]), found["milestone"]
    if not LEAST <= percent <= MOST:
        raise BadInput([PLACE.finding(f"P{percent:g} is out of range", allowed=f"P{LEAST:g} to P{MOST:g}")])
    names = [each.id for each in plan.milestones]
    if name not in names:
        message = f"there is no milestone {quote(name)}"
        shown = ", ".join(names) or "none: the scenario declares no milestone"
        raise BadInput([PLACE.finding(message, allowed=shown, suggestion=nearest(name, names))])
    return Question(name, percent / 100.0)
