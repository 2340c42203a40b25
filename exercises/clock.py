"""The exercise clock: the wall → seconds since STARTEX → days of the scenario; a value, never a thread.

Pauses, speed and jumps bend the first arrow, moves and their pace the second. So a row due at a second
of the exercise is due there however often play was paused. Who may move the clock is `play.deciding`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace

from exercises.times import SECONDS_IN_DAY

SLOWEST, FASTEST = 0.1, 10_000.0
"""Exercise seconds per second on the wall that may be asked for."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A move from a second of the exercise on: where the scenario stands there (days), and its pace.

    `jump`: the day that the move names, None where it goes on from where the last one had left it.
    """

    move: int
    begins: float
    day: float
    pace: float
    jump: float | None

    def day_at(self, exercise: float) -> float:
        """Return the day of the scenario at a second of the exercise."""
        return self.day + (exercise - self.begins) * self.pace / SECONDS_IN_DAY


@dataclass(frozen=True, slots=True)
class Planned:
    """A move of the script: when it begins (None: by hand), where the scenario jumps to, its pace."""

    begins: float | None
    day: float | None
    pace: float


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock shows, as a function of the wall.

    `running`, `speed` (exercise seconds per second on the wall), `wall` and `exercise`: its last setting.
    `legs`: moves that have begun, or will by themselves, in order of time.
    """

    legs: tuple[Leg, ...]
    running: bool = False
    speed: float = 1.0
    wall: float = 0.0
    exercise: float = 0.0

    @classmethod
    def ready(cls, moves: tuple[Planned, ...]) -> Clock:
        """Return the clock before STARTEX: the moves that begin by themselves are laid out."""
        legs: list[Leg] = []
        for number, move in enumerate(moves):
            begins = 0.0 if number == 0 else move.begins
            if begins is not None:
                legs.append(_next(legs, number, begins=begins, day=move.day, pace=move.pace))
        return cls(tuple(legs))

    def at(self, wall: float) -> float:
        """Return seconds since STARTEX at a moment on the wall; a wall that runs back moves nothing."""
        gone = max(0.0, wall - self.wall) if self.running else 0.0
        return self.exercise + gone * self.speed

    def wall_at(self, exercise: float) -> float:
        """Return the moment on the wall at which the clock will show a second; infinity while it stands."""
        if exercise <= self.exercise:
            return self.wall
        return self.wall + (exercise - self.exercise) / self.speed if self.running else math.inf

    def leg_at(self, exercise: float) -> Leg:
        """Return the move that is on at a second of the exercise."""
        at = bisect_right([each.begins for each in self.legs], exercise)
        return self.legs[max(0, at - 1)]

    def day(self, exercise: float) -> float:
        """Return the day of the scenario at a second of the exercise."""
        return self.leg_at(exercise).day_at(exercise)

    def second_of(self, day: float) -> float:
        """Return the first second at which the scenario is at or past a day; infinity if it never is."""
        ends = [*(each.begins for each in self.legs[1:]), math.inf]
        for leg, end in zip(self.legs, ends, strict=True):
            if leg.day >= day:
                return leg.begins
            if leg.pace > 0.0:
                second = leg.begins + (day - leg.day) * SECONDS_IN_DAY / leg.pace
                if second < end:
                    return second
        return math.inf

    def set(
        self, wall: float, *, exercise: float, running: bool | None = None, speed: float | None = None
    ) -> Clock:
        """Return the clock set anew at a moment on the wall."""
        return replace(
            self,
            wall=wall,
            exercise=exercise,
            running=self.running if running is None else running,
            speed=self.speed if speed is None else speed,
        )

    def moved(self, move: int, *, begins: float, day: float | None, pace: float) -> Clock:
        """Return the clock with a move begun by hand; later ones keep the second at which they begin."""
        legs = [each for each in self.legs if each.begins <= begins]
        legs.append(_next(legs, move, begins=begins, day=day, pace=pace))
        for each in self.legs:
            if each.begins > begins and each.move > move:
                legs.append(_next(legs, each.move, begins=each.begins, day=each.jump, pace=each.pace))
        return replace(self, legs=tuple(legs))


def _next(legs: list[Leg], move: int, *, begins: float, day: float | None, pace: float) -> Leg:
    """Return a leg after others: the scenario never runs back."""
    before = legs[-1].day_at(begins) if legs else 0.0
    return Leg(move, begins, before if day is None else max(day, before), pace, day)
