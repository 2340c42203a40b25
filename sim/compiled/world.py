"""One run on flat arrays, from D+0 to the horizon; as `sim.engine.world`."""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled import ledger, stores
from sim.compiled.aftermath import come_back, relapse
from sim.compiled.calendars import snapped
from sim.compiled.events import CHANGE, REVIEW, STEP, give_slot_back, next_event, peek, schedule
from sim.compiled.intake import recruiting_round, wait_a_month
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.ledger import at_hand, give, receive
from sim.compiled.network import HOLD, finish, give_up, open_network, settle, signal
from sim.compiled.provinces import CIVILIAN, MILITARY, shift
from sim.compiled.queueing import largest_claim
from sim.compiled.rows import now, value
from sim.compiled.starting import held_back, permit, ready, work_off
from sim.compiled.stores import open_stores, resize, rested, take_away
from sim.compiled.theatres import arrive, begin_reviews, hold_review
from sim.compiled.watch import come, open_lookout
from sim.engine.calendars import TICK
from sim.plan import NONE, ShockKind

WITHDRAW: Final = tuple(ShockKind).index(ShockKind.WITHDRAW)
DEPOSIT: Final = tuple(ShockKind).index(ShockKind.DEPOSIT)
LOSE: Final = tuple(ShockKind).index(ShockKind.LOSE)
GAIN: Final = tuple(ShockKind).index(ShockKind.GAIN)
NAN: Final = float("nan")


@compiled
def run(w: Flat) -> None:
    """Let everything happen up to and including the horizon."""
    _open_stocks(w)
    _open(w)
    end = snapped(w.q[at.HORIZON])
    settle(w)
    while peek(w) <= end and w.i[at.FAULT] == at.NO_FAULT:
        slot = next_event(w)
        _happen(w, slot)
        give_slot_back(w, slot)
        if w.i[at.DONE_FROM] < w.i[at.DONE_TO] or w.i[at.ASKED]:
            settle(w)


@inlined
def put_rounds_at_start(w: Flat) -> None:
    """Put every round at its start that the run before touched; all of them before the first run."""
    line = w.i[at.TOUCHED_LINE]
    if w.i[at.TOUCHED_N] == NONE:
        for round_ in range(at.HEAD, at.HEAD + at.ROUND * w.p[at.ROUNDS_N], at.ROUND):
            _put_at_start(w, round_)
    for place in range(w.i[at.TOUCHED_N]):
        _put_at_start(w, w.i[line + place])


@inlined
def forget_draws(w: Flat) -> None:
    """Forget what a run has drawn."""
    line = w.i[at.DRAWN_LINE]
    for place in range(w.i[at.DRAWN_N]):
        w.drawn[w.i[line + place]] = NAN


@inlined
def _put_at_start(w: Flat, round_: int) -> None:
    for column in range(at.ROUND):
        w.i[round_ + column] = 0
    for column in range(at.TOUCHED_AT + 1):
        w.f[round_ + column] = 0.0
    w.f[round_ + at.READY] = w.f[round_ + at.START] = w.f[round_ + at.FINISH] = NAN
    w.f[round_ + at.FREED_AT] = -1.0
    w.i[round_ + at.TARGET] = w.i[round_ + at.BINDER] = NONE
    pending = w.p[round_ + at.PENDING_AT_FIRST]
    w.i[round_ + at.STARTS_PENDING], w.i[round_ + at.ENDS_PENDING] = pending & at.LOWER, pending >> at.HALF


@inlined
def _open_stocks(w: Flat) -> None:
    """Put every pool, fund and province at its start."""
    open_stores(w)
    first = w.p[at.FUNDS]
    for fund in range(first, first + at.FUND * w.p[at.FUNDS_N], at.FUND):
        receive(w, fund, w.p[fund + at.OPENING], apportioned=w.p[fund + at.APPORTIONED_AT_ONCE] != 0)
    w.i[at.ASKED] = 0
    for word in range(w.p[at.WORDS]):
        w.i[w.i[at.CHANGED] + word] = 0
    first = w.p[at.THEATRES]
    for theatre in range(first, first + at.THEATRE * w.p[at.THEATRES_N], at.THEATRE):
        _put_ground_at_start(w, theatre)


