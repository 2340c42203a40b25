"""The dates a reader asks for first: headlines, milestones per operation, what was not reached.

A milestone named `alpha.military_exit` is operation alpha's; the same name without the prefix means
that all operations have reached it. Bare plans have whatever names their author gave.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim import measures
from sim.measures.naming import BARE, step_label
from sim.report.words import milestone_words, operation_names

if TYPE_CHECKING:
    from sim.trace import Outcome

HEADLINES = {
    "first_team_in_country": "First civilians on the ground",
    "first_dollar_obligated": "First dollar obligated",
    "first_dollar_disbursed": "First dollar disbursed",
    "full_strength": "Full civilian strength",
    "handover_complete": "Every province handed over",
    "military_exit": "Military exit",
}
MOST_DECLARED = 6
"""Headlines of a plan that has none of the standard milestones."""
PER_PROVINCE = "handover."
AFTER = ("relapse",)
FOLLOWS = "not ready: waits for"


class Headline(NamedTuple):
    """A headline date: of all operations, and of each. NaN: not reached; None: it has none."""

    label: str
    milestone: str
    day: float
    by_operation: dict[str, float]


class DateRow(NamedTuple):
    """One milestone: its day per operation, and for all of them together (None: has none)."""

    label: str
    days: dict[str, float]
    overall: float | None


class Reason(NamedTuple):
    """A step that did not finish, why, and how many mandatory steps stand behind it."""

    label: str
    reason: str
    behind: int


def names_here(outcome: Outcome) -> list[str]:
    """Return the operations of a run, without those that might have come and did not."""
    gone = measures.absent(outcome)
    return [each for each in operation_names(outcome.plan) if each not in gone]


def headlines(outcome: Outcome) -> list[Headline]:
    """Return the standard headline dates that the plan has; a bare plan's own milestones instead."""
    days = measures.milestones(outcome)
    standard = [_headline(outcome, name, label) for name, label in HEADLINES.items()]
    found = [each for each in standard if each is not None]
    if found:
        return found
    return [Headline(milestone_words(name), name, day, {}) for name, day in days.items()][:MOST_DECLARED]


def _headline(outcome: Outcome, name: str, label: str) -> Headline | None:
    days = measures.milestones(outcome)
    names = names_here(outcome)
    mine = {each: days[f"{each}.{name}"] for each in names if f"{each}.{name}" in days}
    if name in days:
        return Headline(label, name, days[name], mine)
    if len(mine) == 1:
        return Headline(label, f"{next(iter(mine))}.{name}", next(iter(mine.values())), mine)
    return None


def date_rows(outcome: Outcome) -> list[DateRow]:
    """Return every milestone but those that have tables of their own: the provinces', relapses."""
    days = measures.milestones(outcome)
    names, unasked = operation_names(outcome.plan), measures.unasked(outcome)
    rows: dict[str, dict[str, float]] = {}
    for full, day in days.items():
        operation, _, name = full.partition(".")
        mine = operation in names and bool(name)
        key = name if mine else full
        shown = key not in AFTER and not key.startswith(PER_PROVINCE)
        if shown and full not in unasked:
            rows.setdefault(key, {}).update({operation: day} if mine else {})
    return [DateRow(milestone_words(name), mine, days.get(name)) for name, mine in rows.items()]


def missed(outcome: Outcome) -> list[str]:
    """Return the milestones that were not reached by the horizon; what each operation has, only so."""
    days = measures.milestones(outcome)
    single = {
        name.partition(".")[2] for name in days if name.partition(".")[0] in operation_names(outcome.plan)
    }
    skipped = single | measures.unasked(outcome)
    return [
        name
        for name, day in days.items()
        if math.isnan(day) and name not in skipped and name.rpartition(".")[2] not in AFTER
    ]


def reasons(outcome: Outcome) -> list[Reason]:
    """Return what did not finish and why; steps that only wait for such a step are counted behind it.

    A step stands behind the first unfinished step on its way back.
    """
    plan = outcome.plan
    why = {each.step: each.reason for each in outcome.unfinished}
    roots = [each for each in outcome.unfinished if not each.reason.startswith(FOLLOWS)]
    behind = dict.fromkeys((each.step for each in roots), 0)
    for step in why:
        root = _root(outcome, step, why)
        if root != step and root in behind:
            behind[root] += 1
    return [Reason(step_label(plan, each.step, each.turn), each.reason, behind[each.step]) for each in roots]


def _root(outcome: Outcome, step: int, why: dict[int, str]) -> int:
    """Return the step at the head of the queue in which a step stands."""
    seen: set[int] = set()
    while why[step].startswith(FOLLOWS) and step not in seen:
        seen.add(step)
        links = outcome.plan.steps[step].links
        step = next((link.step for link in links if link.step in why and not link.back), step)
    return step


def run_end(outcome: Outcome) -> float:
    """Return the last day worth drawing: the horizon, or a little after all is done."""
    plan = outcome.plan
    if plan.theatres or outcome.unfinished:
        return plan.horizon
    ends = [row.finish for row in outcome.steps if not math.isnan(row.finish)]
    return min(plan.horizon, 1.04 * max(ends, default=plan.horizon)) or plan.horizon


def is_bare(outcome: Outcome) -> bool:
    """Whether the plan is a plain network without operations of its own."""
    return operation_names(outcome.plan) == [BARE]
