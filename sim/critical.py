"""The critical chain: what a milestone's day is made of, from D+0; and each step's slack.

The trace says for each start which other start or finish let it happen. Walked backwards from the
milestone this gives a chain of work, waits and lags, without gap or overlap, whose days add up to
the milestone's day. Slack is the other way to see it: how late a step may be for nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.measures.binding import Bindings, Round, same_moment
from sim.measures.naming import (
    cause_phrase,
    chain_target,
    operation_id,
    place_name,
    spoken_target,
    step_label,
)
from sim.measures.steps import INSTANT, ONSET
from sim.plan import LinkKind, When
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Link, Plan
    from sim.trace import Outcome, StepRow


class Segment(NamedTuple):
    """A stretch of the chain: `kind` is work, wait, lag or ground; `cause` is a wait's cause.

    `target`: the pool, fund, calendar or place that was waited for, by name; '' for none.
    """

    kind: str
    id: str
    turn: int
    operation: str
    label: str
    cause: str
    since: float
    until: float
    target: str = ""

    @property
    def days(self) -> float:
        """Return its length."""
        return self.until - self.since


class Chain(NamedTuple):
    """What a milestone's day is made of, in order of time; and its steps, the last of them first."""

    segments: tuple[Segment, ...]
    steps: tuple[int, ...]


class Visit(NamedTuple):
    """A round on the way back: left at a moment of its life, entered at the one that freed it.

    `held_finish`: whether a link held back its finish, so that only a lag lies between the two.
    """

    row: StepRow
    freed: float
    moment: float
    held_finish: bool


class Schedule(NamedTuple):
    """Earliest and latest start and finish of a step, and its total float. Days since D+0."""

    es: float
    ef: float
    ls: float
    lf: float

    @property
    def slack(self) -> float:
        """Return the days it could be late: lf - ef."""
        return self.lf - self.ef


def critical_chain(outcome: Outcome, milestone: str) -> tuple[Segment, ...]:
    """Return what a milestone's day is made of, in order of time; nothing if it was not reached.

    The days of the segments add up to the milestone's day.
    """
    index = [each.id for each in outcome.plan.milestones].index(milestone)
    return chain_of(outcome, index).segments


def critical_steps(outcome: Outcome, milestone: int) -> tuple[int, ...]:
    """Return the steps on a milestone's critical chain by index, each once, the last of them first."""
    return chain_of(outcome, milestone).steps


def chain_of(outcome: Outcome, milestone: int, *, bindings: Bindings | None = None) -> Chain:
    """Return the critical chain of a milestone by index; an empty one if it was not reached.

    `bindings`: those of the run, where several of its chains are asked for.
    """
    moment = outcome.milestones[milestone]
    row = None if math.isnan(moment) else _reaching(outcome, milestone, moment)
    return Chain((), ()) if row is None else chain_to(outcome, row, moment, bindings=bindings)


def chain_to(outcome: Outcome, row: StepRow, moment: float, *, bindings: Bindings | None = None) -> Chain:
    """Return the chain that leads to a moment in the life of one round of a step."""
    bindings = bindings or Bindings(outcome)
    visits = list(_visits(bindings, row, moment))
    segments = [part for each in visits for part in reversed(_told(outcome, bindings, each))]
    return Chain(
        segments=tuple(each for each in reversed(segments) if each.days > INSTANT),
        steps=tuple(dict.fromkeys(visit.row.step for visit in visits)),
    )


def _told(outcome: Outcome, bindings: Bindings, visit: Visit) -> list[Segment]:
    """Return what a visit tells; chains of one run mostly begin alike, so it is told once."""
    key = (visit.row.step, visit.row.turn, visit.freed, visit.moment, visit.held_finish)
    found: list[Segment] | None = bindings.told.get(key)
    if found is None:
        found = bindings.told[key] = list(_Story(outcome, bindings, visit.row).told(visit))
    return found


