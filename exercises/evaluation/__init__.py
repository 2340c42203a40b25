"""Evaluation: what an exercise showed, in numbers, from its setting and its state of play; pure functions.

    responses    how long rows took to be seen and answered, per cell
    expected     what cells were to do, and whether they did it in time
    objectives   objective → capability → task → observation, rated P, S, M, U
    undelivered  what was never sent, and why
    decisions    what cells decided, and what that did to the simulation
    timeline     everything in order, and the load of each cell
    record       what only the journal's entries tell

Papers are made of it in `exercises.aar`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.evaluation.decisions import Acted, Decision, decisions, others
from exercises.evaluation.expected import Action, actions
from exercises.evaluation.objectives import ObjectiveResult, objectives
from exercises.evaluation.responses import CellTimes, Response, cell_times, responses
from exercises.evaluation.timeline import Event, Load, load, timeline
from exercises.evaluation.undelivered import Delivery, Undelivered, delivery, undelivered

if TYPE_CHECKING:
    from exercises.play.setting import Setting
    from exercises.play.state import State

__all__ = [
    "Acted",
    "Action",
    "CellTimes",
    "Decision",
    "Delivery",
    "Evaluation",
    "Event",
    "Load",
    "ObjectiveResult",
    "Response",
    "Undelivered",
    "evaluate",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is computed from the state of play, at any moment of it."""

    responses: tuple[Response, ...]
    cells: tuple[CellTimes, ...]
    actions: tuple[Action, ...]
    objectives: tuple[ObjectiveResult, ...]
    delivery: Delivery
    undelivered: tuple[Undelivered, ...]
    decisions: tuple[Decision, ...]
    others: tuple[Acted, ...]
    timeline: tuple[Event, ...]
    load: tuple[Load, ...]


def evaluate(setting: Setting, state: State) -> Evaluation:
    """Return what an exercise has shown so far; after ENDEX what it showed."""
    answered, done, taken = responses(state), actions(setting, state), decisions(setting, state)
    return Evaluation(
        responses=answered,
        cells=cell_times(setting, answered),
        actions=done,
        objectives=objectives(setting, state, done),
        delivery=delivery(state),
        undelivered=undelivered(setting, state),
        decisions=taken,
        others=others(state, taken),
        timeline=timeline(setting, state),
        load=load(setting, state),
    )
