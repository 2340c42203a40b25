"""What is read off the steps of one run: dates, waits, and what each wait was for.

A wait runs from the day a round of a step was ready (all earlier steps done) to the day it began;
it is split into stretches, each with one cause. Waiting for earlier steps is no wait: it is work. An
operation's onset is its beginning, not a wait for it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added
from sim.measures.naming import cause_phrase, operation_id, spoken_target, step_label, target_name
from sim.measures.shortage import fund_date_names, fund_dates
from sim.trace import Cause, State, StepRow, WaitRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.plan import Plan
    from sim.trace import Outcome

ONSET = "onset"
"""The kind of step that begins an operation on its day."""
ANSWERS = (ONSET, "preplanning", "prevention")
"""Kinds whose waits hold up no operation: its beginning, and what is asked for about a flag."""
INSTANT = 1e-9
"""Days below which two moments are the same."""


class StepDates(NamedTuple):
    """One round of one step with names instead of indices. Days since D+0, NaN where none."""

    id: str
    turn: int
    operation: str
    kind: str
    label: str
    state: str
    ready: float
    start: float
    finish: float
    cause: str
    target: str


class WaitPart(NamedTuple):
    """Days of a wait that had one cause, and the name of what was waited for."""

    cause: Cause
    target: str
    days: float


class Wait(NamedTuple):
    """All the waiting of one round of a step, from ready until it began (or the run ended)."""

    id: str
    turn: int
    operation: str
    label: str
    since: float
    until: float
    began: bool
    parts: tuple[WaitPart, ...]

    @property
    def days(self) -> float:
        """Return the length of the wait."""
        return self.until - self.since

    @property
    def reasons(self) -> str:
        """Return the parts in words, longest first: `26.0 d for crf, 15.0 d for the forum`."""
        ordered = sorted(self.parts, key=lambda part: -part.days)
        return ", ".join(f"{part.days:.1f} d {cause_phrase(part.cause, part.target)}" for part in ordered)

    @property
    def sentence(self) -> str:
        """Return the wait as a sentence."""
        verb = "waited" if self.began else "had waited"
        end = "" if self.began else " when the run ended"
        return f"{self.label} {verb} {self.days:.1f} d{end}: {self.reasons}"


class TargetResult(NamedTuple):
    """A promise held against the run: the milestone's day (NaN: not reached) and the day promised."""

    milestone: str
    by: float
    confidence: float
    day: float

    @property
    def met(self) -> bool:
        """Whether the milestone was reached in time."""
        return self.day <= self.by


def milestones(outcome: Outcome) -> dict[str, float]:
    """Return the day of every milestone by name, NaN where it was not reached by the horizon."""
    names = (each.id for each in outcome.plan.milestones)
    return dict(zip(names, outcome.milestones, strict=True))


def first_finishes(outcome: Outcome) -> dict[str, float]:
    """Return step → the day on which its first round was over, NaN where it was not by the horizon."""
    steps = outcome.plan.steps
    firsts = (row for row in outcome.steps if row.turn == 0)
    return {steps[row.step].id: row.finish if row.state.over else math.nan for row in firsts}


def date_names(plan: Plan) -> tuple[str, ...]:
    """Return the names of all dates that every run has: its milestones, then those of its funds.

    A milestone of the same name as a fund's date goes before it.
    """
    return tuple(dict.fromkeys((*(each.id for each in plan.milestones), *fund_date_names(plan))))


def dates(outcome: Outcome) -> dict[str, float]:
    """Return the day of every date of `date_names`, NaN where it did not come by the horizon."""
    found = fund_dates(outcome) | milestones(outcome)
    return {name: found[name] for name in date_names(outcome.plan)}


def targets(outcome: Outcome) -> list[TargetResult]:
    """Return every promise of the plan beside what happened."""
    plan = outcome.plan
    return [
        TargetResult(
            plan.milestones[each.milestone].id, each.by, each.confidence, outcome.milestones[each.milestone]
        )
        for each in plan.targets
    ]


def step_table(outcome: Outcome) -> list[StepDates]:
    """Return every round of every step by name, in the order of the trace."""
    return [_dates(outcome.plan, row) for row in outcome.steps]


def _dates(plan: Plan, row: StepRow) -> StepDates:
    return StepDates(
        id=plan.steps[row.step].id,
        turn=row.turn,
        operation=operation_id(plan, row.step),
        kind=plan.steps[row.step].kind,
        label=step_label(plan, row.step, row.turn),
        state=row.state.name.lower(),
        ready=row.ready,
        start=row.start,
        finish=row.finish,
        cause=row.cause.word,
        target=target_name(plan, row.cause, row.target, step=row.step),
    )


