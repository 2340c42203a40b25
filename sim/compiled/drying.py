"""The days on which funds run low and dry, read off the rows of one run; as `sim.measures.shortage`."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat, Floats, Ints
from sim.compiled.ledger import APPORTIONED, APPROPRIATED, amount_of
from sim.compiled.shortages import claims
from sim.plan import NONE
from sim.trace import Cause

FUND_CAUSE: Final = int(Cause.FUND)
NAN: Final = float("nan")
DRY, LOW = range(2)
"""Places of a fund's dates among the columns that they are written to."""


@compiled
def write_fund_dates(w: Flat, columns: Ints, values: Floats) -> None:
    """Write the days of every fund. `columns`: per fund where its days go, dry and low; NONE: nowhere."""
    for place in range(w.p[at.FUNDS_N]):
        dry, low = columns[2 * place + DRY], columns[2 * place + LOW]
        if dry != NONE or low != NONE:
            found = _dry_and_low(w, w.p[at.FUNDS] + at.FUND * place)
            if dry != NONE:
                values[dry] = found[DRY]
            if low != NONE:
                values[low] = found[LOW]


@compiled
def _dry_and_low(w: Flat, fund: int) -> tuple[float, float]:
    dollars, spans = _claims_on(w, fund)
    moments = _moments(w, fund, spans)
    opened, dry, low = False, NAN, NAN
    row, free, appropriated = w.i[at.ROWS], 0, 0
    end = row + at.ROW * w.i[at.ROWS_N]
    for moment in moments:
        while row < end and not (_posts(w, row, fund) and w.f[row + at.ROW_TIME] > moment):
            if _posts(w, row, fund):
                free += _change(w, row, APPORTIONED)
                appropriated += _change(w, row, APPROPRIATED)
            row += at.ROW
        opened = opened or free > 0
        if opened and math.isnan(dry) and _is_dry(free, dollars, spans, moment=moment):
            dry = moment
        at_hand = free + appropriated
        if opened and math.isnan(low) and _is_low(w, fund, at_hand, moment=moment, lines=(dollars, spans)):
            low = moment
    return dry, low


@inlined
def _posts(w: Flat, row: int, fund: int) -> bool:
    return w.i[row + at.ROW_KIND] == at.T_POSTING and w.i[row + at.ROW_A] == fund


@inlined
def _change(w: Flat, row: int, account: int) -> int:
    """Return by how much a posting changes an account."""
    amount = w.i[row + at.ROW_E]
    if w.i[row + at.ROW_D] == account:
        return amount
    return -amount if w.i[row + at.ROW_C] == account else 0


@compiled
def _claim_of(w: Flat, round_: int, fund: int) -> int:
    """Return the dollars that a waiting round wants to claim from a fund's apportioned money."""
    step, total = w.p[round_ + at.STEP], 0
    first = w.p[step + at.POSTINGS]
    for posting in range(first, first + at.POSTING * w.p[step + at.POSTINGS_N], at.POSTING):
        if w.p[posting + at.P_FUND] == fund and claims(w, posting):
            total += amount_of(w, posting, w.p[round_ + at.TURN])
    return total


@compiled
def _claims_on(w: Flat, fund: int) -> tuple[Ints, Floats]:
    """Return the claims on a fund that stood in line: dollars, whether for money; since when, until when."""
    most = w.i[at.ROWS_N] + w.i[at.LINE_N]
    dollars, spans = np.empty((most, 2), dtype=np.int64), np.empty((most, 2))
    count = 0
    for row in range(w.i[at.ROWS], w.i[at.ROWS] + at.ROW * w.i[at.ROWS_N], at.ROW):
        if w.i[row + at.ROW_KIND] == at.T_WAIT:
            dollars[count, 0] = _claim_of(w, w.i[row + at.ROW_A], fund)
            for_money = w.i[row + at.ROW_B] == FUND_CAUSE
            dollars[count, 1] = for_money and w.i[row + at.ROW_C] == fund
            spans[count, 0], spans[count, 1] = w.f[row + at.ROW_TIME], w.f[row + at.ROW_X]
            count += 1 if dollars[count, 0] else 0
    for place in range(w.i[at.LINE_N]):
        request = w.i[w.i[at.LINE] + place]
        if w.i[request + at.BLOCKER] != NONE:
            dollars[count, 0] = _claim_of(w, w.i[request + at.R_ROUND], fund)
            for_money = w.i[request + at.BLOCKER] == FUND_CAUSE
            dollars[count, 1] = for_money and w.i[request + at.BLOCKED_BY] == fund
            spans[count, 0], spans[count, 1] = w.f[request + at.SINCE], NAN
            count += 1 if dollars[count, 0] else 0
    return dollars[:count], spans[:count]


@compiled
def _moments(w: Flat, fund: int, spans: Floats) -> Floats:
    """Return every moment at which a fund's money or its line changed, in order."""
    found, count = np.empty(w.i[at.ROWS_N] + len(spans)), len(spans)
    found[:count] = spans[:, 0]
    for row in range(w.i[at.ROWS], w.i[at.ROWS] + at.ROW * w.i[at.ROWS_N], at.ROW):
        if _posts(w, row, fund):
            found[count] = w.f[row + at.ROW_TIME]
            count += 1
    moments = found[:count]
    moments.sort()
    return moments


@compiled
def _is_dry(free: int, dollars: Ints, spans: Floats, *, moment: float) -> bool:
    if free == 0:
        return True
    for place in range(len(dollars)):
        waits = spans[place, 0] <= moment and not spans[place, 1] <= moment
        if waits and dollars[place, 1] and free < dollars[place, 0]:
            return True
    return False


@compiled
def _is_low(w: Flat, fund: int, at_hand: int, *, moment: float, lines: tuple[Ints, Floats]) -> bool:
    dollars, spans = lines
    if moment >= w.q[fund + at.FUND_EXPIRES]:
        return False
    wanted = w.p[fund + at.BELOW]
    for place in range(len(dollars)):
        if spans[place, 0] <= moment and not spans[place, 1] <= moment:
            wanted = max(wanted, dollars[place, 0])
    return at_hand < wanted
