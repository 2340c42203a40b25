"""A journal in memory: for tests and for playing an exercise headless, many times.

It keeps text, as the databases do, so that nobody can change an entry by holding on to its payload.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exercises.errors import ExerciseExists, HeadMoved, NoSuchExercise
from exercises.journal.checking import (
    USUAL,
    check_exercise_id,
    check_read,
    settled,
    settled_header,
    settled_history,
)
from exercises.journal.entries import START, audited, linked, restored
from exercises.journal.store import Appended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.journal.checking import Limits
    from exercises.journal.entries import Draft, Entry


@dataclass(slots=True)
class _Kept:
    """What is kept of one exercise; `operations`: where in the rows the entries of each stand."""

    header: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    operations: dict[str, slice] = field(default_factory=dict)

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            self.rows.append(row)
            first = row["seq"] - 1 - row["part"]
            self.operations[row["operation"]] = slice(first, row["seq"])


class MemoryJournal:
    """A `Journal` that ends with its process."""

    def __init__(self, *, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._kept: dict[str, _Kept] = {}
        self._news = threading.Condition()

    @property
    def name(self) -> str:
        """Where it is, for people."""
        return "memory:"

    def create(self, exercise: str, header: Mapping[str, Any], entries: Sequence[Entry] = ()) -> None:
        """Begin an exercise: see `Journal`."""
        check_exercise_id(exercise)
        kept = _Kept(settled_header(header, self._limits))
        kept.add(linked(settled_history(entries, self._limits), START)[0])
        with self._news:
            if exercise in self._kept:
                raise ExerciseExists(exercise)
            self._kept[exercise] = kept

    def header(self, exercise: str) -> dict[str, Any]:
        """Return what the exercise was created with: see `Journal`."""
        return dict(json.loads(self._of(exercise).header))

    def exercises(self) -> tuple[str, ...]:
        """Return the names of all exercises, sorted."""
        with self._news:
            return tuple(sorted(self._kept))

    def append(
        self, exercise: str, operation: str, drafts: Sequence[Draft], *, expected_head: int | None = None
    ) -> Appended:
        """Keep all entries of one command, or none: see `Journal`."""
        rows = settled(operation, drafts, self._limits)
        with self._news:
            kept = self._of(exercise)
            if operation in kept.operations:
                earlier = kept.rows[kept.operations[operation]]
                return Appended(tuple(restored(each) for each in earlier), new=False)
            head = len(kept.rows)
            if expected_head is not None and expected_head != head:
                raise HeadMoved(exercise, expected=expected_head, found=head)
            placed = [
                {**row, "seq": head + 1 + part, "operation": operation, "part": part}
                for part, row in enumerate(rows)
            ]
            whole, entries = linked(placed, kept.rows[-1]["chain"] if head else START)
            kept.add(whole)
            self._news.notify_all()
        return Appended(entries, new=True)

    def read(self, exercise: str, after: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        """Return the entries after one, in order: see `Journal`."""
        check_read(after, limit)
        rows = self._of(exercise).rows
        return tuple(restored(each) for each in rows[after : None if limit is None else after + limit])

    def head(self, exercise: str) -> int:
        """Return the last entry's `seq`: see `Journal`."""
        return len(self._of(exercise).rows)

    def wait(self, exercise: str, after: int, seconds: float) -> int:
        """Return the head as soon as it is past `after`: see `Journal`."""
        kept = self._of(exercise)
        with self._news:
            self._news.wait_for(lambda: len(kept.rows) > after, timeout=max(0.0, seconds))
            return len(kept.rows)

    def audit(self, exercise: str) -> str:
        """Return the digest of all entries, reckoned anew: see `Journal`."""
        return audited(list(self._of(exercise).rows), exercise)

    def close(self) -> None:
        """Nothing to let go of."""

    def _of(self, exercise: str) -> _Kept:
        try:
            return self._kept[exercise]
        except (KeyError, TypeError):
            raise NoSuchExercise(exercise, sorted(self._kept)) from None
