"""Rows of the trace in a flat book, and values of draws; as `sim.trace` and `World.value`.

Which kinds of rows are kept is said beforehand: a batch needs few of them.
"""

from __future__ import annotations

import math
from typing import Final

from sim.compiled import layout as at
from sim.compiled.drawing import draw
from sim.compiled.events import fail
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.trace import State

FINISHED: Final = int(State.FINISHED)
EVACUATED: Final = int(State.EVACUATED)


@inlined
def now(w: Flat, place: int) -> int:
    """Return where a row stands with the numbers that hold now."""
    return w.i[at.PLAN] + place


@inlined
def step_of(w: Flat, round_: int) -> int:
    """Return the step of a round, with the numbers that hold now."""
    return w.p[w.i[at.PLAN] + round_ + at.STEP]


@inlined
def reached(w: Flat, first: int) -> bool:
    """Whether a step's first round has finished."""
    return w.i[first + at.STATE] in (FINISHED, EVACUATED)


@inlined
def arrows(listed: int) -> tuple[int, int]:
    """Return the place of the first of some arrows and the place behind the last."""
    first = listed & at.LOWER
    return first, first + at.ARROW * (listed >> at.HALF)


@inlined
def has(w: Flat, step: int, trait: int) -> bool:
    """Whether a step has a trait."""
    return w.p[step + at.TRAITS] & trait != 0


@inlined
def drawn(w: Flat, owned: int) -> float:
    """Return the number in a column, which is known together with its law."""
    return drawn_by(w, owned >> at.HALF, owned & at.LOWER)


@inlined
def value(w: Flat, law: int, turn: int) -> float:
    """Return a round of a drawn quantity (the last repeats), as it holds now."""
    return drawn_by(w, law, min(w.p[law + at.L_FROM] + turn, w.p[law + at.L_LAST]))


@inlined
def drawn_by(w: Flat, law: int, column: int) -> float:
    """Return the number in a column, drawn now if nobody has asked for it before."""
    if w.i[at.NOTING]:
        w.i[w.i[at.USED] + column] = 1
    number = w.drawn[column]
    return draw(w, law, column) if math.isnan(number) else number


@inlined
def touch(w: Flat, round_: int) -> None:
    """Note that a round is no longer as at its start, so that it is put back there after the run."""
    if w.f[round_ + at.TOUCHED_AT] == 0.0:
        w.f[round_ + at.TOUCHED_AT] = 1.0
        w.i[w.i[at.TOUCHED_LINE] + w.i[at.TOUCHED_N]] = round_
        w.i[at.TOUCHED_N] += 1


@inlined
def keeps(w: Flat, kind: int) -> bool:
    """Whether rows of a kind are kept."""
    return (w.i[at.WANTED] >> kind) & 1 == 1


@compiled
def write(w: Flat, kind: int, time: float, *, a: int, x: float) -> int:
    """Write down a row of a kind that is kept; return its place, for more of it."""
    size = w.i[at.ROWS_N]
    if size >= w.i[at.ROWS_MOST]:
        fail(w, at.NO_ROOM)
        return w.i[at.ROWS]
    row = w.i[at.ROWS] + at.ROW * size
    w.i[at.ROWS_N] = size + 1
    w.i[row + at.ROW_KIND] = kind
    w.i[row + at.ROW_A] = a
    w.i[row + at.ROW_NEXT] = 0
    w.f[row + at.ROW_TIME] = time
    w.f[row + at.ROW_X] = x
    return row


@compiled
def write_wait(w: Flat, round_: int, cause: int, *, target: int, since: float) -> None:
    """Write down a stretch of waiting that ends now, behind those of the same round."""
    if not keeps(w, at.T_WAIT):
        return
    row = write(w, at.T_WAIT, since, a=round_, x=w.f[at.NOW])
    w.i[row + at.ROW_B], w.i[row + at.ROW_C] = cause, target
    before = w.i[round_ + at.WAITS]
    if before == 0:
        w.i[round_ + at.WAITS] = row
        return
    while w.i[before + at.ROW_NEXT] != 0:
        before = w.i[before + at.ROW_NEXT]
    w.i[before + at.ROW_NEXT] = row
