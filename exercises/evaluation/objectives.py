"""Objectives → capability → tasks → observations, with ratings from the ground up.

A task has the worst of its ratings. An objective has the rating that was last given for the whole of it,
and otherwise the worst of its tasks' ratings. What nobody rated has none: computed times are no ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.evaluation.undelivered import deliverable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.evaluation.expected import Action
    from exercises.play.setting import Setting
    from exercises.play.state import Observation, State

WORST_FIRST = ("U", "M", "S", "P")
RULE = (
    "A task has the worst of the ratings that evaluators gave it, on whatever cell or row. An objective "
    "has the rating that was last given for the whole of it; where there is none, the worst of its tasks' "
    "ratings. Response times are computed and are no ratings; what no evaluator rated is not rated."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an evaluator saw, or how one rated a row that shows the task. `at_s`: seconds since STARTEX."""

    at_s: float
    evaluator: str
    cell: str
    row: str
    rating: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskResult:
    """A critical task. `rating`: P, S, M, U or ''. `actions`: expected actions that show it."""

    name: str
    text: str
    rating: str
    seen: tuple[Seen, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective, what was seen of it, and how far it was exercised.

    `rating`: P, S, M, U or ''; `by_whole`: whether it was given for the whole objective. `seen`: of the whole
    objective. `rows`, `rows_sent`: rows of the list that exercise it, and those of them that went out.
    `decisions`: decisions taken that exercise it.
    """

    name: str
    title: str
    capability: str
    tool: str
    rating: str
    by_whole: bool
    tasks: tuple[TaskResult, ...]
    seen: tuple[Seen, ...]
    rows: int
    rows_sent: int
    decisions: int

    @property
    def rated(self) -> int:
        """Return how many of its tasks have a rating."""
        return sum(bool(each.rating) for each in self.tasks)


def worst(ratings: Iterable[str]) -> str:
    """Return the worst rating, or '' if there is none.

    >>> worst(["P", "", "M", "S"]), worst([""])
    ('M', '')
    """
    given = set(ratings)
    return next((each for each in WORST_FIRST if each in given), "")


@dataclass(frozen=True)
class _Ground:
    """What all objectives are read from."""

    setting: Setting
    state: State
    done: Sequence[Action]

    def objective(self, name: str) -> ObjectiveResult:
        declared = self.setting.script.objectives[name]
        mine = [each for each in self.state.observations.values() if each.objective == name]
        tasks = tuple(
            self.task(f"{name}.{task}", text, [each for each in mine if each.task == task])
            for task, text in declared.tasks.items()
        )
        whole = _seen(each for each in mine if not each.task)
        last = next((each.rating for each in reversed(whole) if each.rating), "")
        rows = [row for row in self.state.rows.values() if name in row.objectives and deliverable(row)]
        return ObjectiveResult(
            name=name,
            title=declared.title,
            capability=declared.capability or "",
            tool=declared.tool or "",
            rating=last or worst(each.rating for each in tasks),
            by_whole=bool(last),
            tasks=tasks,
            seen=whole,
            rows=len(rows),
            rows_sent=sum(self.sent(row.uid) for row in rows),
            decisions=self.decided(name),
        )

    def task(self, path: str, text: str, observed: Sequence[Observation]) -> TaskResult:
        seen = _seen(observed)
        shown = tuple(each for each in self.done if each.task == path)
        rating = worst([*(each.rating for each in seen), *(each.rating for each in shown)])
        return TaskResult(path.partition(".")[2], text, rating, seen, shown)

    def sent(self, row: str) -> bool:
        return any("sent" in run.stamps for _, run in self.state.runs_of(row))

    def decided(self, name: str) -> int:
        declared = self.setting.script.decisions
        taken = (each for each in self.state.requests.values() if each.state == "taken")
        return sum(name in declared[each.decision].objectives for each in taken)


def objectives(setting: Setting, state: State, done: Sequence[Action]) -> tuple[ObjectiveResult, ...]:
    """Return every objective of the script, in its order."""
    ground = _Ground(setting, state, done)
    return tuple(ground.objective(name) for name in setting.script.objectives)


def _seen(observed: Iterable[Observation]) -> tuple[Seen, ...]:
    ordered = sorted(observed, key=lambda each: each.stamp.seq)
    return tuple(
        Seen(each.stamp.exercise, each.stamp.actor, each.cell, each.row, each.rating, each.text)
        for each in ordered
    )
