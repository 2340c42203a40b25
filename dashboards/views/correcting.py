"""The times of a row's life that control may correct, as they stand and as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.jumping import seconds_of
from dashboards.views.moments import say_hour
from exercises.play import commands
from exercises.times import say_offset

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.play.state import Run, Stamp, State


@dataclass(frozen=True, slots=True)
class Stood:
    """A state that a row came to with a recipient. `was`: what stood there before it was corrected, or ''."""

    row: str
    cell: str
    state: str
    hour: str
    written: str
    by: str
    was: str
    mark: str
    """Names the wish to correct it as it stands: a double click is one."""


def times_view(director: Director, uid: str) -> list[Stood]:
    """Return every state that a row came to, with each recipient, in order of time."""
    return director.look(lambda state: _times(director, state, uid))


def _times(director: Director, state: State, uid: str) -> list[Stood]:
    found = [
        (stamp.exercise, _stood(director, (uid, cell, name), stamp, mark=len(state.remarks)))
        for cell, run in state.runs_of(uid)
        for name, stamp in _stamps(run)
    ]
    return [each for _, each in sorted(found, key=lambda each: each[0])]


def _stamps(run: Run) -> list[tuple[str, Stamp]]:
    return [(name, stamp) for name, stamp in run.stamps.items() if name != "waiting"]


def _stood(director: Director, of: tuple[str, str, str], stamp: Stamp, *, mark: int) -> Stood:
    startex = director.setting.startex
    return Stood(
        *of,
        hour=say_hour(startex, stamp.exercise),
        written=say_offset(stamp.exercise),
        by=stamp.actor,
        was="" if stamp.was is None else say_hour(startex, stamp.was),
        mark=f"{stamp.seq}:{mark}",
    )


def command_of(director: Director, stood: Stood, written: str, *, reason: str) -> commands.Correct:
    """Return the command that gives a state another time.

    Raises: `BadQuantity` for what is no moment; `Refused` for one that never comes.
    """
    second = seconds_of(director, written)
    return commands.Correct(
        row=stood.row,
        cell=stood.cell,
        state=stood.state,
        exercise=second,
        reason=reason,
        operation=f"correct:{stood.row}:{stood.cell}:{stood.state}:{stood.mark}",
    )
