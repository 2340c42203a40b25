"""Keyed uniforms: the only source of chance.

A random quantity is the inverse CDF of one uniform, and that uniform is a function of (root seed,
replication, the quantity's name, round), never of call order. So adding an idle step changes no
other draw, two variants share their luck, and every engine and worker count sees the same numbers.

The function is Philox4x32-10, a counter-based generator. Source: Salmon, Moraes, Dror & Shaw,
"Parallel random numbers: as easy as 1, 2, 3", SC 2011.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from sim.distributions import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from sim.plan import Correlation, Plan

    Floats = NDArray[np.float64]
    Words = NDArray[np.uint64]

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ONE = np.uint64(1)
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
ROUNDS = 10
MOST_REPLICATIONS = 2**32


def key_of(name: str) -> int:
    """Return the 64-bit number under which a quantity's name enters the generator."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def philox(counter: tuple[Words, Words, Words, Words], seed: int) -> tuple[Words, Words, Words, Words]:
    """Return four 32-bit words for each counter of four 32-bit words, under a 64-bit seed."""
    first, second, third, fourth = counter
    low_key, high_key = seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF
    for _ in range(ROUNDS):
        left, right = MULTIPLIERS[0] * first, MULTIPLIERS[1] * third
        first, second, third, fourth = (
            (right >> HALF) ^ second ^ np.uint64(low_key),
            right & LOW,
            (left >> HALF) ^ fourth ^ np.uint64(high_key),
            left & LOW,
        )
        low_key, high_key = (low_key + WEYL[0]) & 0xFFFFFFFF, (high_key + WEYL[1]) & 0xFFFFFFFF
    return first, second, third, fourth


class Addresses:
    """Where the uniforms of some quantities lie: two neighbouring rounds share one generator block.

    A block gives four words, which make two uniforms: the first for the even round, the second for
    the odd one.
    """

    def __init__(self, keys: Words, turns: Words) -> None:
        """Lay out the blocks. `keys`, `turns`: shape (quantities,)."""
        pairs = np.stack([keys, turns >> ONE], axis=1)
        blocks, place = np.unique(pairs, axis=0, return_inverse=True)
        self.keys, self.turns = np.ascontiguousarray(blocks.T)
        self.column = 2 * place.reshape(-1) + (turns & ONE).astype(np.intp)

    def uniforms(self, seed: int, replications: Words) -> Floats:
        """Return one uniform per replication and quantity, strictly inside (0, 1).

        Parameters: `replications`: shape (n,), below 2^32.
        Returns: shape (n, quantities), multiples of 2^-53 plus half a step.
        """
        shape = (len(replications), len(self.keys))
        counter = (
            np.broadcast_to(self.keys & LOW, shape),
            np.broadcast_to(self.keys >> HALF, shape),
            np.broadcast_to(self.turns, shape),
            np.broadcast_to(replications[:, None], shape),
        )
        words = philox(counter, seed)
        both = np.stack([fraction(words[0], words[1]), fraction(words[2], words[3])], axis=2)
        return both.reshape(len(replications), -1)[:, self.column]


def fraction(high: Words, low: Words) -> Floats:
    """Return 53 of the 64 bits of two words as a number in the middle of its step of 2^-53."""
    bits = ((high >> np.uint64(5)) << np.uint64(26)) | (low >> np.uint64(6))
    return (bits + 0.5) * 2.0**-53


def uniforms(keys: Words, turns: Words, *, seed: int, replications: Words) -> Floats:
    """Return one uniform per replication and quantity; see `Addresses`."""
    return Addresses(keys, turns).uniforms(seed, replications)


