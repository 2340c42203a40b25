"""Rewind and replay: an exercise that begins where another one stood, and may be played on otherwise.

The other one stays as it is, to be read and compared. The new one carries its entries up to then, knows where
it comes from, and stands paused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.forecasting.carrying import entries_until
from exercises.journal.entries import Draft, digest
from exercises.opening import restage
from exercises.play.state import fold
from exercises.roles import SYSTEM
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from exercises.journal.store import Journal

ORIGIN = "origin"
"""Key of a header under which it says where an exercise comes from."""


def rewind(journal: Journal, exercise: str, *, second: float, name: str = "", reason: str = "") -> str:
    """Begin an exercise that has the entries of another one up to a second; return its name.

    Parameters: `name`: of the new one, '' for one made of the old one's and the moment.
    Raises: `NoSuchExercise`; `ExerciseExists`; `Refused` where play had not begun by then, or had ended.
    """
    header, every = journal.header(exercise), journal.read(exercise)
    entries = entries_until(every, second)
    state = fold(restage(journal, exercise).setting.opening(), entries)
    if state.phase == "ended":
        message = f"the exercise had ended by {say_offset(second)}"
        raise Refused(message, advice="name a moment before ENDEX")
    new = name or _name(exercise, second, journal.exercises())
    origin = {
        "exercise": exercise, "seq": entries[-1].seq, "second": second, "digest": digest(entries)
    }  # fmt: skip
    journal.create(new, {**header, ORIGIN: origin}, entries)
    why = f"played again from {say_offset(second)} of {exercise}. {reason}".strip()
    running = state.phase == "running"
    draft = Draft(
        kind="clock.paused" if running else "note.made",
        actor=SYSTEM,
        role=SYSTEM,
        wall=max(entries[-1].wall, state.clock.wall_at(second)) if running else entries[-1].wall,
        exercise=second if running else max(second, state.now),
        scenario=state.clock.day(second),
        payload={"reason": why} if running else {"text": why},
    )
    journal.append(new, "rewind", [draft], expected_head=entries[-1].seq)
    return new


def origin_of(header: Mapping[str, Any]) -> str:
    """Return where an exercise comes from, in words; '' where it began by itself.

    >>> origin_of({"origin": {"exercise": "harbour", "seq": 41, "second": 4800.0}})
    'played again from STARTEX+01:20 of harbour (entry 41)'
    """
    found = header.get(ORIGIN)
    if not found:
        return ""
    return f"played again from {say_offset(found['second'])} of {found['exercise']} (entry {found['seq']})"


def _name(exercise: str, second: float, taken: Collection[str]) -> str:
    """Return a name that says what it is, and that nothing has."""
    whole = int(second)
    first = f"{exercise}-from-{whole // 3600:02d}{whole // 60 % 60:02d}"
    return next(each for each in (first, *(f"{first}-{i}" for i in range(2, 10_000))) if each not in taken)
