"""A batch as its user holds it: ask it for percentiles, chances, drivers; hand it to pandas or to files.

    >>> import sim
    >>> study = sim.load("quick-start").monte_carlo(n=20, workers=1)
    >>> study.percentile("first_team_in_country", 0.8).n
    20

Frozen: nothing that is asked changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim import quantities
from sim.batch.deciding import engine_for
from sim.batch.engines import Engine
from sim.batch.executors import executor_for
from sim.batch.measuring import headline_of
from sim.batch.parts import to_table
from sim.batch.playing import Job
from sim.batch.request import Request, watched
from sim.batch.run import MOST_RUNS, USUAL, carry_out, run_batch
from sim.batch.stopping import Look, look_at
from sim.batch.storing import Charter, Folder
from sim.batch.summary import Summary, columns_from, columns_of, summarize, to_json
from sim.errors import BadInput, BadQuantity, Place
from sim.scenario.resolved import resolved
from sim.simulating import DEFAULT_SEED
from sim.stats import Estimate, mean_t, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    import pandas as pd

    from sim.batch.executors import Executor
    from sim.batch.request import Criterion
    from sim.batch.results import Results
    from sim.batch.run import Standing
    from sim.drivers.finding import Mover
    from sim.plan import Plan
    from sim.scenario.loading import Model


@dataclass(frozen=True, eq=False)
class Study:
    """The futures of a model. `quantity` below is a milestone, or `cost` in dollars."""

    model: Model
    request: Request
    results: Results

    def __len__(self) -> int:
        """Return the runs that were played to their end."""
        return len(self.results)

    def percentile(self, quantity: str, p: float) -> Estimate:
        """Return a percentile with its interval; infinite: not reached by the horizon in so many runs."""
        return quantile(watched(self.results, quantity), p)

    def mean(self, quantity: str) -> Estimate:
        """Return the mean with its interval; NaN where a run did not reach the milestone."""
        values = watched(self.results, quantity)
        return mean_t(values if np.isfinite(values).all() else np.full(len(values), np.nan))

    def probability(self, milestone: str, by: str | float) -> Estimate:
        """Return the chance of a milestone by a day: days since D+0, `D+60`, or a date."""
        return self._share(self.results.days(milestone) <= _day(by, self.model.plan))

    def joint(self, milestone: str, *, by: str | float, below: str | float) -> Estimate:
        """Return the chance that a milestone comes by a day and all costs stay within some dollars."""
        in_time = self.results.days(milestone) <= _day(by, self.model.plan)
        return self._share(in_time & (self.results.cost() <= _dollars(below)))

    def criticality(self, milestone: str = "") -> dict[str, Estimate]:
        """Return per step how often it was critical, among runs that reached a milestone.

        Parameters: `milestone`: one of those looked into; the headline if none is named.
        Raises: `BadInput` for another.
        """
        measuring = self.results.measuring
        names = [measuring.plan.milestones[index].id for index in measuring.looked_into]
        wanted = milestone or headline_of(measuring)
        if wanted not in names:
            message = f"the critical chain of {wanted!r} is not kept"
            raise BadInput([Place("milestone").finding(message, allowed=", ".join(names))])
        flags = self.results.critical[names.index(wanted)].sum(axis=0)
        reached = int(np.isfinite(self.results.days(wanted)).sum())
        steps = zip(measuring.plan.steps, flags, strict=True)
        return {step.id: wilson(int(count), reached) for step, count in steps}

    def tornado(self, milestone: str, *, at: float = 0.8) -> tuple[Mover, ...]:
        """Return how a percentile swings with each quantity left to chance, in days, widest swing first.

        Parameters: `at`: the percentile as a share, 0.05 to 0.95.
        Raises: `BadInput` if there is no such milestone or percentile.
        """
        from sim.drivers.asking import asked  # noqa: PLC0415  drivers are made of batches
        from sim.drivers.finding import tornado  # noqa: PLC0415  as above

        question = asked(f"P{100.0 * at:g}({milestone})", self.model.plan, option="tornado")
        return tornado(self.results, question)

    @property
    def summary(self) -> Summary:
        """Return every milestone, cost and step at once."""
        measuring = self.results.measuring
        return summarize(self.request, measuring, columns_of(self.results))

    @property
    def precision(self) -> Look | None:
        """Return what was seen at the last look; None where no precision was asked for."""
        if self.request.until is None:
            return None
        values = watched(self.results, self.request.until.quantity)
        return look_at(self.request, values, runs=len(self.results) + len(self.results.failures))

    def to_pandas(self) -> pd.DataFrame:
        """Return a row per run, those that broke off among them, as in a study folder's parts."""
        frame: pd.DataFrame = to_table(self.results).to_pandas()
        return frame

    def to_parquet(self, path: str | Path) -> None:
        """Write a study folder, as `scrs batch --out` does.

        Raises: `BrokenStudy` if the folder holds another study; `BadOutput`.
        """
        folder = Folder(Path(path), charter_of(self.model, self.request, {}), self.results.measuring)
        folder.open(scenario=resolved(self.model))
        runs = len(self.results) + len(self.results.failures)
        for part in self.request.parts:
            if part.stop <= runs and not folder.holds(part):
                folder.keep(part, self.results.between(part))
        folder.finish(to_json(self.summary))

    def _share(self, mask: np.ndarray[Any, np.dtype[np.bool_]]) -> Estimate:
        return wilson(int(mask.sum()), len(mask))


