"""How a round becomes ready and begins, and what that sets free; the second half of `sim.engine.network`.

Numba wants no function that comes back to itself. So a round that becomes ready while another one is
being made ready is only noted (`_free_on_start_in_turn`), as there; and where nobody is, the notes are worked
off after each arrow (`free`).
"""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.calendars import after_working_days
from sim.compiled.counts import add as drive
from sim.compiled.easing import eased_days
from sim.compiled.events import DISPATCH, STEP, fail, schedule
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.ledger import AT_START, paid_for, post_step
from sim.compiled.queueing import join
from sim.compiled.rotations import cancel, stopped
from sim.compiled.rows import arrows, drawn, has, now, step_of, touch, write_wait
from sim.engine.calendars import TICK
from sim.plan import NONE
from sim.trace import Cause, State

UNDER_WAY: Final = int(State.UNDER_WAY)
SKIPPED: Final = int(State.SKIPPED)
HOLD: Final = int(Cause.HOLD)
FOREVER: Final = float("inf")
NOTHING, STARTS, SKIPS = range(3)
"""What is to be done with a round that has become ready."""


@compiled
def done(w: Flat, round_: int) -> None:
    """Note a round that is to be finished now."""
    if w.i[at.DONE_TO] >= w.i[at.QUEUE_MOST]:
        fail(w, at.NO_ROOM)
        return
    w.i[w.i[at.DONE] + w.i[at.DONE_TO]] = round_
    w.i[at.DONE_TO] += 1


@compiled
def ready(w: Flat, round_: int) -> None:
    """All arrows have come in: skip it, cancel it, hold it back, or let it go on."""
    onward = _sort_out(w, round_)
    if onward == STARTS:
        start(w, round_, 0.0)
    elif onward == SKIPS:
        free_on_start(w, round_)
        done(w, round_)


@inlined
def _ready_in_turn(w: Flat, round_: int) -> None:
    """Do the same for a round whose turn has come among those that were noted."""
    onward = _sort_out(w, round_)
    if onward == STARTS:
        _under_way(w, round_)
        if _frees_at_start(w, round_):
            _free_on_start_in_turn(w, round_)
        _work(w, round_, 0.0)
    elif onward == SKIPS:
        _free_on_start_in_turn(w, round_)
        done(w, round_)


@compiled
def _sort_out(w: Flat, round_: int) -> int:
    touch(w, round_)
    moment = w.f[round_ + at.READY] = w.f[at.NOW]
    step = step_of(w, round_)
    if has(w, step, at.PLAIN):
        return STARTS
    if w.p[step + at.UNLESS] != NONE and stopped(w, w.p[step + at.UNLESS]):
        cancel(w, round_)
        return NOTHING
    if not_needed(w, round_):
        w.i[round_ + at.STATE] = SKIPPED
        w.f[round_ + at.START] = moment
        return SKIPS
    if has(w, step, at.HAS_DAY) and moment < w.q[step + at.NOT_BEFORE] - TICK:
        w.i[round_ + at.CAUSE], w.i[round_ + at.TARGET] = HOLD, w.p[step + at.FIRST]
        schedule(w, at.E_HELD_BACK, w.q[step + at.NOT_BEFORE] - moment, order=STEP, a=round_)
        return NOTHING
    return _arrive(w, round_, step)


@inlined
def not_needed(w: Flat, round_: int) -> bool:
    """Whether chance has it that this step is not needed at all."""
    chance = w.p[now(w, round_) + at.CHANCE_AT]
    return chance != NONE and drawn(w, chance) == 0.0


@inlined
def held_back(w: Flat, round_: int) -> None:
    """The earliest day has come; only now does the step stand in line."""
    first = w.p[round_ + at.FIRST_OF]
    write_wait(w, round_, HOLD, target=first, since=w.f[round_ + at.READY])
    if _arrive(w, round_, step_of(w, round_)) == STARTS:
        start(w, round_, 0.0)


@compiled
def _arrive(w: Flat, round_: int, step: int) -> int:
    """Begin, or stand in line: also for money of its own programme that has lapsed meanwhile."""
    turn, pays = w.p[round_ + at.TURN], has(w, step, at.PAYS_START)
    if has(w, step, at.IN_LINE) or (pays and not paid_for(w, step, AT_START, turn=turn)):
        _join(w, round_, step)
        return NOTHING
    if pays:
        post_step(w, step, round_, when=AT_START, turn=turn)
    return STARTS


@inlined
def _join(w: Flat, round_: int, step: int) -> None:
    request = join(w, round_)
    if w.q[step + at.GIVE_UP_AFTER] < FOREVER:
        schedule(w, at.E_GIVE_UP, w.q[step + at.GIVE_UP_AFTER], order=DISPATCH, a=request)


@compiled
def start(w: Flat, round_: int, call_up: float) -> None:
    """Let a round begin, and what its start sets free."""
    _under_way(w, round_)
    if _frees_at_start(w, round_):
        free_on_start(w, round_)
    _work(w, round_, call_up)


