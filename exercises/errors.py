"""Errors of exercises: what the journal refuses or cannot do, and packages that cannot be taken in.

    ScrsError                of sim.errors
    ├── BadInput
    │   ├── BadEntry         1  what was to be written cannot be kept: too large, a NUL, NaN: all findings
    │   └── BadPackage       1  no package of an exercise, or not the one that was written: all findings
    ├── NoJournal            1  the address names no journal that can be opened
    ├── JournalTooNew        1  the journal was laid by a newer version of the platform
    ├── JournalGone          3  the database cannot be reached, in the middle of a command or before
    ├── UnknownFact          1  an entry says what this version does not understand
    ├── JournalChanged       1  an entry is not what was written: somebody changed the table
    ├── NoSuchExercise       1  the journal holds no exercise of that name
    ├── ExerciseExists       1  the journal holds one already
    ├── HeadMoved            1  somebody else wrote first; what was decided rests on an older state
    └── Refused              1  a command makes no sense as things stand
        ├── UnknownName      1  it names something that is not there
        └── NotAllowed       1  the role of whoever asks may not give it

No rule of play lives here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sim.errors import BadInput, ScrsError, advise, nearest, quote, visible

if TYPE_CHECKING:
    from collections.abc import Iterable


DAMAGED = ("malformed", "decode to UTF-8", "no text: it is damaged")
"""What a database says of a file that is torn."""
PACK_AGAIN = "Ask for it again: scrs exercise pack JOURNAL EXERCISE FILE.zip writes it."
"""What helps where a package is not whole."""
MOST_NAMES = 20
"""Names shown of those that are there."""


class BadEntry(BadInput):
    """What was to be written cannot be kept."""


class BadPackage(BadInput):
    """A file is no package of an exercise, or not as it was written."""

    def __str__(self) -> str:
        """Return all findings, and what to do where none of them says it."""
        advice = "" if any(each.allowed for each in self.findings) else f"\n{PACK_AGAIN}"
        return f"{super().__str__()}{advice}"


class NoJournal(ScrsError):  # noqa: N818  the user reads the name: there is no journal there
    """The address names no journal that can be opened."""


class JournalTooNew(ScrsError):  # noqa: N818  as above
    """The journal's tables are of a newer version than this program knows."""

    def __init__(self, journal: str, *, found: int, known: int) -> None:
        self.journal, self.found, self.known = journal, found, known
        super().__init__(journal, found, known)

    def __str__(self) -> str:
        """Return both versions and what to do."""
        return (
            f"{self.journal}: the journal has schema version {self.found}; this program knows versions up to "
            f"{self.known}. Install a newer scrs, or export the exercise there and import the package here."
        )


class JournalGone(ScrsError):  # noqa: N818  as above
    """The database cannot be reached or refuses its work; no command is half written.

    `unsure`: whether the last command may be kept all the same, because its answer was lost.
    `operation`: the operation id under which the command may be given again, '' where none was given.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, journal: str, reason: str, *, unsure: bool = False) -> None:
        self.journal, self.reason, self.unsure = journal, reason, unsure
        self.operation = ""
        super().__init__(journal, reason, unsure)

    def __str__(self) -> str:
        """Return the reason, what became of the command, and what to do."""
        if any(sign in self.reason for sign in DAMAGED):
            return f"{self.journal}: the journal is damaged: {visible(self.reason)}. Restore a backup."
        fate = (
            "The answer to the last command was lost: it is kept whole or not at all. Send it again with the "
            "same operation id; it will be kept once."
            if self.unsure
            else "Nothing was written. Try again when the journal can be reached."
        )
        return f"{self.journal}: the journal cannot be used: {visible(self.reason)}. {fate}"


class JournalChanged(ScrsError):  # noqa: N818  as above
    """An entry is not what was written: its digest does not follow from the one before.

    `seq`: which one; 0 where it is the header.
    """

    def __init__(self, exercise: str, seq: int) -> None:
        self.exercise, self.seq = exercise, seq
        super().__init__(exercise, seq)

    def __str__(self) -> str:
        """Return which entry it is, and what to do."""
        what = (
            f"entry {self.seq} is not what was written, or one before it is missing"
            if self.seq
            else "its header is not what was written"
        )
        return (
            f"exercise {quote(self.exercise)}: {what}: the table was changed by something else than this "
            "program. Restore a backup."
        )


class UnknownFact(ScrsError):  # noqa: N818  as above
    """An entry is of a kind, or says things, that this version does not understand."""

    def __init__(self, seq: int, kind: str, why: str) -> None:
        self.seq, self.kind, self.why = seq, kind, why
        super().__init__(seq, kind, why)

    def __str__(self) -> str:
        """Return which entry it is, what is wrong with it, and what to do."""
        return (
            f"entry {self.seq} of the journal, {quote(self.kind)}, cannot be understood: {self.why}. It was "
            "written by a newer scrs, or changed by other hands: install a newer scrs, or restore a backup."
        )


class NoSuchExercise(ScrsError):  # noqa: N818  as above
    """The journal holds no exercise of that name."""

    def __init__(self, exercise: str, known: Iterable[str] = ()) -> None:
        self.exercise, self.known = exercise, tuple(known)
        super().__init__(exercise, self.known)

    def __str__(self) -> str:
        """Return the name and the nearest one."""
        allowed = ", ".join(self.known) or "none: the journal is empty"
        return f"no exercise {quote(self.exercise)}; {advise(allowed, nearest(self.exercise, self.known))}"


class ExerciseExists(ScrsError):  # noqa: N818  as above
    """The journal holds an exercise of that name already."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        super().__init__(exercise)

    def __str__(self) -> str:
        """Return the name and what to do."""
        return f"the journal holds an exercise '{self.exercise}' already; give the new one another name"


class HeadMoved(ScrsError):  # noqa: N818  as above
    """The journal has grown since the state was read on which a command was decided."""

    def __init__(self, exercise: str, *, expected: int, found: int) -> None:
        self.exercise, self.expected, self.found = exercise, expected, found
        super().__init__(exercise, expected, found)

    def __str__(self) -> str:
        """Return both heads and what to do."""
        return (
            f"exercise '{self.exercise}': the command rests on entry {self.expected}, and entry {self.found} "
            "is the last by now. Nothing was written; look at what changed and decide again."
        )


class Refused(ScrsError):  # noqa: N818  as above
    """A command makes no sense as things stand; nothing was written."""

    def __init__(self, reason: str, *, advice: str = "") -> None:
        self.reason, self.advice = reason, advice
        super().__init__(reason)

    def __str__(self) -> str:
        """Return the reason and what to do."""
        return f"{self.reason}; {self.advice}" if self.advice else self.reason


class UnknownName(Refused):
    """A command names something that is not there."""

    def __init__(self, name: str, known: Iterable[str], *, what: str) -> None:
        names = [each for each in known if each]
        shown = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
        super().__init__(
            f"there is no {what} {quote(name)}", advice=advise(shown or "none", nearest(name, names))
        )


class NotAllowed(Refused):
    """The role of whoever asks may not give this command."""

    def __init__(self, actor: str, role: str, command: str) -> None:
        self.actor, self.role, self.command = actor, role, command
        super().__init__(f"{actor} may not {command} as {role}", advice="scrs exercise roles prints who may")
