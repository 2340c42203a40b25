"""Who may begin, on flat arrays: one line, asked in a declared order; as `sim.engine.queueing`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.calendars import next_occasion, next_shut, next_working
from sim.compiled.events import STEP, schedule
from sim.compiled.jitting import compiled, inlined
from sim.compiled.lanes import add_lanes, meets_lanes
from sim.compiled.layout import Flat
from sim.compiled.ledger import (
    AT_START,
    amount_of,
    paid_for,
    post_step,
    stir,
)
from sim.compiled.rows import step_of, write_wait
from sim.compiled.safety import safe
from sim.compiled.shortages import claims, short
from sim.compiled.stores import seize
from sim.engine.calendars import NEVER, TICK
from sim.plan import NONE, Policy
from sim.trace import Cause

BY_PRIORITY: Final = tuple(Policy).index(Policy.PRIORITY)
SMALLEST: Final = tuple(Policy).index(Policy.SMALLEST_FIRST)
CALENDAR: Final = int(Cause.CALENDAR)
SECURITY: Final = int(Cause.SECURITY)
FUND: Final = int(Cause.FUND)


@inlined
def join(w: Flat, round_: int) -> int:
    """Put a round in its place in the line; return its request."""
    request = w.i[at.REQUESTS] + at.REQUEST_WIDTH * w.i[at.REQUESTS_N]
    w.i[at.REQUESTS_N] += 1
    w.i[round_ + at.REQUEST] = request
    w.i[request + at.R_ROUND] = round_
    w.i[request + at.BLOCKER] = NONE
    w.i[request + at.STEADY] = 0
    w.i[request + at.WAITED] = 0
    w.i[request + at.SHORT] = 0
    w.i[request + at.CLOSES] = 0
    w.f[request + at.SINCE] = w.f[at.NOW]
    w.f[request + at.WAKE] = -1.0
    step = step_of(w, round_)
    _rank(w, step, request)
    line, size = w.i[at.LINE], w.i[at.LINE_N]
    place = size
    while place > 0 and _before(w, request, w.i[line + place - 1]):
        w.i[line + place] = w.i[line + place - 1]
        place -= 1
    w.i[line + place] = request
    w.i[at.LINE_N] = size + 1
    first = w.p[step + at.POSTINGS]
    for posting in range(first, first + at.POSTING * w.p[step + at.POSTINGS_N], at.POSTING):
        stir(w, w.p[posting + at.P_FUND])
    w.i[at.ASKED] = 1
    return request


@compiled
def leave(w: Flat, request: int) -> None:
    """Take a request out of the line and close its last wait."""
    line, size = w.i[at.LINE], w.i[at.LINE_N]
    place = 0
    while w.i[line + place] != request:
        place += 1
    for each in range(place, size - 1):
        w.i[line + each] = w.i[line + each + 1]
    w.i[at.LINE_N] = size - 1
    add_lanes(w, w.i[at.CHANGED], w.p[step_of(w, w.i[request + at.R_ROUND]) + at.TOUCHED])
    w.i[at.ASKED] = 1
    _write(w, request)
    w.i[w.i[request + at.R_ROUND] + at.REQUEST] = 0


@inlined
def largest_claim(w: Flat, fund: int) -> int:
    """Return the most that anybody in line claims of a fund, whatever else is in the way."""
    most = 0
    for place in range(w.i[at.LINE_N]):
        most = max(most, _claim(w, w.i[w.i[at.LINE] + place], fund))
    return most


@inlined
def _claim(w: Flat, request: int, fund: int) -> int:
    round_, total = w.i[request + at.R_ROUND], 0
    step = step_of(w, round_)
    first = w.p[step + at.POSTINGS]
    for posting in range(first, first + at.POSTING * w.p[step + at.POSTINGS_N], at.POSTING):
        if w.p[posting + at.P_FUND] == fund and claims(w, posting):
            total += amount_of(w, posting, w.p[round_ + at.TURN])
    return total


@inlined
def _rank(w: Flat, step: int, request: int) -> None:
    """Note a request's place: by the policy of the first pool or fund it names, then arrival."""
    policy = w.p[step + at.POLICY]
    w.f[request + at.RANK_A] = -w.q[step + at.PRIORITY] if policy == BY_PRIORITY else 0.0
    w.f[request + at.RANK_B] = float(_size(w, step, request)) if policy == SMALLEST else 0.0
    w.f[request + at.JOINED] = w.f[at.NOW]


@inlined
def _size(w: Flat, step: int, request: int) -> int:
    """Return what a request asks of the first pool or fund it names."""
    if w.p[step + at.NEEDS_N]:
        return w.p[w.p[step + at.NEEDS] + at.N_AMOUNT]
    if w.p[step + at.POSTINGS_N]:
        return amount_of(w, w.p[step + at.POSTINGS], w.p[w.i[request + at.R_ROUND] + at.TURN])
    return 0


