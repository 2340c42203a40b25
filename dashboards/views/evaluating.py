"""What evaluators see: objectives with their tasks and observations, and how fast each cell answered."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour, say_wait

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.play.state import State

RATINGS = ("P", "S", "M", "U")
"""HSEEP's ratings, the best first."""


@dataclass(frozen=True, slots=True)
class Task:
    """A critical task with what was observed of it. `rating`: the last one given, '' if none."""

    objective: str
    objective_title: str
    task: str
    title: str
    rating: str
    observations: int


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
    """How fast a cell answered, in minutes of exercise time; None where it answered nothing."""

    cell: str
    received: int
    answered: int
    median_minutes: float | None
    longest_minutes: float | None
    oldest_open: str


def tasks_view(director: Director) -> list[Task]:
    """Return every task, and every objective without tasks, in the order of the script."""
    return director.look(lambda state: _tasks(director, state))


def _tasks(director: Director, state: State) -> list[Task]:
    found = []
    for name, objective in director.setting.script.objectives.items():
        for task, title in {**objective.tasks, **({} if objective.tasks else {"": objective.title})}.items():
            seen = [
                each for each in state.observations.values() if (each.objective, each.task) == (name, task)
            ]
            rated = [each.rating for each in sorted(seen, key=lambda each: each.stamp.seq) if each.rating]
            found.append(Task(name, objective.title, task, title, rated[-1] if rated else "", len(seen)))
    return found


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


def paces_view(director: Director) -> list[Pace]:
    """Return how fast each cell answered what it got; computed from the journal, never typed."""
    return director.look(
        lambda state: [_pace(director, state, cell) for cell in director.setting.script.cells]
    )


def _pace(director: Director, state: State, cell: str) -> Pace:
    mine = [
        run
        for (uid, name), run in state.runs.items()
        if name == cell and "sent" in run.stamps and cell in state.rows[uid].to
    ]
    took = [
        (run.stamps["answered"].exercise - run.stamps["sent"].exercise) / 60
        for run in mine
        if "answered" in run.stamps
    ]
    open_since = [run.stamps["sent"].exercise for run in mine if run.state in {"sent", "seen"}]
    return Pace(
        cell=cell,
        received=len(mine),
        answered=len(took),
        median_minutes=median(took) if took else None,
        longest_minutes=max(took) if took else None,
        oldest_open=say_wait(director.now() - min(open_since)) if open_since else "",
    )
