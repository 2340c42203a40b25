"""What the event loop cannot draw of a forecast's futures by itself: what is settled, lasts on or is tied.

All else is new chance by name, which the loop draws when a future asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.compiled.flattening.laws import drawn_outside
from sim.draws import Addresses, Family
from sim.forecasting.mixing import mixed
from sim.forecasting.watching import own_draws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.compiled.layout import Floats, Ints
    from sim.draws import Sampler
    from sim.forecasting.knowing import Known

    Places = NDArray[np.intp]


@dataclass(frozen=True)
class _Narrow:
    """One plan's quantities of some columns only. `families`, `risks`: by place among these columns.

    `risks`: what says that one happened, its factor, and what it scales.
    """

    families: tuple[Family, ...]
    risks: tuple[tuple[int, int, Places], ...]

    @classmethod
    def of(cls, sampler: Sampler, columns: Places) -> _Narrow:
        """Lay out some columns of a sampler, among which are those of all risks that scale any of them."""
        wanted = np.zeros(sampler.width, dtype=np.bool_)
        wanted[columns] = True
        families = [
            Family(np.searchsorted(columns, each.columns), each.inverse)
            for each in sampler.families_of(wanted)
        ]
        risks = []
        for happens, factor, spans in _scaled(sampler):
            here = spans[wanted[spans]]
            if len(here):
                asked = np.searchsorted(columns, [happens, factor])
                risks.append((int(asked[0]), int(asked[1]), np.searchsorted(columns, here)))
        return cls(tuple(families), tuple(risks))

    def values(self, u: Floats) -> Floats:
        """Return the quantities at some uniforms, both of shape (n, columns)."""
        values = np.empty_like(u)
        for family in self.families:
            family.fill(values, u)
        for happens, factor, columns in self.risks:
            happened = values[:, happens] > 0.0
            values[:, columns] *= np.where(happened, values[:, factor], 1.0)[:, None]
        return values


def _scaled(sampler: Sampler) -> list[tuple[int, int, Places]]:
    """Return, in order, the column of what happens, that of the factor, and the columns that it scales."""
    offsets = sampler.offsets
    return [
        (offsets[risk.happens], offsets[factor], np.arange(offsets[index], offsets[index + 1]))
        for risk in sampler.plan.risks
        for factor, scaled in risk.scales
        for index in scaled
    ]


class Given:
    """The values that futures of a forecast are given, where a row of values has one part per regime.

    `row`: what is settled, NaN elsewhere; `columns`: of the row, what differs from future to future and
    does not come from the loop.
    """

    def __init__(self, samplers: Sequence[Sampler], known: Known, seed: int) -> None:
        """Lay it out. `samplers`: of the plan and of each regime; `seed`: of the new chance."""
        self.known, self.seed, self.first = known, seed, samplers[0]
        width, plans = self.first.width, len(samplers)
        self.own = _needed(samplers, known)
        self.addresses = Addresses(self.first.keys[self.own], self.first.turns[self.own])
        self.narrow = [_Narrow.of(each, self.own) for each in samplers]
        self.columns: Ints = np.concatenate([self.own + turn * width for turn in range(plans)]).astype(
            np.int64
        )
        self.row: Floats = np.concatenate([_settled(each, known) for each in samplers])

    def values(self, numbers: Sequence[int]) -> Floats:
        """Return the values of some futures, shape (n, `columns`)."""
        futures = np.asarray(numbers, dtype=np.uint64)
        v = np.full((len(futures), self.first.width), np.nan)
        v[:, self.own] = self.addresses.uniforms(self.seed, futures)
        u = mixed(self.known, self.first, v, seed=self.seed, replications=numbers)[:, self.own]
        return np.ascontiguousarray(np.concatenate([each.values(u) for each in self.narrow], axis=1))


def _needed(samplers: Sequence[Sampler], known: Known) -> Places:
    """Return the columns of uniforms whose values differ from future to future and must be given."""
    first = samplers[0]
    wanted = (known.least > 0.0) & ~known.settled
    watch = first.plan.watch
    apart = {draw for each in samplers for draw in drawn_outside(each.plan)}
    apart |= own_draws(watch) if watch is not None and known.unflagged else set()
    for draw in apart:
        wanted[first.offsets[draw] : first.offsets[draw + 1]] = True
    for sampler in samplers:
        for happens, factor, columns in _scaled(sampler):
            if wanted[columns].any():
                wanted[[happens, factor]] = True
    return np.flatnonzero(wanted)


def _settled(sampler: Sampler, known: Known) -> Floats:
    """Return a plan's values of what is settled, NaN elsewhere, shape (width,)."""
    wanted = known.settled.copy()
    for happens, factor, columns in _scaled(sampler):
        if known.settled[columns].any():
            wanted[[happens, factor]] = True
    values = sampler.values(known.u[None, :], sampler.families_of(wanted))[0]
    return np.where(known.settled, values, np.nan)
