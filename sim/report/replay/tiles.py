"""A map of hexagons where there is none: as many tiles for a province as its people are many.

Schematic and the same every time; declared neighbours touch where there is room. Pixels are the page's.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.plan import Province

Cell = tuple[int, int]
"""Axial coordinates of a tile: q to the right, r down and to the right."""

STEPS: tuple[Cell, ...] = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
MEAN, FEWEST, MOST = 7, 4, 19
"""Tiles of a province: on the mean, and at least and most."""
TO_CENTRE = 0.45
"""How much more compact the whole country is kept than each province."""


class Point(NamedTuple):
    """A place on the page, in its units."""

    x: float
    y: float


class Land(NamedTuple):
    """A province on the page: its tiles' centres, its middle. `size`: of a tile, centre to corner."""

    centres: tuple[Point, ...]
    middle: Point
    size: float


def spread(provinces: Sequence[Province]) -> list[list[Cell]]:
    """Return the tiles of each province: in one piece, and no tile twice."""
    counts = _counts([each.population for each in provinces])
    placed: list[list[Cell]] = []
    taken: set[Cell] = set()
    for province, count in zip(provinces, counts, strict=True):
        near = [placed[other] for other in province.neighbours if other < len(placed)]
        cells = _grown(_seed(near or placed, taken), count, taken)
        taken.update(cells)
        placed.append(cells)
    return placed


def land(spreads: Sequence[Sequence[Cell]], box: tuple[float, float, float, float]) -> list[Land]:
    """Return provinces fitted into a box (left, top, width, height)."""
    every = list(chain.from_iterable(spreads))
    if not every:
        return []
    left, top, width, height = box
    corners = [_centre(cell, 1.0) for cell in every]
    low = Point(min(each.x for each in corners) - 0.87, min(each.y for each in corners) - 1.0)
    wide, high = (
        max(each.x for each in corners) + 0.87 - low.x,
        max(each.y for each in corners) + 1.0 - low.y,
    )
    size = min(width / wide, height / high)
    shift = Point(
        left + (width - size * wide) / 2.0 - size * low.x, top + (height - size * high) / 2.0 - size * low.y
    )
    return [_land(cells, size, shift) for cells in spreads]


def _land(cells: Sequence[Cell], size: float, shift: Point) -> Land:
    found = [_centre(cell, size) for cell in cells]
    centres = tuple(Point(each.x + shift.x, each.y + shift.y) for each in found)
    middle = Point(*(math.fsum(axis) / len(centres) for axis in zip(*centres, strict=True)))
    return Land(centres, middle, size)


def _counts(populations: Sequence[int]) -> list[int]:
    total = sum(populations)
    shares = [each / total if total else 1.0 / len(populations) for each in populations]
    return [min(MOST, max(FEWEST, round(MEAN * len(populations) * share))) for share in shares]


def _seed(near: Sequence[Sequence[Cell]], taken: set[Cell]) -> Cell:
    """Return a free tile beside a neighbour, or beside whatever is there, nearest to the middle."""
    for cells in (chain.from_iterable(near), taken):
        free = {cell for cell in _around(cells) if cell not in taken}
        if free:
            return min(free, key=lambda cell: (_distance(cell, (0, 0)), cell))
    return (0, 0)


def _grown(seed: Cell, count: int, taken: set[Cell]) -> list[Cell]:
    cells = [seed]
    while len(cells) < count:
        free = {cell for cell in _around(cells) if cell not in taken and cell not in cells}
        if not free:
            break
        cells.append(
            min(free, key=lambda cell: (_distance(cell, seed) + TO_CENTRE * _distance(cell, (0, 0)), cell))
        )
    return cells


def _around(cells: Iterable[Cell]) -> Iterator[Cell]:
    return ((q + right, r + down) for q, r in cells for right, down in STEPS)


def _distance(one: Cell, other: Cell) -> int:
    q, r = one[0] - other[0], one[1] - other[1]
    return max(abs(q), abs(r), abs(q + r))


def _centre(cell: Cell, size: float) -> Point:
    q, r = cell
    return Point(size * math.sqrt(3.0) * (q + r / 2.0), size * 1.5 * r)
