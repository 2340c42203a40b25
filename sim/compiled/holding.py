"""What rounds hold, until whose finish, on flat arrays; as `sim.engine.holding`."""

from __future__ import annotations

from typing import Final

from sim.compiled import layout as at
from sim.compiled.jitting import compiled, inlined
from sim.compiled.layout import Flat
from sim.compiled.rows import step_of, touch
from sim.compiled.stores import give_back
from sim.plan import NONE

OWN: Final = -2
"""Give back what is held until the round's own finish, or until what is over already."""
ALL: Final = -3


@inlined
def give_back_own(w: Flat, round_: int) -> None:
    """Return what a round holds until its own finish, or until what is over already."""
    _give_back(w, round_, OWN, by=round_)


@inlined
def give_back_for_another_time(w: Flat, round_: int) -> None:
    """Return all that a round held whose work was sent back: the next one seizes anew."""
    _give_back(w, round_, ALL, by=round_)


@compiled
def give_back_kept(w: Flat, round_: int) -> None:
    """Return what others hold until this step is over: finished for the last time, or given up."""
    first = w.p[round_ + at.FIRST_OF]
    touch(w, first)
    w.i[first + at.OVER] = 1
    step, turn = step_of(w, round_), w.p[round_ + at.TURN]
    begin = w.p[step + at.GIVES_BACK]
    for place in range(begin, begin + w.p[step + at.GIVES_BACK_N]):
        holder = w.p[place]
        if not w.p[step_of(w, holder) + at.ROTATES]:
            for each in range(w.p[step_of(w, holder) + at.ROUNDS]):
                _give_back(w, holder + at.ROUND * each, first, by=round_)
        elif turn < w.p[step_of(w, holder) + at.ROUNDS]:
            _give_back(w, holder + at.ROUND * turn, first, by=round_)


@compiled
def _give_back(w: Flat, round_: int, giver: int, *, by: int) -> None:
    """Return what a round holds until a giver; first all is let go of, then it comes back."""
    given = kept = first_kept = first_given = 0
    held = w.i[round_ + at.HELD]
    while held != 0:
        after = w.i[held + at.H_NEXT]
        w.i[held + at.H_NEXT] = 0
        if _gives(w, giver, w.i[held + at.H_UNTIL]):
            if given == 0:
                first_given = held
            else:
                w.i[given + at.H_NEXT] = held
            given = held
        else:
            if kept == 0:
                first_kept = held
            else:
                w.i[kept + at.H_NEXT] = held
            kept = held
        held = after
    w.i[round_ + at.HELD] = first_kept
    while first_given != 0:
        after = w.i[first_given + at.H_NEXT]
        give_back(w, round_, first_given, by=by)
        first_given = after


@inlined
def _gives(w: Flat, giver: int, until: int) -> bool:
    if giver == OWN:
        if until == NONE:
            return True
        return w.i[until + at.OVER] == 1 and not w.p[step_of(w, until) + at.ROTATES]
    return giver in (ALL, until)
