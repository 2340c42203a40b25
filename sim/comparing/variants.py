"""Comparing from Python: variants of a model by their names, and what to compare them by in words.

What is compared and how is `sides`, `pairing`; here names become measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.batch.executors import executor_for
from sim.comparing.pairing import FUTURES, PERCENTILES, compare
from sim.comparing.sides import sides_in
from sim.comparing.statistic import Measure, check_measure
from sim.errors import Place
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.batch.executors import Executor
    from sim.comparing.pairing import Comparison
    from sim.comparing.playing import Progress
    from sim.comparing.sides import Sides
    from sim.scenario.loading import Model


def compare_variants(
    model: Model,
    names: Sequence[str],
    *,
    n: int = FUTURES,
    seed: int = DEFAULT_SEED,
    by: Sequence[str] = (),
    at: Sequence[float] = PERCENTILES,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return variants of a model compared over n futures that all of them play.

    Parameters: `names`: variants, `base` for the model as it stands; the first is what the others are held
    against. `by`: milestones, steps, `cost` …; the headlines unless told. `at`: percentiles, as shares.
    `workers`: processes, one per processor if not told; `executor`: whoever works, instead.
    Raises: `BadInput` for names that are not there; `AllBroke` if so many runs break off that nothing can be
    told.
    """
    sides = sides_in(model, names)
    return compare(
        sides,
        n=n,
        seed=seed,
        by=measures_named(sides, by, option="by"),
        at=at,
        executor=executor or executor_for(workers),
        progress=progress,
    )


def measures_named(sides: Sides, names: Sequence[str], *, option: str) -> tuple[Measure, ...]:
    """Return the measures that some names stand for; in them `*` stands for anything.

    Parameters: `option`: where the names were given.
    Raises: `BadInput` for a name that stands for nothing.
    """
    for each in names:
        if not sides.named(each):
            check_measure(each, sides.dates, place=Place(option, 1, 1, text=each, width=len(each)))
    return tuple(dict.fromkeys(found for each in names for found in sides.named(each)))
