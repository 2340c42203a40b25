"""When steps and milestones are reached in one run, and when they are not any more.

A handover that is taken back, a crisis that comes later and a team that is called off change what is
reached; the trace's own milestones tell the end only. Here is what could be known at every moment.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from sim.measures.series import Steps, steps_of
from sim.plan import NONE, Authority, When
from sim.trace import Fate, State

if TYPE_CHECKING:
    from sim.plan import Milestone, Plan
    from sim.trace import Outcome, StepRow

STEP_OF = attrgetter("step")
NEVER = Steps((), (), before=False)
ALWAYS = Steps((), (), before=True)


def from_day(day: float) -> Steps:
    """Return the series of what is reached on a day; NaN: never."""
    return NEVER if math.isnan(day) else Steps((day,), (True,), before=False)


@dataclass(frozen=True)
class Reaching:
    """What is reached when, in one run."""

    outcome: Outcome

    @property
    def plan(self) -> Plan:
        """The plan that was run."""
        return self.outcome.plan

    def rounds(self, index: int) -> tuple[StepRow, ...]:
        """Return the rounds of a step in order: a trace tells of steps in declared order."""
        rows = self.outcome.steps
        first, end = (side(rows, index, key=STEP_OF) for side in (bisect_left, bisect_right))
        return rows[first:end]

    @cached_property
    def handovers(self) -> dict[int, tuple[int, int]]:
        """Signal step of a handover → its theatre and province."""
        return {
            province.handover: (index, place)
            for index, theatre in enumerate(self.plan.theatres)
            for place, province in enumerate(theatre.provinces)
        }

    def step(self, index: int) -> Steps:
        """Return when a step's first round (of a repeated step the last) is over."""
        if index in self.handovers:
            return self._handover(index)
        last = self._reached_rounds(index)[-1:]
        return from_day(last[0].finish if last and last[0].state.over else math.nan)

    def milestone(self, index: int) -> Steps:
        """Return when a milestone is reached, by what was known at the time."""
        milestone = self.plan.milestones[index]
        own = [(self._moment(each, milestone), self._called_off(each)) for each in milestone.steps]
        parts = [(self.milestone(each), self._gone(each)) for each in milestone.parts]
        series = [each for pair in (*own, *parts) for each in pair]
        moments = sorted({time for each in series for time in each.times})

        def reached(day: float) -> bool:
            counted = [bool(moment.at(day)) for moment, off in own if not off.at(day)]
            mine = (any if milestone.any_of else all)(counted) and bool(counted)
            others = [bool(each.at(day)) for each, gone in parts if not gone.at(day)]
            every = [mine] * bool(own) + others
            return all(every) and bool(every)

        return steps_of(((day, reached(day)) for day in moments), before=False)

    def _handover(self, index: int) -> Steps:
        """Return when a province is in local hands: authority tells also what was taken back."""
        here = self.handovers[index]
        rows = (
            (row.time, row.authority is Authority.LOCAL)
            for row in self.outcome.authority
            if (row.theatre, row.province) == here and row.sector == 0
        )
        return steps_of(rows, before=False)

    def _reached_rounds(self, index: int) -> list[StepRow]:
        """Return the rounds of a step that were ever ready, of one that is not repeated the first only."""
        rows = [row for row in self.rounds(index) if not math.isnan(row.ready)]
        return rows if self.plan.steps[index].repeat != NONE else [row for row in rows if row.turn == 0]

    def _moment(self, index: int, milestone: Milestone) -> Steps:
        """Return when a step counts for a milestone; skipped ones count only where all must be done."""
        if index in self.handovers:
            return self._handover(index)
        rows = self._reached_rounds(index)
        if not rows:
            return NEVER
        last = rows[-1]
        if last.state is State.SKIPPED:
            return NEVER if milestone.any_of else from_day(last.finish)
        if milestone.at is When.START:
            return from_day(rows[0].start)
        given_up = last.state is State.GAVE_UP and not self.plan.steps[index].mandatory
        counts = last.state.over or (milestone.forgiving and given_up)
        return from_day(last.finish if counts else math.nan)

    def _called_off(self, index: int) -> Steps:
        """Return from when on a step is known to be called off: with the head of its team's round."""
        row = next(iter(self.rounds(index)), None)
        if row is None or row.state is not State.CANCELLED:
            return NEVER
        day = self._end_of_task(row)
        step = self.plan.steps[index]
        for other, each in enumerate(self.plan.steps):
            if (
                math.isnan(day)
                and step.group
                and (each.group, each.operation) == (step.group, step.operation)
            ):
                first = self.rounds(other)[0]
                day = self._end_of_task(first) if first.state is State.CANCELLED else day
        return ALWAYS if math.isnan(day) else from_day(day)

    def _end_of_task(self, row: StepRow) -> float:
        """Return when a round that was ready had nothing left to do: at once, or when its task ended."""
        unless = self.plan.steps[row.step].unless
        if unless == NONE or math.isnan(row.ready):
            return math.nan
        over = self.step(unless)
        if over.at(row.ready):
            return row.ready
        return next((time for time, value in over.changes() if value and time > row.ready), math.nan)

    def _gone(self, index: int) -> Steps:
        """Return when a milestone is asked nothing: as long as an operation of it has not come."""
        operations = {self.plan.steps[each].operation for each in self.plan.milestones[index].steps}
        days = [self._onsets[each] for each in operations if each in self._onsets]
        if not days:
            return NEVER
        last = math.inf if any(math.isnan(day) for day in days) else max(days)
        return ALWAYS if math.isinf(last) else Steps((last,), (False,), before=True)

    @cached_property
    def _onsets(self) -> dict[int, float]:
        """Operation that comes at random → the day on which it came, NaN if it did not."""
        return {
            row.operation: row.onset if row.fate is Fate.CAME else math.nan
            for row in self.outcome.watch
            if row.operation != NONE
        }
