"""What is asked: a percentile of a milestone, written `P80(military_exit)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.batch.asking import check_quantity, read
from sim.errors import BadInput, Place, quote

if TYPE_CHECKING:
    from sim.plan import Plan

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


def asked(text: str, plan: Plan, *, option: str = "--of") -> Question:
    """Return what is asked of a plan. `option`: where it was given.

    Raises: `BadInput` if it cannot be read, or the plan has no such milestone.
    """
    place = Place(option, 1, 1, text=text, width=len(text))
    found = read(text, place=place, start=plan.start)
    if found.kind != "quantile":
        raise BadInput(
            [place.finding(f"{quote(text)} is no percentile of a milestone", allowed="such as P80(done)")]
        )
    percent = 100.0 * found.p
    if not LEAST <= percent <= MOST:
        raise BadInput([place.finding(f"P{percent:g} is out of range", allowed=f"P{LEAST:g} to P{MOST:g}")])
    check_quantity(found.quantity, [each.id for each in plan.milestones], place=place, counted=())
    return Question(found.quantity, found.p)
