"""What evaluators see: objectives with their tasks and observations, and how fast each cell answered.

The numbers are those of `exercises.evaluation`, so that a page and the after-action review say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour
from exercises.evaluation import evaluate

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.evaluation.responses import CellTimes

RATINGS = ("P", "S", "M", "U")
"""HSEEP's ratings, the best first."""


@dataclass(frozen=True, slots=True)
class Task:
    """A critical task, or an objective without any, with its rating ('' if none) and what shows it.

    `actions`: expected actions that show it, such as '2 met in time, 1 open'.
    """

    objective: str
    title: str
    rating: str
    observations: int
    actions: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation. `hour`: of play."""

    id: str
    hour: str
    who: str
    objective: str
    task: str
    cell: str
    row: str
    rating: str
    text: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a cell answered, in minutes of exercise time; NaN where it answered nothing."""

    cell: str
    received: int
    owed: int
    answered: int
    unanswered: int
    median_minutes: float
    p80_minutes: float
    longest_minutes: float


def evaluation_view(director: Director) -> tuple[list[Task], list[Pace]]:
    """Return the tasks in the order of the script, and how fast each cell answered."""
    found = director.look(lambda state: evaluate(director.setting, state))
    tasks = []
    for objective in found.objectives:
        for task in objective.tasks:
            said = [each.verdict for each in task.actions]
            actions = ", ".join(f"{said.count(each)} {each}" for each in dict.fromkeys(said))
            tasks.append(Task(objective.title, task.text, task.rating, len(task.seen), actions))
        if not objective.tasks:
            tasks.append(Task(objective.title, "", objective.rating, len(objective.seen), ""))
    return tasks, [_pace(each) for each in found.cells]


def _pace(times: CellTimes) -> Pace:
    took = times.to_answered
    seconds = (took.median_s, took.p80_s, took.longest_s)
    minutes = [each / 60 if math.isfinite(each) else math.nan for each in seconds]
    return Pace(times.cell, times.received, times.owed, times.answered, times.unanswered, *minutes)


def observations_view(director: Director) -> list[Seen]:
    """Return all observations, newest first."""
    return director.look(
        lambda state: [
            Seen(
                each.id,
                say_hour(director.setting.startex, each.stamp.exercise),
                each.stamp.actor,
                each.objective,
                each.task,
                each.cell,
                each.row,
                each.rating,
                each.text,
            )
            for each in sorted(state.observations.values(), key=lambda each: -each.stamp.seq)
        ]
    )
