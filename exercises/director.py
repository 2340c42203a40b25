"""The director: the one door through which an exercise is played, whoever stands before it.

Reads news, sees what came due, decides, appends; again where somebody else was first. It owns no state
that the journal does not hold: another director, in another process, may stand beside it.
"""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from exercises.errors import HeadMoved, JournalGone, Refused
from exercises.play.agenda import Agenda
from exercises.play.case import Case
from exercises.play.commands import check_operation
from exercises.play.deciding import decide, permit
from exercises.play.deciding.coming import case_of, come, operation_of
from exercises.play.state import fold
from exercises.roles import Actor
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.play.agenda import Due
    from exercises.play.commands import Command
    from exercises.play.setting import Setting
    from exercises.play.state import State

Seen = TypeVar("Seen")
TRIES = 50
"""How often a command is decided anew because somebody else was first, before that is said."""
MOST_IN_ONE = 1_000
"""Entries of one command that are looked for when it is given again."""
MOST_AT_ONCE = 10_000
"""Rows that may come due in one look; more means rows that set each other off for ever."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a command. `new`: false where it had been given before and changed nothing now."""

    entries: tuple[Entry, ...]
    new: bool


class Director:
    """Plays one exercise of a journal. Safe in threads.

    Parameters: `clock`: returns seconds since 1970 UTC.
    """

    def __init__(
        self, journal: Journal, exercise: str, setting: Setting, *, clock: Callable[[], float]
    ) -> None:
        self.exercise = exercise
        self.setting = setting
        self._journal = journal
        self._clock = clock
        self._lock = threading.RLock()
        self._state = setting.opening()
        self._agenda = Agenda(setting, self._state)
        self._shown = 0.0
        self.catch_up()

    @property
    def state(self) -> State:
        """Return the state of play as last read; read only."""
        return self._state

    def now(self) -> float:
        """Return what the exercise clock shows: seconds since STARTEX."""
        return self._second(self._clock())

    def _second(self, wall: float) -> float:
        """Return seconds since STARTEX at a moment on the wall: never less than was shown before.

        A wall that is set back has the clock stand; a pause and a resume set it going again from there.
        """
        self._shown = max(self._shown, self._state.clock.at(wall), self._state.now)
        return self._shown

    def overtime(self) -> float:
        """Return seconds by which play has gone past its planned ENDEX; 0 within one, and after ENDEX."""
        playing = self._state.phase in {"running", "paused"}
        over = self.now() - self.setting.endex
        return over if playing and over >= 1.0 else 0.0

    def ahead(self) -> list[tuple[float, str]]:
        """Return (second, uid) of what is known to come due, in order."""
        with self._lock:
            return [(each.second, each.row) for each in self._agenda.ahead(self._state) if not each.ends]

    def look(self, see: Callable[[State], Seen]) -> Seen:
        """Return what somebody sees in the state while nothing moves in it."""
        with self._lock:
            return see(self._state)

    def refusal(self, actor: Actor, command: Command) -> str:
        """Return why a command would be refused now, '' if it would be taken; nothing is written."""
        with self._lock:
            wall = self._clock()
            second = self._second(wall)
            try:
                decide(Case(self.setting, self._state, actor, wall, second), command)
            except ScrsError as refused:
                return str(refused)
            return ""

    def since(self, seq: int) -> tuple[Entry, ...]:
        """Return the entries after one, as they stand in the journal."""
        return self._journal.read(self.exercise, after=seq)

    def measured(self, name: str) -> str:
        """Return a measure of the simulation at this moment, in words. Raises: `UnknownName`."""
        with self._lock:
            return self.setting.world.measured(name, self._state.effects, self._state.clock.day(self.now()))

    def reach(self) -> None:
        """See that the journal answers, while others go on. Raises: `JournalGone`, perhaps after seconds."""
        self._journal.head(self.exercise)

    def catch_up(self) -> int:
        """Read what is new in the journal; return how many entries there were."""
        with self._lock:
            entries = self._journal.read(self.exercise, after=self._state.head)
            fold(self._state, entries)
            return len(entries)

    def look_again(self, rows: Iterable[str]) -> None:
        """Work out anew when some rows come due, where the world says more than it did."""
        with self._lock:
            self._state.touched.update(rows)

    def tick(self) -> int:
        """Let everything happen that has come due by now; return how many rows."""
        with self._lock:
            self.catch_up()
            return self._drain(self._clock())

    def do(self, actor: Actor, command: Command, *, expected_head: int | None = None) -> Done:
        """Carry out a command, after everything that came due before it.

        Parameters: `expected_head`: the entry that the caller had read last, where order matters, as with
        the clock; then what others did since is a refusal.
        Raises: `Refused`, `NotAllowed`, `HeadMoved`, `BadInput`; `JournalGone`: its `operation` names the
        command, which given again under that name is carried out once, whatever became of it.
        """
        permit(actor, command)
        check_operation(command)
        named = command if command.key() else replace(command, operation=f"{command.name}:{uuid.uuid4()}")
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._once(actor, named, expected_head)
                except HeadMoved:
                    if expected_head is not None:
                        raise
                except JournalGone as gone:
                    gone.operation = named.key()
                    raise
            message = "too many others write at the same time"
            raise Refused(message, advice="try again")

    def _once(self, actor: Actor, command: Command, expected_head: int | None) -> Done:
        self.catch_up()
        if expected_head is not None and expected_head != self._state.head:
            raise HeadMoved(self.exercise, expected=expected_head, found=self._state.head)
        key = command.key()
        if key in self._state.operations:
            return Done(self._earlier(key), new=False)
        wall = self._clock()
        self._drain(wall)
        second = self._second(wall)
        drafts = decide(Case(self.setting, self._state, actor, wall, second), command)
        if not drafts:
            return Done((), new=False)
        done = self._journal.append(self.exercise, key, drafts, expected_head=self._state.head)
        with suppress(JournalGone):  # it is kept, and whoever asked is told so; the next look reads it
            self.catch_up()
            self._drain(wall)
        return Done(done.entries, done.new)

    def _earlier(self, operation: str) -> tuple[Entry, ...]:
        """Return what an operation left when it was carried out."""
        first = self._state.operations[operation]
        entries = self._journal.read(self.exercise, after=first - 1, limit=MOST_IN_ONE)
        return tuple(each for each in entries if each.operation == operation)

    def _drain(self, wall: float) -> int:
        """Let what has come due happen, row by row, each at its own second."""
        count = 0
        while self._state.phase in {"running", "paused"} and not self._state.emergency:
            due = self._agenda.next(self._state)
            if due is None or due.second > self._state.clock.at(wall):
                return count
            if count >= MOST_AT_ONCE:
                message = f"more than {MOST_AT_ONCE:,} rows come due at once"
                raise Refused(message, advice="see which rows set each other off: scrs exercise check")
            case = case_of(due, self.setting, self._state, wall=wall)
            count += self._happen(due, case)
            self.catch_up()
        return count

    def _happen(self, due: Due, case: Case) -> int:
        """Let a row's coming due happen; 0 where somebody else wrote first, then one looks again."""
        drafts = come(case, due)
        operation = operation_of(due, case)
        try:
            self._journal.append(self.exercise, operation, drafts, expected_head=self._state.head)
        except HeadMoved:
            return 0
        return 1
