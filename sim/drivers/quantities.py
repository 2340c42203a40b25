"""The quantities of a plan that are left to chance, their labels, and the values they had.

Nothing of a run need be kept for this: the same seed and replications give the same values again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.draws import Sampler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.plan import Plan

    Floats = NDArray[np.float64]

FIRST = 5
"""Rounds of a quantity that are looked at one by one: most futures come to those. The rest: their mean."""


class Quantity(NamedTuple):
    """Something left to chance. `columns`: where its rounds stand among the plan's uniforms."""

    key: str
    path: str
    evidence: str
    source: str
    columns: tuple[int, ...]

    @property
    def label(self) -> str:
        """Return its name as it is shown: `alpha · design · duration`."""
        return " · ".join(self.key.removeprefix("plan/").split("/"))


class Group(NamedTuple):
    """Quantities that a design moves together, since chance ties them; one by itself is a group too."""

    label: str
    evidence: tuple[str, ...]
    columns: tuple[int, ...]


def quantities(plan: Plan) -> tuple[Quantity, ...]:
    """Return every quantity of a plan that is not certain, in declared order."""
    offsets = Sampler(plan).offsets
    return tuple(
        Quantity(
            each.key, each.path, each.evidence, each.source, tuple(range(offsets[place], offsets[place + 1]))
        )
        for place, each in enumerate(plan.draws)
        if not each.law.certain
    )


def groups(plan: Plan) -> tuple[Group, ...]:
    """Return the same, with those that are correlated put together: groups are independent."""
    sampler = Sampler(plan)
    tie_of = {
        int(sampler.offsets[draw]): tie for tie, (draws, _) in enumerate(sampler.ties) for draw in draws
    }
    found: dict[object, list[Quantity]] = {}
    for each in quantities(plan):
        found.setdefault(tie_of.get(each.columns[0], each.key), []).append(each)
    return tuple(
        Group(
            " with ".join(each.label for each in members),
            tuple(sorted({each.evidence for each in members})),
            tuple(column for each in members for column in each.columns),
        )
        for members in found.values()
    )


def values_of(plan: Plan, *, seed: int, replications: Sequence[int]) -> Floats:
    """Return what each quantity was in some futures, shape (n, width), before risks scale it.

    A risk's factor is a quantity of its own, and so is whether it happens.
    """
    sampler = Sampler(replace(plan, risks=()))
    return sampler.sample(seed, replications)


def inputs_of(values: Floats, found: Sequence[Quantity]) -> tuple[Floats, tuple[tuple[int, ...], ...]]:
    """Return the inputs of an analysis, shape (n, inputs), and which of them belong to each quantity.

    A quantity of many rounds gives its first ones, one by one, and the mean of those after them.
    """
    columns: list[Floats] = []
    places = []
    for each in found:
        mine = [values[:, column] for column in each.columns[:FIRST]]
        if each.columns[FIRST:]:
            mine.append(values[:, list(each.columns[FIRST:])].mean(axis=1))
        places.append(tuple(range(len(columns), len(columns) + len(mine))))
        columns += mine
    return np.stack(columns, axis=1) if columns else np.empty((len(values), 0)), tuple(places)


def level_of(values: Floats, quantity: Quantity) -> Floats:
    """Return how high a quantity was in each run, shape (n,): the mean of its first rounds."""
    return np.asarray(values[:, list(quantity.columns[:FIRST])].mean(axis=1))
