"""The life of a step on flat arrays: in line, begun, finished; the first half of `sim.engine.network`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.counts import add as drive
from sim.compiled.events import STEP, peek, schedule
from sim.compiled.holding import give_back_for_another_time, give_back_kept, give_back_own
from sim.compiled.jitting import compiled, inlined, twin
from sim.compiled.layout import Flat
from sim.compiled.ledger import paid_for, post_step
from sim.compiled.queueing import dispatch, leave, let_through
from sim.compiled.rotations import close
from sim.compiled.rows import drawn, has, now, step_of, touch, value
from sim.compiled.starting import done, free_on_finish, free_on_start, not_needed, ready, start
from sim.domain import readiness
from sim.plan import NONE, When
from sim.trace import Cause, State

call_up_days = twin(readiness.call_up_days)
WAITING: Final = int(State.WAITING)
FINISHED: Final = int(State.FINISHED)
SKIPPED: Final = int(State.SKIPPED)
GAVE_UP: Final = int(State.GAVE_UP)
EVACUATED: Final = int(State.EVACUATED)
AT_FINISH: Final = int(When.FINISH)
HOLD: Final = int(Cause.HOLD)
POOL: Final = int(Cause.POOL)
LIFT: Final = int(Cause.LIFT)
FUND: Final = int(Cause.FUND)
NAN: Final = float("nan")


@inlined
def open_network(w: Flat) -> None:
    """Make ready what waits for nothing; on its earliest day, which is no wait."""
    for place in range(w.p[at.STEPS_N]):
        step = w.p[now(w, at.STEPS)] + at.STEP_WIDTH * place
        round_ = w.p[step + at.FIRST]
        if w.p[step + at.SIGNAL] or w.p[round_ + at.PENDING_AT_FIRST] & at.LOWER:
            continue
        if has(w, step, at.HAS_DAY) and not not_needed(w, round_):
            touch(w, round_)
            w.i[round_ + at.CAUSE], w.i[round_ + at.TARGET] = HOLD, round_
            schedule(w, at.E_READY, w.q[step + at.NOT_BEFORE], order=STEP, a=round_)
        else:
            ready(w, round_)


@compiled
def settle(w: Flat) -> None:
    """Finish what takes no time, and hand out once nothing else happens at this moment."""
    while True:
        finish_done(w)
        if not w.i[at.ASKED] or peek(w) == w.f[at.NOW]:
            return
        dispatch(w)
        let_begin(w)


@compiled
def finish_done(w: Flat) -> None:
    """Finish what takes no time."""
    while w.i[at.DONE_FROM] < w.i[at.DONE_TO]:
        round_ = w.i[w.i[at.DONE] + w.i[at.DONE_FROM]]
        w.i[at.DONE_FROM] += 1
        finish(w, round_)
    w.i[at.DONE_FROM] = w.i[at.DONE_TO] = 0


@compiled
def signal(w: Flat, round_: int, cause: int) -> None:
    """Finish a step that waits for the ground, now; what it frees is freed the first time only."""
    if w.i[round_ + at.SIGNALLED]:
        close(w, round_)
    if w.i[round_ + at.STATE] != WAITING:
        return
    touch(w, round_)
    w.f[round_ + at.READY] = w.f[round_ + at.START] = w.f[at.NOW]
    w.i[round_ + at.CAUSE] = cause
    if w.i[round_ + at.SIGNALLED]:
        w.i[round_ + at.STATE], w.f[round_ + at.FINISH] = FINISHED, w.f[at.NOW]
        return
    w.i[round_ + at.SIGNALLED] = 1
    free_on_start(w, round_)
    done(w, round_)


@inlined
def take_back(w: Flat, round_: int) -> None:
    """Undo a signal: what it freed stays free, but it is not reached until it comes again."""
    w.i[round_ + at.STATE] = WAITING
    w.f[round_ + at.READY] = w.f[round_ + at.START] = w.f[round_ + at.FINISH] = NAN


@inlined
def give_up(w: Flat, request: int) -> None:
    """End a wait that has lasted too long; what comes free at this very moment still counts."""
    while w.i[at.DONE_FROM] < w.i[at.DONE_TO] or w.i[at.ASKED]:
        finish_done(w)
        dispatch(w)
        let_begin(w)
    round_ = w.i[request + at.R_ROUND]
    if w.i[round_ + at.STATE] == WAITING:
        leave(w, request)
        w.i[round_ + at.STATE] = GAVE_UP
        w.f[round_ + at.FINISH] = w.f[at.NOW]
        if w.i[request + at.BLOCKER] != NONE:
            w.i[round_ + at.CAUSE] = w.i[request + at.BLOCKER]
            w.i[round_ + at.TARGET] = w.i[request + at.BLOCKED_BY]
        give_back_kept(w, round_)


@compiled
def let_begin(w: Flat) -> None:
    """Let begin, in order, what the line has just let through."""
    for place in range(w.i[at.BEGUN_N]):
        request = w.i[w.i[at.BEGUN_LINE] + place]
        let_through(w, request)
        _begin(w, request)
    w.i[at.BEGUN_N] = 0


@inlined
def _begin(w: Flat, request: int) -> None:
    """Begin what the line let through; if it stood there, the last thing in its way bound it."""
    round_, cause = w.i[request + at.R_ROUND], w.i[request + at.BLOCKER]
    if cause != NONE and w.i[request + at.WAITED]:
        w.i[round_ + at.CAUSE], w.i[round_ + at.TARGET] = cause, w.i[request + at.BLOCKED_BY]
        if cause in (POOL, LIFT):
            _bind_to_release(w, round_, request)
    start(w, round_, _call_up(w, round_, request))


@inlined
def _bind_to_release(w: Flat, round_: int, request: int) -> None:
    """Let the round whose return freed a pool at this moment bind the start."""
    binder, first = NONE, w.i[request + at.TAKING]
    for turn in range(first, first + w.i[request + at.TAKING_N]):
        pool = w.i[w.i[at.TAKEN] + at.TAKEN_ROW * turn + at.T_POOL]
        by = w.i[pool + at.LAST_BY]
        if w.f[pool + at.LAST_WHEN] == w.f[at.NOW] and by != NONE and (binder == NONE or by < binder):
            binder = by
    if binder != NONE:
        w.i[round_ + at.BINDER] = binder


@inlined
def _call_up(w: Flat, round_: int, request: int) -> float:
    """Return days until all who were called, or the award, have come: the slowest source."""
    slowest, first = 0.0, w.i[request + at.TAKING]
    for turn in range(first, first + w.i[request + at.TAKING_N]):
        row = w.i[at.TAKEN] + at.TAKEN_ROW * turn
        need = w.i[row + at.T_NEED]
        if w.p[need + at.N_LAGS] != NONE:
            days = _source_days(w, need, w.i[row + at.T_SOURCE], turn=w.p[round_ + at.TURN])
            slowest = max(slowest, days)
    return slowest


@inlined
def _source_days(w: Flat, need: int, source: int, *, turn: int) -> float:
    draw, asks = w.p[w.p[need + at.N_LAGS] + source], w.p[w.p[need + at.N_ASKS] + source]
    if draw == NONE:
        return 0.0
    lag = value(w, draw, turn)
    return lag if asks == NONE else call_up_days(lag, value(w, asks, turn))


@inlined
def cut_short(w: Flat, round_: int) -> None:
    """End a round under way now; its own end will find that it is over."""
    w.i[round_ + at.ENDS_PENDING] = 0
    finish(w, round_)
    if w.i[round_ + at.STATE] == FINISHED:
        w.i[round_ + at.STATE] = EVACUATED


@compiled
def finish(w: Flat, round_: int) -> None:
    """End a round, unless something still holds back its end."""
    if w.i[round_ + at.STATE] == EVACUATED:
        return
    if w.i[round_ + at.ENDS_PENDING]:
        w.i[round_ + at.DUE] = 1
        return
    w.f[round_ + at.FINISH] = w.f[at.NOW]
    step = step_of(w, round_)
    if has(w, step, at.QUIET) and not w.p[at.CHANGES]:
        if w.i[round_ + at.STATE] != SKIPPED:
            w.i[round_ + at.STATE] = FINISHED
        free_on_finish(w, round_)
        return
    begun = w.i[round_ + at.AS_BEGUN] if w.i[round_ + at.AS_BEGUN] else step
    w.i[round_ + at.AS_BEGUN] = 0
    if w.i[round_ + at.STATE] != SKIPPED:
        _close(w, round_, begun)
    if w.p[begun + at.NEEDS_N]:
        give_back_own(w, round_)
    if not has(w, begun, at.REPEATS) or not _again(w, round_, begun):
        _set_free(w, round_)


@inlined
def _set_free(w: Flat, round_: int) -> None:
    """Let go on what waits for a step to be over; nothing follows one that was given up."""
    step = step_of(w, round_)
    if has(w, step, at.RETURNS_THINGS):
        give_back_kept(w, round_)
    if w.i[round_ + at.STATE] == GAVE_UP:
        return
    if has(w, step, at.ENDS):
        close(w, w.p[step + at.FIRST])
    free_on_finish(w, round_)


@inlined
def _close(w: Flat, round_: int, step: int) -> None:
    """Leave the ground and post what the work pays; without its money it was for nothing."""
    first = w.p[step + at.DRIVES]
    for row in range(first, first + 2 * w.p[step + at.DRIVES_N], 2):
        drive(w, w.p[row], -w.p[row + 1], presence=w.q[step + at.PRESENCE])
    w.i[round_ + at.STATE] = FINISHED
    if has(w, step_of(w, round_), at.PAYS_FINISH):
        turn = w.p[round_ + at.TURN]
        if not paid_for(w, step, AT_FINISH, turn=turn):
            w.i[round_ + at.STATE] = GAVE_UP
            w.i[round_ + at.CAUSE] = FUND
            w.i[round_ + at.TARGET] = w.p[w.p[step + at.POSTINGS] + at.P_FUND]
        post_step(w, step, round_, when=AT_FINISH, turn=turn)


@inlined
def _again(w: Flat, round_: int, step: int) -> bool:
    """Whether a step is done once more because its work was sent back; if so, make it ready."""
    last = w.p[round_ + at.TURN] + 1 >= w.p[step + at.ROUNDS]
    if last or w.i[round_ + at.STATE] != FINISHED:
        return False
    if drawn(w, w.p[now(w, round_) + at.REPEAT_AT]) == 0.0:
        return False
    following = round_ + at.ROUND
    touch(w, following)
    w.i[following + at.BINDER] = round_
    give_back_for_another_time(w, round_)
    ready(w, following)
    return True
