"""A session at the console: lines go to the director, what happened comes back as a feed.

With a `Wall` that is turned by hand the whole exercise plays as fast as it can be worked out; with the
real one it plays in real time. The rules are the director's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exercises.console.reading import USAGE, Line, read_line
from exercises.console.telling import board, inbox, overtime, tell, why
from exercises.errors import JournalGone, Refused
from exercises.play.commands import End
from exercises.play.triggers import second_of
from exercises.play.wording import plainly
from exercises.roles import SYSTEM, Actor, Role
from exercises.times import say_offset
from sim.errors import ScrsError

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.times import Moment

EXCON = Actor("excon", Role.DIRECTOR)
"""Who speaks where nobody is named."""
LOOK = 0.25
"""Seconds on the wall between two looks at what came due."""
LONGEST_ECHO = 120
"""Characters of a line that are said again when it is refused."""


@dataclass
class Wall:
    """A clock on the wall that is turned instead of waited for. `time`: seconds since 1970 UTC."""

    time: float

    def __call__(self) -> float:
        """Return the time."""
        return self.time


@dataclass
class Session:
    """One person, or one file of lines, at the console of an exercise.

    `wait`: lets some seconds pass on the wall. `say`: takes each line that is told. `refusals`: lines
    that could not be carried out, with the reason.
    """

    director: Director
    wait: Callable[[float], None]
    say: Callable[[str], None]
    fast: bool = False
    usual: Actor = EXCON
    told: int = 0
    refusals: list[str] = field(default_factory=list)
    lost: Line | None = None
    """The command whose answer was lost with the journal, under the name by which it may be given again."""
    gone: bool = False
    """Whether the journal was gone at the last look."""
    overdue: bool = False
    """Whether it was told that play has gone past its planned end."""

    def follow(self) -> None:
        """Let happen what came due, and tell all that is new; once, that the planned end is past."""
        self.director.tick()
        self.catch_up()
        if not self.overdue and self.director.overtime() > 0.0:
            self.overdue = True
            self.say(f"note      {overtime(self.director)}")

    def look(self) -> None:
        """As `follow`; where the journal is gone that is said once, and the next look tries again."""
        try:
            self.follow()
        except JournalGone as gone:
            if not self.gone:
                self.say(f"journal   {gone}")
            self.gone = True
        else:
            if self.gone:
                self.say("journal   is back")
            self.gone = False

    def catch_up(self) -> None:
        """Tell what is new in the journal."""
        for entry in self.director.since(self.told):
            line = tell(entry, self.director.state, self.director.setting.startex)
            self.told = entry.seq
            if line:
                self.say(line)

    def take(self, text: str) -> None:
        """Carry out one line; a refusal is told and play goes on."""
        try:
            cells = self.director.setting.script.cells
            line = read_line(text, cells, self.usual, second_of=self.second_of)
            if line is None:
                return
            if line.moment is not None:
                self.pass_until(self.second_of(line.moment))
            self.carry_out(line)
        except ScrsError as refusal:
            said = f"{_shortly(text)}: {refusal}"
            self.refusals.append(said)
            self.say(f"refused   {said}")

    def carry_out(self, line: Line) -> None:
        """Give a command, or show something."""
        if line.command is None:
            for each in self.shown(line):
                self.say(each)
            return
        try:
            done = self.director.do(line.actor, line.command)
        except JournalGone as gone:
            self.lost = replace(line, command=replace(line.command, operation=gone.operation))
            self.say("journal   is gone; 'again' gives this command again, and it counts once")
            raise
        if not done.new and done.entries:
            first = done.entries[0]
            self.say(f"done      already at {say_offset(first.exercise or 0.0)} by {first.actor}")
        self.catch_up()

    def second_of(self, moment: Moment) -> float:
        """Return the second of the exercise at which a moment on either clock comes.

        Raises: `Refused` where it never does.
        """
        second = second_of(moment, self.director.state, self.director.setting)
        if math.isinf(second):
            message = f"{moment.written} never comes in this move"
            raise Refused(message, advice="the next move may begin later: move")
        return second

    def shown(self, line: Line) -> Iterator[str]:
        """Yield what a line asks to be shown."""
        if line.verb == "next":
            self.pass_until(self._next())
        elif line.verb == "again":
            self._again()
        elif line.verb == "help":
            yield from (f"  {each}" for each in USAGE.values())
        elif line.verb == "board":
            yield from board(self.director)
        elif not line.shown:
            raise Refused(USAGE[line.verb])
        elif line.verb == "inbox":
            yield from inbox(self.director, line.shown[0])
        elif line.verb == "why":
            yield why(self.director, line.shown[0])
        else:
            yield self.director.measured(line.shown[0])

    def _again(self) -> None:
        if self.lost is None:
            message = "no answer was lost"
            raise Refused(message)
        line, self.lost = self.lost, None
        self.carry_out(line)

    def pass_until(self, second: float) -> None:
        """Let time pass until the exercise clock shows a second, telling what happens on the way."""
        while self.director.now() < second:
            if self.director.state.phase != "running":
                message = f"the clock stands at {say_offset(self.director.now())}"
                raise Refused(message, advice="start or resume first")
            self.wait(self._rest(second))
            self.follow()

    def _rest(self, second: float) -> float:
        """Return how long to wait: all at once to the next row if the wall is turned, else a short while."""
        state = self.director.state
        ahead = [each for each, _ in self.director.ahead() if each > self.director.now()]
        target = min([second, *ahead[:1]])
        rest = (target - self.director.now()) / state.clock.speed
        return rest + 1e-6 if self.fast else min(LOOK, rest)

    def _next(self) -> float:
        ahead = [each for each, _ in self.director.ahead() if each > self.director.now()]
        if not ahead:
            message = "nothing comes due by itself any more"
            raise Refused(message)
        return ahead[0]

    def finish(self) -> None:
        """Let the rest play by itself until ENDEX."""
        if self.director.state.phase == "running":
            self.pass_until(self.director.setting.endex)
            self.director.do(Actor(SYSTEM, Role.DIRECTOR), End(reason="planned end"))
            self.catch_up()


def _shortly(text: str) -> str:
    """Return a line as it is said again: one line, cut where it is long."""
    line = " ".join(plainly(text[: 4 * LONGEST_ECHO]).split())
    return line if len(line) <= LONGEST_ECHO else f"{line[:LONGEST_ECHO]}…"