def _visits(bindings: Bindings, row: StepRow | None, moment: float) -> Iterator[Visit]:
    """Walk back from a moment of a round to D+0, round by round."""
    seen: set[Round] = set()
    while row is not None:
        seen.add((row.step, row.turn))
        before, freed = bindings.of_finish(row) if same_moment(row.finish, moment) else (None, 0.0)
        held_finish = before is not None
        if not held_finish:
            before, freed = bindings.of_start(row)
        if before is not None and (before.step, before.turn) in seen:
            before, freed = None, 0.0
        yield Visit(row, freed, moment, held_finish)
        row, moment = before, freed


def _reaching(outcome: Outcome, index: int, day: float) -> StepRow | None:
    """Return the round of a step at whose start or finish a milestone was reached."""
    milestone = outcome.plan.milestones[index]
    for part in milestone.parts:
        if same_moment(outcome.milestones[part], day):
            return _reaching(outcome, part, day)
    wanted = set(milestone.steps)
    at_start = milestone.at is When.START
    for row in outcome.steps:
        if row.step in wanted and same_moment(row.start if at_start else row.finish, day):
            return row
    return None


class _Story:
    """What happened around one round of a step, told in segments."""

    def __init__(self, outcome: Outcome, bindings: Bindings, row: StepRow) -> None:
        self.outcome = outcome
        self.bindings = bindings
        self.row = row
        self.label = step_label(outcome.plan, row.step, row.turn)

    def told(self, visit: Visit) -> Iterator[Segment]:
        """Yield what happened from the moment that freed the round to a moment in its life."""
        if self.row.step in self.bindings.signals:
            yield from self.on_the_ground(visit.freed)
        elif visit.held_finish:
            yield self.segment("lag", f"lag before the end of {self.label}", visit.freed, until=visit.moment)
        else:
            start = min(self.row.finish if math.isnan(self.row.start) else self.row.start, visit.moment)
            ready = min(max(self.row.ready, visit.freed), start)
            yield self.lag(visit.freed, ready)
            yield from self.waits(ready, start)
            yield self.segment("work", self.label, start, until=visit.moment)

    def waits(self, since: float, until: float) -> Iterator[Segment]:
        """Yield the waits of this round, cause by cause."""
        for wait in self.bindings.waits.get((self.row.step, self.row.turn), ()):
            end = min(wait.until, until)
            if end > since:
                yield self.wait((wait.cause, wait.target), since, end)
                since = end
        yield self.wait((self.row.cause, self.row.target), since, until)

    def wait(self, why: tuple[Cause, int], since: float, until: float) -> Segment:
        """Return a wait for one cause."""
        cause, target = why
        name = spoken_target(self.outcome.plan, cause, target, step=self.row.step)
        label = f"{self.label} waits {cause_phrase(cause, name)}"
        found = self.segment("wait", label, since, until=until, cause=cause.word)
        return found._replace(target=chain_target(self.outcome.plan, cause, target, step=self.row.step))

    def lag(self, since: float, until: float) -> Segment:
        """Return days that a link, or a rest, lets pass."""
        step = self.outcome.plan.steps[self.row.step]
        if self.row.step in self.bindings.relapses:
            label = f"after the exit, before the relapse of {operation_id(self.outcome.plan, self.row.step)}"
        elif step.kind == ONSET or step.signal:
            label = f"before the onset of {operation_id(self.outcome.plan, self.row.step)}"
        elif self.bindings.released(self.row):
            label = f"{self.outcome.plan.pools[self.row.target].id} rests before {self.label}"
        else:
            label = f"lag before {self.label}" if step.links else f"before the earliest day of {self.label}"
        return self.segment("lag", label, since, until=until)

    def segment(self, kind: str, label: str, since: float, *, until: float, cause: str = "") -> Segment:
        """Return a segment of this round."""
        plan, row = self.outcome.plan, self.row
        operation = operation_id(plan, row.step)
        return Segment(kind, plan.steps[row.step].id, row.turn, operation, label, cause, since, until)

    def on_the_ground(self, freed: float) -> Iterator[Segment]:
        """Yield what a handover or an exit waited for: conditions, assessments, the drawdown."""
        theatre, place = self.bindings.signals[self.row.step]
        day = self.row.finish
        rules = self.outcome.plan.theatres[theatre]
        if place == len(rules.provinces):
            yield self.ground("drawdown of the force, review by review", freed, day)
            return
        since, label = max(freed, min(self.begins(theatre), day)), "conditions below the gate"
        yield self.lag(freed, since)
        for row in self.outcome.assessments:
            if (row.theatre, row.province) == (theatre, place) and row.time <= day:
                yield self.ground(label, since, row.time)
                since, label = row.time, f"assessment {row.result}, then the next"
        yield self.ground(label, since, day)

    def begins(self, theatre: int) -> float:
        """Return the day on which a theatre's operation began: its own, or that of a random onset."""
        rules = self.outcome.plan.theatres[theatre]
        return next((e.onset for e in self.outcome.watch if e.operation == rules.operation), rules.begins)

    def ground(self, label: str, since: float, until: float) -> Segment:
        """Return days in which the ground was not ready."""
        found = self.segment("ground", f"{self.label}: {label}", since, until=until, cause=Cause.GATE.word)
        theatre, place = self.bindings.signals[self.row.step]
        return found._replace(target=place_name(self.outcome.plan, theatre, place))


