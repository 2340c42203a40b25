"""Response times: for each row and recipient how long until it was seen and answered, and per cell.

All times are on the exercise clock, with control's corrections; what stood there before is kept. How good
an answer was is not known here.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.evaluation.lived import lives
from exercises.play.state import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.evaluation.lived import Lived
    from exercises.play.setting import Setting
    from exercises.play.state import State

AHEAD = ("clock.jumped", "clock.stepped")
"""Remarks of a clock that was set ahead: nobody lived the time that it passed."""
P80 = 0.8


@dataclass(frozen=True, slots=True)
class Response:
    """A row with one recipient, as far as it got.

    `sent_s`, `seen_s`, `answered_s`: seconds since STARTEX; None where it did not come to that. `was_s`:
    state → second before control corrected it. `owed`: whether the cell owes an answer. `recalled`: taken
    back by control. `set_ahead`: whether the clock was set ahead between sending and answering.
    """

    row: str
    title: str
    cell: str
    sent_s: float
    seen_s: float | None
    answered_s: float | None
    was_s: tuple[tuple[str, float], ...]
    owed: bool
    recalled: bool
    set_ahead: bool
    option: str
    text: str

    @property
    def to_seen_s(self) -> float | None:
        """Return seconds from sent to seen."""
        return None if self.seen_s is None else self.seen_s - self.sent_s

    @property
    def to_answered_s(self) -> float | None:
        """Return seconds from sent to answered."""
        return None if self.answered_s is None else self.answered_s - self.sent_s

    @property
    def seen_to_answered_s(self) -> float | None:
        """Return seconds from seen to answered; None where either is missing."""
        if self.seen_s is None or self.answered_s is None:
            return None
        return self.answered_s - self.seen_s

    @property
    def unanswered(self) -> bool:
        """Whether an answer was owed and never came."""
        return self.owed and self.answered_s is None and not self.recalled


@dataclass(frozen=True, slots=True)
class Spread:
    """Some response times: how many, and seconds of the median, the 80th percentile and the longest.

    `p80_s` is the shortest measured time that at least 80 in 100 did not exceed: nothing is interpolated.
    Without times the seconds are NaN.
    """

    n: int
    median_s: float
    p80_s: float
    longest_s: float


@dataclass(frozen=True, slots=True)
class CellTimes:
    """How one cell responded.

    `received`: rows that reached it; `owed`: those of them that asked for an answer; `unanswered`: those
    that never got one. `set_ahead`: rows left out of the spreads because the clock was set ahead meanwhile.
    """

    cell: str
    received: int
    owed: int
    answered: int
    unanswered: int
    set_ahead: int
    to_seen: Spread
    seen_to_answered: Spread
    to_answered: Spread


def responses(state: State) -> tuple[Response, ...]:
    """Return every row that reached a cell, in order of sending."""
    ahead = [each.stamp.seq for each in state.remarks if each.kind in AHEAD]
    found = [_response(each, ahead) for each in lives(state) if each.cell != NOBODY and each.sent is not None]
    return tuple(sorted(found, key=lambda each: each.sent_s))


def _response(lived: Lived, ahead: Sequence[int]) -> Response:
    row, run, sent, answered = lived.row, lived.run, lived.sent, lived.answered
    assert sent is not None  # noqa: S101  whoever calls has looked
    seen = run.stamps.get("seen")
    return Response(
        row=row.uid,
        title=row.title,
        cell=lived.cell,
        sent_s=sent.exercise,
        seen_s=None if seen is None else seen.exercise,
        answered_s=None if answered is None else answered.exercise,
        was_s=tuple((name, stamp.was) for name, stamp in run.stamps.items() if stamp.was is not None),
        owed=lived.owes,
        recalled=lived.recalled,
        set_ahead=answered is not None and any(sent.seq < each < answered.seq for each in ahead),
        option=run.option,
        text=run.text,
    )


def cell_times(setting: Setting, found: Sequence[Response]) -> tuple[CellTimes, ...]:
    """Return how each cell of the script responded, in its order; also those that got nothing."""
    return tuple(
        _cell_times(cell, [each for each in found if each.cell == cell]) for cell in setting.script.cells
    )


def _cell_times(cell: str, mine: Sequence[Response]) -> CellTimes:
    lived = [each for each in mine if not each.set_ahead]
    return CellTimes(
        cell=cell,
        received=len(mine),
        owed=sum(each.owed for each in mine),
        answered=sum(each.answered_s is not None for each in mine),
        unanswered=sum(each.unanswered for each in mine),
        set_ahead=len(mine) - len(lived),
        to_seen=spread(each.to_seen_s for each in lived),
        seen_to_answered=spread(each.seen_to_answered_s for each in lived),
        to_answered=spread(each.to_answered_s for each in lived),
    )


def spread(seconds: Iterable[float | None]) -> Spread:
    """Return the spread of some times; those that are None are left out.

    >>> spread([60.0, None, 240.0, 120.0])
    Spread(n=3, median_s=120.0, p80_s=240.0, longest_s=240.0)
    """
    known = sorted(each for each in seconds if each is not None)
    if not known:
        return Spread(0, math.nan, math.nan, math.nan)
    place = math.ceil(P80 * len(known) - 1e-9) - 1
    return Spread(len(known), statistics.median(known), known[place], known[-1])
