"""Re-timing as a small problem: rows that are still to come, slots of time, who works on what.

Nothing of an exercise is known here but that: how it is read off play is `exercises.retiming.situation`, how
it is solved `exercises.retiming.solving`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Aim = Literal["changes", "skips", "moves"]
AIMS: tuple[Aim, ...] = ("changes", "skips", "moves")
"""What a proposal makes least of first: all changes, rows left out, rows moved."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row that is still to come.

    `planned`: its slot as things stand; None for a spare row, which goes out only where it is needed.
    `allowed`: slots at which it may go out. `need`: slots for which each of its `cells` works on it.
    `after`, `lag`: it follows another item, by so many slots, or is left out.
    """

    uid: str
    planned: int | None
    allowed: tuple[int, ...]
    need: int = 0
    cells: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    after: str | None = None
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows, slots and people. `wanted`: objectives that nothing has exercised yet.

    `busy`: cell → answers that it owes already, per slot. `at_once`: how many answers a cell may owe at once;
    what it owes already stands above that.
    """

    slots: int
    items: tuple[Item, ...]
    wanted: tuple[str, ...]
    busy: dict[str, tuple[int, ...]]
    at_once: int

    def room(self, cell: str, slot: int) -> int:
        """Return how many answers more a cell may owe in a slot."""
        taken = self.busy.get(cell, ())
        return max(0, self.at_once - (taken[slot] if slot < len(taken) else 0))


class Cost(NamedTuple):
    """What a timetable costs. `uncovered`: wanted objectives that nothing exercises; `shift`: slots.

    A row that is moved shifts by slots from where it stood, a spare one from the first it may have.
    """

    uncovered: int
    skips: int
    moves: int
    shift: int

    def ordered(self, aim: Aim) -> tuple[int, int, int, int]:
        """Return it in the order in which an aim weighs it: smaller is better."""
        if aim == "skips":
            return self.uncovered, self.skips, self.moves, self.shift
        if aim == "moves":
            return self.uncovered, self.moves, self.skips, self.shift
        return self.uncovered, self.skips + self.moves, self.skips, self.shift


Timetable = dict[str, int | None]
"""Row → the slot at which it goes out; None: it does not."""


def cost(problem: Problem, timetable: Timetable) -> Cost:
    """Return what a timetable costs."""
    out = {item.uid for item in problem.items if timetable[item.uid] is not None}
    covered = {name for item in problem.items if item.uid in out for name in item.objectives}
    pairs = [(item.planned, timetable[item.uid]) for item in problem.items if item.after is None]
    moved = [abs(at - was) for was, at in pairs if was is not None and at is not None and at != was]
    skipped = [
        item.uid
        for item in problem.items
        if item.uid not in out and (item.planned is not None or item.after is not None)
    ]
    uncovered = sum(name not in covered for name in problem.wanted)
    waits = [
        at - item.allowed[0]
        for item in problem.items
        if item.planned is None and item.after is None and (at := timetable[item.uid]) is not None
    ]
    return Cost(uncovered, len(skipped), len(moved) + len(waits), sum(moved) + sum(waits))


def fits(problem: Problem, timetable: Timetable) -> bool:
    """Whether a timetable keeps to all that is given."""
    placed = [(item, at) for item in problem.items if (at := timetable[item.uid]) is not None]
    for item, at in placed:
        if at not in item.allowed:
            return False
        if item.after is not None:
            leader = timetable.get(item.after)
            if leader is None or at != leader + item.lag:
                return False
    return all(
        load(placed, cell, slot) <= problem.room(cell, slot)
        for cell in {cell for item, _ in placed for cell in item.cells}
        for slot in range(problem.slots)
    )


def load(placed: list[tuple[Item, int]], cell: str, slot: int) -> int:
    """Return how many of some rows that go out a cell works on in a slot."""
    return sum(cell in item.cells and at <= slot < at + item.need for item, at in placed)
