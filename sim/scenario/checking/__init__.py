"""What a scenario must mean to be run: rule by rule, every fault of a file at once.

    shape        what pydantic refused, in plain words (`wording`, `declared`)
    references   names that nothing has; what must be there for others
    moments      dates, calendars, windows of patches
    corps        skills, service, planners
    amounts      requests that can never be met, and what does not add up
    aftermath    local groups, what may follow the exit
    order        circles of links; `deadlock`: who can never go on, and who may not
    chances      correlations, risks, shocks; `together`: groups that contradict each other
    partners     pledges that do not rise, curves that cannot be
    changes      levers, variants and patches, tried out; levers that exclude each other
    labels       evidence and its sources
    watch        the watch list and lessons
    lint         doubts: warnings only

Each rule yields findings about one case (`case`); none of them raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.scenario.checking import (
    aftermath,
    amounts,
    chances,
    changes,
    corps,
    labels,
    lint,
    moments,
    order,
    partners,
    references,
    watch,
)
from sim.scenario.checking.case import Case, Check
from sim.scenario.checking.deadlock import check_deadlock
from sim.scenario.checking.naming import Names
from sim.scenario.checking.together import check_together

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.reading import Document
    from sim.scenario.schema import Scenario

MOST_MOMENTS = 20_000
"""Starts and finishes of which it is worked out what comes before what."""
CHECKS: tuple[Check, ...] = (
    references.check_whole,
    references.check_taken,
    references.check_aliases,
    references.check_resources,
    moments.check_start,
    moments.check_moments,
    moments.check_windows,
    moments.check_calendars,
    moments.check_rhythms,
    moments.check_gate,
    amounts.check_above_zero,
    amounts.check_needs,
    amounts.check_programmes,
    amounts.check_funds,
    amounts.check_tours,
    aftermath.check_stakeholders,
    aftermath.check_margin,
    aftermath.check_aftermath,
    corps.check_skills,
    partners.check_arrivals,
    partners.check_partners,
    chances.check_risks,
    chances.check_shocks,
    changes.check_patches,
    changes.lint_clashes,
    labels.check_labels,
    labels.lint_labels,
    lint.lint_unused,
    lint.lint_pools,
    lint.lint_calls,
    corps.lint_service,
    corps.lint_planners,
    lint.lint_open_ends,
    lint.lint_queues,
    lint.lint_never,
    lint.lint_chances,
    lint.lint_independence,
    lint.lint_grants,
    lint.lint_owed,
    watch.check_watch_list,
    watch.lint_templates,
    watch.lint_streams,
    aftermath.lint_locals,
)
"""The rules that need nothing but the scenario."""


def check(scenario: Scenario, document: Document) -> Iterator[Finding]:
    """Yield every fault and doubt about what a scenario of the right shape means."""
    case = Case(document, scenario)
    names = Names(case.whole)
    for rule in CHECKS:
        yield from rule(case)
    unknown = list(references.check_links(case, names))
    yield from unknown
    yield from references.check_places(case, names)
    alone = list(chances.check_correlations(case, names))
    yield from alone or check_together(case, names)
    yield from watch.check_lessons(case, names)
    yield from _in_order(case, names, known=not unknown)


def _in_order(case: Case, names: Names, *, known: bool) -> Iterator[Finding]:
    """Yield circles; where there are none and all links are known, what is kept too long or in vain."""
    plan = order.order_of(case.scenario, names)
    circles = list(order.check_circles(case, plan))
    yield from circles
    if len(plan.before) > MOST_MOMENTS:
        yield case.warning((), "too many steps to be searched for deadlocks")
    elif known and not circles:
        yield from order.check_keeping(case, plan)
        yield from check_deadlock(case, plan)