def all_waits(outcome: Outcome) -> list[Wait]:
    """Return every wait of the run, longest first; ties in the order of the trace."""
    stretches: dict[tuple[int, int], list[WaitRow]] = defaultdict(list)
    for stretch in outcome.waits:
        stretches[stretch.step, stretch.turn].append(stretch)
    found = (
        _wait(outcome, row, stretches.get((row.step, row.turn), []))
        for row in outcome.steps
        if outcome.plan.steps[row.step].kind not in ANSWERS
    )
    return sorted((each for each in found if each.days > INSTANT), key=lambda each: -each.days)


def longest_waits(outcome: Outcome, n: int = 10) -> list[Wait]:
    """Return the n longest waits, each one round of a step."""
    return all_waits(outcome)[:n]


def _wait(outcome: Outcome, row: StepRow, stretches: list[WaitRow]) -> Wait:
    plan = outcome.plan
    since, until = wait_span(row, plan.horizon)
    return Wait(
        id=plan.steps[row.step].id,
        turn=row.turn,
        operation=operation_id(plan, row.step),
        label=step_label(plan, row.step, row.turn),
        since=since,
        until=until,
        began=not math.isnan(row.start),
        parts=_parts(plan, row, stretches, days=until - since),
    )


def wait_span(row: StepRow, horizon: float) -> tuple[float, float]:
    """Return from when until when a round waited; the same day twice where it did not wait."""
    if math.isnan(row.ready):
        return (0.0, 0.0)
    if not math.isnan(row.start):
        return (row.ready, row.start)
    ends = {State.WAITING: horizon, State.GAVE_UP: row.finish}
    return (row.ready, ends.get(row.state, row.ready))


def _parts(plan: Plan, row: StepRow, stretches: Iterable[WaitRow], *, days: float) -> tuple[WaitPart, ...]:
    """Return days per cause; what no stretch covers goes to the cause that bound the start."""
    total: dict[tuple[Cause, int], float] = {}
    for each in stretches:
        key = (each.cause, each.target)
        until = plan.horizon if math.isnan(each.until) else each.until
        total[key] = total.get(key, 0.0) + until - each.since
    rest = days - added(total.values())
    if rest > INSTANT:
        key = (row.cause, row.target)
        total[key] = total.get(key, 0.0) + rest
    return tuple(
        WaitPart(cause, spoken_target(plan, cause, target, step=row.step), length)
        for (cause, target), length in total.items()
        if length > INSTANT
    )


def days_by_cause(outcome: Outcome) -> dict[str, dict[Cause, float]]:
    """Return days waited per operation and cause, summed over all rounds of all steps."""
    total: dict[str, dict[Cause, float]] = {each.id: {} for each in outcome.plan.operations}
    for wait in all_waits(outcome):
        mine = total[wait.operation]
        for part in wait.parts:
            mine[part.cause] = mine.get(part.cause, 0.0) + part.days
    return {name: causes for name, causes in total.items() if causes}


def days_waited(outcome: Outcome) -> dict[Cause, float]:
    """Return days waited per cause, summed over all rounds of all steps of all operations."""
    plan, total = outcome.plan, dict.fromkeys(Cause, 0.0)
    stretches: dict[tuple[int, int], list[WaitRow]] = defaultdict(list)
    for stretch in outcome.waits:
        stretches[stretch[:2]].append(stretch)
    for row in outcome.steps:
        since, until = wait_span(row, plan.horizon)
        rest = until - since
        if rest <= INSTANT or plan.steps[row.step].kind in ANSWERS:
            continue
        for each in stretches.get(row[:2], ()):
            days = (plan.horizon if math.isnan(each.until) else each.until) - each.since
            total[each.cause] += days
            rest -= days
        if rest > INSTANT:
            total[row.cause] += rest
    return total


def days_by_target(outcome: Outcome) -> list[WaitPart]:
    """Return days waited for each single pool, fund, calendar or place, most first."""
    total: dict[tuple[Cause, str], float] = {}
    for wait in all_waits(outcome):
        for part in wait.parts:
            total[part.cause, part.target] = total.get((part.cause, part.target), 0.0) + part.days
    rows = [WaitPart(cause, target, days) for (cause, target), days in total.items()]
    return sorted(rows, key=lambda row: -row.days)
