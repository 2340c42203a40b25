"""Where everything lies on the page of a replay: theatres in a grid, provinces as tiles, home above.

What happens there is `story`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim import measures
from sim.measures.ground import theatre_name
from sim.report.replay import story
from sim.report.replay.tiles import Land, land, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome

WIDTH, HEIGHT = 1000.0, 620.0
"""The map in units of its own; the page scales it."""
TOP, MARGIN, TITLE, FOOT = 78.0, 14.0, 30.0, 24.0
MOST_COLUMNS = 3
SIDES = 6


def theatres(outcome: Outcome) -> list[dict[str, Any]]:
    """Return every theatre of an operation that came, with its box, provinces and what happened there."""
    gone = measures.absent(outcome)
    indices = [i for i in range(len(outcome.plan.theatres)) if theatre_name(outcome, i) not in gone]
    boxes = grid(len(indices))
    return [_theatre(outcome, index, box) for index, box in zip(indices, boxes, strict=True)]


def grid(count: int) -> list[tuple[float, float, float, float]]:
    """Return the boxes of so many theatres, row by row: left, top, width, height."""
    columns = min(MOST_COLUMNS, count) or 1
    rows = math.ceil(count / columns)
    width = (WIDTH - MARGIN * (columns + 1)) / columns
    height = (HEIGHT - TOP - MARGIN * rows) / max(1, rows)
    return [
        (MARGIN + (width + MARGIN) * (i % columns), TOP + (height + MARGIN) * (i // columns), width, height)
        for i in range(count)
    ]


def _theatre(outcome: Outcome, index: int, box: tuple[float, float, float, float]) -> dict[str, Any]:
    rules = outcome.plan.theatres[index]
    left, top = box[:2]
    inner = _inside(box)
    lands = land(spread(rules.provinces), inner)
    begins = [row.time for row in outcome.authority if row.theatre == index]
    return {
        "index": index,
        "name": theatre_name(outcome, index),
        "box": [story.short(each) for each in box],
        "capital": [story.short(left + 30.0), story.short(top + 58.0)],
        "begins": story.short(min(begins, default=rules.begins)),
        "sectors": list(rules.sectors),
        "strength": story.strength(outcome, index),
        "provinces": [
            {
                "name": province.id.replace("_", " "),
                "people": province.population,
                "tiles": [tile(each.x, each.y, size=lands[place].size) for each in lands[place].centres],
                "border": border(lands[place]),
                "middle": [story.short(each) for each in lands[place].middle],
                "size": story.short(_room(lands[place])),
                "leads": story.leads(outcome, index, place),
                "levels": story.levels(outcome, index, place),
            }
            for place, province in enumerate(rules.provinces)
        ],
    }


def _inside(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return where the tiles of a box go: beside the capital, or below it where the box is narrow."""
    left, top, width, height = box
    beside = (left + 60.0, top + TITLE, width - 70.0, height - TITLE - FOOT)
    below = (left + 10.0, top + 2.0 * TITLE + 44.0, width - 20.0, height - 2.0 * TITLE - 44.0 - FOOT)
    return beside if width > height else below


def _room(lying: Land) -> float:
    """Return the width that a label has in the middle of a province."""
    row = [each.x for each in lying.centres if abs(each.y - lying.middle.y) < lying.size]
    return max(row) - min(row) + 1.6 * lying.size if row else 2.0 * lying.size


def tile(x: float, y: float, *, size: float) -> str:
    """Return a hexagon standing on a corner, as an SVG path.

    >>> tile(0.0, 0.0, size=10.0)[:16]
    'M0.0,-10.0 8.7,-'
    """
    return "M" + " ".join(f"{right},{down}" for right, down in corners(x, y, size=size)) + "Z"


def corners(x: float, y: float, *, size: float) -> list[tuple[float, float]]:
    """Return the corners of a hexagon, from its top to the right and round."""
    turns = (math.pi / 3.0 * i for i in range(SIDES))
    return [
        (round(x + size * math.sin(turn), 1) + 0.0, round(y - size * math.cos(turn), 1) + 0.0)
        for turn in turns
    ]


Side = tuple[tuple[float, float], tuple[float, float]]


def sides(lying: Land) -> Iterator[Side]:
    """Yield the outline of a province: the sides of its tiles beyond which none of its tiles lies."""
    near = lying.size / 2.0
    for each in lying.centres:
        around = corners(each.x, each.y, size=lying.size)
        for one, other in zip(around, [*around[1:], around[0]], strict=True):
            beyond = one[0] + other[0] - each.x, one[1] + other[1] - each.y
            if not any(math.dist(beyond, centre) < near for centre in lying.centres):
                yield one, other


def border(lying: Land) -> str:
    """Return the outline of a province as an SVG path."""
    return "".join(f"M{one[0]},{one[1]} {other[0]},{other[1]}" for one, other in sides(lying))
