"""Where a batch takes its uniforms: by name (`random`), or evenly spread (`sobol`, `lhs`).

Evenly spread points shrink the error of a mean, if every future uses the same numbers. One set of
points has no error of its own: it is scrambled several times over, and the means are compared. What a
percentile's interval would be is not known; so only means are made of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.plan import Draw

    Floats = NDArray[np.float64]

SCRAMBLES = 16
"""Independent scrambles: the error is that of so many means."""
EDGE = 2.0**-53
NAMED = 4
"""Quantities that a refusal names."""


class Sampling(StrEnum):
    """Where uniforms come from."""

    RANDOM = "random"
    SOBOL = "sobol"
    LHS = "lhs"


def scrambles(sampling: Sampling, *, runs: int, width: int, seed: int) -> list[Floats]:
    """Return independent blocks of points, each of shape (points, width), strictly inside (0, 1).

    `runs` in all, as many as come near it: each block has a power of 2, as Sobol points need.
    """
    points = 2 ** max(1, round(np.log2(max(2, runs / SCRAMBLES))))
    return [_block(sampling, (points, width), seed=[seed, place]) for place in range(SCRAMBLES)]


def _block(sampling: Sampling, shape: tuple[int, int], *, seed: list[int]) -> Floats:
    from scipy.stats import qmc  # noqa: PLC0415  slow to load, and verbs name the ways of sampling in their help

    points, width = shape
    generator = np.random.default_rng(seed)
    if sampling is Sampling.RANDOM:
        u = generator.random(shape)
    elif sampling is Sampling.SOBOL:
        u = qmc.Sobol(width, scramble=True, seed=generator).random(points)
    else:
        u = qmc.LatinHypercube(width, seed=generator).random(points)
    return np.clip(u, EDGE, 1.0 - EDGE)


def moving(draws: Sequence[Draw]) -> list[str]:
    """Return the quantities of which a future uses more rounds or fewer: no point can be laid for them."""
    return [each.key for each in draws if each.rounds > 1 and not each.law.certain]


def refuse_moving(draws: Sequence[Draw], *, sampling: Sampling) -> None:
    """Refuse evenly spread points where the quantities of a future are not always the same ones.

    Raises: `BadInput` that names them.
    """
    found = moving(draws)
    if sampling is Sampling.RANDOM or not found:
        return
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    message = (
        f"{sampling} points need quantities that every future uses alike; those with several rounds "
        f"(loops, rotations, reviews) are used as often as it comes: {', '.join(found[:NAMED])}{more}"
    )
    raise BadInput([Place("--sampling").finding(message, allowed="random")])
