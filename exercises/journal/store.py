"""The contract of every journal: append-only, whole commands, each operation once, no gaps.

Where entries are kept is known to `memory`, `sqlite` and `postgres`; one suite of tests holds all three
to this page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.journal.entries import Draft, Entry


@dataclass(frozen=True, slots=True)
class Appended:
    """What the journal holds of an operation now; `new` is false where an earlier call wrote it."""

    entries: tuple[Entry, ...]
    new: bool


class Journal(Protocol):
    """What was played, for good. Safe in threads; a process opens its own.

    Every method raises `JournalGone` if the database cannot be reached or refuses.
    """

    @property
    def name(self) -> str:
        """Where it is, for people; never with a password."""
        ...

    def create(self, exercise: str, header: Mapping[str, Any], entries: Sequence[Entry] = ()) -> None:
        """Begin an exercise; with the entries that it has had elsewhere, if any, in one transaction.

        Parameters: `header`: a JSON object that never changes, with the texts `script` and `scenario`;
        seed, versions and the like stand beside them.
        Raises: `ExerciseExists`; `BadEntry`.
        """
        ...

    def header(self, exercise: str) -> dict[str, Any]:
        """Return what the exercise was created with. Raises: `NoSuchExercise`."""
        ...

    def exercises(self) -> tuple[str, ...]:
        """Return the names of all exercises, sorted."""
        ...

    def append(
        self, exercise: str, operation: str, drafts: Sequence[Draft], *, expected_head: int | None = None
    ) -> Appended:
        """Keep all entries of one command, or none: when this returns they survive a loss of power.

        An operation that is there already is answered with what it wrote then, whatever the drafts and
        the head are now.

        Parameters: `expected_head`: the last entry that the decision rests on, where order matters.
        Raises: `HeadMoved` if another entry is the last; `NoSuchExercise`; `BadEntry`.
        """
        ...

    def read(self, exercise: str, after: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        """Return the entries after one, in order. Raises: `NoSuchExercise`."""
        ...

    def head(self, exercise: str) -> int:
        """Return the last entry's `seq`, 0 if there is none: one look-up. Raises: `NoSuchExercise`."""
        ...

    def wait(self, exercise: str, after: int, seconds: float) -> int:
        """Return the head as soon as it is past `after`, or as it is when the seconds are over.

        Raises: `NoSuchExercise`.
        """
        ...

    def audit(self, exercise: str) -> str:
        """Return the digest of all entries, reckoned anew and held against what was noted with each.

        Raises: `JournalChanged` if an entry is not what was written; `NoSuchExercise`.
        """
        ...

    def close(self) -> None:
        """Let go of connections; the journal must not be used afterwards."""
        ...
