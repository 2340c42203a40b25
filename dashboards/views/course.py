"""How play came to where it stands: what the small charts of the cards show. What stands now is `clock`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboards.views.moments import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.director import Director
    from exercises.play.state import Run, State

POINTS = 36
"""Values of a line."""
PARTS = 24
"""Bars of the whole of play."""
LEFT = ("sent", "held", "skipped", "expired", "failed", "recalled")
"""States in which a row that was due waits for a controller no more."""


@dataclass(frozen=True, slots=True)
class Course:
    """Values from STARTEX to now, the last one now.

    `load`: deliveries that were, and rows that come by themselves, in equal parts of the whole of play.
    """

    due: tuple[int, ...]
    decisions: tuple[int, ...]
    answered: tuple[int, ...]
    load: tuple[int, ...]


def course_view(director: Director) -> Course:
    """Return the course of play. It changes with what happens and once a minute, not at each look."""
    return director.look(lambda state: _course(director, state))


def _course(director: Director, state: State) -> Course:
    now = director.now()
    minutes = max(1, math.floor(now / MINUTE))
    grid = np.append(np.linspace(0.0, (minutes - 1) * MINUTE, POINTS - 1), math.inf)
    runs = list(state.runs.values())
    armed = [run for run in runs if "armed" in run.stamps]
    ahead = [second for second, _ in director.ahead()]
    sent = [run.stamps["sent"].exercise for run in runs if "sent" in run.stamps]
    whole = max(director.setting.endex, now, HOUR)
    return Course(
        due=_whole(_by(grid, (run.stamps["armed"].exercise for run in armed)) - _by(grid, map(_left, armed))),
        decisions=_whole(_by(grid, (each.stamp.exercise for each in state.requests.values()))),
        answered=_whole(
            _by(grid, (run.stamps["answered"].exercise for run in runs if "answered" in run.stamps))
        ),
        load=_whole(np.histogram([*sent, *ahead], np.linspace(0.0, whole, PARTS + 1))[0]),
    )


def _left(run: Run) -> float:
    """Return when a row that came due was no more a controller's to send; infinity if it still is."""
    if run.state == "armed":
        return math.inf
    since = run.stamps["armed"].exercise
    later = [run.stamps[each].exercise for each in LEFT if each in run.stamps]
    return min((each for each in later if each >= since), default=since)


def _by(grid: np.ndarray, seconds: Iterable[float]) -> np.ndarray:
    """Return how many of some moments had come by each point."""
    # What has not happened has not come by now either, so infinity is never counted.
    known = np.array(sorted(each for each in seconds if math.isfinite(each)))
    return np.searchsorted(known, grid, side="right")


def _whole(values: np.ndarray) -> tuple[int, ...]:
    return tuple(int(each) for each in values)