@inlined
def _put_ground_at_start(w: Flat, theatre: int) -> None:
    w.f[theatre + at.BEGINS_AT] = w.f[theatre + at.GROWN_AT] = w.q[theatre + at.BEGINS]
    for place in range(5):
        w.i[theatre + at.S_TROOPS + place] = -1
    lead = MILITARY if w.p[theatre + at.TROOPS] > 0 else CIVILIAN
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    for province in range(first, first + at.PROVINCE * count, at.PROVINCE):
        w.f[province + at.CAPACITY] = w.q[province + at.CAPACITY_AT_ONSET]
        w.i[province + at.POSTED] = w.p[province + at.GARRISON]
        plots = w.p[province + at.PLOTS]
        for plot in range(plots, plots + at.PLOT * w.p[theatre + at.SECTORS_N], at.PLOT):
            w.f[plot + at.CONDITION_NOW] = w.q[plot + at.AT_ONSET]
            w.i[plot + at.AUTHORITY] = lead


@inlined
def _open(w: Flat) -> None:
    for place in range(w.p[at.REGIMES_N]):
        row = w.p[at.REGIMES] + place
        schedule(w, at.E_REGIME, w.q[row], order=CHANGE, a=w.p[row])
    for place in range(w.p[at.SHOCKS_N]):
        shock = w.p[at.SHOCKS] + at.SHOCK * place
        schedule(w, at.E_SHOCK, w.q[shock + at.S_DAY], order=CHANGE, a=shock)
    _open_funds(w)
    first = w.p[at.INTAKES]
    for intake in range(first, first + at.INTAKE * w.p[at.INTAKES_N], at.INTAKE):
        wait_a_month(w, intake)
    open_lookout(w)
    first = w.p[at.THEATRES]
    for theatre in range(first, first + at.THEATRE * w.p[at.THEATRES_N], at.THEATRE):
        if not w.p[theatre + at.FLOATING]:
            schedule(w, at.E_REVIEWS, 0.0, order=CHANGE, a=theatre)
    schedule(w, at.E_OPEN, 0.0, order=STEP, a=0)


@inlined
def _open_funds(w: Flat) -> None:
    first = w.p[at.FUNDS]
    for fund in range(first, first + at.FUND * w.p[at.FUNDS_N], at.FUND):
        if w.p[fund + at.LAPSES]:
            schedule(w, at.E_LAPSE, w.q[fund + at.FUND_EXPIRES], order=CHANGE, a=fund)
        if w.p[fund + at.REPLENISHED]:
            schedule(w, at.E_FUND, 0.0, order=CHANGE, a=fund)


@inlined
def _happen(w: Flat, slot: int) -> None:
    """Let one event happen."""
    kind, a = w.i[slot + at.KIND], w.i[slot + at.EVENT_A]
    b, c, d = w.i[slot + at.EVENT_B], w.i[slot + at.EVENT_C], w.i[slot + at.EVENT_D]
    if kind == at.E_FINISH:
        finish(w, a)
    elif kind == at.E_PERMIT:
        permit(w, a, b, starts=c)
        work_off(w)
    elif kind == at.E_ASK:
        w.i[at.ASKED] = 1
    elif kind == at.E_RESTED:
        rested(w, a, b, into=c, by=d)
    else:
        _happen_seldom(w, kind, a, b=b)


@compiled
def _happen_seldom(w: Flat, kind: int, a: int, *, b: int) -> None:
    if kind == at.E_REVIEW:
        hold_review(w, a)
    elif kind == at.E_READY:
        ready(w, a)
    elif kind == at.E_HELD_BACK:
        held_back(w, a)
    elif kind == at.E_GIVE_UP:
        give_up(w, a)
    elif kind == at.E_OPEN:
        open_network(w)
    elif kind == at.E_RECRUIT:
        recruiting_round(w, a)
    else:
        _happen_outside(w, kind, a, b=b)


