"""What bound each start or finish, on flat arrays; as `sim.measures.binding`."""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.measures.steps import INSTANT
from sim.plan import NONE, LinkKind

FINISH_START: Final = int(LinkKind.FINISH_START)
START_START: Final = int(LinkKind.START_START)
START_FINISH: Final = int(LinkKind.START_FINISH)


@inlined
def same_moment(first: float, second: float) -> bool:
    """Whether two days are the same; never where one of them is NaN."""
    return abs(first - second) <= INSTANT


@inlined
def is_there(w: Flat, first: int, turn: int) -> bool:
    """Whether a round of a step has a row: it was ever ready, or is the first."""
    if turn < 0 or turn >= w.p[w.p[first + at.STEP] + at.ROUNDS]:
        return False
    return turn == 0 or not math.isnan(w.f[first + at.ROUND * turn + at.READY])


@compiled
def bound_by_link(w: Flat, round_: int, moment: float, *, starts: bool) -> tuple[int, float]:
    """Return the round that a link and its lag put at a moment; the one the trace names first."""
    step, binder = w.p[round_ + at.STEP], w.i[round_ + at.BINDER]
    by = NONE if binder == NONE else w.p[binder + at.FIRST_OF]
    first, count = w.p[step + at.LINKS], w.p[step + at.LINKS_N]
    for named in (True, False):
        for link in range(first, first + at.LINK * count, at.LINK):
            kind = w.p[link + at.L_KIND]
            if (w.p[link + at.L_FIRST] == by) == named and (kind in (FINISH_START, START_START)) == starts:
                found = _round_of_link(w, link, round_, moment=moment, binder=binder)
                if found != NONE:
                    return found, _when(w, link, found)
    return NONE, 0.0


@inlined
def _when(w: Flat, link: int, round_: int) -> float:
    from_start = w.p[link + at.L_KIND] in (START_START, START_FINISH)
    return w.f[round_ + at.START] if from_start else w.f[round_ + at.FINISH]


@inlined
def _fits(w: Flat, link: int, round_: int, *, moment: float) -> bool:
    return same_moment(_when(w, link, round_) + w.q[link + at.L_LAG], moment)


@inlined
def _round_of_link(w: Flat, link: int, round_: int, *, moment: float, binder: int) -> int:
    """Return the round that a link means: the one named, the same, the one before, any of a repeat."""
    first, turn = w.p[link + at.L_FIRST], w.p[round_ + at.TURN]
    if binder != NONE and w.p[binder + at.FIRST_OF] == first and _fits(w, link, binder, moment=moment):
        return binder
    same = turn - w.p[link + at.L_BACK]
    if is_there(w, first, same) and _fits(w, link, first + at.ROUND * same, moment=moment):
        return first + at.ROUND * same
    for each in range(w.p[link + at.L_ROUNDS]):
        if is_there(w, first, each) and _fits(w, link, first + at.ROUND * each, moment=moment):
            return first + at.ROUND * each
    mine = w.p[round_ + at.FIRST_OF]
    follows = binder != NONE and w.p[binder + at.FIRST_OF] == mine and is_there(w, mine, turn - 1)
    return round_ - at.ROUND if follows and _fits(w, link, round_ - at.ROUND, moment=moment) else NONE


@inlined
def bound_at_start(w: Flat, round_: int) -> tuple[int, float]:
    """Return the round that let this one begin and the moment at which it did; NONE if none."""
    theatre = w.p[round_ + at.SIGNAL_OF]
    if theatre != NONE:
        return _last_handover(w, round_, theatre)
    gone = w.p[round_ + at.RELAPSE_AFTER]
    if gone != NONE:
        return gone, w.f[gone + at.FINISH]
    link, when = bound_by_link(w, round_, w.f[round_ + at.READY], starts=True)
    binder = w.i[round_ + at.BINDER]
    if binder == NONE or (link != NONE and w.p[binder + at.FIRST_OF] == w.p[link + at.FIRST_OF]):
        return link, when
    if w.f[binder + at.FINISH] <= w.f[round_ + at.START] + INSTANT:
        return binder, w.f[binder + at.FINISH]
    return link, when


@inlined
def _last_handover(w: Flat, round_: int, theatre: int) -> tuple[int, float]:
    """Return, for a military exit, the handover that came last before it."""
    if w.p[round_ + at.SIGNAL_PLACE] < w.p[theatre + at.PROVINCES_N]:
        return NONE, 0.0
    last, day = NONE, 0.0
    first, count = w.p[theatre + at.PROVINCES], w.p[theatre + at.PROVINCES_N]
    for province in range(first, first + at.PROVINCE * count, at.PROVINCE):
        handed = w.p[province + at.HANDOVER]
        finish = w.f[handed + at.FINISH]
        if finish <= w.f[round_ + at.FINISH] and (last == NONE or finish > day):
            last, day = handed, finish
    return last, day
