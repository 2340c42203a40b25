"""Rewind and replay: an exercise that begins where another one stood, and may be played on otherwise.

The other one stays as it is, to be read and compared. The new one carries its entries up to then, knows where
it comes from, and stands paused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exercises.director import Director
from exercises.errors import NotAllowed, Refused
from exercises.forecasting.carrying import branch, entries_until, say
from exercises.forecasting.turning import turn_at
from exercises.journal.entries import Draft, digest
from exercises.opening import restage
from exercises.play.state import fold
from exercises.roles import SYSTEM, may
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from exercises.forecasting.forking import Given
    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.opening import Stage
    from exercises.roles import Actor

REWIND = "rewind"
"""What the matrix of roles calls it."""
ORIGIN = "origin"
"""Key of a header under which it says where an exercise comes from."""


def rewind(
    journal: Journal,
    exercise: str,
    *,
    second: float = 0.0,
    instead: int | None = None,
    name: str = "",
    reason: str = "",
) -> str:
    """Begin an exercise that has the entries of another one up to a second; return its name.

    Parameters: `instead`: number of an entry that somebody's act left: it has what stands before that act,
    and `second` is that of the act. `name`: of the new one, '' for one made of the old one's and the moment.
    Raises: `NoSuchExercise`; `ExerciseExists`; `Refused` where play had not begun by then, or had ended.
    """
    header, every = journal.header(exercise), journal.read(exercise)
    second, entries = moment_of(every, second=second, instead=instead)
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


def moment_of(entries: Sequence[Entry], *, second: float, instead: int | None) -> tuple[float, list[Entry]]:
    """Return a moment to play again from: its second, and what had happened by then.

    Raises: `Refused` as `entries_until` and `turn_at`.
    """
    if instead is None:
        return second, entries_until(entries, second)
    turn = turn_at(entries, instead)
    return turn.second, entries_until(entries, turn.second, before=turn.seq)


def play_otherwise(
    journal: Journal,
    exercise: str,
    tried: Sequence[Given],
    *,
    by: Actor,
    clock: Callable[[], float],
    second: float = 0.0,
    instead: int | None = None,
    name: str = "",
    reason: str = "",
) -> str:
    """Begin an exercise as `rewind` does, and give commands in it; return its name.

    Nothing is made where one of them makes no sense at that moment. Parameters: `by`: whoever wants it;
    `clock`: returns seconds since 1970 UTC.
    Raises: `NotAllowed`; as `rewind`, and as the commands' rules.
    """
    if not may(by, REWIND):
        raise NotAllowed(by.name, by.role.value, REWIND)
    stage = restage(journal, exercise)
    at, entries = moment_of(journal.read(exercise), second=second, instead=instead)
    check(stage, entries, tried, second=at)
    new = rewind(journal, exercise, second=second, instead=instead, name=name, reason=reason)
    director = Director(journal, new, stage.setting, clock=clock)
    for place, each in enumerate(tried):
        director.do(each.actor, replace(each.command, operation=f"otherwise:{place}"))
    return new


def check(stage: Stage, entries: Sequence[Entry], tried: Sequence[Given], *, second: float) -> None:
    """Refuse commands that make no sense at a moment; nothing is written. Raises: as their rules."""
    here = branch(stage.setting, stage.living, entries, second=second, wall=entries[-1].wall)
    for each in tried:
        say(here, each.actor, each.command)


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
