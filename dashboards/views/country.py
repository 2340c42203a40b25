"""The provinces of a simulation as shapes: a schematic country of hexagons, the same every time.

Where tiles lie is `sim.report.replay.tiles`, the same as in a replay; what they are coloured by is the
situation's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.measures.ground import theatre_name
from sim.report.replay.mapping import corners, sides
from sim.report.replay.tiles import land, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.report.replay.tiles import Land
    from sim.trace import Outcome

SIDE, GAP = 100.0, 12.0
"""A country in units of its own, and the way to the next."""
MOST_COLUMNS = 3

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A province on the schematic map. `tiles`: hexagons; `edges`: its border; y runs down."""

    crisis: str
    province: str
    tiles: tuple[Ring, ...]
    edges: tuple[Ring, ...]
    middle: tuple[float, float]


def shapes_of(outcome: Outcome) -> tuple[Shape, ...]:
    """Return every province of every theatre, countries side by side."""
    return tuple(each for index in range(len(outcome.plan.theatres)) for each in _country(outcome, index))


def _country(outcome: Outcome, index: int) -> Iterator[Shape]:
    provinces = outcome.plan.theatres[index].provinces
    left, top = (SIDE + GAP) * (index % MOST_COLUMNS), (SIDE + GAP) * (index // MOST_COLUMNS)
    lands = land(spread(provinces), (left, top, SIDE, SIDE))
    for province, lying in zip(provinces, lands, strict=True):
        tiles = tuple(_closed(corners(each.x, each.y, size=lying.size)) for each in lying.centres)
        yield Shape(theatre_name(outcome, index), province.id, tiles, tuple(sides(lying)), _middle(lying))


def _closed(points: Sequence[tuple[float, float]]) -> Ring:
    return (*points, points[0])


def _middle(lying: Land) -> tuple[float, float]:
    return round(lying.middle.x, 1), round(lying.middle.y, 1)
