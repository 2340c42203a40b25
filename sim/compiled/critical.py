"""The critical chain of a milestone, on flat arrays: its days by part and its steps; as `sim.critical`."""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled.binding import bound_at_start, bound_by_link, is_there, same_moment
from sim.compiled.events import fail
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Bits, Flat, Floats
from sim.compiled.watch import NEVER
from sim.measures.steps import INSTANT
from sim.plan import NONE, When

AT_START: Final = int(When.START)
WORK, LAG, GROUND, CAUSES = range(4)
"""Places of the parts of a chain, in the order of `sim.batch.measuring.PARTS`."""
NAN: Final = float("nan")


@compiled
def write_chain(w: Flat, milestone: int, *, days: Floats, parts: Floats, steps: Bits) -> None:
    """Write the days of a milestone's chain by part, NaN if it was not reached, and mark its steps."""
    steps[:] = False
    parts[:] = NAN
    moment = days[milestone]
    round_ = NONE if math.isnan(moment) else _reaching(w, milestone, moment, days=days)
    if round_ == NONE:
        return
    w.i[at.SEEN] += 1
    w.i[at.SEGMENTS_N] = 0
    while round_ != NONE:
        w.i[round_ + at.MARK] = w.i[at.SEEN]
        steps[w.p[w.p[round_ + at.STEP] + at.INDEX]] = True
        before, freed, held = _visit(w, round_, moment)
        _tell(w, round_, moment, freed=freed, held=held)
        round_, moment = before, freed
    _add_up(w, parts)


@inlined
def _visit(w: Flat, round_: int, moment: float) -> tuple[int, float, bool]:
    """Return the round before on the way back, the moment at which it freed this one, and what it freed."""
    before, freed = NONE, 0.0
    if same_moment(w.f[round_ + at.FINISH], moment):
        before, freed = bound_by_link(w, round_, w.f[round_ + at.FINISH], starts=False)
    held = before != NONE
    if not held:
        before, freed = bound_at_start(w, round_)
    if before != NONE and w.i[before + at.MARK] == w.i[at.SEEN]:
        return NONE, 0.0, held
    return before, freed, held


@inlined
def _reaching(w: Flat, milestone: int, day: float, *, days: Floats) -> int:
    """Return the round of a step at whose start or finish a milestone was reached."""
    row = w.p[at.MILESTONES] + at.MILESTONE * milestone
    place = w.p[row + at.M_PARTS]
    end = place + w.p[row + at.M_PARTS_N]
    while place < end:
        if same_moment(days[w.p[place]], day):
            row = w.p[at.MILESTONES] + at.MILESTONE * w.p[place]
            place = w.p[row + at.M_PARTS]
            end = place + w.p[row + at.M_PARTS_N]
        else:
            place += 1
    steps = w.p[row + at.M_STEPS]
    for each in range(steps, steps + w.p[row + at.M_STEPS_N]):
        found = _round_at(w, w.p[each], day, at_start=w.p[row + at.M_AT] == AT_START)
        if found != NONE:
            return found
    return NONE


@inlined
def _round_at(w: Flat, first: int, day: float, *, at_start: bool) -> int:
    for turn in range(w.p[w.p[first + at.STEP] + at.ROUNDS]):
        round_ = first + at.ROUND * turn
        when = w.f[round_ + at.START] if at_start else w.f[round_ + at.FINISH]
        if is_there(w, first, turn) and same_moment(when, day):
            return round_
    return NONE


@inlined
def _tell(w: Flat, round_: int, moment: float, *, freed: float, held: bool) -> None:
    """Note, latest first, what happened from the moment that freed a round to a moment in its life."""
    if w.p[round_ + at.SIGNAL_OF] != NONE:
        _tell_of_ground(w, round_, freed)
        return
    if held:
        _note(w, LAG, freed, until=moment)
        return
    start, ready = w.f[round_ + at.START], w.f[round_ + at.READY]
    if math.isnan(start):
        start = w.f[round_ + at.FINISH]
    start = min(start, moment)
    ready = max(ready, freed)
    ready = min(ready, start)
    _note(w, WORK, start, until=moment)
    _tell_of_waits(w, round_, ready, until=start)
    _note(w, LAG, freed, until=ready)