def slack(outcome: Outcome) -> tuple[float, ...]:
    """Return, per step of the plan, the days it could have been late; NaN where it did not finish."""
    found = schedule(outcome)
    return tuple(found[step.id].slack if step.id in found else math.nan for step in outcome.plan.steps)


def schedule(outcome: Outcome) -> dict[str, Schedule]:
    """Return earliest and latest dates of every finished step by id, against the last finish of all.

    The backward pass knows links only: where steps waited for people, money or dates, those waits
    count as if they could be shortened. A step's rounds count as one stretch.
    Source: critical path method, Kelley & Walker 1959; four kinds of precedence, Fondahl 1961.
    """
    spans = _spans(outcome)
    end = max((finish for _, finish in spans.values()), default=0.0)
    found: dict[int, Schedule] = {}
    followers = _followers(outcome.plan)
    for step in reversed(_in_order(outcome.plan, followers)):
        if step in spans:
            start, finish = spans[step]
            days = finish - start
            bounds = (_bound(link, found[later], days) for later, link in followers[step] if later in found)
            latest = min([end, *bounds])
            found[step] = Schedule(start, finish, latest - days, latest)
    return {outcome.plan.steps[step].id: found[step] for step in sorted(found)}


def _spans(outcome: Outcome) -> dict[int, tuple[float, float]]:
    """Return first start and last finish of every step that has finished."""
    spans: dict[int, tuple[float, float]] = {}
    for row in outcome.steps:
        if not math.isnan(row.start) and not math.isnan(row.finish):
            start, finish = spans.get(row.step, (row.start, row.finish))
            spans[row.step] = (min(start, row.start), max(finish, row.finish))
    return spans


def _followers(plan: Plan) -> list[list[tuple[int, Link]]]:
    followers: list[list[tuple[int, Link]]] = [[] for _ in plan.steps]
    for index, step in enumerate(plan.steps):
        for link in step.links:
            if not link.back:
                followers[link.step].append((index, link))
    return followers


def _bound(link: Link, later: Schedule, days: float) -> float:
    """Return the latest finish of a step of some days that a later step allows through one link."""
    match link.kind:
        case LinkKind.FINISH_START:
            return later.ls - link.lag
        case LinkKind.START_START:
            return later.ls - link.lag + days
        case LinkKind.FINISH_FINISH:
            return later.lf - link.lag
        case LinkKind.START_FINISH:
            return later.lf - link.lag + days


def _in_order(plan: Plan, followers: list[list[tuple[int, Link]]]) -> list[int]:
    """Return the steps so that each comes after those it waits for."""
    pending = [sum(not link.back for link in step.links) for step in plan.steps]
    order = [index for index, count in enumerate(pending) if count == 0]
    for step in order:
        for later, _ in followers[step]:
            pending[later] -= 1
            if pending[later] == 0:
                order.append(later)
    return order