@inlined
def _before(w: Flat, one: int, other: int) -> bool:
    """Whether one request stands before another; ties fall to the declared order of rounds."""
    for column in range(at.RANK_A, at.JOINED + 1):
        if w.f[one + column] != w.f[other + column]:
            return w.f[one + column] < w.f[other + column]
    return w.i[one + at.R_ROUND] < w.i[other + at.R_ROUND]


@compiled
def dispatch(w: Flat) -> None:
    """Let through, in order of place, everything that nothing stands in the way of; it leaves the line.

    Who was let through stands in `BEGUN_LINE`; it begins after that (`let_begin` of `network`).
    """
    w.i[at.ASKED] = w.i[at.TAKEN_N] = w.i[at.BEGUN_N] = 0
    if w.i[at.LINE_N] == 0:
        return
    closed, looked, changed = w.i[at.CLOSED], w.i[at.LOOKED], w.i[at.CHANGED]
    for word in range(w.p[at.WORDS]):
        w.i[closed + word] = 0
        w.i[looked + word], w.i[changed + word] = w.i[changed + word], 0
    renewed = w.i[at.RENEWED]
    w.i[at.RENEWED] = 0
    for place in range(w.i[at.LINE_N]):
        request = w.i[w.i[at.LINE] + place]
        step = step_of(w, w.i[request + at.R_ROUND])
        if renewed or not _stands_as_before(w, request, step):
            _look_at(w, request, step)
    _take_out(w)


@inlined
def _look_at(w: Flat, request: int, step: int) -> None:
    """Seize for a request, or note what is in its way."""
    w.i[request + at.SHORT] = 0
    w.i[request + at.TAKING] = w.i[at.TAKEN_N]
    cause, target = _blocker(w, request, step)
    _hold_lanes(w, request, step)
    if cause == NONE:
        w.i[request + at.TAKING_N] = w.i[at.TAKEN_N] - w.i[request + at.TAKING]
        _seize(w, request, step)
        add_lanes(w, w.i[at.LOOKED], w.p[step + at.TOUCHED])
        w.i[w.i[at.BEGUN_LINE] + w.i[at.BEGUN_N]] = request
        w.i[at.BEGUN_N] += 1
        return
    w.i[at.TAKEN_N] = w.i[request + at.TAKING]
    if cause != w.i[request + at.BLOCKER] or target != w.i[request + at.BLOCKED_BY]:
        _hold_up(w, request, step, cause=cause, target=target)


@inlined
def _hold_up(w: Flat, request: int, step: int, *, cause: int, target: int) -> None:
    """Note that something else is in the way from now on."""
    _write(w, request)
    w.i[request + at.BLOCKER], w.i[request + at.BLOCKED_BY] = cause, target
    w.i[request + at.STEADY] = 0 if w.p[step + at.GATED] else 1


@inlined
def _take_out(w: Flat) -> None:
    """Take out of the line who was let through: both stand in the same order."""
    line, begun = w.i[at.LINE], w.i[at.BEGUN_LINE]
    kept = gone = 0
    for place in range(w.i[at.LINE_N]):
        request = w.i[line + place]
        if gone < w.i[at.BEGUN_N] and request == w.i[begun + gone]:
            gone += 1
        else:
            w.i[line + kept] = request
            kept += 1
    w.i[at.LINE_N] = kept


@inlined
def _stands_as_before(w: Flat, request: int, step: int) -> bool:
    """Whether nothing that this request waits for has changed since it was last looked at."""
    if w.i[request + at.STEADY] and not meets_lanes(w, w.i[at.LOOKED], w.p[step + at.TOUCHED]):
        if w.i[request + at.CLOSES]:
            add_lanes(w, w.i[at.CLOSED], w.p[step + at.STRICT])
        return True
    cause = w.i[request + at.BLOCKER]
    if cause in (NONE, SECURITY):
        return False
    if cause == CALENDAR:
        return w.f[at.NOW] < w.f[request + at.WAKE] - TICK
    if meets_lanes(w, w.i[at.LOOKED], w.p[step + at.TOUCHED]):
        return False
    _hold_lanes(w, request, step)
    return True


@compiled
def _hold_lanes(w: Flat, request: int, step: int) -> None:
    """Close the lanes of who only falls short; open them again if a calendar is now in the way too."""
    gated = w.p[step + at.GATED]
    closes = w.i[request + at.SHORT] and not (gated and _shuts_out(w, step))
    if closes:
        add_lanes(w, w.i[at.CLOSED], w.p[step + at.STRICT])
        if gated and not w.i[request + at.CLOSES]:
            _ask_when_shut(w, step)
    elif w.i[request + at.CLOSES]:
        add_lanes(w, w.i[at.LOOKED], w.p[step + at.STRICT])
    w.i[request + at.CLOSES] = 1 if closes else 0


@inlined
def _shuts_out(w: Flat, step: int) -> bool:
    """Whether a start is against a calendar or security; an occasion is over as soon as it has come."""
    return w.p[step + at.OPENS] != NONE or not _works(w, step) or not _is_safe(w, step)


