"""What the watch list was worth in one run: hits and false alarms, plans in advance, prevention, lessons.

Read off the trace. A hit is a crisis that was on the list before its onset, whether it came, was
averted, or was one that nobody here answers. Person-days are calendar days held.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added
from sim.domain.lessons import KIND as LESSON
from sim.domain.watchlist import YEAR, share_of_hits
from sim.plan import NONE, Account
from sim.trace import Fate, State

if TYPE_CHECKING:
    from sim.trace import Outcome

PREPLANNING = "preplanning"
PREVENTION = "prevention"
DECIDED = (Fate.CAME, Fate.AVERTED)


class Answers(NamedTuple):
    """What was done about flags in one way: how often, person-days, dollars of funds."""

    asked: int
    finished: int
    person_days: float
    dollars: int


class WatchSummary(NamedTuple):
    """The watch list in one run.

    `onsets`: crises that came; `averted`: that would have come; `never`: that chance did not bring by
    the horizon. `hits`: onsets and averted ones that were flagged before; `missed`: onsets that were not;
    `elsewhere`: flagged onsets without an operation; `false_alarms`: flagged and quiet; `open`: flagged,
    and the horizon came first. `ready`: onsets that found a valid plan. `planner_dollars`: the planners'
    time on plans in advance.
    """

    onsets: int
    averted: int
    never: int
    hits: int
    missed: int
    elsewhere: int
    false_alarms: int
    open: int
    ready: int
    preplanning: Answers
    prevention: Answers
    planner_dollars: float

    @property
    def hit_share(self) -> float:
        """Return the share of the flagged states of which it is known that had an onset."""
        return share_of_hits(self.hits + self.elsewhere, self.false_alarms)

    @property
    def days_per_hit(self) -> float:
        """Return person-days of planning in advance per hit, of this plan or elsewhere; NaN without one."""
        hits = self.hits + self.elsewhere
        return self.preplanning.person_days / hits if hits else math.nan

    @property
    def dollars_per_hit(self) -> float:
        """Return dollars of planning in advance per hit, of this plan or elsewhere; NaN without one."""
        hits = self.hits + self.elsewhere
        return self.planner_dollars / hits if hits else math.nan

    @property
    def days_per_ready(self) -> float:
        """Return person-days of planning in advance per onset that found a valid plan; NaN without one."""
        return self.preplanning.person_days / self.ready if self.ready else math.nan


class LessonSummary(NamedTuple):
    """What was learned in one run: lessons identified, adopted by the horizon, steps eased, days saved."""

    identified: int
    adopted: int
    eased: int
    days_saved: float


def watch_summary(outcome: Outcome) -> WatchSummary | None:
    """Return what the watch list was worth, or None where there is none."""
    watch = outcome.plan.watch
    if watch is None:
        return None
    ours = [each for each in outcome.watch if each.operation != NONE]
    fates = Counter(each.fate for each in outcome.watch)
    flagged = [each for each in ours if not math.isnan(each.flagged)]
    preplanned = {each.preplanned for each in watch.arrivals} - {NONE}
    preplanning = answers(outcome, PREPLANNING)
    return WatchSummary(
        onsets=fates[Fate.CAME],
        averted=fates[Fate.AVERTED],
        never=fates[Fate.NEVER],
        hits=sum(each.fate in DECIDED for each in flagged),
        missed=sum(each.fate is Fate.CAME and math.isnan(each.flagged) for each in ours),
        elsewhere=fates[Fate.ELSEWHERE],
        false_alarms=fates[Fate.FALSE],
        open=sum(each.fate is Fate.NEVER for each in flagged),
        ready=sum(row.step in preplanned and row.state is State.FINISHED for row in outcome.steps),
        preplanning=preplanning,
        prevention=answers(outcome, PREVENTION),
        planner_dollars=preplanning.person_days / YEAR * watch.planner_year,
    )


def answers(outcome: Outcome, kind: str) -> Answers:
    """Return what was done about flags in one way: `preplanning` or `prevention`."""
    steps, horizon = outcome.plan.steps, outcome.plan.horizon
    rows = [row for row in outcome.steps if steps[row.step].kind == kind and row.turn == 0]
    days = added(
        row.amount * ((horizon if math.isnan(row.until) else row.until) - row.since)
        for row in outcome.holdings
        if steps[row.step].kind == kind
    )
    dollars = sum(
        row.amount
        for row in outcome.postings
        if row.step != NONE and steps[row.step].kind == kind and row.target is Account.OBLIGATED
    )
    asked = sum(not math.isnan(row.ready) for row in rows)
    return Answers(asked, sum(row.state is State.FINISHED for row in rows), days, dollars)


def lesson_summary(outcome: Outcome) -> LessonSummary | None:
    """Return what was learned, or None where nothing is ever taught. Days are days of work."""
    steps = outcome.plan.steps
    rows = [row for row in outcome.steps if steps[row.step].kind == LESSON]
    if not rows:
        return None
    lessons = {row.step for row in rows}
    eased = [row for row in outcome.eases if _learned(outcome, row.step, lessons)]
    return LessonSummary(
        identified=sum(not math.isnan(row.ready) for row in rows),
        adopted=sum(row.state is State.FINISHED for row in rows),
        eased=len(eased),
        days_saved=added(row.saved for row in eased),
    )


def _learned(outcome: Outcome, step: int, lessons: set[int]) -> bool:
    """Whether lessons alone make a step easier: what plans in advance save as well is not told apart."""
    eases = outcome.plan.steps[step].eased
    return bool(eases) and all(lessons.issuperset(each.steps) for each in eases)


def absent(outcome: Outcome) -> set[str]:
    """Return the operations that might have come and did not, or were averted."""
    gone = (each for each in outcome.watch if each.operation != NONE and each.fate is not Fate.CAME)
    return {outcome.plan.operations[each.operation].id for each in gone}


def unasked(outcome: Outcome) -> set[str]:
    """Return the milestones that nothing asked for: of crises that did not come, or of none that came."""
    plan = outcome.plan
    gone = {each.operation for each in outcome.watch if each.operation != NONE and each.fate is not Fate.CAME}
    found: set[int] = set()
    for index, each in enumerate(plan.milestones):
        own = {plan.steps[step].operation for step in each.steps}
        if (own and own <= gone) or (each.parts and found.issuperset(each.parts) and not own):
            found.add(index)
    return {plan.milestones[index].id for index in found}
