"""What is still to come in an exercise, as a problem of re-timing: rows, slots, who is busy until when.

Rows that come due at a moment may be moved, never before the move in which they come due begins; rows that
wait for others follow them; rows that wait for the simulation keep their trigger or are skipped; spare rows
may be sent where nothing else exercises an objective. How it is solved is not known here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.evaluation.lived import ASKING, lives
from exercises.evaluation.responses import responses
from exercises.play.deciding.coming import READY
from exercises.play.delivering import DELIVERED
from exercises.play.triggers import second_of
from exercises.retiming.problem import Item, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.director import Director
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Row

SLOTS_S = (60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0)
MOST_SLOTS = 60
AT_ONCE = 4
"""Answers that a cell may owe at once: 15 rows an hour, each open for a quarter of one (J)."""


@dataclass(frozen=True)
class Situation:
    """A moment of play, and the problem that it is. `now_s`, `end_s`: seconds since STARTEX.

    `rows`: of the items. `left`: rows whose moment only play decides: they stay as they are.
    `exercised`: objectives that need nothing more.
    """

    now_s: float
    end_s: float
    slot_s: float
    problem: Problem
    rows: Mapping[str, Row]
    due_s: Mapping[str, float]
    left: tuple[str, ...]
    exercised: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    """Rows that wait for a person, armed or held: they go out now, or wait anew."""

    def second(self, slot: int) -> float:
        """Return when a slot begins: seconds since STARTEX, on a full minute but for the first."""
        return self.now_s if slot == 0 else math.ceil((self.now_s + slot * self.slot_s) / 60.0) * 60.0

    def slot(self, second: float) -> int:
        """Return the slot in which a second falls; what has passed is now."""
        return max(0, math.floor((second - self.now_s) / self.slot_s + 1e-9))


def situation_of(director: Director, *, end_s: float | None = None, at_once: int = AT_ONCE) -> Situation:
    """Return what is still to come.

    Parameters: `end_s`: second by which everything must be answered; planned ENDEX without it.
    """
    setting = director.setting
    now, due = director.now(), {uid: second for second, uid in reversed(director.ahead())}
    end = setting.endex if end_s is None else end_s
    return director.look(lambda state: _Reading(setting, state, now=now, end=end, due=due).situation(at_once))


@dataclass(frozen=True)
class _Reading:
    """A state of play, looked at once."""

    setting: Setting
    state: State
    now: float
    end: float
    due: Mapping[str, float]

    def situation(self, at_once: int) -> Situation:
        size = next((each for each in SLOTS_S if self.length / each <= MOST_SLOTS), self.length / MOST_SLOTS)
        slots = max(0, math.floor(self.length / size + 1e-9))
        bare = Situation(self.now, self.end, size, _nothing(slots, at_once), {}, self.due, (), ())
        takes = _response_s(self.setting, self.state)
        rows = [row for row in self.state.rows.values() if self._open(row)]
        items = {row.uid: self._item(row, bare, takes) for row in rows}
        found = {uid: each for uid, each in items.items() if each is not None}
        found |= {row.uid: each for row in rows if (each := self._follower(row, bare, takes, leaders=found))}
        done = self._exercised()
        wanted = tuple(
            name
            for name in self.setting.script.objectives
            if name not in done and any(name in each.objectives for each in found.values())
        )
        return Situation(
            now_s=self.now,
            end_s=self.end,
            slot_s=size,
            problem=Problem(slots, tuple(found.values()), wanted, self._busy(bare, takes), at_once),
            rows={row.uid: row for row in rows},
            due_s=self.due,
            left=tuple(row.uid for row in rows if row.uid not in found),
            exercised=tuple(done),
            waiting=tuple(uid for uid in found if self._waits(uid)),
        )

    @property
    def length(self) -> float:
        return max(0.0, self.end - self.now)

    def _open(self, row: Row) -> bool:
        """Whether a row can still go out to somebody, and has gone to nobody."""
        states = {run.state for _, run in self.state.runs_of(row.uid)}
        return row.kind in DELIVERED and bool(row.to) and states <= {"waiting", "armed", "held"}

    def _waits(self, uid: str) -> bool:
        return any(run.state in {"armed", "held"} for _, run in self.state.runs_of(uid))

    def _item(self, row: Row, bare: Situation, takes: Mapping[str, float]) -> Item | None:
        slots = bare.problem.slots
        asks = row.kind in ASKING
        seconds = _need_s(row, takes) if asks else 0.0
        need = math.ceil(seconds / bare.slot_s - 1e-9)
        possible = range(slots - need + 1) if asks else range(slots + 1)
        waits = self._waits(row.uid)
        planned, first, last = self._span(row, bare)
        fixed = row.trigger is not None and row.trigger.at is None
        if not waits and fixed and self.due.get(row.uid, 0.0) > self.end:
            return None
        if planned is None and row.trigger is not None and not row.trigger.manual and not waits:
            return None
        if waits:
            planned, first = 0, 0
        elif row.trigger is None or row.trigger.manual or row.approval not in READY:
            planned = None
        return Item(
            uid=row.uid,
            planned=planned,
            allowed=tuple(slot for slot in possible if first <= slot <= last),
            need=need,
            cells=row.to if asks else (),
            objectives=row.objectives if asks else (),
        )

    def _follower(
        self, row: Row, bare: Situation, takes: Mapping[str, float], *, leaders: Mapping[str, Item]
    ) -> Item | None:
        """Return a row that goes out a while after another that is still to come; None if it is no such."""
        after = row.trigger.after if row.trigger is not None else None
        if after is None or after.state != "sent" or after.option is not None or after.row not in leaders:
            return None
        asks = row.kind in ASKING
        need = math.ceil(_need_s(row, takes) / bare.slot_s - 1e-9) if asks else 0
        return Item(
            uid=row.uid,
            planned=None,
            allowed=tuple(range(bare.problem.slots - need + (1 if need or not asks else 0))),
            need=need,
            cells=row.to if asks else (),
            objectives=row.objectives if asks else (),
            after=after.row,
            lag=round(after.delay / bare.slot_s),
        )

    def _span(self, row: Row, bare: Situation) -> tuple[int | None, int, int]:
        """Return a row's slot as things stand, and the first and last that it may have."""
        last = second_of(row.latest, self.state, self.setting) if row.latest else math.inf
        latest = bare.problem.slots if math.isinf(last) else bare.slot(min(last, self.end))
        due = self.due.get(row.uid)
        if due is None or (row.trigger is not None and row.trigger.at is None):
            if due is not None:
                return bare.slot(due), bare.slot(due), bare.slot(due)
            return None, bare.slot(self._begins(row)), latest
        return bare.slot(due), bare.slot(self.state.clock.leg_at(due).begins), latest

    def _begins(self, row: Row) -> float:
        """Return when the move begins to which a spare row belongs; now where it names none."""
        legs = [each.begins for each in self.state.clock.legs if each.move + 1 == row.move]
        return min(legs, default=self.now)

    def _busy(self, bare: Situation, takes: Mapping[str, float]) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(lambda: [0] * bare.problem.slots)
        for each in lives(self.state):
            if not each.owes or each.sent is None or each.answered is not None or each.recalled:
                continue
            until = bare.slot(
                max(each.sent.exercise + _need_s(each.row, takes), self.now + bare.slot_s) - 1e-6
            )
            for slot in range(min(until + 1, bare.problem.slots)):
                found[each.cell][slot] += 1
        return {cell: tuple(counts) for cell, counts in found.items()}

    def _exercised(self) -> list[str]:
        """Return the objectives of which a cell owes or gave an answer, or took a decision."""
        under_way = {
            name
            for each in lives(self.state)
            if each.owes and each.sent is not None and not each.recalled
            for name in each.row.objectives
        }
        taken = (each.decision for each in self.state.requests.values() if each.state == "taken")
        under_way |= {name for each in taken for name in self.setting.script.decisions[each].objectives}
        return [name for name in self.setting.script.objectives if name in under_way]


def _nothing(slots: int, at_once: int) -> Problem:
    return Problem(slots, (), (), {}, at_once)


def _response_s(setting: Setting, state: State) -> dict[str, float]:
    """Return the median response of each cell in this exercise; before any, what a rehearsal takes for it."""
    measured: dict[str, list[float]] = defaultdict(list)
    for each in responses(state):
        if each.to_answered_s is not None:
            measured[each.cell].append(each.to_answered_s)
    usual = setting.script.rehearsal
    found = {}
    for cell in setting.script.cells:
        own = usual.cells.get(cell)
        law = usual.answers if own is None or own.answers is None else own.answers
        times = sorted(measured[cell])
        found[cell] = times[len(times) // 2] if times else law.at(0.5)
    return found


def _need_s(row: Row, takes: Mapping[str, float]) -> float:
    """Return how long the cells of a row are to work on it: the time limit, else what they usually take."""
    limits = [each.within for each in row.expected if each.within is not None]
    return max(limits) if limits else max((takes[cell] for cell in row.to), default=0.0)
