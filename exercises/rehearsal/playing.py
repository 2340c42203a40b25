"""One rehearsal: a script played headless through the director, by simulated cells and simulated control.

Nothing of the rules of play lives here: cells and control give commands, as people do. What is read off a
play afterwards is `exercises.rehearsal.reading`.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.play.commands import Answer, Approve, Decide, End, NextMove, Refuse, Release, See, Start
from exercises.play.deciding.coming import READY
from exercises.play.delivering import DELIVERED
from exercises.play.triggers import inner
from exercises.rehearsal.cells import ASKING, Cast, between, chosen
from exercises.roles import Actor, Role
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from exercises.clock import Clock
    from exercises.journal.entries import Entry
    from exercises.living.world import LivingWorld
    from exercises.play.commands import Command
    from exercises.play.setting import Setting
    from exercises.rehearsal.cells import PlayLuck
    from exercises.script.schema import Script

CONTROL = Actor("simulated control", Role.DIRECTOR)
NAME = "rehearsal"
PATIENCE_S = 1.0
"""Seconds between two looks whether a move can begin that waits for answers."""


class Wish(NamedTuple):
    """A command that somebody will give. `second`: of the exercise; `place`: order at the same second."""

    second: float
    place: int
    actor: Actor
    command: Command
    answers: bool
    """Whether it is an answer that is owed."""


@dataclass
class Left:
    """What was still to be done at ENDEX, and what nobody could do.

    `answers`: (row, cell, second at which the answer would come); `releases`: rows that control would have
    released; `moves`: moves that control had not begun; `refused`: commands that made no sense any more.
    """

    answers: list[tuple[str, str, float]] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Rehearsing:
    """One play from STARTEX to ENDEX. `world`: the future that is played.

    The world is played to the end of the move that is on and no further: what comes later is not known to
    anybody yet, and would be worked out anew after every effect.
    """

    def __init__(self, setting: Setting, *, world: LivingWorld, cast: Cast, luck: PlayLuck) -> None:
        self.cast, self.luck, self.setting, self._world = cast, luck, setting, world
        self.left = Left()
        self._second = self._known = 0.0
        self._look_to(setting.opening().clock, 0.0)
        journal = MemoryJournal()
        journal.create(NAME, {"title": setting.script.title, "script": "", "scenario": ""})
        self.director = Director(journal, NAME, setting, clock=lambda: self._second)
        self._wishes: list[Wish] = []
        self._given = self._read = 0
        self._works: dict[str, list[float]] = {}
        self._seen_counts = waited_for(setting.script, "seen")
        self._moves = by_hand(setting)
        self._on_world = frozenset(
            row.uid
            for row in setting.script.rows
            if row.trigger is not None and any(each.when is not None for each in inner(row.trigger))
        )

    def play(self) -> Director:
        """Play it and return the director, after ENDEX."""
        self._give(CONTROL, Start(), "start")
        self._decisions()
        while True:
            self._follow()
            second, act = self._next()
            if second > self.setting.endex:
                break
            self._second = max(self._second, second)
            act()
        return self._finish()

    def _next(self) -> tuple[float, Callable[[], None]]:
        """Return what happens next, and when: a wish, a row that comes due, or a move by hand."""
        ahead = self.director.ahead()
        found: list[tuple[float, int, Callable[[], None]]] = [(math.inf, 3, lambda: None)]
        later = [each.begins for each in self.director.state.clock.legs if each.begins > self._known]
        if later:
            found.append((later[0], -1, self._cross))
        if self._wishes:
            found.append((self._wishes[0].second, 1, self._fulfil))
        if ahead:
            found.append((ahead[0][0], 0, self._tick))
        if self._moves:
            free = max((each.second for each in self._wishes if each.answers), default=0.0)
            found.append((max(self._moves[0][0], free + PATIENCE_S if free else 0.0), 2, self._move))
        second, _, act = min(found, key=lambda each: each[:2])
        return second, act

    def _cross(self) -> None:
        """Let the world go on to the end of the move that begins now."""
        self._known = self._second
        self._look_to(self.director.state.clock, self._second)
        self.director.look_again(self._on_world)

    def _look_to(self, clock: Clock, second: float) -> None:
        later = (each.begins for each in clock.legs if each.begins > second)
        ends = min([self.setting.endex, *later])
        self._world.until = max(self._world.until or 0.0, clock.leg_at(second).day_at(ends))

    def _tick(self) -> None:
        self.director.tick()

    def _fulfil(self) -> None:
        wish = heapq.heappop(self._wishes)
        self._give(wish.actor, wish.command, f"wish-{wish.place}")

    def _move(self) -> None:
        _, number = self._moves.pop(0)
        move, clock = self.setting.moves[number], self.director.state.clock
        self._look_to(clock.moved(number, begins=self._second, day=move.day, pace=move.pace), self._second)
        self.director.look_again(self._on_world)
        if not self._give(CONTROL, NextMove(), f"move-{number}"):
            self._moves.clear()

    def _give(self, actor: Actor, command: Command, operation: str) -> bool:
        try:
            self.director.do(actor, replace(command, operation=command.key() or operation))
        except ScrsError as refused:
            self.left.refused.append(f"{command.name}: {refused}")
            return False
        return True

    def _wish(self, second: float, actor: Actor, command: Command, *, answers: bool = False) -> None:
        self._given += 1
        heapq.heappush(self._wishes, Wish(second, self._given, actor, command, answers))

    def _follow(self) -> None:
        """See what happened since, and wish accordingly."""
        for entry in self.director.since(self._read):
            self._read = entry.seq
            if entry.kind == "inject.sent":
                self._sent(entry)
            elif entry.kind == "row.armed":
                self._armed(entry)
            elif entry.kind == "decision.asked":
                self._asked(entry)

    def _sent(self, entry: Entry) -> None:
        row = self.director.state.rows[entry.payload["row"]]
        at = entry.exercise or 0.0
        for cell in entry.payload["cells"]:
            if not cell:
                continue
            manner, actor = self.cast.manner(row, cell), Actor(cell, Role.CELL, cell)
            seen = at + manner.sees.at(self.luck.u(row.uid, cell, "sees"))
            if row.uid in self._seen_counts:
                self._wish(seen, actor, See(row=row.uid, cell=cell))
            owes = row.kind in ASKING and cell in row.to
            if owes and self.luck.u(row.uid, cell, "whether") < manner.chance:
                takes = manner.answers.at(self.luck.u(row.uid, cell, "answers"))
                option = chosen(self.cast.weights(row), self.luck.u(row.uid, cell, "option"))
                answer = Answer(row=row.uid, cell=cell, text="" if option else "Done.", option=option)
                self._wish(self._ready(cell, at, max(seen, at + takes)), actor, answer, answers=True)

    def _ready(self, cell: str, begins: float, ends: float) -> float:
        """Return when a cell has done what it would do between two seconds if it had nothing else to do."""
        most = self.cast.at_once(cell)
        works = self._works.setdefault(cell, [])
        if not most:
            return ends
        while works and works[0] <= begins:
            heapq.heappop(works)
        start = begins if len(works) < most else heapq.heappop(works)
        done = start + (ends - begins)
        heapq.heappush(works, done)
        return done

    def _armed(self, entry: Entry) -> None:
        row = self.director.state.rows[entry.payload["row"]]
        if row.kind in DELIVERED and row.approval in READY:
            takes = self.setting.script.rehearsal.releases.at(self.luck.u(row.uid, "release"))
            self._wish((entry.exercise or 0.0) + takes, CONTROL, Release(row=row.uid))

    def _asked(self, entry: Entry) -> None:
        name, request = entry.payload["decision"], entry.payload["id"]
        yes = self.luck.u("decision", name, "approved") < self.cast.decision(name).approved
        takes = self.setting.script.rehearsal.releases.at(self.luck.u("decision", name, "release"))
        answer: Command = Approve(request=request) if yes else Refuse(request=request, reason="rehearsed")
        self._wish((entry.exercise or 0.0) + takes, CONTROL, answer)

    def _decisions(self) -> None:
        """Wish for every decision that a cell takes in this play."""
        for name, declared in self.setting.script.decisions.items():
            if self.luck.u("decision", name, "whether") >= self.cast.decision(name).chance:
                continue
            cells = dict.fromkeys(declared.by, 1.0)
            cell = chosen(cells, self.luck.u("decision", name, "who"))
            values = {
                ask: between(each, self.luck.u("decision", name, "asks", ask))
                for ask, each in declared.asks.items()
            }
            when = self.luck.u("decision", name, "when") * self.setting.endex
            self._wish(when, Actor(cell, Role.CELL, cell), Decide(decision=name, cell=cell, values=values))

    def _finish(self) -> Director:
        """Keep what is left, and call ENDEX."""
        for wish in self._wishes:
            if wish.answers and isinstance(wish.command, Answer):
                self.left.answers.append((wish.command.row, wish.command.cell, wish.second))
            elif isinstance(wish.command, Release):
                self.left.releases.append(wish.command.row)
        self.left.moves = [number for _, number in self._moves]
        self._second = self.setting.endex
        self._give(CONTROL, End(reason="planned end"), "end")
        return self.director


def waited_for(script: Script, state: str) -> frozenset[str]:
    """Return the rows whose coming to a state other rows wait for."""
    triggers = (each for row in script.rows if row.trigger is not None for each in inner(row.trigger))
    return frozenset(
        each.after.row for each in triggers if each.after is not None and each.after.state == state
    )


def by_hand(setting: Setting) -> list[tuple[float, int]]:
    """Return (second, index) of each move that control begins: spread evenly between those with a moment."""
    begins = [0.0, *(each.begins for each in setting.moves[1:])]
    found: list[tuple[float, int]] = []
    for place, begin in enumerate(begins):
        if begin is not None:
            continue
        before = max(at for at in range(place) if begins[at] is not None)
        after = next((at for at in range(place, len(begins)) if begins[at] is not None), len(begins))
        first, last = begins[before] or 0.0, setting.endex if after == len(begins) else begins[after] or 0.0
        found.append((first + (last - first) * (place - before) / (after - before), place))
    return found
