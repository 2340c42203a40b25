"""The clock as a script plans it: STARTEX, ENDEX and moves as numbers, and when a moment is to come.

How the clock really ran, with its pauses and jumps, is no matter of a script.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from exercises.times import SECONDS_IN_DAY, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from exercises.script.schema import Move
    from exercises.times import Moment


@dataclass(frozen=True, slots=True)
class Point:
    """A moment as a number: seconds since STARTEX, or days since D+0."""

    clock: Clock
    value: float


@dataclass(frozen=True, slots=True)
class MoveAt:
    """A move with its moments as numbers.

    `begins`: seconds since STARTEX, None where control says when. `day`: days since D+0 at which the
    scenario's clock stands then, None where that follows from when control went on. `pace`: scenario
    time per exercise time.
    """

    number: int
    title: str
    begins: float | None
    day: float | None
    pace: float


@dataclass(frozen=True)
class Planned:
    """STARTEX as local time in its zone, ENDEX in seconds, moves in order; `start`: the date of D+0."""

    startex: datetime
    endex: float
    moves: tuple[MoveAt, ...]
    start: date

    def point(self, moment: Moment) -> Point:
        """Return a moment as a number on its clock."""
        if moment.clock == "exercise":
            return Point("exercise", moment.seconds(self.startex))
        return Point("scenario", moment.days(self.start))

    def seconds(self, moment: Moment) -> float | None:
        """Return when a moment is to come, in seconds since STARTEX; None where that is not known."""
        point = self.point(moment)
        return point.value if point.clock == "exercise" else self.seconds_at(point.value)

    def seconds_at(self, day: float) -> float | None:
        """Return when the scenario's clock is to come to a day; a day jumped over comes with the jump."""
        for move, end in self._spans():
            if move.begins is None or move.day is None:
                return None
            if day <= move.day:
                return move.begins
            if end is None:
                return None
            length = (day - move.day) * SECONDS_IN_DAY / move.pace if move.pace > 0.0 else math.inf
            if move.begins + length <= end:
                return move.begins + length
        return None

    def day_at(self, seconds: float) -> float | None:
        """Return where the scenario's clock is to stand at a moment of the exercise."""
        move = self.move_at(seconds)
        if move is None or move.day is None or move.begins is None:
            return None
        return move.day + (seconds - move.begins) * move.pace / SECONDS_IN_DAY

    def move_at(self, seconds: float) -> MoveAt | None:
        """Return the move in which a moment of the exercise is to fall; None where control decides."""
        begun: MoveAt | None = None
        for move in self.moves:
            if move.begins is None:
                return None
            if move.begins <= seconds:
                begun = move
        return begun

    @property
    def first_day(self) -> float:
        """Days since D+0 at STARTEX."""
        return self.moves[0].day or 0.0

    @property
    def furthest_day(self) -> float:
        """The last day that the scenario's clock can come to by ENDEX, however control goes on."""
        day = base = self.first_day
        days = 0.0
        for move in self.moves:
            if move.begins is not None:
                days, base = (self._next_known(move) - move.begins) / SECONDS_IN_DAY, day
            base = base if move.day is None else max(base, move.day)
            day = max(day, base + move.pace * max(0.0, days))
        return day

    def _next_known(self, move: MoveAt) -> float:
        """Return when the next move begins that does so by itself, or ENDEX."""
        later = (each.begins for each in self.moves[move.number :] if each.begins is not None)
        return next(later, self.endex)

    def _spans(self) -> Iterator[tuple[MoveAt, float | None]]:
        """Yield each move with its planned end in seconds, None where control says when."""
        for move, after in pairwise(self.moves):
            yield move, after.begins
        yield self.moves[-1], self.endex


def moves_at(moves: tuple[Move, ...], startex: datetime, start: date) -> tuple[MoveAt, ...]:
    """Return the moves with their moments as numbers; what no clock can mean becomes not a number."""
    found: list[MoveAt] = []
    for number, move in enumerate(moves, start=1):
        begins = None if move.begins is None else move.begins.seconds(startex)
        begins = 0.0 if number == 1 else begins
        day = carried(found[-1], begins) if found else 0.0
        if move.scenario is not None:
            day = move.scenario.days(start) if move.scenario.clock == "scenario" else math.nan
        found.append(MoveAt(number, move.title, begins, day, move.pace))
    return tuple(found)


def carried(last: MoveAt, until: float | None) -> float | None:
    """Return where a move leaves the scenario's clock."""
    if last.day is None or (last.pace > 0.0 and (last.begins is None or until is None)):
        return None
    return last.day + (0.0 if last.pace == 0.0 else last.pace * _length(last, until) / SECONDS_IN_DAY)


def _length(move: MoveAt, until: float | None) -> float:
    return (until or 0.0) - (move.begins or 0.0)
