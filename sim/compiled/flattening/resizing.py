"""Other sizes of pools and funds on flat arrays that are there already: all else stays as it lies.

A plan at many sizes is laid out once. Which sizes, and what for, is not known here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.compiled import layout as at
from sim.engine.stores import UNLIMITED
from sim.plan import Account

if TYPE_CHECKING:
    from sim.compiled.flattening import Flattened
    from sim.compiled.layout import Ints
    from sim.plan import Plan


def resized(flat: Flattened, plan: Plan) -> Flattened:
    """Return a plan without regimes on flat arrays.

    Parameters: `flat`: those of a plan that differs in the sizes of its pools and funds only, and in what
    steps apportion of these.
    """
    p = at.aligned(len(flat.p), np.int64)
    p[:] = flat.p
    for place, pool in zip(flat.places.pools, plan.pools, strict=True):
        p[place + at.POOL_SIZE] = pool.size
        p[place + at.BEFORE] = pool.before
        p[place + at.NOTED] = pool.size < UNLIMITED
    for place, fund in zip(flat.places.funds, plan.funds, strict=True):
        p[place + at.OPENING] = fund.opening
        if fund.replenishment is not None:
            p[place + at.BELOW] = fund.replenishment.below
            p[place + at.UP_TO] = fund.replenishment.target
    for place, rule in zip(flat.places.intakes, plan.intakes, strict=True):
        first = p[place + at.I_TARGETS]
        p[first : first + len(rule.targets)] = rule.targets
    for index, step in enumerate(plan.steps):
        if any(each.source is Account.APPROPRIATED for each in step.postings):
            _write_amounts(p, plan, index)
    found = replace(flat, plan=plan, p=p)
    vars(found)["outside"] = flat.outside
    return found


def _write_amounts(p: Ints, plan: Plan, index: int) -> None:
    row = p[p[at.STEPS] + index * at.STEP_WIDTH + at.POSTINGS]
    for turn, posting in enumerate(plan.steps[index].postings):
        first = p[row + turn * at.POSTING + at.P_AMOUNTS]
        p[first : first + len(posting.amounts)] = posting.amounts
