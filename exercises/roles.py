"""Who may do what: six roles and the matrix that the service asks before anything else.

The matrix is printed as it is asked (`scrs exercise roles`). Whether a command makes sense now is
`play.deciding`; how somebody proves a role is the panel's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """The roles of an exercise."""

    DIRECTOR = "director"
    CONTROLLER = "controller"
    EVALUATOR = "evaluator"
    CELL = "cell"
    OBSERVER = "observer"
    ADMINISTRATOR = "administrator"


MEANING: Mapping[Role, str] = {
    Role.DIRECTOR: "exercise director: owns the exercise, its clock and its end",
    Role.CONTROLLER: "controller: sends, holds, skips, answers for whoever is not there",
    Role.EVALUATOR: "evaluator: observes and rates; changes nothing in play",
    Role.CELL: "player or role player: acts for one cell",
    Role.OBSERVER: "observer: reads",
    Role.ADMINISTRATOR: "administrator: links, export, import; no part in play",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: a name for the record, a role, and the cell where it has one."""

    name: str
    role: Role
    cell: str = ""


SYSTEM = "scrs"
"""The actor of what comes due by itself."""

_CONTROL = frozenset({Role.DIRECTOR, Role.CONTROLLER})
_PLAY = _CONTROL | {Role.CELL}
_RATE = _CONTROL | {Role.EVALUATOR}
_ANYONE = frozenset(Role) - {Role.OBSERVER}

MATRIX: Mapping[str, frozenset[Role]] = {
    "start": frozenset({Role.DIRECTOR}),
    "pause": _CONTROL,
    "resume": _CONTROL,
    "speed": _CONTROL,
    "step": _CONTROL,
    "jump": frozenset({Role.DIRECTOR}),
    "move": _CONTROL,
    "end": frozenset({Role.DIRECTOR}),
    "tick": _ANYONE | {Role.OBSERVER},
    "release": _CONTROL,
    "hold": _CONTROL,
    "skip": _CONTROL,
    "recall": _CONTROL,
    "edit": _CONTROL,
    "retime": _CONTROL,
    "add": _CONTROL,
    "correct": _CONTROL,
    "apply": _CONTROL,
    "approve": _CONTROL,
    "refuse": _CONTROL,
    "see": _PLAY,
    "answer": _PLAY,
    "decide": _PLAY,
    "message": _PLAY,
    "assess": _RATE,
    "observe": _RATE,
    "note": _RATE | {Role.ADMINISTRATOR},
    "adopt": frozenset({Role.DIRECTOR}),
    "emergency": frozenset(Role),
    "all_clear": frozenset({Role.DIRECTOR}),
    "foresee": _CONTROL,
    "rewind": _CONTROL,
    "export": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "admit": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
}
"""Command → roles that may give it. A cell acts for itself only."""


def may(actor: Actor, command: str) -> bool:
    """Whether a role may give a command at all."""
    return actor.role in MATRIX[command]


def acts_for(actor: Actor, cell: str) -> bool:
    """Whether somebody may act in the name of a cell: control for any, a player for the own one."""
    return actor.role in _CONTROL or (actor.role is Role.CELL and actor.cell == cell)