@inlined
def _happen_outside(w: Flat, kind: int, a: int, *, b: int) -> None:
    if kind == at.E_SIGNAL:
        signal(w, a, HOLD)
    elif kind == at.E_COME:
        come(w, a, b)
    elif kind == at.E_REVIEWS:
        begin_reviews(w, a)
    elif kind == at.E_ARRIVE:
        arrive(w, a)
    elif kind == at.E_RELAPSE:
        relapse(w, a)
    elif kind == at.E_COME_BACK:
        come_back(w, a)
    else:
        _happen_to_rules(w, kind, a)


@inlined
def _happen_to_rules(w: Flat, kind: int, a: int) -> None:
    if kind == at.E_REGIME:
        _change(w, a)
    elif kind == at.E_SHOCK:
        _suffer(w, a)
    elif kind == at.E_LAPSE:
        _lapse(w, a)
    elif kind == at.E_FUND:
        _replenish(w, a)
    elif kind == at.E_FUND_STIRRED:
        _await_look(w, a)
    elif kind == at.E_FUND_LOOK:
        _look(w, a)
    elif kind == at.E_FUND_LAW:
        _law(w, a)


@compiled
def _replenish(w: Flat, fund: int) -> None:
    """When a fund runs low, ask for more at the next look at it, and wait for the law.

    Goes on with `_await_look`, `_look` and `_law`, as time does.
    """
    if w.i[fund + at.FUND_CLOSED]:
        return
    if _runs_low(w, fund):
        _await_look(w, fund)
    else:
        w.i[fund + at.STIRRING] = 1


@inlined
def _await_look(w: Flat, fund: int) -> None:
    schedule(w, at.E_FUND_LOOK, _next_look(w, fund), order=REVIEW, a=fund)


@inlined
def _look(w: Flat, fund: int) -> None:
    if _runs_low(w, fund):
        lag = value(w, w.p[now(w, fund) + at.LAW_LAG], w.i[fund + at.LAW_TURN])
        schedule(w, at.E_FUND_LAW, lag, order=REVIEW, a=fund)
    else:
        _replenish(w, fund)


@inlined
def _law(w: Flat, fund: int) -> None:
    w.i[fund + at.LAW_TURN] += 1
    w.f[fund + at.LAW_SINCE] = w.f[at.NOW]
    _receive(w, fund)
    _replenish(w, fund)


@inlined
def _runs_low(w: Flat, fund: int) -> bool:
    """Whether a fund is below its rule's level, or holds less than somebody in line claims."""
    return at_hand(w, fund) < max(w.p[now(w, fund) + at.BELOW], largest_claim(w, fund))


@inlined
def _next_look(w: Flat, fund: int) -> float:
    """Return days to the next look: they lie `checked` apart from the last supplemental on."""
    gone, checked = w.f[at.NOW] - w.f[fund + at.LAW_SINCE], w.q[now(w, fund) + at.CHECKED]
    return (math.floor((gone + TICK) / checked) + 1) * checked - gone


@inlined
def _receive(w: Flat, fund: int) -> None:
    amount = w.p[now(w, fund) + at.UP_TO] - at_hand(w, fund)
    if amount > 0 and not w.i[fund + at.FUND_CLOSED]:
        receive(w, fund, amount, apportioned=True)


@inlined
def _lapse(w: Flat, fund: int) -> None:
    ledger.lapse(w, fund)
    w.i[at.ASKED] = 1


@inlined
def _change(w: Flat, base: int) -> None:
    """Take over the numbers of a regime: they act on what starts from now on."""
    w.i[at.PLAN] = base
    w.i[at.ASKED] = w.i[at.RENEWED] = 1
    resize(w)


@inlined
def _suffer(w: Flat, shock: int) -> None:
    target, kind = w.p[shock + at.S_TARGET], w.p[shock + at.S_KIND]
    amount = w.p[shock + at.S_AMOUNT]
    if kind == WITHDRAW:
        ledger.take_back(w, target, amount)
    elif kind == DEPOSIT:
        give(w, target, amount)
    elif kind == LOSE:
        take_away(w, target, amount)
    elif kind == GAIN:
        stores.add(w, target, amount)
    else:
        province, sector = w.p[shock + at.S_PROVINCE], w.p[shock + at.S_SECTOR]
        shift(w, target, province, sector=sector, change=w.q[shock + at.S_CHANGE])
    w.i[at.ASKED] = 1
