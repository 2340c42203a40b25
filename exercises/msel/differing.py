"""Two readings of one list: what was added, changed and removed; nothing is changed or deleted here."""

from __future__ import annotations

import dataclasses
import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.msel.rows import SAID_FIELDS, MselRow, WrittenTime

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

ALIKE = 0.75
"""Share of equal letters from which two rows without a number in common are one row, reworded."""
LONGEST_COMPARED = 400
"""Letters of a row's words by which rows are compared."""
MOST_COMPARED = 40_000
"""Pairs of rows that are compared letter by letter; beyond it only equal words make a pair."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: what it was and what it is now. Extra columns are `extra.HEADING`."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of both readings that says something else now, field by field."""

    old: MselRow
    new: MselRow
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What lies between two readings, in the order of the new one; what was removed in that of the old.

    `pairs`: every row of the new reading with the row of the old that it is, None where it is new.
    """

    added: tuple[MselRow, ...]
    changed: tuple[RowChange, ...]
    removed: tuple[MselRow, ...]
    unchanged: int
    pairs: tuple[tuple[MselRow | None, MselRow], ...]

    @property
    def empty(self) -> bool:
        """Whether both readings say the same."""
        return not (self.added or self.changed or self.removed)


def diff(old: Sequence[MselRow], new: Sequence[MselRow]) -> Difference:
    """Return what changed between two readings of a list.

    Rows are one if they have one uid; else one number and the same words; else the same words; else one
    number; else nearly the same words. A new row without a uid takes over that of the row it is.
    """
    partners = _partners(old, new)
    pairs = tuple(
        (old[partners[index]] if index in partners else None, _with_uid(old, partners.get(index), row))
        for index, row in enumerate(new)
    )
    changes = tuple(RowChange(before, after, changes_of(before, after)) for before, after in pairs if before)
    changed = tuple(each for each in changes if each.fields)
    gone = set(range(len(old))) - set(partners.values())
    return Difference(
        added=tuple(after for before, after in pairs if before is None),
        changed=changed,
        removed=tuple(old[index] for index in sorted(gone)),
        unchanged=len(changes) - len(changed),
        pairs=pairs,
    )


def _with_uid(old: Sequence[MselRow], index: int | None, row: MselRow) -> MselRow:
    if index is None or row.uid:
        return row
    return dataclasses.replace(row, uid=old[index].uid)


def changes_of(old: MselRow, new: MselRow) -> tuple[FieldChange, ...]:
    """Return the fields in which two rows differ, in the order of the row's fields.

    Moments differ if they mean something else, not if they are written otherwise.
    """
    names = (name for name in SAID_FIELDS if name != "extra")
    plain = [
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in names
        if _said(old, name) != _said(new, name)
    ]
    headings = dict.fromkeys([*old.extra, *new.extra])
    extra = [
        FieldChange(f"extra.{heading}", old.extra.get(heading, ""), new.extra.get(heading, ""))
        for heading in headings
        if old.extra.get(heading, "") != new.extra.get(heading, "")
    ]
    return (*plain, *extra)


def _said(row: MselRow, name: str) -> Any:
    value = getattr(row, name)
    return value.meaning if isinstance(value, WrittenTime) else value


def _partners(old: Sequence[MselRow], new: Sequence[MselRow]) -> dict[int, int]:
    """Return new index → old index of rows that are one."""
    partners: dict[int, int] = {}
    keys: tuple[Callable[[MselRow], Hashable], ...] = (
        lambda row: row.uid,
        lambda row: (row.number, row.text, row.where) if row.number else "",
        lambda row: (row.number, row.text) if row.number else "",
        lambda row: (row.title, row.description, row.body, row.expected_actions) if row.text else "",
        lambda row: row.number,
    )
    for key in keys:
        partners |= _paired(old, new, key, taken=partners)
    return partners | _alike(old, new, partners)


def _paired(
    old: Sequence[MselRow], new: Sequence[MselRow], key: Callable[[MselRow], Hashable], *,
    taken: dict[int, int],
) -> dict[int, int]:  # fmt: skip
    """Pair the rows that are left and have one key, first with first; two uids are never one row."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    used = set(taken.values())
    for index, row in enumerate(old):
        if index not in used and key(row):
            waiting[key(row)].append(index)
    found = {}
    for index, row in enumerate(new):
        line = waiting.get(key(row), []) if index not in taken else []
        partner = next((each for each in line if _may_be_one(old[each], row)), None)
        if partner is not None:
            line.remove(partner)
            found[index] = partner
    return found


def _may_be_one(old: MselRow, new: MselRow) -> bool:
    return not (old.uid and new.uid) or old.uid == new.uid


def _alike(old: Sequence[MselRow], new: Sequence[MselRow], taken: dict[int, int]) -> dict[int, int]:
    used = set(taken.values())
    before = [index for index in range(len(old)) if index not in used]
    after = [index for index in range(len(new)) if index not in taken]
    if len(before) * len(after) > MOST_COMPARED:
        return {}
    scored = sorted(_scores(old, new, before=before, after=after), reverse=True)
    found: dict[int, int] = {}
    for _, later, earlier in scored:
        if -later not in found and -earlier not in found.values():
            found[-later] = -earlier
    return found


def _scores(
    old: Sequence[MselRow], new: Sequence[MselRow], *, before: list[int], after: list[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield (likeness, -new index, -old index) of rows that are nearly the same."""
    words = [_words(each) for each in old]
    for later in after:
        matcher = difflib.SequenceMatcher(None, b=_words(new[later]), autojunk=False)
        for earlier in before:
            if not words[earlier] or not _may_be_one(old[earlier], new[later]):
                continue
            matcher.set_seq1(words[earlier])
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    yield ratio, -later, -earlier


def _words(row: MselRow) -> str:
    said = (row.title, row.description, row.body, *row.expected_actions)
    return " ".join(each for each in said if each)[:LONGEST_COMPARED]
