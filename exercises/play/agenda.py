"""The agenda: which row comes due next, worked out anew only where something moved.

It holds no state of play: made afresh from any state it says the same. A row is due when its trigger is
first true, and expires when its latest moment has passed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from exercises.play import truth
from exercises.play.triggers import inner, second_of, truth_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.clock import Leg
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Row


class Due(NamedTuple):
    """A row whose time has come, for those of its recipients that still wait. `ends`: it expires."""

    second: float
    place: int
    row: str
    ends: bool


class Agenda:
    """Seconds at which rows come due, kept up to date with one state of play."""

    def __init__(self, setting: Setting, state: State) -> None:
        self._setting = setting
        self._places: dict[str, int] = {}
        self._due: dict[str, Due] = {}
        self._followers: dict[str, set[str]] = defaultdict(set)
        self._on_scenario: set[str] = set()
        self._on_world: set[str] = set()
        self._legs: tuple[Leg, ...] = state.clock.legs
        self._effects = len(state.effects)
        self._learn(state, state.rows)
        self._look(state, state.rows)
        state.touched.clear()

    def next(self, state: State) -> Due | None:
        """Return what comes due first, however far ahead; None if nothing does by itself."""
        self._catch_up(state)
        found = min(self._due.values(), default=None)
        return found if found is not None and not math.isinf(found.second) else None

    def ahead(self, state: State) -> list[Due]:
        """Return all that is known to come due, in order."""
        self._catch_up(state)
        return sorted(each for each in self._due.values() if not math.isinf(each.second))

    def _catch_up(self, state: State) -> None:
        """Work out anew what rests on rows that moved, on the clock's moves, or on the world."""
        stale: set[str] = set()
        if state.touched:
            self._learn(state, state.touched)
            stale |= state.touched
            stale.update(*(self._followers[each] for each in state.touched))
            state.touched.clear()
        if state.clock.legs != self._legs:
            self._legs = state.clock.legs
            stale |= self._on_scenario
        if len(state.effects) != self._effects:
            self._effects = len(state.effects)
            stale |= self._on_world
        self._look(state, stale)

    def _learn(self, state: State, uids: Iterable[str]) -> None:
        """Note what rows rest on."""
        for uid in uids:
            self._places.setdefault(uid, len(self._places))
            row = state.rows[uid]
            parts = [] if row.trigger is None else list(inner(row.trigger))
            for each in parts:
                if each.after is not None:
                    self._followers[each.after.row].add(uid)
            if any(each.when is not None for each in parts):
                self._on_world.add(uid)
            if any(each.when or (each.at and each.at.clock == "scenario") for each in parts) or row.latest:
                self._on_scenario.add(uid)

    def _look(self, state: State, uids: Iterable[str]) -> None:
        for uid in uids:
            due = self._due_of(state, state.rows[uid])
            if due is None:
                self._due.pop(uid, None)
            else:
                self._due[uid] = due

    def _due_of(self, state: State, row: Row) -> Due | None:
        """Return when a row is due or, if that comes first, expires; None if it has nothing to wait for."""
        states = [run.state for _, run in state.runs_of(row.uid)]
        ends = second_of(row.latest, state, self._setting) if row.latest else math.inf
        place = self._places[row.uid]
        if "waiting" in states and row.trigger is not None:
            second = truth.first(truth_of(row.trigger, state, self._setting), 0.0)
            if second <= ends:
                return Due(second, place, row.uid, ends=False)
        open_ = any(each in {"waiting", "armed", "held"} for each in states)
        return Due(ends, place, row.uid, ends=True) if open_ and row.latest else None
