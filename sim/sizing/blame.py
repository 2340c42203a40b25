"""What binds instead, where no size is enough: of the futures that miss a target, what its days are made of.

Read off the critical chain of the target's milestone; what was not reached at all is told by its reason.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sim.critical import chain_of
from sim.measures import days_by_target
from sim.measures.naming import cause_phrase, step_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.critical import Segment
    from sim.plan import Plan
    from sim.trace import Outcome

MOST_SHOWN = 4
"""Stretches of a chain that are shown: the longest."""


class Share(NamedTuple):
    """A stretch of the way to a target and its mean days in the futures that miss it."""

    kind: str
    label: str
    days: float


class Bound(NamedTuple):
    """Why a target is missed at any size.

    `n`: futures looked at; `missed`: of those; `unreached`: of those that missed, by the horizon not
    reached at all. `kinds`: mean days by kind of work or cause of waiting; `longest`: single stretches;
    both of the futures that reached it too late. `reasons`: what was not done, and why, of the others.
    `waits`: what steps waited for, mean days of all steps together in the futures that miss it: a
    chain leads through whoever held what was waited for, so the wait itself may not be in it.
    """

    target: str
    by: float
    n: int
    missed: int
    unreached: int
    kinds: tuple[Share, ...]
    longest: tuple[Share, ...]
    reasons: tuple[tuple[str, int], ...]
    waits: tuple[Share, ...]


def blamed(plan: Plan, outcomes: Iterable[Outcome]) -> tuple[Bound, ...]:
    """Return, for each target of a plan, what those futures that miss it were held up by."""
    every = list(outcomes)
    return tuple(
        _bound(every, milestone=each.milestone, by=each.by, name=plan.milestones[each.milestone].id)
        for each in plan.targets
    )


def _bound(outcomes: list[Outcome], *, milestone: int, by: float, name: str) -> Bound:
    missed = [each for each in outcomes if not each.milestones[milestone] <= by]
    unreached = [each for each in missed if math.isnan(each.milestones[milestone])]
    late = [each for each in missed if not math.isnan(each.milestones[milestone])]
    segments = [part for each in late for part in chain_of(each, milestone).segments]
    return Bound(
        target=name,
        by=by,
        n=len(outcomes),
        missed=len(missed),
        unreached=len(unreached),
        kinds=_mean(((_kind(each), _kind(each), each.days) for each in segments), len(late)),
        longest=_mean(((_kind(each), each.label, each.days) for each in segments), len(late))[:MOST_SHOWN],
        reasons=tuple(Counter(_reasons(unreached, milestone)).most_common(MOST_SHOWN)),
        waits=_mean(_waited(missed), len(missed))[:MOST_SHOWN],
    )


def _waited(outcomes: list[Outcome]) -> Iterator[tuple[str, str, float]]:
    """Yield, future by future, the days that steps waited for each thing."""
    for outcome in outcomes:
        for each in days_by_target(outcome):
            yield each.cause.word, cause_phrase(each.cause, each.target), each.days


def _kind(segment: Segment) -> str:
    return f"waiting: {segment.cause}" if segment.kind == "wait" else segment.kind


def _mean(parts: Iterable[tuple[str, str, float]], runs: int) -> tuple[Share, ...]:
    total: dict[tuple[str, str], float] = defaultdict(float)
    for kind, label, days in parts:
        total[kind, label] += days
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(kind, label, days / runs) for (kind, label), days in ordered)


def _reasons(outcomes: list[Outcome], milestone: int) -> Iterator[str]:
    """Yield why the steps of a milestone were not done: the first of each future."""
    for outcome in outcomes:
        wanted = set(_steps(outcome.plan, milestone))
        for each in outcome.unfinished:
            if each.step in wanted:
                yield f"{step_label(outcome.plan, each.step, each.turn)}: {each.reason}"
                break


def _steps(plan: Plan, milestone: int) -> Iterator[int]:
    yield from plan.milestones[milestone].steps
    for part in plan.milestones[milestone].parts:
        yield from _steps(plan, part)
