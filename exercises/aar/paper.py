"""A paper as plain content: sections of texts, lists, tables and pictures; no file is written here.

No text in a paper is markup, whoever wrote it: each writer takes it for letters and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.report.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

MISSING = "–"
"""What stands where there is no value."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `muted`: a remark on what stands beside it."""

    text: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of the section. `level`: 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; without items `empty` is said."""

    items: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths`: of its columns, relative to each other; without rows `empty` is said."""

    table: Table
    widths: tuple[float, ...]
    empty: str

    @property
    def titled(self) -> bool:
        """Return whether any column has a title."""
        return any(each.title for each in self.table.columns)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. `name`: of its files, without an ending; `alt`: what a reader who cannot see it is told."""

    name: str
    png: bytes
    svg: str
    alt: str


Block = Text | Heading | Bullets | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper under one heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `banner`: classification, on every page; `made`: its date, seconds since 1970 UTC."""

    title: str
    banner: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    made: float

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return its charts in order."""
        return tuple(
            block for section in self.sections for block in section.blocks if isinstance(block, Picture)
        )


class Head(NamedTuple):
    """A column of a table: its title, its width relative to the others, and whether it holds numbers."""

    title: str
    width: float = 1.0
    numeric: bool = False


def grid(heads: Sequence[Head], rows: Iterable[Sequence[str]], *, empty: str) -> Grid:
    """Return a table of texts."""
    columns = tuple(Column(each.title, numeric=each.numeric) for each in heads)
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Grid(Table(columns, cells), tuple(each.width for each in heads), empty)


def columns(widths: Mapping[str, float], *, numeric: Collection[str] = ()) -> list[Head]:
    """Return columns by title and relative width, those that hold numbers named."""
    return [Head(title, width, title in numeric) for title, width in widths.items()]
