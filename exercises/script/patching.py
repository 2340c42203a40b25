"""What a script changes in the scenario as a patch, each value with its place in the script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sim.scenario.patches import Patch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.errors import Place
    from sim.scenario.parsing import KeyPath
    from sim.scenario.reading import Document

Changes = dict[Literal["set", "scale"], "Mapping[str, Any]"]
"""What a patch sets and scales: path of the scenario → value or factor."""


def patch_at(document: Document, path: KeyPath, changes: Changes) -> Patch:
    """Return the patch of the `set` and `scale` below a path of a script's document.

    Parameters: `changes`: what they say, which may differ from the document where values were asked for.
    """
    places: dict[KeyPath, Place] = {}
    key_places: dict[KeyPath, Place] = {}
    for verb, values in changes.items():
        for target, value in values.items():
            key_places[verb, target] = document.key_place((*path, verb, target))
            for inner in _inside(value, (verb, target)):
                places[inner] = document.place((*path, *inner))
    return Patch(
        set=changes.get("set", {}),
        scale=changes.get("scale", {}),
        place=document.place(path or ("set",)),
        name=document.name,
        places=places,
        key_places=key_places,
    )


def _inside(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of a value and of all that is in it."""
    yield path
    below: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    for key, each in below:
        yield from _inside(each, (*path, key))
