"""An entry: one fact of an exercise, as it stands in the journal for good, its text and its digest.

What kinds of entries there are, and what they mean, is not known here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol

from exercises.errors import JournalChanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

START = hashlib.sha256(b"scrs journal").hexdigest()
"""The digest of an exercise without entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a command wants to be kept: an entry that has no place in the journal yet.

    `kind`: such as `inject.sent`. `actor`: who. `role`: in which role. `wall`: seconds since 1970-01-01 UTC.
    `exercise`: seconds since STARTEX, None before it. `scenario`: days since D+0, None where it has no
    meaning. `payload`: a JSON object; treat it as frozen.
    """

    kind: str
    actor: str
    role: str
    wall: float
    exercise: float | None = None
    scenario: float | None = None
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Draft):
    """A fact as it stands in the journal.

    `seq`: 1, 2, … within its exercise, without gaps. `operation`: the command that wrote it. `part`: 0, 1, …
    within that command.
    """

    seq: int
    operation: str
    part: int


class Row(Protocol):
    """A row of a table, whichever library read it."""

    def __getitem__(self, name: str, /) -> Any:
        """Return what stands in a column."""
        ...


DRAFTED = tuple(each.name for each in fields(Draft))
"""The names of what a draft says."""
WRITTEN = tuple(each.name for each in fields(Entry))
"""The names of what an entry says."""
_MAYBE = (float, type(None))
KEPT: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("operation", "kind", "actor", "role", "payload"), str),
    **dict.fromkeys(("seq", "part"), int),
    "wall": float,
    "exercise": _MAYBE,
    "scenario": _MAYBE,
}
"""Of what type each of them is in a table: SQLite lets other hands put anything anywhere."""


def canonical(value: object) -> str:
    """Return plain data as JSON that is the same text for the same data: sorted keys, no spaces, no NaN.

    Raises: `ValueError` for NaN and infinities, `TypeError` for what JSON cannot say.

    >>> canonical({"b": 1, "a": [1.5, None, "ñ"]})
    '{"a":[1.5,null,"ñ"],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def line_of(entry: Entry) -> str:
    """Return an entry as its canonical text, which packages hold and digests are made of."""
    return canonical({name: getattr(entry, name) for name in WRITTEN})


def chained(before: str, entry: Entry) -> str:
    """Return the digest after one more entry."""
    return hashlib.sha256(f"{before}\n{line_of(entry)}".encode()).hexdigest()


def digest(entries: Iterable[Entry], *, after: str = START) -> str:
    """Return the digest of entries in their order: another one if any of them is changed, missing or moved.

    Parameters: `after`: the digest of the entries before these; by default there are none.
    """
    for each in entries:
        after = chained(after, each)
    return after


def restored(row: Row) -> Entry:
    """Return the entry that stands in a row of a table, its payload as text.

    Raises: `ValueError` or `TypeError` where no entry stands there any more.
    """
    said = {name: row[name] for name in WRITTEN}
    wrong = [name for name, kinds in KEPT.items() if not isinstance(said[name], kinds)]
    if wrong:
        message = f"{wrong[0]} is none"
        raise TypeError(message)
    payload = json.loads(said["payload"])
    if not isinstance(payload, dict):
        message = "payload is no object"
        raise TypeError(message)
    return Entry(**{**said, "payload": payload})


def all_restored(rows: Iterable[Row], exercise: str) -> tuple[Entry, ...]:
    """Return the entries that stand in rows of one exercise.

    Raises: `JournalChanged` for the first row where none stands any more.
    """
    found = []
    for row in rows:
        try:
            found.append(restored(row))
        except (ValueError, TypeError, RecursionError):
            raise JournalChanged(exercise, row["seq"]) from None
    return tuple(found)


def linked(rows: Iterable[Mapping[str, Any]], after: str) -> tuple[list[dict[str, Any]], tuple[Entry, ...]]:
    """Return rows with the digest up to each of them as `chain`, and the entries that they are."""
    whole, entries = [], []
    for row in rows:
        entry = restored(row)
        after = chained(after, entry)
        whole.append({**row, "chain": after})
        entries.append(entry)
    return whole, tuple(entries)


def audited(rows: Iterable[Row], exercise: str) -> str:
    """Return the digest of all rows of an exercise, in order, each held against its `chain`.

    Raises: `JournalChanged` with the first that does not follow.
    """
    after = START
    for seq, row in enumerate(rows, 1):
        after = _after(row, after)
        if row["seq"] != seq or row["chain"] != after:
            raise JournalChanged(exercise, seq)
    return after


def _after(row: Row, before: str) -> str:
    """Return the digest after a row; '' if what stands there is no entry any more."""
    try:
        return chained(before, restored(row))
    except (ValueError, TypeError, RecursionError):
        return ""