@compiled
def _under_way(w: Flat, round_: int) -> None:
    step = step_of(w, round_)
    w.i[round_ + at.STATE] = UNDER_WAY
    w.f[round_ + at.START] = w.f[at.NOW]
    w.i[round_ + at.AS_BEGUN] = step
    first = w.p[step + at.DRIVES]
    for row in range(first, first + 2 * w.p[step + at.DRIVES_N], 2):
        drive(w, w.p[row], w.p[row + 1], presence=w.q[step + at.PRESENCE])


@inlined
def _frees_at_start(w: Flat, round_: int) -> bool:
    return w.p[round_ + at.TURN] == 0 or not has(w, step_of(w, round_), at.REPEATS)


@compiled
def _work(w: Flat, round_: int, call_up: float) -> None:
    """Put the end of a round on the clock."""
    step, column = step_of(w, round_), w.p[now(w, round_) + at.DURATION_AT]
    work = 0.0 if column == NONE else drawn(w, column)
    if has(w, step, at.IS_EASED):
        work = eased_days(w, round_, step, days=work)
    days = call_up + work
    if w.p[step + at.WORKING] != NONE:
        days = _working_days(w, step, days)
    if w.p[step + at.LEAVES] != NONE:
        w.f[round_ + at.PLANNED] = w.f[at.NOW] + days
        w.i[w.i[at.PLANNED_LINE] + w.i[at.PLANNED_N]] = round_
        w.i[at.PLANNED_N] += 1
    if days > 0.0:
        schedule(w, at.E_FINISH, days, order=STEP, a=round_)
    else:
        done(w, round_)


@inlined
def _working_days(w: Flat, step: int, amount: float) -> float:
    """Return the days from now until some working days have passed."""
    return after_working_days(w, w.p[step + at.WORKING], w.f[at.NOW], amount=amount) - w.f[at.NOW]


@inlined
def free_on_start(w: Flat, round_: int) -> None:
    """Free what waits for a round's start; whoever is ready then goes on at once."""
    free(w, w.p[now(w, round_) + at.ON_START], by=round_)


@compiled
def _free_on_start_in_turn(w: Flat, round_: int) -> None:
    first, end = arrows(w.p[now(w, round_) + at.ON_START])
    for arrow in range(first, end, at.ARROW):
        _pass_on(w, arrow, round_)


@inlined
def free_on_finish(w: Flat, round_: int) -> None:
    """Free what waits for a round's finish."""
    free(w, w.p[now(w, round_) + at.ON_FINISH], by=round_)


@inlined
def free(w: Flat, listed: int, *, by: int) -> None:
    """Free what some arrows lead to, one after the other."""
    first, end = arrows(listed)
    for arrow in range(first, end, at.ARROW):
        _pass_on(w, arrow, by)
        work_off(w)


@compiled
def _pass_on(w: Flat, arrow: int, by: int) -> None:
    word = w.p[arrow]
    head, starts = word & at.LOWER, word & at.STARTS
    if word & at.LAGS:
        slot = schedule(w, at.E_PERMIT, w.q[arrow + at.A_LAG], order=STEP, a=head)
        w.i[slot + at.EVENT_B] = by
        w.i[slot + at.EVENT_C] = starts
    else:
        permit(w, head, by, starts=starts)


@compiled
def permit(w: Flat, round_: int, by: int, *, starts: int) -> None:
    """Take one arrow off what a round waits for; the last one binds it (ties: declared order)."""
    touch(w, round_)
    if not starts:
        w.i[round_ + at.ENDS_PENDING] -= 1
        if w.i[round_ + at.DUE] and not w.i[round_ + at.ENDS_PENDING]:
            done(w, round_)
        return
    left = w.i[round_ + at.STARTS_PENDING] - 1
    w.i[round_ + at.STARTS_PENDING] = left
    if left < 0:
        return  # it was called before its time
    if w.f[at.NOW] > w.f[round_ + at.FREED_AT] or by < w.i[round_ + at.BINDER]:
        w.i[round_ + at.BINDER] = by
        w.f[round_ + at.FREED_AT] = w.f[at.NOW]
    if left == 0:
        note_ready(w, round_)


@compiled
def make_ready(w: Flat, round_: int) -> None:
    """Make a round ready, one after the other, however long a chain of starts it sets off."""
    note_ready(w, round_)
    work_off(w)


@compiled
def note_ready(w: Flat, round_: int) -> None:
    """Note a round that is to be made ready when its turn comes."""
    if w.i[at.READY_TO] >= w.i[at.QUEUE_MOST]:
        fail(w, at.NO_ROOM)
        return
    w.i[w.i[at.READY_NOW] + w.i[at.READY_TO]] = round_
    w.i[at.READY_TO] += 1


@compiled
def work_off(w: Flat) -> None:
    """Make ready, one after the other, what was noted."""
    while w.i[at.READY_FROM] < w.i[at.READY_TO]:
        round_ = w.i[w.i[at.READY_NOW] + w.i[at.READY_FROM]]
        _ready_in_turn(w, round_)
        w.i[at.READY_FROM] += 1
    w.i[at.READY_FROM] = w.i[at.READY_TO] = 0