@inlined
def _tell_of_waits(w: Flat, round_: int, since: float, *, until: float) -> None:
    """Note the waits of a round, cause by cause; they are told forwards, so they are turned around."""
    begin = w.i[at.SEGMENTS_N]
    wait = w.i[round_ + at.WAITS]
    while wait != 0:
        end = min(w.f[wait + at.ROW_X], until)
        if end > since:
            _note(w, CAUSES + w.i[wait + at.ROW_B], since, until=end)
            since = end
        wait = w.i[wait + at.ROW_NEXT]
    _note(w, CAUSES + w.i[round_ + at.CAUSE], since, until=until)
    _turn_around(w, begin)


@inlined
def _tell_of_ground(w: Flat, round_: int, freed: float) -> None:
    """Note what a handover or an exit waited for: conditions, assessments, the drawdown."""
    theatre, place = w.p[round_ + at.SIGNAL_OF], w.p[round_ + at.SIGNAL_PLACE]
    day = w.f[round_ + at.FINISH]
    if place == w.p[theatre + at.PROVINCES_N]:
        _note(w, GROUND, freed, until=day)
        return
    begin = w.i[at.SEGMENTS_N]
    since = _begins(w, theatre)
    since = min(since, day)
    if not since > freed:
        since = freed
    _note(w, LAG, freed, until=since)
    for row in range(w.i[at.ROWS], w.i[at.ROWS] + at.ROW * w.i[at.ROWS_N], at.ROW):
        time = w.f[row + at.ROW_TIME]
        here = w.i[row + at.ROW_A] == w.p[theatre + at.T_INDEX] and w.i[row + at.ROW_B] == place
        if w.i[row + at.ROW_KIND] == at.T_ASSESSMENT and here and time <= day:
            _note(w, GROUND, since, until=time)
            since = time
    _note(w, GROUND, since, until=day)
    _turn_around(w, begin)


@inlined
def _begins(w: Flat, theatre: int) -> float:
    """Return the day on which a theatre's operation began: its own, or that of a random onset."""
    first = w.p[at.ARRIVALS]
    for arrival in range(first, first + at.ARRIVAL * w.p[at.ARRIVALS_N], at.ARRIVAL):
        if w.p[arrival + at.W_OPERATION] == w.p[theatre + at.T_OPERATION]:
            return NAN if w.i[arrival + at.FATE] == NEVER else w.f[arrival + at.ONSET_ON]
    return w.q[theatre + at.BEGINS]


@compiled
def _note(w: Flat, part: int, since: float, *, until: float) -> None:
    days = until - since
    if not days > INSTANT:
        return
    size = w.i[at.SEGMENTS_N]
    if size >= w.i[at.SEGMENTS_MOST]:
        fail(w, at.NO_ROOM)
        return
    row = w.i[at.SEGMENTS] + at.SEGMENT * size
    w.i[row], w.f[row] = part, days
    w.i[at.SEGMENTS_N] = size + 1


@compiled
def _turn_around(w: Flat, begin: int) -> None:
    low, high = begin, w.i[at.SEGMENTS_N] - 1
    while low < high:
        one, other = w.i[at.SEGMENTS] + at.SEGMENT * low, w.i[at.SEGMENTS] + at.SEGMENT * high
        w.i[one], w.i[other] = w.i[other], w.i[one]
        w.f[one], w.f[other] = w.f[other], w.f[one]
        low, high = low + 1, high - 1


@inlined
def _add_up(w: Flat, parts: Floats) -> None:
    """Add up the days of each part, in order of time."""
    if w.i[at.SEGMENTS_N] == 0:
        return
    parts[:] = 0.0
    for turn in range(w.i[at.SEGMENTS_N] - 1, -1, -1):
        row = w.i[at.SEGMENTS] + at.SEGMENT * turn
        parts[w.i[row]] += w.f[row]
