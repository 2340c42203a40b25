"""Running a model: the one place that chooses an engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING

from sim.draws import MOST_REPLICATIONS
from sim.engine import world
from sim.engine.margins import Course, Courses
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.plan import Plan
    from sim.scenario.loading import Model
    from sim.trace import Outcome


__all__ = [
    "DEFAULT_SEED",
    "Course",
    "Courses",
    "Player",
    "checked_span",
    "follow",
    "replay",
    "replicate",
    "simulate",
]

DEFAULT_SEED = 1
"""The stream of chance where none is named: the same from Python and on the command line."""


def simulate(model: Model, *, seed: int = DEFAULT_SEED, replication: int = 0) -> Outcome:
    """Return the outcome of one run.

    Parameters: `seed`: 0 to 2^64 - 1, names the stream of chance; `replication`: which of its
    futures, 0 to 2^32 - 1.
    Raises: `BadInput` where one of them is out of range.
    """
    stream = _checked("seed", seed, below=2**64)
    return world.run(model.plan, stream, _checked("replication", replication, below=MOST_REPLICATIONS))


def replicate(
    model: Model, *, seed: int = DEFAULT_SEED, replications: int, first: int = 0
) -> Iterator[Outcome]:
    """Yield the outcomes of some futures of a seed, in order, from the `first` on."""
    stream = _checked("seed", seed, below=2**64)
    start = _checked("first", first, below=MOST_REPLICATIONS)
    count = _checked("replications", replications, below=MOST_REPLICATIONS + 1 - start)
    return world.replicate(model.plan, stream, count, first=start)


def replay(plan: Plan, *, seed: int, replications: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcomes of the named futures of a compiled plan: what batches are made of."""
    stream = _checked("seed", seed, below=2**64)
    _checked("replications", max(replications, default=0), below=MOST_REPLICATIONS)
    return world.replay(plan, stream, replications)


def follow(plan: Plan, points: NDArray[np.float64]) -> Iterator[Outcome]:
    """Yield the outcome at each point of a design: what chance would draw is told, not drawn.

    Parameters: `points`: independent uniforms in (0, 1), shape (n, width of the plan's `Sampler`).
    """
    return world.follow(plan, points)


@dataclass(frozen=True)
class Player:
    """Plays futures of one Plan again and again; it makes the Plan ready when it first plays."""

    plan: Plan

    @cached_property
    def _ready(self) -> world.Prepared:
        return world.Prepared.of(self.plan)

    def play(self, seed: int, replications: Sequence[int]) -> Iterator[Outcome]:
        """Yield the outcomes of the named futures, in the order given."""
        return world.replay_ready(self._ready, seed, replications)


def checked_span(seed: int, replications: int) -> None:
    """Raise `BadInput` where a seed, or a number of futures, is out of the generator's range."""
    _checked("seed", seed, below=2**64)
    _checked("replications", replications, below=MOST_REPLICATIONS + 1)


def _checked(name: str, value: int, *, below: int) -> int:
    """Return a whole number, or refuse what the generator of chance would take for another seed or future."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise BadInput([Place(name).finding(f"{value!r} is not a whole number")])
    if not 0 <= value < below:
        raise BadInput([Place(name).finding(f"{value} is out of range", allowed=f"0 to {below - 1}")])
    return int(value)
