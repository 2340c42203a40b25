"""Running a model: the one place that chooses an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import MOST_REPLICATIONS
from sim.engine import world
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Plan
    from sim.scenario.loading import Model
    from sim.trace import Outcome


def simulate(model: Model, *, seed: int = 0, replication: int = 0) -> Outcome:
    """Return the outcome of one run.

    Parameters: `seed`: 0 to 2^64 - 1, names the stream of chance; `replication`: which of its
    futures, 0 to 2^32 - 1.
    Raises: `BadInput` where one of them is out of range.
    """
    _check("seed", seed, below=2**64)
    _check("replication", replication, below=MOST_REPLICATIONS)
    return world.run(model.plan, seed, replication)


def replicate(model: Model, *, seed: int = 0, replications: int, first: int = 0) -> Iterator[Outcome]:
    """Yield the outcomes of some futures of a seed, in order, from the `first` on."""
    _check("seed", seed, below=2**64)
    _check("first", first, below=MOST_REPLICATIONS)
    _check("replications", replications, below=MOST_REPLICATIONS + 1 - first)
    return world.replicate(model.plan, seed, replications, first=first)


def replay(plan: Plan, *, seed: int, replications: Sequence[int]) -> Iterator[Outcome]:
    """Yield the outcomes of the named futures of a compiled plan: what batches are made of."""
    _check("seed", seed, below=2**64)
    _check("replications", max(replications, default=0), below=MOST_REPLICATIONS)
    return world.replay(plan, seed, replications)


def _check(name: str, value: int, *, below: int) -> None:
    """Refuse what the generator of chance would take for another seed or future."""
    if not 0 <= value < below:
        raise BadInput([Place(name).finding(f"{value} is out of range", allowed=f"0 to {below - 1}")])
