"""What differs between two documents, path by path, and every mixture of the two.

A distribution or a list is one value. Words that a run does not read (evidence, sources, titles) are told
but set apart. A mixture is made directly and not by a patch: a patch cannot take anything away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from sim.scenario.parsing import KeyPath, dotted
from sim.scenario.values import FAMILIES, SPECIAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.errors import Place
    from sim.scenario.reading import Document

Kind = Literal["changed", "added", "taken away", "order"]
WORDS = frozenset({"evidence", "source", "note", "title", "why", "owner", "due", "task", "country"})
"""Keys that no run reads."""
UNPLAYED = frozenset({"levers", "variants", "targets"})
"""Parts at the top that no run reads."""
LAWS = frozenset({*FAMILIES, *SPECIAL})


@dataclass(frozen=True)
class Change:
    """One thing that differs. `old`, `new`: as written; None where it is not there.

    `place`: where the new value stands or, for what was taken away, the old one.
    """

    path: KeyPath
    kind: Kind
    old: Any
    new: Any
    place: Place

    @property
    def name(self) -> str:
        """Return the path as it is written."""
        return dotted(self.path)

    @property
    def words(self) -> bool:
        """Whether it is something that a run does not read."""
        return self.path[0] in UNPLAYED or any(each in WORDS for each in self.path)


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """Return what differs, in the order of the old document; last, if nothing else is left, the order."""
    found = tuple(_walk(old.data, new.data, (), documents=(old, new)))
    if mixed(old, new, found).digest == new.digest:
        return found
    order = Change(("order",), "order", "names as declared", "declared in another order", new.place(()))
    return (*found, order)


def _walk(old: Any, new: Any, path: KeyPath, *, documents: tuple[Document, Document]) -> Iterator[Change]:
    if _branches(old) and _branches(new):
        for key in dict.fromkeys((*old, *new)):
            below = (*path, key)
            if key not in new:
                yield Change(below, "taken away", old[key], None, documents[0].key_place(below))
            elif key not in old:
                yield Change(below, "added", None, new[key], documents[1].key_place(below))
            else:
                yield from _walk(old[key], new[key], below, documents=documents)
    elif not _same(old, new):
        yield Change(path, "changed", old, new, documents[1].place(path))


def _same(old: Any, new: Any) -> bool:
    """Whether two values say the same, all the way down; `false` is not 0, whatever Python says."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(each, new[key]) for key, each in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return type(old) is type(new) and bool(old == new)


def _branches(value: Any) -> bool:
    """Whether a value holds parts with names of their own; a distribution is one value."""
    return isinstance(value, dict) and not (len(value) == 1 and next(iter(value)) in LAWS)


def mixed(old: Document, new: Document, chosen: Iterable[Change]) -> Document:
    """Return the old document with some changes made; the order of names is the new one's if that is asked.

    All changes together, the order among them, give what the new document says.
    """
    kept = list(chosen)
    data: dict[str, Any] = reduce(_made, (each for each in kept if each.kind != "order"), old.data)
    if any(each.kind == "order" for each in kept):
        data = _ordered(data, new.data)
    touched = tuple(each.path for each in kept)
    return replace(
        old,
        data=data,
        places=_places(old.places, new.places, touched),
        key_places=_places(old.key_places, new.key_places, touched),
    )


def _made(data: Any, change: Change, depth: int = 0) -> Any:
    """Return data with one change; only what lies on its path is copied."""
    key, last = change.path[depth], depth == len(change.path) - 1
    if not last:
        return {**data, key: _made(data[key], change, depth + 1)}
    if change.kind == "taken away":
        return {name: each for name, each in data.items() if name != key}
    return {**data, key: change.new}


def _ordered(data: Any, like: Any) -> Any:
    """Return data with names in the order in which another document has them."""
    if not (isinstance(data, dict) and isinstance(like, dict)):
        return data
    names = [each for each in like if each in data] + [each for each in data if each not in like]
    return {name: _ordered(data[name], like.get(name)) for name in names}


def _places(
    old: Mapping[KeyPath, Place], new: Mapping[KeyPath, Place], touched: tuple[KeyPath, ...]
) -> dict[KeyPath, Place]:
    def within(path: KeyPath) -> bool:
        return any(path[: len(each)] == each for each in touched)

    return {path: each for path, each in old.items() if not within(path)} | {
        path: each for path, each in new.items() if within(path)
    }
