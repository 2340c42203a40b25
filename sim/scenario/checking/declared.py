"""What the schema says about itself: which part stands where, what it is called, which keys it takes.

Read from the models, so that a new key is known here without a word. The top of the language is an
argument: scenarios are not the only files that are read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from sim.scenario.schema import Scenario
from sim.scenario.schema.doctrine import Doctrine
from sim.scenario.schema.ground import Handover
from sim.scenario.schema.resources import After, Part

NOUNS: dict[type[Part], str] = {After: "a link", Doctrine: "the doctrine", Handover: "the handover"}
"""What a part is called where its class's name does not say it."""


def part_at(location: Iterable[str | int], top: type[Part] = Scenario) -> type[Part] | None:
    """Return the part that stands at a path, or None where something else does."""
    kind: Any = top
    for step in location:
        kind = _inside(_bare(kind), step)
    kind = _bare(kind)
    return kind if _is_part(kind) else None


def keys_of(part: type[Part] | None) -> list[str]:
    """Return the keys that a part takes, those that any part takes last."""
    if part is None:
        return []
    every = [field.alias or name for name, field in part.model_fields.items()]
    common = list(Part.model_fields)
    return [*(each for each in every if each not in common), *common]


def noun_of(part: type[Part] | None) -> str:
    """Return what a part is called: 'a continuing resolution'."""
    if part is None:
        return "this mapping"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part.__name__.removesuffix("Declared")).lower()
    return NOUNS.get(part) or f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def owners_of(key: str, top: type[Part] = Scenario) -> list[str]:
    """Return what the parts are called that take a key."""
    return [noun_of(part) for part in parts_of(top) if key in keys_of(part)]


@cache
def parts_of(top: type[Part]) -> tuple[type[Part], ...]:
    """Return every part of a language, from the top."""
    found: dict[type[Part], None] = {}
    waiting: list[type[Part]] = [top]
    while waiting:
        part = waiting.pop(0)
        if part not in found:
            found[part] = None
            waiting += [each for field in part.model_fields.values() for each in _within(field.annotation)]
    return tuple(found)


def _within(kind: Any) -> Iterator[type[Part]]:
    kind = _bare(kind)
    if _is_part(kind):
        yield kind
    for each in get_args(kind):
        yield from _within(each)


def _inside(kind: Any, step: str | int) -> Any:
    """Return what stands below one step of a path."""
    if _is_part(kind):
        fields = kind.model_fields
        found = (field for name, field in fields.items() if step in {field.alias or name})
        return next((each.annotation for each in found), None)
    inner = get_args(kind)
    if get_origin(kind) is dict:
        return inner[1]
    return inner[0] if get_origin(kind) is tuple else None


def _bare(kind: Any) -> Any:
    """Return a kind without what is only said about it, and without 'or nothing'."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        inner = [each for each in get_args(kind) if each is not NoneType]
        return _bare(inner[0]) if len(inner) == 1 else kind
    return kind


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
