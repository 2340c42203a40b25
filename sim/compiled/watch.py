"""The lookout on flat arrays: onsets, flags and alarms; as `sim.engine.watch`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.calendars import snapped
from sim.compiled.events import CHANGE, REVIEW, STEP, schedule
from sim.compiled.jitting import inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.network import signal
from sim.compiled.rows import keeps, reached, value, write
from sim.domain import watchlist
from sim.plan import NONE
from sim.trace import Cause, Fate

averted = twin(watchlist.averted)
listed_day = twin(watchlist.listed_day)
flag_day = twin(watchlist.flag_day, watchlist.listed_day)
plan_serves = twin(watchlist.plan_serves)
FATES = tuple(Fate)
NEVER: Final = FATES.index(Fate.NEVER)
CAME: Final = FATES.index(Fate.CAME)
AVERTED: Final = FATES.index(Fate.AVERTED)
FALSE: Final = FATES.index(Fate.FALSE)
ELSEWHERE: Final = FATES.index(Fate.ELSEWHERE)
HOLD: Final = int(Cause.HOLD)
INFINITE: Final = float("inf")


@inlined
def open_lookout(w: Flat) -> None:
    """Put every onset and every flag on the clock."""
    if not w.p[at.HAS_WATCH]:
        return
    first = w.p[at.ARRIVALS]
    for arrival in range(first, first + at.ARRIVAL * w.p[at.ARRIVALS_N], at.ARRIVAL):
        w.i[arrival + at.FATE] = NEVER
        _expect(w, arrival)
    if w.p[at.ALARMS_N]:
        _raise_alarms(w)


@inlined
def _expect(w: Flat, arrival: int) -> None:
    day = w.q[arrival + at.W_DAY]
    if w.p[arrival + at.W_GAP] != NONE:
        after = w.p[arrival + at.W_AFTER]
        before = 0.0 if after == NONE else w.f[after + at.ONSET_ON]
        day = before + value(w, w.p[arrival + at.W_GAP], w.p[arrival + at.W_TURN])
    day = snapped(day)
    w.f[arrival + at.ONSET_ON] = day
    flag = INFINITE
    if w.p[arrival + at.W_SEEN] != NONE and value(w, w.p[arrival + at.W_SEEN], 0) > 0.0:
        lead, turn = value(w, w.p[arrival + at.W_LEAD], 0), value(w, w.p[arrival + at.W_PLACE], 0)
        flag = snapped(flag_day(day, lead, refreshed=w.q[at.REFRESHED], place=turn))
    w.f[arrival + at.FLAG_ON] = flag
    if flag < INFINITE:
        _signal_on(w, flag, w.p[arrival + at.W_FLAGGED])
    averts = w.p[arrival + at.W_LOWERS] != NONE and averted(
        value(w, w.p[arrival + at.W_LOWERS], 0), value(w, w.p[arrival + at.W_LUCK], 0)
    )
    if day <= w.q[at.HORIZON]:
        slot = schedule(w, at.E_COME, day - w.f[at.NOW], order=REVIEW, a=arrival)
        w.i[slot + at.EVENT_B] = 1 if averts else 0


@inlined
def _signal_on(w: Flat, day: float, first: int) -> None:
    if day <= w.q[at.HORIZON]:
        schedule(w, at.E_SIGNAL, day, order=STEP, a=first)


@inlined
def come(w: Flat, arrival: int, averts: int) -> None:
    """Let an onset happen, unless a prevention that was finished in time averts it."""
    if averts and _done_by_now(w, w.p[arrival + at.W_PREVENTION]):
        w.i[arrival + at.FATE] = AVERTED
        return
    w.i[arrival + at.FATE] = CAME
    preplan = w.p[arrival + at.W_PREPLAN]
    if _done_by_now(w, preplan) and plan_serves(w.f[preplan + at.FINISH], w.f[at.NOW], valid=w.q[at.VALID]):
        signal(w, w.p[arrival + at.W_PREPLANNED], HOLD)
    signal(w, w.p[arrival + at.W_ONSET], HOLD)
    theatre = w.p[arrival + at.W_THEATRE]
    if theatre != NONE:
        w.f[theatre + at.BEGINS_AT] = w.f[at.NOW]
        schedule(w, at.E_REVIEWS, 0.0, order=CHANGE, a=theatre)


@inlined
def _done_by_now(w: Flat, first: int) -> bool:
    return first != NONE and reached(w, first)


@inlined
def _raise_alarms(w: Flat) -> None:
    day = 0.0
    for turn in range(w.p[at.ALARMS_N]):
        day += value(w, w.p[at.ALARM_GAP], turn)
        place = value(w, w.p[at.ALARM_PLACE], turn)
        listed = snapped(listed_day(day, refreshed=w.q[at.REFRESHED], place=place))
        if listed > w.q[at.HORIZON]:
            return
        step = w.p[w.p[at.ALARMS] + turn]
        if keeps(w, at.T_ALARM):
            elsewhere = value(w, w.p[at.ALARM_ELSEWHERE], turn) > 0.0
            row_ = write(w, at.T_ALARM, listed, a=step, x=0.0)
            w.i[row_ + at.ROW_B] = ELSEWHERE if elsewhere else FALSE
        _signal_on(w, listed, step)


@inlined
def is_absent(w: Flat, operation: int) -> bool:
    """Whether an operation is one that comes at random and has not come so far."""
    first = w.p[at.ARRIVALS]
    for arrival in range(first, first + at.ARRIVAL * w.p[at.ARRIVALS_N], at.ARRIVAL):
        if w.p[arrival + at.W_OPERATION] == operation and w.i[arrival + at.FATE] != CAME:
            return True
    return False
