"""Play carried on from a moment by itself: what comes due does, nobody answers, nothing is written.

The rules are the director's own (`play.deciding`); entries are laid on a state that nobody else holds. Rows
that wait for the simulation are left out: when they come due differs from future to future (`firing`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.journal.entries import Entry
from exercises.living.effects import effect_of
from exercises.living.world import LivingWorld
from exercises.play.agenda import Agenda
from exercises.play.case import Case
from exercises.play.deciding import decide
from exercises.play.deciding.coming import case_of, come
from exercises.play.state import fold
from exercises.play.triggers import inner
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exercises.journal.entries import Draft
    from exercises.living.living import Living
    from exercises.play.commands import Command
    from exercises.play.setting import Effects, Setting
    from exercises.play.state import State
    from exercises.roles import Actor
    from exercises.script.schema import EffectDeclared, Row

MOST_ROWS = 10_000
"""Rows that may come due on the way; more means rows that set each other off for ever."""
OPEN = ("waiting",)


class UnseenWorld(LivingWorld):
    """The simulation, asked only whether it could take an effect: what becomes of it is for many futures."""

    def effect(
        self,
        declared: EffectDeclared,
        *,
        day: float,
        origin: str,
        values: Mapping[str, Any],
        effects: Effects,
    ) -> dict[str, Any]:
        """Return an effect as it stands in the journal. Raises: `BadInput` where it leaves no scenario."""
        found = effect_of(declared, day, origin=origin, asked=values)
        self.living.plan([*self.read(effects), found])
        return found.plain()


@dataclass(frozen=True)
class Branch:
    """Play from a moment on. `second`: of the exercise; `state`: nobody else's, so it may be carried on."""

    setting: Setting
    state: State
    second: float
    wall: float

    @property
    def day(self) -> float:
        """The day of the scenario at which it begins."""
        return self.state.clock.day(self.second)


def branch(
    setting: Setting, living: Living, entries: Sequence[Entry], *, second: float, wall: float
) -> Branch:
    """Return play as it stood after some entries, at a second that is not before the last of them."""
    quiet = replace(setting, world=UnseenWorld(living))
    state = fold(quiet.opening(), entries)
    return Branch(quiet, state, max(second, state.now), wall)


def entries_until(entries: Sequence[Entry], second: float, *, before: int | None = None) -> list[Entry]:
    """Return the entries of all that had happened by a second of the exercise, in order.

    What was done before STARTEX is among them. Parameters: `before`: number of an entry from which on
    nothing counts. Raises: `Refused` where play had not begun by then.
    """
    found: list[Entry] = []
    for each in entries:
        if each.seq == before or (each.exercise is not None and each.exercise > second):
            break
        found.append(each)
    if not any(each.kind == "exercise.started" for each in found):
        message = f"play had not begun at {say_offset(second)}"
        raise Refused(message, advice="name a moment from STARTEX on")
    return found


def say(here: Branch, actor: Actor, command: Command) -> None:
    """Let somebody give a command at the moment of a branch. Raises: as `decide`."""
    case = Case(here.setting, here.state, actor, here.wall, here.second)
    _lay(here.state, decide(case, command), operation=command.key() or command.name)


def carry_on(here: Branch, until: float) -> list[tuple[float, str]]:
    """Let play go on by itself up to a second; return (second, uid) of the rows that come due on the way.

    Expected actions that come due are among them, rows that expire are not.
    """
    state, setting = here.state, here.setting
    waiting = conditional(state)
    for uid in waiting:
        state.rows[uid] = state.rows[uid].model_copy(update={"trigger": None})
    agenda = Agenda(setting, state)
    came: list[tuple[float, str]] = []
    for _ in range(MOST_ROWS):
        due = agenda.next(state)
        if due is None or due.second > until:
            break
        case = case_of(due, setting, state, wall=state.clock.wall)
        _lay(state, come(case, due), operation=f"due:{due.row}:{len(came)}")
        if not due.ends:
            came.append((max(due.second, here.second), due.row))
    else:
        message = f"more than {MOST_ROWS:,} rows come due on the way to ENDEX"
        raise Refused(message, advice="see which rows set each other off: scrs exercise check")
    return came


def _lay(state: State, drafts: Iterable[Draft], *, operation: str) -> None:
    for part, each in enumerate(drafts):
        said = {
            name: getattr(each, name) for name in ("kind", "actor", "role", "wall", "exercise", "scenario")
        }
        entry = Entry(**said, payload=each.payload, seq=state.head + 1, operation=operation, part=part)
        fold(state, [entry])


def conditional(state: State) -> dict[str, Row]:
    """Return the rows that still wait, for somebody, for the simulation, or for such a row: uid → row."""
    found: dict[str, Row] = {}
    grew = True
    while grew:
        new = {
            uid: row
            for uid, row in state.rows.items()
            if uid not in found and _waits(state, uid) and _rests_on(row, found)
        }
        found |= new
        grew = bool(new)
    return {uid: row for uid, row in state.rows.items() if uid in found}


def _waits(state: State, uid: str) -> bool:
    return any(run.state in OPEN for _, run in state.runs_of(uid))


def _rests_on(row: Row, rows: Mapping[str, Row]) -> bool:
    parts = [] if row.trigger is None else list(inner(row.trigger))
    return any(each.when is not None or (each.after is not None and each.after.row in rows) for each in parts)


def endex(here: Branch) -> float:
    """Return the second up to which there is something to forecast: planned ENDEX, or now if that is past."""
    return max(here.setting.endex, here.second) if math.isfinite(here.setting.endex) else here.second
