"""Lines of play that belong together: an exercise, where it was played again from, and where each parted.

Nothing is played or written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from exercises.console.telling import TOLD
from exercises.forecasting.rewinding import ORIGIN
from exercises.play.state import fold
from exercises.play.wording import plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.play.setting import Setting
    from exercises.play.state import State


@dataclass(frozen=True)
class Line:
    """An exercise of a family. `parent`: the one that it was played again from, '' for the first of them.

    `seq`, `second`: of the last entry that both have, and the moment, 0 for the first.
    """

    name: str
    title: str
    parent: str
    seq: int
    second: float


def lines_of(journal: Journal, exercise: str) -> tuple[Line, ...]:
    """Return all exercises of a journal that come from the same one as this, each behind its parent.

    Raises: `NoSuchExercise`; `JournalGone`.
    """
    every = {name: _line(name, journal.header(name)) for name in journal.exercises()}
    first = every.get(exercise) or _line(exercise, journal.header(exercise))
    while first.parent in every:
        first = every[first.parent]
    found = [first]
    for each in found:  # grows while it is read: children stand behind their parents
        found += [line for line in every.values() if line.parent == each.name]
    return tuple(found)


def _line(name: str, header: dict[str, Any]) -> Line:
    origin = header.get(ORIGIN) or {}
    parent, seq, second = (origin.get(each) for each in ("exercise", "seq", "second"))
    return Line(name, str(header.get("title", "")), parent or "", seq or 0, second or 0.0)


@dataclass(frozen=True)
class Told:
    """What one of two lines has of its own, and what all of its play comes to.

    `texts`: each entry as a line of the feed, '' for what has no place there.
    """

    entries: tuple[Entry, ...]
    texts: tuple[str, ...]
    state: State


@dataclass(frozen=True)
class Parted:
    """Two lines from where they part. `seq`: the last entry that both have; `second`: when that was."""

    seq: int
    second: float
    one: Told
    other: Told


def parted(setting: Setting, one: Sequence[Entry], other: Sequence[Entry]) -> Parted:
    """Return what each of two lines of one script has of its own.

    Parameters: `setting`: of their script; `one`, `other`: their entries.
    Raises: `UnknownFact` for an entry that this version does not understand.
    """
    same = [a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]
    second = max((each.exercise or 0.0 for each in same), default=0.0)
    return Parted(len(same), second, _told(setting, one, len(same)), _told(setting, other, len(same)))


def _told(setting: Setting, entries: Sequence[Entry], common: int) -> Told:
    state = fold(setting.opening(), entries[:common])
    own = tuple(entries[common:])
    texts = []
    for each in own:
        fold(state, [each])
        say = TOLD.get(each.kind)
        texts.append("" if say is None else " ".join(plainly(say(state, each.payload)).split()))
    return Told(own, tuple(texts), state)
