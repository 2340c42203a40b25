"""The ledger on flat arrays: every dollar in one account of its fund; as `sim.engine.ledger`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.events import STEP, fail, schedule
from sim.compiled.jitting import compiled, inlined
from sim.compiled.lanes import funded
from sim.compiled.layout import Flat
from sim.compiled.rows import keeps, now, write
from sim.plan import NONE, Account, When

OUTSIDE: Final = int(Account.OUTSIDE)
APPROPRIATED: Final = int(Account.APPROPRIATED)
APPORTIONED: Final = int(Account.APPORTIONED)
NOTIFIED: Final = int(Account.NOTIFIED)
COMMITTED: Final = int(Account.COMMITTED)
OBLIGATED: Final = int(Account.OBLIGATED)
DISBURSED: Final = int(Account.DISBURSED)
LAPSED: Final = int(Account.LAPSED)
MOST_DOLLARS: Final = 2**60
"""What a fund may bring in from outside in a run; far from the end of 64 bits."""
AT_START: Final = int(When.START)


@inlined
def in_purses(account: int) -> bool:
    """Whether money in an account is set aside for one programme."""
    return NOTIFIED <= account <= OBLIGATED


@inlined
def receive(w: Flat, fund: int, amount: int, *, apportioned: bool) -> None:
    """Post an appropriation, free to claim at once if it is apportioned."""
    post(w, fund, amount, source=OUTSIDE, target=APPROPRIATED, round_=NONE)
    if apportioned:
        post(w, fund, amount, source=APPROPRIATED, target=APPORTIONED, round_=NONE)


@inlined
def give(w: Flat, fund: int, amount: int) -> None:
    """Post money that comes from outside without an appropriation; a lapsed fund takes none."""
    if not w.i[fund + at.FUND_CLOSED]:
        post(w, fund, amount, source=OUTSIDE, target=APPORTIONED, round_=NONE)


@inlined
def take_back(w: Flat, fund: int, amount: int) -> None:
    """Post money that leaves the fund, as far as it is still free to claim."""
    gone = min(amount, w.i[fund + at.BALANCE + APPORTIONED])
    post(w, fund, gone, source=APPORTIONED, target=OUTSIDE, round_=NONE)


@compiled
def post(w: Flat, fund: int, amount: int, *, source: int, target: int, round_: int) -> None:
    """Move whole dollars from one account to another and write it down; 0 leaves no row."""
    if amount == 0:
        return
    w.i[fund + at.BALANCE + source] -= amount
    w.i[fund + at.BALANCE + target] += amount
    if target == DISBURSED:
        w.f[at.COST_PROGRAMMES] += amount
    if w.i[fund + at.BALANCE + source] < -MOST_DOLLARS:
        fail(w, at.NO_MONEY)
    if target == APPORTIONED:
        funded(w, fund)
    elif source == APPORTIONED:
        stir(w, fund)
    if keeps(w, at.T_POSTING):
        row_ = write(w, at.T_POSTING, w.f[at.NOW], a=fund, x=0.0)
        w.i[row_ + at.ROW_B] = round_
        w.i[row_ + at.ROW_C] = source
        w.i[row_ + at.ROW_D] = target
        w.i[row_ + at.ROW_E] = amount


@inlined
def stir(w: Flat, fund: int) -> None:
    """Tell whoever watches over a fund that it was drawn on, or that a claim fell short."""
    if w.i[fund + at.STIRRING]:
        w.i[fund + at.STIRRING] = 0
        schedule(w, at.E_FUND_STIRRED, 0.0, order=STEP, a=fund)


@inlined
def amount_of(w: Flat, posting: int, turn: int) -> int:
    """Return the dollars of one round."""
    last = w.p[posting + at.P_AMOUNTS_N] - 1
    return w.p[w.p[posting + at.P_AMOUNTS] + min(turn, last)]


@compiled
def post_step(w: Flat, step: int, round_: int, *, when: int, turn: int) -> None:
    """Post what a round of a step moves at its start or at its finish."""
    first = w.p[step + at.POSTINGS]
    for posting in range(first, first + at.POSTING * w.p[step + at.POSTINGS_N], at.POSTING):
        if w.p[posting + at.P_AT] == when:
            fund, source = w.p[posting + at.P_FUND], w.p[posting + at.P_SOURCE]
            amount = moved(w, posting, turn)
            if source == APPORTIONED:
                w.i[w.p[now(w, fund) + at.CLAIMS] + w.p[step + at.OPERATION]] += amount
            post(w, fund, amount, source=source, target=w.p[posting + at.P_TARGET], round_=round_)
            _carry(w, posting, amount)


@compiled
def moved(w: Flat, posting: int, turn: int) -> int:
    """Return the dollars that a posting moves now: what is stated, as far as it is there."""
    stated = amount_of(w, posting, turn)
    source, purse = w.p[posting + at.P_SOURCE], w.p[posting + at.P_PURSE]
    if not in_purses(source) or purse == NONE:
        return min(stated, w.i[w.p[posting + at.P_FUND] + at.BALANCE + source])
    had = w.i[purse + source]
    return had if turn >= w.p[posting + at.P_AMOUNTS_N] - 1 else min(stated, had)


@compiled
def paid_for(w: Flat, step: int, when: int, *, turn: int) -> bool:
    """Whether the money that a round of a step moves is still there: it may have lapsed."""
    first = w.p[step + at.POSTINGS]
    for posting in range(first, first + at.POSTING * w.p[step + at.POSTINGS_N], at.POSTING):
        if w.p[posting + at.P_AT] == when and w.p[posting + at.P_SOURCE] != APPORTIONED:
            asked = amount_of(w, posting, turn)
            if w.p[posting + at.P_PURSE] != NONE:
                asked = min(asked, 1)
            if moved(w, posting, turn) < asked:
                return False
    return True


@inlined
def _carry(w: Flat, posting: int, amount: int) -> None:
    purse = w.p[posting + at.P_PURSE]
    if purse == NONE:
        return
    source, target = w.p[posting + at.P_SOURCE], w.p[posting + at.P_TARGET]
    if in_purses(source):
        w.i[purse + source] -= amount
    if in_purses(target):
        w.i[purse + target] += amount


@inlined
def free(w: Flat, fund: int, operation: int) -> int:
    """Return the dollars an operation may claim now: all apportioned, or its ring-fenced share."""
    if w.i[fund + at.FUND_CLOSED]:
        return 0
    free = w.i[fund + at.BALANCE + APPORTIONED]
    row = now(w, fund)
    if not w.p[row + at.FENCED]:
        return free
    claims = w.p[row + at.CLAIMS]
    ever = free
    for each in range(w.p[at.OPERATIONS_N]):
        ever += w.i[claims + each]
    share = w.q[w.p[row + at.SHARES] + operation]
    return min(free, int(ever * share) - w.i[claims + operation])


@inlined
def at_hand(w: Flat, fund: int) -> int:
    """Return the dollars that nobody has claimed, whether or not they are apportioned yet."""
    return w.i[fund + at.BALANCE + APPROPRIATED] + w.i[fund + at.BALANCE + APPORTIONED]


@inlined
def lapse(w: Flat, fund: int) -> None:
    """Let everything lapse that is not obligated, and close the fund to new claims."""
    w.i[fund + at.FUND_CLOSED] = 1
    for account in range(APPROPRIATED, OBLIGATED):
        post(w, fund, w.i[fund + at.BALANCE + account], source=account, target=LAPSED, round_=NONE)
    first = w.p[at.PURSES]
    for purse in range(first, first + at.PURSE * w.p[at.PURSES_N], at.PURSE):
        if w.p[purse + at.PURSE_FUND] == fund:
            for account in range(APPROPRIATED, OBLIGATED):
                w.i[purse + account] = 0
