"""Rows of the trace in a flat book, and values of draws; as `sim.trace` and `World.value`.

Which kinds of rows are kept is said beforehand: a batch needs few of them.
"""

from __future__ import annotations

from sim.compiled import layout as at
from sim.compiled.events import fail
from sim.compiled.jitting import compiled
from sim.compiled.layout import Flat


@compiled
def now(w: Flat, place: int) -> int:
    """Return where a row stands with the numbers that hold now."""
    return w.i[at.PLAN] + place


@compiled
def step_of(w: Flat, round_: int) -> int:
    """Return the step of a round, with the numbers that hold now."""
    return w.p[w.i[at.PLAN] + round_ + at.STEP]


@compiled
def value(w: Flat, draw: int, turn: int) -> float:
    """Return a round of a drawn quantity (the last repeats), as it holds now."""
    return w.drawn[min(w.p[draw + at.D_FROM] + turn, w.p[draw + at.D_LAST])]


@compiled
def value_of_turn(w: Flat, draw: int, turn: int) -> float:
    """Return a round of a drawn quantity that must be there."""
    if w.p[draw + at.D_FROM] + turn > w.p[draw + at.D_LAST]:
        fail(w, at.NO_DRAW)
    return value(w, draw, turn)


@compiled
def keeps(w: Flat, kind: int) -> bool:
    """Whether rows of a kind are kept."""
    return (w.i[at.WANTED] >> kind) & 1 == 1


@compiled
def write(
    w: Flat,
    kind: int,
    time: float,
    *,
    x: float = 0.0,
    a: int = 0,
    b: int = 0,
    c: int = 0,
    d: int = 0,
    e: int = 0,
    g: int = 0,
) -> int:
    """Write down a row of a kind that is kept; return its place."""
    size = w.i[at.ROWS_N]
    if size >= w.i[at.ROWS_MOST]:
        fail(w, at.NO_ROOM)
        return 0
    row = w.i[at.ROWS] + at.ROW * size
    w.i[at.ROWS_N] = size + 1
    w.i[row + at.ROW_KIND] = kind
    w.i[row + at.ROW_A] = a
    w.i[row + at.ROW_B] = b
    w.i[row + at.ROW_C] = c
    w.i[row + at.ROW_D] = d
    w.i[row + at.ROW_E] = e
    w.i[row + at.ROW_G] = g
    w.i[row + at.ROW_NEXT] = 0
    w.f[row + at.ROW_TIME] = time
    w.f[row + at.ROW_X] = x
    return row


@compiled
def write_wait(w: Flat, round_: int, cause: int, *, target: int, since: float) -> None:
    """Write down a stretch of waiting that ends now, behind those of the same round."""
    if not keeps(w, at.T_WAIT):
        return
    row = write(w, at.T_WAIT, since, x=w.f[at.NOW], a=round_, b=cause, c=target)
    before = w.i[round_ + at.WAITS]
    if before == 0:
        w.i[round_ + at.WAITS] = row
        return
    while w.i[before + at.ROW_NEXT] != 0:
        before = w.i[before + at.ROW_NEXT]
    w.i[before + at.ROW_NEXT] = row