def monte_carlo(
    model: Model,
    *,
    n: int | None = None,
    seed: int = DEFAULT_SEED,
    workers: int | None = None,
    until: Criterion | None = None,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    progress: Callable[[Standing], None] | None = None,
) -> Study:
    """Return a study of many futures of a model; see `sim.batch.run.run_batch`."""
    request = request_of(n=n, seed=seed, until=until)
    results = run_batch(
        model,
        n=request.n,
        seed=seed,
        workers=workers,
        until=until,
        executor=executor,
        engine=engine,
        progress=progress,
    )
    return Study(model, request, results)


def request_of(*, n: int | None, seed: int, until: Criterion | None) -> Request:
    """Return what is asked, with the usual numbers of runs where none is told."""
    return Request(seed, (USUAL if until is None else MOST_RUNS) if n is None else n, until)


def charter_of(model: Model, request: Request, arguments: Mapping[str, Any]) -> Charter:
    """Return what makes the study of a model the one it is."""
    return Charter(model.plan.title, model.plan.hash, request, arguments)


def play_into(
    folder: Folder,
    model: Model,
    *,
    executor: Executor | None = None,
    engine: Engine = Engine.AUTO,
    repair: bool = False,
    progress: Callable[[Standing], None] | None = None,
) -> Summary:
    """Play what a study folder does not hold yet, and return what the whole study adds up to.

    Memory hardly grows with the runs: the headline's day of each, and what is watched for a precision.
    Raises: `BrokenStudy`, `BadOutput`, `WorkerLost`, `EnginesDiffer`; what is finished stays in the folder.
    """
    request, measuring = folder.charter.request, folder.measuring
    folder.open(scenario=resolved(model), repair=repair)
    job = Job(measuring, request.seed, engine_for(engine, (model.plan,), runs=request.worth))
    carry_out(request, job, folder, executor=executor or executor_for(None), progress=progress)
    summary = summarize(request, measuring, columns_from(folder, measuring))
    folder.finish(to_json(summary))
    return summary


def _day(by: str | float, plan: Plan) -> float:
    return _read("by", by, lambda text: quantities.moment(text, plan.start))


def _dollars(below: str | float) -> float:
    return _read("below", below, quantities.dollars)


def _read(name: str, value: str | float, read: Callable[[str], float]) -> float:
    if not isinstance(value, str):
        return float(value)
    try:
        return read(value)
    except BadQuantity as error:
        raise BadInput([error.at(replace(Place(name), text=value))]) from error