def correlated(u: Floats, columns: Sequence[int], matrix: Floats) -> Floats:
    """Return the uniforms of some columns tied by a Gaussian copula; each column stays uniform.

    Parameters: `u`: shape (n, quantities); `matrix`: of correlations that can hold together (a
    scenario's are checked), shape (columns, columns). Returns: shape (n, columns).
    """
    values, vectors = np.linalg.eigh(matrix)
    root = vectors @ np.diag(np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return np.asarray(special.ndtr(special.ndtri(u[:, list(columns)]) @ root))


def least_eigenvalue(matrix: Floats) -> float:
    """Return the least eigenvalue of a matrix of correlations: below 0 they cannot hold together."""
    return float(np.linalg.eigvalsh(matrix)[0])


def tied(groups: Iterable[Correlation]) -> list[tuple[tuple[int, ...], Floats]]:
    """Return draws that depend on each other, with the matrix of their correlations.

    Groups that share a draw are tied together, each with its own rho; what no group ties stays at 0.
    """
    found: list[tuple[tuple[int, ...], list[Correlation]]] = []
    for group in groups:
        touching = [each for each in found if not set(each[0]).isdisjoint(group.draws)]
        found = [each for each in found if each not in touching]
        draws = [*(draw for each, _ in touching for draw in each), *group.draws]
        found.append((tuple(dict.fromkeys(draws)), [*(g for _, gs in touching for g in gs), group]))
    return [(draws, _matrix(draws, members)) for draws, members in found]


def _matrix(draws: Sequence[int], groups: Iterable[Correlation]) -> Floats:
    matrix = np.eye(len(draws))
    for group in groups:
        places = [draws.index(each) for each in group.draws]
        matrix[np.ix_(places, places)] = group.rho
    np.fill_diagonal(matrix, 1.0)
    return matrix


@dataclass(frozen=True)
class Family:
    """All quantities of one family of distributions, so that they are drawn in one call."""

    columns: NDArray[np.intp]
    inverse: Callable[[Floats], Floats]

    def fill(self, values: Floats, u: Floats) -> None:
        """Write the quantiles of this family's columns."""
        values[:, self.columns] = self.inverse(u[:, self.columns])


class Sampler:
    """Draws every random quantity of a Plan, for one or many replications at once.

    Quantity i's rounds stand side by side: column `offsets[i]` + round.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rounds = np.array([each.rounds for each in plan.draws], dtype=np.intp)
        self.offsets: tuple[int, ...] = (0, *np.cumsum(self.rounds).tolist())
        self.width = int(self.offsets[-1])

    @cached_property
    def keys(self) -> Words:
        """Per column, the number under which its quantity enters the generator."""
        names = np.array([key_of(each.key) for each in self.plan.draws], dtype=np.uint64)
        return np.repeat(names, self.rounds)

    @cached_property
    def turns(self) -> Words:
        """Per column, its round."""
        return np.array([turn for each in self.rounds for turn in range(each)], dtype=np.uint64)

    @cached_property
    def addresses(self) -> Addresses:
        """Where the quantities' uniforms lie."""
        return Addresses(self.keys, self.turns)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The plan's quantities grouped by family, in order of first use."""
        return self.families_of(np.ones(self.width, dtype=np.bool_))

    def families_of(self, wanted: NDArray[np.bool_]) -> tuple[Family, ...]:
        """Return the same for some columns only."""
        groups: dict[object, list[int]] = {}
        for index, each in enumerate(self.plan.draws):
            if wanted[self.offsets[index] : self.offsets[index + 1]].any():
                label = (each.law.family, index) if apart(each.law) else each.law.family
                groups.setdefault(label, []).append(index)
        return tuple(self._family(members, wanted) for members in groups.values())

    def _family(self, members: list[int], wanted: NDArray[np.bool_]) -> Family:
        spans = [np.arange(self.offsets[i], self.offsets[i + 1]) for i in members]
        columns = [each[wanted[each]] for each in spans]
        sizes = [len(each) for each in columns]
        law = type(self.plan.draws[members[0]].law)
        table = np.array([self.plan.draws[i].law.parameters() for i in members])
        return Family(
            columns=np.concatenate(columns),
            inverse=law.inverse(*(np.repeat(column, sizes) for column in table.T)),
        )

    def uniforms(self, seed: int, replications: Sequence[int]) -> Floats:
        """Return the correlated uniforms of some replications, shape (n, width), in (0, 1)."""
        numbers = np.asarray(replications, dtype=np.uint64)
        return self.tie(self.addresses.uniforms(seed, numbers))

    def tie(self, u: Floats) -> Floats:
        """Make independent uniforms, shape (n, width), move together where the plan says so, in place."""
        for draws, matrix in self.ties:
            columns = [self.offsets[each] for each in draws]
            u[:, columns] = correlated(u, columns, matrix)
        return u

    @cached_property
    def ties(self) -> list[tuple[tuple[int, ...], Floats]]:
        """The plan's quantities that move together, and how."""
        return tied(self.plan.correlations)

    def values(self, u: Floats, families: Sequence[Family] | None = None) -> Floats:
        """Return every quantity in its own unit, shape (n, width), with risks applied.

        `families`: those of some columns only; all others are NaN.
        """
        values = np.empty_like(u) if families is None else np.full_like(u, np.nan)
        for family in self.families if families is None else families:
            family.fill(values, u)
        for risk in self.plan.risks:
            happened = values[:, self.offsets[risk.happens]] > 0.0
            for factor, scaled in risk.scales:
                times = np.where(happened, values[:, self.offsets[factor]], 1.0)
                for index in scaled:
                    values[:, self.offsets[index] : self.offsets[index + 1]] *= times[:, None]
        return values

    def sample(self, seed: int, replications: Sequence[int]) -> Floats:
        """Return the values of some replications, shape (n, width)."""
        return self.values(self.uniforms(seed, replications))


class Selection:
    """Draws some columns of a plan and its regimes, and of the others nothing: they are NaN."""

    def __init__(self, samplers: Sequence[Sampler], wanted: NDArray[np.bool_]) -> None:
        """Lay out what is drawn. `wanted`: shape (plans, width); what risks and ties need is added."""
        self.samplers = samplers
        first = samplers[0]
        needed: NDArray[np.bool_] = wanted.copy()
        for sampler, mine in zip(samplers, needed, strict=True):
            for risk in sampler.plan.risks:
                factors = (factor for factor, _ in risk.scales)
                mine[[sampler.offsets[each] for each in (risk.happens, *factors)]] = True
        self.families = [each.families_of(mine) for each, mine in zip(samplers, needed, strict=True)]
        drawn = np.asarray(needed.any(axis=0))
        drawn[[first.offsets[each] for draws, _ in first.ties for each in draws]] = True
        self.columns = np.flatnonzero(drawn)
        self.addresses = Addresses(first.keys[self.columns], first.turns[self.columns])

    def values(self, seed: int, replications: Sequence[int]) -> Floats:
        """Return the values of some replications, shape (n, plans x width)."""
        return self.values_of(self.samplers[0].tie(self.independent(seed, replications)))

    def independent(self, seed: int, replications: Sequence[int]) -> Floats:
        """Return the uniforms of some replications before they are tied, shape (n, width)."""
        numbers = np.asarray(replications, dtype=np.uint64)
        u = np.full((len(numbers), self.samplers[0].width), np.nan)
        u[:, self.columns] = self.addresses.uniforms(seed, numbers)
        return u

    def values_of(self, u: Floats) -> Floats:
        """Return the values at some uniforms that are tied already, shape (n, plans x width)."""
        pairs = zip(self.samplers, self.families, strict=True)
        return np.concatenate([each.values(u, families) for each, families in pairs], axis=1)


@dataclass(frozen=True)
class Apart:
    """The quantities that a plan draws by other laws than another plan of the same skeleton.

    `scaled`: risks that stretch some of them: the columns of what happens and of the factor, and whom.
    """

    families: tuple[Family, ...]
    scaled: tuple[tuple[int, int, NDArray[np.intp]], ...]

    @classmethod
    def of(cls, sampler: Sampler, first: Plan) -> Apart | None:
        """Return what differs; None where that is a risk itself, on which other quantities rest."""
        plan = sampler.plan
        other = [mine != its for mine, its in zip(plan.draws, first.draws, strict=True)]
        risks = {each.happens for each in plan.risks} | {at for each in plan.risks for at, _ in each.scales}
        if plan.risks != first.risks or any(other[each] for each in risks):
            return None
        offsets = sampler.offsets
        stretched = [
            (offsets[risk.happens], offsets[factor], index)
            for risk in plan.risks
            for factor, indices in risk.scales
            for index in indices
            if other[index]
        ]
        return cls(
            sampler.families_of(np.repeat(np.array(other, dtype=np.bool_), sampler.rounds))
            if any(other)
            else (),
            tuple((a, b, np.arange(offsets[at], offsets[at + 1])) for a, b, at in stretched),
        )

    def values(self, u: Floats, first: Floats) -> Floats:
        """Return every quantity. `u`: the uniforms, `first`: the values under the other plan, (n, width)."""
        values = first.copy()
        for family in self.families:
            family.fill(values, u)
        for happens, factor, columns in self.scaled:
            happened = values[:, happens] > 0.0
            values[:, columns] *= np.where(happened, values[:, factor], 1.0)[:, None]
        return values
