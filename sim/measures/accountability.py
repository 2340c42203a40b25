"""Who owed what by when, whether it came, and what held it up.

The accounts of one run; what people and money cost is `cost`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim import critical
from sim.measures.naming import operation_id, step_label
from sim.measures.steps import ONSET
from sim.plan import When
from sim.trace import State

if TYPE_CHECKING:
    from sim.plan import Duty
    from sim.trace import Outcome, StepRow

CAME = (State.FINISHED, State.UNDER_WAY)


class Account(NamedTuple):
    """One thing that was owed. Days since D+0; `came` is NaN where it did not come by the horizon.

    `held_up_by`: the longest stretch on the way to it, its own work apart: a wait, a lag, the work
    of an earlier step or of who held what it needed; '' where it came in time or did not come.
    """

    operation: str
    owner: str
    what: str
    due: float
    came: float
    held_up_by: str

    @property
    def late_days(self) -> float:
        """Return the days it came after it was due: negative where it came early, NaN if never."""
        return self.came - self.due

    @property
    def kept(self) -> bool:
        """Whether it came in time."""
        return self.came <= self.due


def accounts(outcome: Outcome) -> list[Account]:
    """Return everything that was owed and has fallen due, in order of operation and declaration.

    What is due after the horizon is not called to account; nor is what an operation that never
    began was owed, or what chance made unnecessary.
    """
    rows = {row.step: row for row in outcome.steps if row.turn == 0}
    onsets = _onsets(outcome, rows)
    found = []
    for duty in outcome.plan.duties:
        row = rows.get(duty.step)
        onset = onsets[outcome.plan.steps[duty.step].operation]
        due_by_now = onset + duty.within <= outcome.plan.horizon
        if row is not None and row.state is not State.SKIPPED and due_by_now:
            found.append(_account(outcome, duty, row, onset=onset))
    return found


def _onsets(outcome: Outcome, rows: dict[int, StepRow]) -> list[float]:
    """Return, per operation, the day on which it began; NaN if it never did."""
    days = [each.onset for each in outcome.plan.operations]
    for index, step in enumerate(outcome.plan.steps):
        if step.kind == ONSET and index in rows:
            days[step.operation] = rows[index].finish
    return days


def _account(outcome: Outcome, duty: Duty, row: StepRow, *, onset: float) -> Account:
    came = (row.start if duty.at is When.START else row.finish) if row.state in CAME else math.nan
    due = onset + duty.within
    return Account(
        operation=operation_id(outcome.plan, duty.step),
        owner=duty.owner,
        what=step_label(outcome.plan, duty.step, 0),
        due=due,
        came=came,
        held_up_by=_held_up_by(outcome, row, came, onset=onset) if came > due else "",
    )


def _held_up_by(outcome: Outcome, row: StepRow, came: float, *, onset: float) -> str:
    """Return the longest stretch since the onset; days before another crisis began hold nobody up."""
    plan = outcome.plan
    own = (plan.steps[row.step].id, row.turn, "work")
    begins = {each.id for each in plan.steps if each.kind == ONSET}
    chain = [
        each._replace(since=max(each.since, onset))
        for each in critical.chain_to(outcome, row, came).segments
        if each.until > onset and each.id not in begins and (each.id, each.turn, each.kind) != own
    ]
    longest = max(chain, key=lambda each: each.days, default=None)
    return "" if longest is None else f"{longest.label}, {longest.days:.0f} d"
