"""Running a model: the one place that chooses an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.loading import Model
    from sim.trace import Outcome


def simulate(model: Model, *, seed: int = 0, replication: int = 0) -> Outcome:
    """Return the outcome of one run.

    Parameters: `seed`: 0 to 2^64 - 1, names the stream of chance; `replication`: which of its
    futures, 0 to 2^32 - 1.
    """
    return world.run(model.plan, seed, replication)


def replicate(model: Model, *, seed: int = 0, replications: int) -> Iterator[Outcome]:
    """Yield the outcomes of the first futures of a seed, in order."""
    return world.replicate(model.plan, seed, replications)
