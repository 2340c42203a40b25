"""One command in its moment: who gives it, when, and against which state; how drafts of entries are made.

What a command needs to be decided, in one value; the decisions are `play.deciding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused, UnknownName
from exercises.journal.entries import Draft
from exercises.play.wording import plain, plainly
from exercises.roles import SYSTEM, Actor, acts_for
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Collection

    from exercises.play.setting import Setting
    from exercises.play.state import Run, State
    from exercises.script.schema import Row


@dataclass(frozen=True)
class Case:
    """A command's circumstances. `wall`: seconds since 1970 UTC; `second`: what the exercise clock shows."""

    setting: Setting
    state: State
    actor: Actor
    wall: float
    second: float

    @property
    def day(self) -> float:
        """Return the day of the scenario."""
        return self.state.clock.day(self.second)

    def draft(self, kind: str, **payload: Any) -> Draft:
        """Return an entry that this command would leave."""
        return Draft(
            kind=kind,
            actor=plainly(self.actor.name),
            role=self.actor.role.value if self.actor.name != SYSTEM else SYSTEM,
            wall=self.wall,
            exercise=self.second,
            scenario=self.day,
            payload=plain(payload),
        )

    def playing(self) -> None:
        """Refuse what can be done in play only."""
        if self.state.phase == "ready":
            message = "the exercise has not begun"
            raise Refused(message, advice="STARTEX first: start")
        if self.state.phase == "ended":
            message = "the exercise has ended"
            raise Refused(message, advice="notes and observations are still taken")

    def no_emergency(self) -> None:
        """Refuse what would let time pass while a real emergency stands."""
        if self.state.emergency:
            message = f"a real emergency has stopped play: {self.state.emergency}"
            raise Refused(message, advice="the director gives the all-clear first")

    def row(self, uid: str) -> Row:
        """Return a row of the list."""
        return self.state.rows[self.known("row", uid, self.state.rows)]

    def cell(self, name: str) -> str:
        """Return a cell in whose name whoever asks may act."""
        self.known("cell", name, self.setting.script.cells)
        if not acts_for(self.actor, name):
            message = f"{self.actor.name} does not act for {name}"
            raise Refused(message, advice="players act for their own cell only")
        return name

    def run(self, uid: str, cell: str) -> Run:
        """Return the life of a row with one of its recipients."""
        self.row(uid)
        run = self.state.runs.get((uid, cell))
        if run is None:
            names = ", ".join(sorted(name for name, _ in self.state.runs_of(uid) if name)) or "no cell"
            message = f"{uid} does not go to {cell or 'control'}"
            raise Refused(message, advice=f"it goes to {names}")
        return run

    @staticmethod
    def known(what: str, name: str, names: Collection[str]) -> str:
        """Return a name that is there, or refuse with the nearest."""
        if name in names:
            return name
        raise UnknownName(name, names, what=what)


def when(run: Run, state: str) -> str:
    """Return when, and by whom, a row came to a state: 'at STARTEX+00:45 by Ann'."""
    stamp = run.stamps.get(state)
    return "" if stamp is None else f" at {say_offset(stamp.exercise)} by {stamp.actor}"
