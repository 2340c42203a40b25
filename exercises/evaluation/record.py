"""What only the journal's entries tell: corrections with what stood there before, and who pressed what.

What they add up to in play is the state.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exercises.journal.entries import Entry
    from exercises.play.state import State


@dataclass(frozen=True, slots=True)
class Correction:
    """A time that control corrected. `was_s`, `now_s`: seconds since STARTEX; `at_s`: when it was corrected.

    `was_s` is None where a later entry has overwritten what stood there.
    """

    row: str
    cell: str
    state: str
    was_s: float | None
    now_s: float
    at_s: float
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """An evaluator's look at a row with a recipient."""

    row: str
    cell: str
    rating: str
    note: str
    at_s: float
    actor: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody who took part, and what they did. `kinds`: kind of entry → how often."""

    actor: str
    role: str
    cells: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    first_s: float
    last_s: float

    @property
    def entries(self) -> int:
        """Return how many entries are theirs."""
        return sum(count for _, count in self.kinds)


def corrections(state: State, entries: Iterable[Entry]) -> tuple[Correction, ...]:
    """Return all corrections in order, each with what stood there before it."""
    found: list[Correction] = []
    before: dict[tuple[str, str, str], float] = {}
    for entry in entries:
        if entry.kind != "time.corrected":
            continue
        said = entry.payload
        key = said["row"], said["cell"], said["state"]
        stamp = state.runs[key[:2]].stamps.get(key[2])
        was = before.get(key, None if stamp is None else stamp.was)
        before[key] = said["exercise"]
        found.append(
            Correction(*key, was, said["exercise"], entry.exercise or 0.0, entry.actor, said["reason"])
        )
    return tuple(found)


def assessments(entries: Iterable[Entry]) -> tuple[Assessed, ...]:
    """Return how evaluators looked at rows; of a row and recipient the last look."""
    found = {}
    for entry in entries:
        if entry.kind == "inject.assessed":
            said = entry.payload
            key = said["row"], said["cell"]
            found[key] = Assessed(*key, said["rating"], said["note"], entry.exercise or 0.0, entry.actor)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Adopted:
    """A lesson that the director adopted. `set`: path of the doctrine → value; `scale`: path → factor."""

    name: str
    text: str
    set: dict[str, Any]
    scale: dict[str, Any]
    actor: str
    wall: float

    @property
    def changes(self) -> bool:
        """Whether it changes a number of the doctrine."""
        return bool(self.set or self.scale)


def adoptions(entries: Iterable[Entry]) -> tuple[Adopted, ...]:
    """Return the lessons that were adopted; of several with one name the last."""
    found = {}
    for entry in entries:
        if entry.kind == "lesson.adopted":
            said = entry.payload
            found[said["lesson"]] = Adopted(
                said["lesson"],
                said["text"],
                dict(said.get("set") or {}),
                dict(said.get("scale") or {}),
                entry.actor,
                entry.wall,
            )
    return tuple(found.values())


def pressed(entries: Sequence[Entry]) -> tuple[Pressed, ...]:
    """Return everybody who left an entry in the journal, in the order in which they came."""
    return tuple(
        _pressed(actor, role, [each for each in entries if (each.actor, each.role) == (actor, role)])
        for actor, role in dict.fromkeys((each.actor, each.role) for each in entries)
    )


def _pressed(actor: str, role: str, mine: Sequence[Entry]) -> Pressed:
    cells = dict.fromkeys(
        str(each.payload["cell"]) for each in mine if role == "cell" and each.payload.get("cell")
    )
    kinds = Counter(each.kind for each in mine)
    seconds = [each.exercise or 0.0 for each in mine]
    return Pressed(actor, role, tuple(cells), tuple(kinds.items()), min(seconds), max(seconds))
