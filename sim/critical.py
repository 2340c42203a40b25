"""The critical chain: what a milestone's day is made of, from D+0; and each step's slack.

The trace says for each start which other start or finish let it happen. Walked backwards from the
milestone this gives a chain of work, waits and lags, without gap or overlap, whose days add up to
the milestone's day. Slack is the other way to see it: how late a step may be for nothing.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.measures.naming import (
    cause_phrase,
    chain_target,
    operation_id,
    place_name,
    spoken_target,
    step_label,
)
from sim.measures.steps import ONSET
from sim.measures.stretches import Ways
from sim.plan import LinkKind
from sim.trace import Cause

if TYPE_CHECKING:
    from sim.measures.stretches import Route, Stretch
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
    return Ways(outcome).route_of(milestone).steps


def chain_of(outcome: Outcome, milestone: int) -> Chain:
    """Return the critical chain of a milestone by index; an empty one if it was not reached."""
    ways = Ways(outcome)
    return in_words(ways, ways.route_of(milestone))


def chain_to(outcome: Outcome, row: StepRow, moment: float) -> Chain:
    """Return the chain that leads to a moment in the life of one round of a step."""
    ways = Ways(outcome)
    return in_words(ways, ways.route_to(row, moment))


def in_words(ways: Ways, route: Route) -> Chain:
    """Return a chain with the names of what it is made of."""
    return Chain(tuple(_Story(ways, each).segment() for each in route.stretches), route.steps)


class _Story:
    """One stretch of a chain, put into words."""

    def __init__(self, ways: Ways, stretch: Stretch) -> None:
        self.plan, self.bindings = ways.outcome.plan, ways.bindings
        self.stretch, self.row = stretch, stretch.row
        self.label = step_label(self.plan, self.row.step, self.row.turn)

    def segment(self) -> Segment:
        """Return the stretch with its names."""
        label, cause, target = self.told()
        row, stretch = self.row, self.stretch
        return Segment(
            kind=stretch.kind,
            id=self.plan.steps[row.step].id,
            turn=row.turn,
            operation=operation_id(self.plan, row.step),
            label=label,
            cause=cause,
            since=stretch.since,
            until=stretch.until,
            target=target,
        )

    def told(self) -> tuple[str, str, str]:
        """Return label, cause and target."""
        match self.stretch.kind:
            case "work":
                return self.label, "", ""
            case "wait":
                return self.wait()
            case "ground":
                theatre, place = self.bindings.signals[self.row.step]
                where = place_name(self.plan, theatre, place)
                return f"{self.label}: {self.stretch.why}", Cause.GATE.word, where
            case _:
                return self.lag(), "", ""

    def wait(self) -> tuple[str, str, str]:
        """Return the same of a wait."""
        cause, target, step = self.stretch.cause, self.stretch.target, self.row.step
        name = spoken_target(self.plan, cause, target, step=step)
        label = f"{self.label} waits {cause_phrase(cause, name)}"
        return label, cause.word, chain_target(self.plan, cause, target, step=step)

    def lag(self) -> str:
        """Return the days in words that a link, or a rest, lets pass."""
        step = self.plan.steps[self.row.step]
        if self.stretch.why:
            return f"lag {self.stretch.why} {self.label}"
        if self.row.step in self.bindings.relapses:
            return f"after the exit, before the relapse of {operation_id(self.plan, self.row.step)}"
        if step.kind == ONSET or step.signal:
            return f"before the onset of {operation_id(self.plan, self.row.step)}"
        if self.bindings.released(self.row):
            return f"{self.plan.pools[self.row.target].id} rests before {self.label}"
        return f"lag before {self.label}" if step.links else f"before the earliest day of {self.label}"


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
