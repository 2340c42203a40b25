"""What of a Plan the compiled engine does not play, by name; such a plan is played on SimPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.stores import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Fund, Plan

MOST_DOLLARS = 2**53
"""Dollars up to which every whole number is also a float: sums of a run stay far from the end of 64 bits."""


def coverage(plan: Plan) -> list[str]:
    """Return what of a plan is not covered, in words; nothing where all of it is."""
    return list(dict.fromkeys(_uncovered(plan)))


def _uncovered(plan: Plan) -> Iterator[str]:
    for each in (plan, *(regime for _, regime in plan.regimes)):
        yield from (f"fund {fund.id}: more than 2^53 dollars" for fund in each.funds if _is_vast(each, fund))
        yield from (f"pool {pool.id}: more than 2^62 people" for pool in each.pools if pool.size > UNLIMITED)
        if _skeleton(each) != _skeleton(plan):
            yield "a patch in time that changes which steps, pools, funds or places there are"


def _is_vast(plan: Plan, fund: Fund) -> bool:
    index = plan.funds.index(fund)
    amounts = [
        amount
        for step in plan.steps
        for posting in step.postings
        if posting.fund == index
        for amount in posting.amounts
    ]
    target = fund.replenishment.target if fund.replenishment else 0
    return max([fund.opening, target, *amounts]) > MOST_DOLLARS


def _skeleton(plan: Plan) -> tuple[object, ...]:
    """Return what must be alike in all regimes of a plan: what has a place of its own in the state."""
    purses = dict.fromkeys((p.fund, p.purse) for each in plan.steps for p in each.postings if p.purse)
    theatres = [
        (len(each.provinces), len(each.sectors), len(each.partners), len(plan.drivers))
        for each in plan.theatres
    ]
    rounds = [each.rounds for each in plan.steps]
    draws = [each.rounds for each in plan.draws]
    counts = (len(plan.pools), len(plan.funds), len(plan.operations), len(plan.intakes))
    return rounds, draws, counts, theatres, list(purses)
