"""Moments as people name them who look back on an exercise: also by the time on the wall alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exercises import times
from exercises.errors import Refused
from exercises.play.triggers import second_of
from sim.errors import BadQuantity

if TYPE_CHECKING:
    from exercises.play.setting import Setting
    from exercises.play.state import State

_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def second_at(written: str, setting: Setting, state: State) -> float:
    """Return seconds since STARTEX of a moment; `14:20` is that of day 1.

    Raises: `Refused` where it is none.
    """
    text = f"day 1 {written.strip()}" if _TIME.fullmatch(written.strip()) else written
    try:
        return max(0.0, second_of(times.moment(text), state, setting))
    except BadQuantity as error:
        raise Refused(str(error)) from error
