"""Lanes: what a step may have to stand in line for, numbered once per Plan.

A lane is a pool, a fund, or one operation's ring-fenced share of a fund. For each step: the lanes
that it touches, and those among them in which nobody may pass it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plan import NONE, Account, Policy, When

if TYPE_CHECKING:
    from sim.plan import Plan, Step


@dataclass(frozen=True)
class Lanes:
    """`touched`, `strict`: per step; `of_fund`: per fund, all of its lanes.

    `gated`: per step, whether a calendar or the security of the way may stand against a start;
    `purse`: per step, whether its start moves money that its programme has set aside.
    """

    touched: tuple[frozenset[int], ...]
    strict: tuple[frozenset[int], ...]
    of_fund: tuple[frozenset[int], ...]
    gated: tuple[bool, ...]
    purse: tuple[bool, ...]
    pools: int
    operations: int

    @classmethod
    def of(cls, plan: Plan) -> Lanes:
        """Number the lanes of a Plan."""
        pools, operations = len(plan.pools), len(plan.operations)
        lanes = cls((), (), (), (), (), pools, operations)
        return cls(
            touched=tuple(frozenset(lanes.reached(plan, each)) for each in plan.steps),
            strict=tuple(frozenset(lanes.reached(plan, each, strict=True)) for each in plan.steps),
            of_fund=tuple(
                frozenset(lanes.fund(plan, fund, operation) for operation in range(operations))
                for fund in range(len(plan.funds))
            ),
            gated=tuple(is_gated(each) for each in plan.steps),
            purse=tuple(is_paid_from_purse(each) for each in plan.steps),
            pools=pools,
            operations=operations,
        )

    def fund(self, plan: Plan, index: int, operation: int) -> int:
        """Return the lane of a fund: one for all, or one per operation where shares are fenced."""
        fenced = plan.funds[index].policy is Policy.RING_FENCED
        return self.pools + index * self.operations + (operation if fenced else 0)

    def reached(self, plan: Plan, step: Step, *, strict: bool = False) -> list[int]:
        """Return the lanes of a step, or only those in which nobody may pass."""
        found = [
            index
            for need in step.needs
            for index in need.pools
            if not (strict and plan.pools[index].may_pass)
        ]
        return found + [
            self.fund(plan, each.fund, step.operation)
            for each in step.postings
            if not (strict and plan.funds[each.fund].may_pass)
        ]


def is_gated(step: Step) -> bool:
    """Whether a calendar or the security of the way may stand against a start."""
    calendar = step.working != NONE or step.opens != NONE
    return calendar or step.condition is not None or step.returns is not None


def is_paid_from_purse(step: Step) -> bool:
    """Whether a start moves money that is claimed already, and may have lapsed since."""
    return any(each.at is When.START and each.source is not Account.APPORTIONED for each in step.postings)
