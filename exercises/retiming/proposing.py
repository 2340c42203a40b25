"""Proposals of re-timing: each with what it moves, leaves out and adds, and what that is worth.

What is still to come is read by `exercises.retiming.situation`; who carries a proposal out is
`exercises.retiming.adopting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exercises.retiming.problem import AIMS, Aim, Cost, Problem, Timetable, cost, load
from exercises.retiming.situation import AT_ONCE, Situation, situation_of
from exercises.retiming.solving import solve

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.retiming.problem import Item

AIM_WORDS: dict[Aim, str] = {
    "changes": "fewest changes",
    "skips": "fewest rows left out",
    "moves": "fewest rows moved",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is moved, skipped, added, or sent that waits for a person.

    `was_s`, `at_s`: seconds since STARTEX, None where it has none.
    """

    uid: str
    title: str
    act: Literal["move", "skip", "add", "send"]
    was_s: float | None
    at_s: float | None


@dataclass(frozen=True)
class Proposal:
    """A timetable in terms of play.

    `missed`: objectives that nothing would exercise by the end. `open`: most answers owed at once, by cell.
    """

    aim: Aim
    changes: tuple[Change, ...]
    cost: Cost
    exercised: tuple[str, ...]
    missed: tuple[str, ...]
    open: dict[str, int]
    timetable: Timetable


@dataclass(frozen=True)
class Retiming:
    """How late play is, and what may be done.

    `late`: rows that cannot be answered by the end as things stand, or for which cells have no room.
    `proposals`: none where everything fits as it is.
    """

    situation: Situation
    late: tuple[str, ...]
    lost: tuple[str, ...]
    """Objectives that would not be exercised as things stand."""
    proposals: tuple[Proposal, ...]

    @property
    def on_time(self) -> bool:
        """Whether nothing has to be changed."""
        return not self.late and not self.lost


def retime(director: Director, *, end_s: float | None = None, at_once: int = AT_ONCE) -> Retiming:
    """Return proposals for the smallest changes after which all objectives are still exercised in time.

    Parameters: as `situation_of`. Raises: `Refused` where play is over, or no best timetable is found.
    """
    found = situation_of(director, end_s=end_s, at_once=at_once)
    late, lost = _as_it_stands(found.problem)
    if not late and not lost:
        return Retiming(found, (), (), ())
    proposals: list[Proposal] = []
    for aim in AIMS:
        timetable = solve(found.problem, aim)
        if all(cost(found.problem, timetable)[:3] != each.cost[:3] for each in proposals):
            proposals.append(_proposal(director, found, aim, timetable=timetable))
    kept = tuple(each for each in proposals if each.changes)
    return Retiming(found, late, lost, kept)


def _as_it_stands(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return rows that do not fit where they stand, and objectives that would not be exercised."""
    planned = {item.uid: item.planned for item in problem.items}
    for item in problem.items:
        leader = planned.get(item.after) if item.after is not None else None
        if leader is not None:
            planned[item.uid] = leader + item.lag
    late: list[str] = []
    placed: list[tuple[Item, int]] = []
    for item in sorted(problem.items, key=lambda each: planned[each.uid] or 0):
        at = planned[item.uid]
        if at is None:
            continue
        with_it = [*placed, (item, at)]
        room = all(
            load(with_it, cell, slot) <= problem.room(cell, slot)
            for cell in item.cells
            for slot in range(at, min(at + item.need, problem.slots))
        )
        if at in item.allowed and room:
            placed.append((item, at))
        else:
            late.append(item.uid)
    covered = {name for item, _ in placed for name in item.objectives}
    return tuple(late), tuple(name for name in problem.wanted if name not in covered)


def _proposal(director: Director, found: Situation, aim: Aim, *, timetable: Timetable) -> Proposal:
    problem = found.problem
    placed = [(item, at) for item in problem.items if (at := timetable[item.uid]) is not None]
    covered = {name for item, _ in placed for name in item.objectives} | set(found.exercised)
    objectives = tuple(director.setting.script.objectives)
    return Proposal(
        aim=aim,
        changes=tuple(_changes(found, timetable)),
        cost=cost(problem, timetable),
        exercised=tuple(name for name in objectives if name in covered),
        missed=tuple(name for name in objectives if name not in covered),
        open={cell: _most_open(problem, placed, cell) for cell in director.setting.script.cells},
        timetable=timetable,
    )


def _most_open(problem: Problem, placed: list[tuple[Item, int]], cell: str) -> int:
    slots = range(problem.slots)
    return max((load(placed, cell, slot) + _owed(problem, cell, slot) for slot in slots), default=0)


def _owed(problem: Problem, cell: str, slot: int) -> int:
    counts = problem.busy.get(cell, ())
    return counts[slot] if slot < len(counts) else 0


def _changes(found: Situation, timetable: Timetable) -> list[Change]:
    changes = []
    for item in found.problem.items:
        row, at = found.rows[item.uid], timetable[item.uid]
        was = found.due_s.get(item.uid)
        at_s = None if at is None else found.second(at)
        if at is None and (item.planned is not None or item.after is not None):
            changes.append(Change(row.uid, row.title, "skip", was, None))
        elif at is not None and item.planned is None and item.after is None:
            changes.append(Change(row.uid, row.title, "add", None, at_s))
        elif at is not None and item.uid in found.waiting:
            changes.append(Change(row.uid, row.title, "send", None, at_s))
        elif at is not None and item.after is None and at != item.planned:
            changes.append(Change(row.uid, row.title, "move", was, at_s))
    return sorted(changes, key=lambda each: (each.act == "skip", each.at_s or each.was_s or 0.0))