@inlined
def _ask_when_shut(w: Flat, step: int) -> None:
    """Ask again when the working days end on which a step closes its lanes."""
    if w.p[step + at.WORKING] != NONE:
        _ask_on(w, next_shut(w, w.p[step + at.WORKING], w.f[at.NOW]))


@inlined
def _ask_on(w: Flat, moment: float) -> None:
    """Ask again at a known moment."""
    if moment < NEVER:
        schedule(w, at.E_ASK, moment - w.f[at.NOW], order=STEP, a=0)


@inlined
def _works(w: Flat, step: int) -> bool:
    """Whether no working calendar stands against a start now."""
    working = w.p[step + at.WORKING]
    return working == NONE or _opening(w, working, w.f[at.NOW]) <= w.f[at.NOW]


@compiled
def is_condition_met(w: Flat, step: int) -> bool:
    """Whether the security of the way does not stand against a start now."""
    if w.p[step + at.CONDITION] == NONE:
        return True
    sector = w.p[step + at.CONDITION_SECTOR]
    where, level = w.p[step + at.CONDITION_PROVINCE], w.q[step + at.CONDITION_LEVEL]
    return safe(w, w.p[step + at.CONDITION], where, sector=sector, at_least=level)


@compiled
def is_return_safe(w: Flat, step: int) -> bool:
    """Whether, where a step may only return to safe ground, it is safe."""
    if w.p[step + at.RETURNS] == NONE or not w.i[w.p[step + at.FIRST] + at.BARRED]:
        return True
    sector = w.p[step + at.RETURNS_SECTOR]
    where, level = w.p[step + at.RETURNS_PROVINCE], w.q[step + at.RETURNS_LEVEL]
    return safe(w, w.p[step + at.RETURNS], where, sector=sector, at_least=level)


@inlined
def _is_safe(w: Flat, step: int) -> bool:
    return is_condition_met(w, step) and is_return_safe(w, step)


@inlined
def let_through(w: Flat, request: int) -> None:
    """Close the last wait of a request that was let through."""
    _write(w, request)
    round_ = w.i[request + at.R_ROUND]
    w.i[round_ + at.REQUEST] = 0
    w.i[w.p[round_ + at.FIRST_OF] + at.BARRED] = 0


@compiled
def _write(w: Flat, request: int) -> None:
    """Write down the stretch of waiting that ends now."""
    since = w.f[request + at.SINCE]
    cause = w.i[request + at.BLOCKER]
    if cause != NONE and w.f[at.NOW] > since:
        w.i[request + at.WAITED] = 1
        write_wait(w, w.i[request + at.R_ROUND], cause, target=w.i[request + at.BLOCKED_BY], since=since)
    w.f[request + at.SINCE] = w.f[at.NOW]


@inlined
def _blocker(w: Flat, request: int, step: int) -> tuple[int, int]:
    """Return the first thing that stands in the way (cause, target), or NONE; fill what would be taken."""
    calendar = w.p[step + at.WORKING] if w.p[step + at.WORKING] != NONE else w.p[step + at.OPENS]
    if calendar != NONE:
        opening = _opening(w, calendar, w.f[at.NOW])
        if opening > w.f[at.NOW]:
            _until_open(w, request, opening)
            return CALENDAR, w.p[calendar + at.CALENDAR_INDEX]
    if not is_condition_met(w, step):
        return SECURITY, w.p[step + at.CONDITION]
    if not is_return_safe(w, step):
        return SECURITY, w.p[step + at.RETURNS]
    turn = w.p[w.i[request + at.R_ROUND] + at.TURN]
    if w.p[step + at.PURSE_FIRST] and not paid_for(w, step, AT_START, turn=turn):
        return FUND, w.p[w.p[step + at.POSTINGS] + at.P_FUND]
    return short(w, request, step)


@inlined
def _opening(w: Flat, calendar: int, moment: float) -> float:
    if w.p[calendar + at.DAYS_N]:
        return next_working(w, calendar, moment)
    return next_occasion(w, calendar, moment)


@inlined
def _until_open(w: Flat, request: int, moment: float) -> None:
    """Ask again when it opens."""
    if moment < NEVER and w.f[request + at.WAKE] != moment:
        w.f[request + at.WAKE] = moment
        _ask_on(w, moment)


@inlined
def _seize(w: Flat, request: int, step: int) -> None:
    round_, first = w.i[request + at.R_ROUND], w.i[request + at.TAKING]
    for turn in range(first, first + w.i[request + at.TAKING_N]):
        row = w.i[at.TAKEN] + at.TAKEN_ROW * turn
        until = w.p[w.i[row + at.T_NEED] + at.N_UNTIL]
        seize(w, round_, w.i[row + at.T_POOL], amount=w.i[row + at.T_AMOUNT], until=until)
    post_step(w, step, round_, when=AT_START, turn=w.p[round_ + at.TURN])
