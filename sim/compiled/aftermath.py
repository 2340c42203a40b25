"""After the exit, on flat arrays: hazard, relapse, troops that come back; as `sim.engine.aftermath`."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.compiled import layout as at
from sim.compiled import network, recalls
from sim.compiled.events import CHANGE, STEP, schedule
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.numbers import after_of
from sim.compiled.pointers import stretch
from sim.compiled.provinces import WHY_RELAPSE, conditions_of, shift, take_back
from sim.compiled.rows import keeps, now, value, write
from sim.compiled.strengths import bring_back
from sim.domain import aftermath
from sim.domain.operation import SECURITY
from sim.plan import NONE
from sim.trace import Cause

hazard_multiplier = twin(aftermath.hazard_multiplier)
mean_by_population = twin(aftermath.mean_by_population)
relapse_days = twin(aftermath.relapse_days)
shortfall = twin(aftermath.shortfall, aftermath.short_of, aftermath.mean_by_population)
troops_back = twin(aftermath.troops_back)
GATE: Final = int(Cause.GATE)


@inlined
def begin(w: Flat, theatre: int) -> None:
    """The military has left: fix the hazard, and the day of the relapse."""
    row = now(w, theatre)
    if not w.p[row + at.AFTERMATH]:
        return
    multiplier = _multiplier(w, theatre)
    if keeps(w, at.T_EXIT):
        write(w, at.T_EXIT, w.f[at.NOW], a=w.p[theatre + at.T_INDEX], x=multiplier)
    luck = value(w, w.p[row + at.A_CHANCE], w.i[theatre + at.TURN_AFTER])
    schedule(w, at.E_RELAPSE, relapse_days(after_of(w, theatre), multiplier, luck), order=CHANGE, a=theatre)


@inlined
def _multiplier(w: Flat, theatre: int) -> float:
    rules, row = after_of(w, theatre), now(w, theatre)
    first, count, sectors = w.p[row + at.PROVINCES], w.p[row + at.PROVINCES_N], w.p[row + at.SECTORS_N]
    conditions, levels = np.empty((count, sectors)), np.empty(count)
    for place in range(count):
        province = first + at.PROVINCE * place
        levels[place] = w.f[province + at.CAPACITY]
        conditions[place] = conditions_of(w, theatre, province)
    begin = first + at.POPULATION
    people = stretch(w.p, begin, count, at.PROVINCE)
    return hazard_multiplier(
        rules,
        short=shortfall(conditions, people, rules.early_exit_level),
        capacity=mean_by_population(levels, people),
        ownership=w.q[row + at.OWNERSHIP],
        women=value(w, w.p[row + at.A_WOMEN_MULTIPLIER], 0),
    )


@compiled
def relapse(w: Flat, theatre: int) -> None:
    """Security falls everywhere; what then stands too low is taken back; troops and teams are called."""
    row = now(w, theatre)
    if not w.p[row + at.AFTERMATH]:
        return
    rules = after_of(w, theatre)
    shift(w, theatre, NONE, sector=SECURITY, change=-rules.blow)
    first, count = w.p[row + at.PROVINCES], w.p[row + at.PROVINCES_N]
    for province in range(first, first + at.PROVINCE * count, at.PROVINCE):
        security = w.f[w.p[province + at.PLOTS] + at.PLOT * SECURITY + at.CONDITION_NOW]
        if security < w.q[row + at.G_ROLLBACK_BELOW] and w.i[province + at.HANDED_OVER]:
            take_back(w, theatre, province, why=WHY_RELAPSE)
    back = troops_back(rules, w.p[row + at.TROOPS])
    w.i[theatre + at.TROOPS_BACK] = back
    if keeps(w, at.T_RELAPSE):
        row_ = write(w, at.T_RELAPSE, w.f[at.NOW], a=w.p[theatre + at.T_INDEX], x=0.0)
        w.i[row_ + at.ROW_B] = back
    if back > 0:
        days = value(w, w.p[row + at.A_RETURN_AFTER], w.i[theatre + at.TURN_AFTER])
        schedule(w, at.E_COME_BACK, days, order=STEP, a=theatre)
    w.i[theatre + at.TURN_AFTER] += 1
    network.signal(w, w.p[row + at.RELAPSE], GATE)
    recalls.reopen(w, w.p[theatre + at.EXIT])
    w.i[at.ASKED] = 1


@inlined
def come_back(w: Flat, theatre: int) -> None:
    """Let as many troops come back as the last relapse calls for."""
    bring_back(w, theatre, w.i[theatre + at.TROOPS_BACK])
