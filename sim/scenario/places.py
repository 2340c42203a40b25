"""Where each value of a text was written: kept as bare numbers, and told as places when they are asked for.

Of the places of a large file few are ever looked at. What stands there is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sim.errors import Place

if TYPE_CHECKING:
    from sim.scenario.parsing import KeyPath


Span = tuple[int, int, int]
"""Line, column and the column behind it, from 0; the last is -1 for the end of the line."""


class Places(Mapping[tuple[str | int, ...], Place]):
    """Path → place, made of a text's lines and the spans in it."""

    def __init__(self, name: str, lines: list[str], spans: dict[KeyPath, Span]) -> None:
        self.name = name
        self._lines = lines
        self._spans = spans
        self._told: dict[KeyPath, Place] | None = None

    def __getitem__(self, path: KeyPath) -> Place:
        """Return the place of one value."""
        if self._told is not None:
            return self._told[path]
        return self.told(path, self._spans[path])

    def __iter__(self) -> Iterator[KeyPath]:
        """Return all paths, in the order in which they were written."""
        return iter(self.all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._spans)

    def __contains__(self, path: object) -> bool:
        """Whether something was written at a path."""
        return path in self._spans

    @property
    def all(self) -> dict[KeyPath, Place]:
        """All places; whoever goes through them gets the same ones again."""
        if self._told is None:
            self._told = {path: self.told(path, span) for path, span in self._spans.items()}
        return self._told

    def told(self, path: KeyPath, span: Span) -> Place:
        """Return the place of a span of the text."""
        line, column, end = span
        text = self._lines[line] if line < len(self._lines) else ""
        width = (end if end >= 0 else len(text.rstrip())) - column
        return Place(self.name, line + 1, column + 1, ".".join(map(str, path)), text, max(1, width))


def copied(places: Mapping[KeyPath, Place]) -> dict[KeyPath, Place]:
    """Return a dictionary of places that may be changed."""
    return (places.all if isinstance(places, Places) else dict(places)).copy()
