"""The end of a run on flat arrays: the day of every milestone; as `sim.engine.ending`."""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat, Floats
from sim.compiled.rows import has, step_of
from sim.compiled.watch import is_absent
from sim.plan import NONE, When
from sim.trace import State

NAN: Final = float("nan")
SKIPPED: Final = int(State.SKIPPED)
GAVE_UP: Final = int(State.GAVE_UP)
CANCELLED: Final = int(State.CANCELLED)
FINISHED: Final = int(State.FINISHED)
EVACUATED: Final = int(State.EVACUATED)
AT_START: Final = int(When.START)


@compiled
def days_of(w: Flat, days: Floats) -> None:
    """Write the day of each milestone; one over all operations asks nothing of those that never came."""
    first = w.p[at.MILESTONES]
    for place in range(w.p[at.MILESTONES_N]):
        days[place] = _day_of(w, first + at.MILESTONE * place, days)


@inlined
def _day_of(w: Flat, milestone: int, days: Floats) -> float:
    latest, asked = NAN, 0
    if w.p[milestone + at.M_STEPS_N]:
        latest, asked = _milestone_day(w, milestone), 1
        if math.isnan(latest):
            return NAN
    parts = w.p[milestone + at.M_PARTS]
    for place in range(parts, parts + w.p[milestone + at.M_PARTS_N]):
        part = w.p[place]
        if _is_gone(w, w.p[at.MILESTONES] + at.MILESTONE * part):
            continue
        if math.isnan(days[part]):
            return NAN
        latest = days[part] if asked == 0 else max(latest, days[part])
        asked += 1
    return latest


@inlined
def _is_gone(w: Flat, milestone: int) -> bool:
    """Whether a milestone is one of an operation that never came."""
    steps = w.p[milestone + at.M_STEPS]
    for place in range(steps, steps + w.p[milestone + at.M_STEPS_N]):
        if is_absent(w, w.p[step_of(w, w.p[place]) + at.OPERATION]):
            return True
    return False


@inlined
def _milestone_day(w: Flat, milestone: int) -> float:
    """Return the day of a milestone's own steps: of all, or of the first of them."""
    found, count, missing = NAN, 0, 0
    any_of = w.p[milestone + at.M_ANY]
    steps = w.p[milestone + at.M_STEPS]
    for place in range(steps, steps + w.p[milestone + at.M_STEPS_N]):
        first = w.p[place]
        if w.i[first + at.STATE] == CANCELLED:
            continue
        day = _moment(w, first, milestone)
        if math.isnan(day):
            missing += 1
        else:
            found = day if count == 0 else (min(found, day) if any_of else max(found, day))
            count += 1
    return found if any_of or missing == 0 else NAN


@inlined
def _moment(w: Flat, first: int, milestone: int) -> float:
    """Return when a step started or finished; a skipped one counts only where all must be done."""
    step = step_of(w, first)
    rounds = w.p[step + at.ROUNDS] if has(w, step, at.REPEATS) else 1
    begun = last = NONE
    for round_ in range(first, first + at.ROUND * rounds, at.ROUND):
        if not math.isnan(w.f[round_ + at.READY]):
            begun = round_ if begun == NONE else begun
            last = round_
    if last == NONE:
        return NAN
    state, finish = w.i[last + at.STATE], w.f[last + at.FINISH]
    if state == SKIPPED:
        return NAN if w.p[milestone + at.M_ANY] else finish
    if w.p[milestone + at.M_AT] == AT_START:
        return w.f[begun + at.START]
    if w.p[milestone + at.M_FORGIVING] and state == GAVE_UP and not w.p[step + at.MANDATORY]:
        return finish
    return finish if state in (FINISHED, EVACUATED) else NAN
