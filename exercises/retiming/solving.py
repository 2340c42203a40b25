"""The best timetable of a problem, exactly: a small integer programme for HiGHS, by way of SciPy.

What is weighed first is settled first and held: uncovered objectives, then what the aim says, then shifts.
Source: lexicographic goal programming; HiGHS: Huangfu & Hall, Math. Prog. Comp. 10 (2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from exercises.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from exercises.retiming.problem import Aim, Item, Problem, Timetable

    Floats = NDArray[np.float64]
    Line = tuple[dict[int, float], float]
    """Coefficients by variable, and what their sum may not exceed."""

MOST_SECONDS = 20.0
"""Seconds for one of the four questions; ever more rows would take ever longer."""
INTEGER = 1


def solve(problem: Problem, aim: Aim) -> Timetable:
    """Return the best timetable. Raises: `Refused` where it is not found in time."""
    return _Programme(problem).solved(aim)


@dataclass(frozen=True)
class _Programme:
    """A problem as variables: one for each row and slot, one for each objective that stays uncovered."""

    problem: Problem

    @cached_property
    def places(self) -> dict[tuple[str, int], int]:
        pairs = [(item.uid, slot) for item in self.problem.items for slot in item.allowed]
        return {pair: place for place, pair in enumerate(pairs)}

    @cached_property
    def width(self) -> int:
        return len(self.places) + len(self.problem.wanted)

    def of(self, item: Item) -> list[int]:
        return [self.places[item.uid, slot] for slot in item.allowed]

    def solved(self, aim: Aim) -> Timetable:
        if not self.width:
            return {item.uid: None for item in self.problem.items}
        lines = list(self._lines())
        found = np.zeros(self.width)
        for weights in self._costs(aim):
            found = self._least(weights, lines)
            best = float(np.round(weights @ found))
            lines.append(({at: float(w) for at, w in enumerate(weights) if w}, best + 0.5))
        return self._timetable(found)

    def _timetable(self, found: Floats) -> Timetable:
        at = {uid: slot for (uid, slot), place in self.places.items() if found[place] > 0.5}  # noqa: PLR2004  0 or 1
        return {item.uid: at.get(item.uid) for item in self.problem.items}

    def _least(self, weights: Floats, lines: Sequence[Line]) -> Floats:
        found = milp(
            weights,
            integrality=np.full(self.width, INTEGER),
            bounds=Bounds(0.0, 1.0),
            constraints=self._constraint(lines),
            options={"time_limit": MOST_SECONDS, "mip_rel_gap": 0.0},
        )
        if found.x is None or found.status != 0:
            message = f"no best timetable was found in {MOST_SECONDS:g} s"
            raise Refused(message, advice="a nearer end, or longer slots, make it smaller")
        return np.asarray(found.x, dtype=np.float64)

    def _constraint(self, lines: Sequence[Line]) -> LinearConstraint:
        rows = [row for row, (line, _) in enumerate(lines) for _ in line]
        columns = [column for line, _ in lines for column in line]
        values = [value for line, _ in lines for value in line.values()]
        matrix = csr_array((values, (rows, columns)), shape=(len(lines), self.width))
        return LinearConstraint(matrix, -np.inf, np.array([most for _, most in lines]))

    def _lines(self) -> Iterator[Line]:
        for item in self.problem.items:
            yield dict.fromkeys(self.of(item), 1.0), 1.0
            if item.after is not None:
                yield from self._follows(item, item.after)
        yield from self._work()
        for place, name in enumerate(self.problem.wanted, start=len(self.places)):
            able = (item for item in self.problem.items if name in item.objectives)
            yield {place: -1.0} | {each: -1.0 for item in able for each in self.of(item)}, -1.0

    def _follows(self, item: Item, leader: str) -> Iterator[Line]:
        """Yield that a row goes out only so many slots after another."""
        for slot in item.allowed:
            line = {self.places[item.uid, slot]: 1.0}
            before = self.places.get((leader, slot - item.lag))
            yield (line if before is None else line | {before: -1.0}), 0.0

    def _work(self) -> Iterator[Line]:
        """Yield that no cell works on more than it can in any slot."""
        for cell in sorted({cell for item in self.problem.items for cell in item.cells}):
            mine = [item for item in self.problem.items if cell in item.cells and item.need]
            for slot in range(self.problem.slots):
                line = {
                    self.places[item.uid, at]: 1.0
                    for item in mine
                    for at in item.allowed
                    if at <= slot < at + item.need
                }
                room = self.problem.room(cell, slot)
                if len(line) > room:
                    yield line, float(room)

    def _costs(self, aim: Aim) -> tuple[Floats, ...]:
        """Return what is made least of, first to last; constants are left out."""
        uncovered, skips, moves, shift = (np.zeros(self.width) for _ in range(4))
        uncovered[len(self.places) :] = 1.0
        for item in self.problem.items:
            places = self.of(item)
            if item.planned is None and item.after is None:
                moves[places] = 1.0
                shift[places] = np.array(item.allowed, dtype=np.float64) - min(item.allowed, default=0)
                continue
            skips[places] = -1.0
            if item.planned is not None and item.after is None:
                away = np.abs(np.array(item.allowed, dtype=np.float64) - item.planned)
                moves[places], shift[places] = away > 0.0, away
        order = {
            "changes": (uncovered, skips + moves, skips, shift),
            "skips": (uncovered, skips, moves, shift),
            "moves": (uncovered, moves, skips, shift),
        }
        return order[aim]
