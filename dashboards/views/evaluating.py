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
    from collections.abc import Iterator

    from exercises.director import Director
    from exercises.evaluation.responses import CellTimes
    from exercises.play.state import State

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
class Replied:
    """A row that a cell was to do something about. `rating`: '' where nobody assessed it."""

    uid: str
    number: str
    cell: str
    hour: str
    title: str
    state: str
    answer: str
    rating: str


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


def replies_view(director: Director) -> list[Replied]:
    """Return every row that went out and wants an answer: answers to assess first, then the latest."""
    found = director.look(lambda state: list(_replies(director, state)))
    rank = {"answered": 0, "assessed": 2}
    return [each for _, each in sorted(found, key=lambda each: (rank.get(each[1].state, 1), -each[0]))]


def _replies(director: Director, state: State) -> Iterator[tuple[int, Replied]]:
    for (uid, cell), run in state.runs.items():
        row, sent = state.rows[uid], run.stamps.get("sent")
        if sent is None or run.over or not (row.options or row.expected or run.text or run.rating):
            continue
        stamp = run.stamps.get("answered", sent)
        answer = f"[{run.option}] {run.text}" if run.option else run.text
        hour = say_hour(director.setting.startex, stamp.exercise)
        number = row.number or uid
        yield stamp.seq, Replied(uid, number, cell, hour, row.title, run.state, answer.strip(), run.rating)


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
