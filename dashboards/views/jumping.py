"""A jump of the clock before it is made: where it leads, and every row that it passes.

Which rows those are, and what may become of them, is the engine's to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

from dashboards.views.moments import say_hour
from exercises.errors import Refused
from exercises.play import commands
from exercises.play.commands import Disposition
from exercises.play.state import recipients
from exercises.play.triggers import second_of
from exercises.times import moment, say_offset, say_scenario
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.director import Director
    from exercises.play.state import State

DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)
"""What may become of a row that is passed: sent at its own second, held for control, or skipped."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that a jump passes. `usual`: what it says of itself where it comes too late."""

    uid: str
    number: str
    hour: str
    cells: str
    title: str
    usual: Disposition


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump to a second of the exercise, in words; `fault`: why there is none."""

    to: float
    said: str
    passed: tuple[Passed, ...]
    fault: str = ""


def seconds_of(director: Director, written: str) -> float:
    """Return the second of the exercise at which a written moment, on either clock, comes.

    Raises: `BadQuantity` for what is no moment; `Refused` for one that never comes.
    """
    at = moment(written)
    second = director.look(lambda state: second_of(at, state, director.setting))
    if math.isinf(second):
        message = f"{at.written} never comes in this move"
        raise Refused(message, advice="the next move may begin later")
    return second


def suggestion(director: Director) -> str:
    """Return a moment to begin with: the next move that begins by itself, else the next row, else now."""
    now = director.now()
    legs = director.look(lambda state: [each.begins for each in state.clock.legs])
    ahead = [
        *sorted(each for each in legs if each > now),
        *(each for each, _ in director.ahead() if each > now),
    ]
    return say_offset(math.ceil(ahead[0] if ahead else now + 60.0))


def jump_view(director: Director, written: str) -> Jump:
    """Return what a jump to a written moment would pass."""
    try:
        to = seconds_of(director, written)
    except ScrsError as error:
        return Jump(0.0, "", (), str(error))
    return director.look(lambda state: _view(director, state, to))


def _view(director: Director, state: State, to: float) -> Jump:
    startex = director.setting.startex
    if to <= director.now():
        return Jump(to, "", (), "the clock is there already: it never runs back")
    known = [each for each in director.ahead() if each[0] <= to]
    passed = tuple(_passed(director, state, uid, second=second) for second, uid in known)
    said = f"{say_hour(startex, to)} · {say_offset(to)} · {say_scenario(state.clock.day(to))}"
    return Jump(to, said, passed)


def _passed(director: Director, state: State, uid: str, *, second: float) -> Passed:
    row = state.rows[uid]
    cells = ", ".join(each or "control" for each in recipients(row))
    return Passed(
        uid=uid,
        number=row.number or uid,
        hour=say_hour(director.setting.startex, second),
        cells=cells,
        title=row.title,
        usual=row.on_late,
    )


def command_of(view: Jump, chosen: Mapping[str, str], *, setting: str, reason: str) -> commands.Jump:
    """Return the command of a jump.

    Parameters: `chosen`: uid → disposition; `setting`: names the clock's setting, so that it is made once.
    """
    passed = {each.uid: cast("Disposition", chosen.get(each.uid, each.usual)) for each in view.passed}
    return commands.Jump(to=view.to, passed=passed, reason=reason, operation=f"jump:{setting}:{view.to:.0f}")
