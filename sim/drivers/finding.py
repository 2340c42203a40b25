"""From the results of a batch to what drives a date: estimates with intervals, largest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.batch.measuring import PARTS, Measuring
from sim.batch.road import Broken, unbroken
from sim.draws import key_of, uniforms
from sim.drivers.asking import BASE
from sim.drivers.playing import Player, capped
from sim.drivers.quantities import Quantity, inputs_of, level_of, quantities, values_of
from sim.measures.naming import step_label
from sim.stats import Estimate, mean_t, quantile, wilson
from sim.stats.attribution import Attribution, attribute
from sim.stats.drivers import Swing, cruciality, floor_of, swing
from sim.stats.sensitivity import Shares, variance_shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.batch.results import Results
    from sim.drivers.asking import Question
    from sim.drivers.designs import Design
    from sim.plan import Plan

    Floats = NDArray[np.float64]

DUMMIES = 100
"""Quantities without any effect, whose findings show what noise alone would find."""
NOTHING = 1e-9
"""Days below which a part is none."""
LABELS = ("source", "derived", "memory", "judgement")


class Waited(NamedTuple):
    """Something the chain waits for: in which share of futures, and how many days in the mean of all."""

    cause: str
    name: str
    share: Estimate
    days: Estimate


class Critical(NamedTuple):
    """A step, and the share of futures in which it is on the critical chain."""

    id: str
    label: str
    share: Estimate


class Part(NamedTuple):
    """Days of the percentile that go to one cause; `since`: of those between the base and the percentile.

    `name`: the step, pool, fund, calendar or place; '' for the cause as a whole, or what has no name.
    """

    cause: str
    name: str
    days: Estimate
    since: Estimate


class Mover(NamedTuple):
    """A quantity, and how the date goes with it. `share`: of the date's variance, alone."""

    quantity: Quantity
    swing: Swing
    rho: Estimate
    share: Estimate | None


class Labelled(NamedTuple):
    """An evidence label: how many quantities bear it, and which share of the variance they explain."""

    evidence: str
    quantities: int
    share: Estimate | None


class Noise(NamedTuple):
    """What 95 of 100 quantities without effect stay below: days of swing, correlation, share."""

    swing: float
    rho: float
    share: float


class Drivers(NamedTuple):
    """What drives a date. Percentiles are infinite, and there is no attribution, where not reached."""

    scenario: str
    question: Question
    seed: int
    n: int
    horizon: float
    reached: Estimate
    date: Estimate
    base: Estimate
    attribution: Attribution | None
    causes: tuple[Part, ...]
    names: tuple[Part, ...]
    steps: tuple[Critical, ...]
    waits: tuple[Waited, ...]
    movers: tuple[Mover, ...]
    noise: Noise
    labels: tuple[Labelled, ...]
    explained: Estimate | None
    broken: tuple[Broken, ...] = ()
    """Runs that broke off; they are in no number."""
    design: Design | None = None
    """What Morris' or Sobol's design showed, where one was played."""
    mean: Estimate | None = None
    """The mean over evenly spread points, where they were asked for."""


def find_drivers(plan: Plan, question: Question, *, replications: int, seed: int, player: Player) -> Drivers:
    """Play futures of a plan and return what drives the date that is asked for.

    Raises: `AllBroke` if so many runs break off that nothing can be told.
    """
    measuring = Measuring(plan, by_name=(question.milestone,))
    results = player.futures(measuring, seed=seed, replications=replications)
    unbroken(range(replications), [Broken(*each) for each in results.failures])
    return drivers_of(results, question)


def drivers_of(results: Results, question: Question) -> Drivers:
    """Return what drives a date in the results of a batch that kept its chain by name."""
    plan = results.measuring.plan
    days = results.days(question.milestone)
    chain = _Chain(results, question.milestone)
    attribution, causes = chain.attributed(question.p, chain.causes)
    _, names = chain.attributed(question.p, chain.names)
    found = _Moved(results, capped(days, plan), question.p)
    return Drivers(
        scenario=plan.title,
        question=question,
        seed=results.seed,
        n=len(results),
        horizon=plan.horizon,
        reached=wilson(int(np.isfinite(days).sum()), len(days)),
        date=quantile(days, question.p),
        base=quantile(days, BASE),
        attribution=attribution,
        causes=causes,
        names=names,
        steps=chain.critical(),
        waits=chain.waited(),
        movers=found.movers(),
        noise=found.noise,
        labels=found.labels(),
        explained=None if found.shares is None else found.shares.of(range(found.real)),
        broken=tuple(Broken(*each) for each in results.failures),
    )


def tornado(results: Results, question: Question) -> tuple[Mover, ...]:
    """Return every quantity of a batch, the one with which the percentile swings most first."""
    days = results.days(question.milestone)
    return _Moved(results, capped(days, results.measuring.plan), question.p).movers()


class _Chain:
    """What the chains of a milestone hold in each run of a batch: days by cause, and by name."""

    def __init__(self, results: Results, milestone: str) -> None:
        self.results = results
        self.milestone = milestone
        self.days = results.days(milestone)
        self.reached = np.isfinite(self.days)
        parts = dict(zip(PARTS, results.parts(milestone).T, strict=True))
        parts["gate"] = parts["gate"] + parts.pop("ground")
        self.causes = {(cause, ""): values for cause, values in parts.items()}
        self.targets = {
            key: results.column(f"{milestone}@{key[0]}/{key[1]}") for key in results.measuring.targets
        }
        self.names = {**self.targets, **self._unnamed(parts)}

    def _unnamed(self, parts: dict[str, Floats]) -> dict[tuple[str, str], Floats]:
        """Return the days of each cause that no name accounts for."""
        named = {
            cause: sum((values for key, values in self.targets.items() if key[0] == cause), np.float64(0.0))
            for cause in parts
        }
        return {(cause, ""): values - named[cause] for cause, values in parts.items()}

    def attributed(
        self, p: float, parts: dict[tuple[str, str], Floats]
    ) -> tuple[Attribution | None, tuple[Part, ...]]:
        """Return what the percentile is made of, largest part first."""
        key = key_of(f"drivers/attribution/{self.results.seed}")
        found = attribute(self.days, np.stack(list(parts.values()), axis=1), p=p, base=BASE, key=key)
        if found is None:
            return None, ()
        rows = zip(parts, found.parts, found.since, strict=True)
        shown = [
            Part(*key, days, since) for key, days, since in rows if np.nanmax(np.abs(parts[key])) > NOTHING
        ]
        return found, tuple(sorted(shown, key=lambda each: -each.days.value))

    def critical(self) -> tuple[Critical, ...]:
        """Return the steps that are critical in any future that reached the milestone."""
        measuring = self.results.measuring
        index = [each.id for each in measuring.plan.milestones].index(self.milestone)
        flags = self.results.critical[measuring.looked_into.index(index)][self.reached]
        counts = flags.sum(axis=0)
        found = [
            Critical(step.id, step_label(measuring.plan, at), wilson(int(counts[at]), len(flags)))
            for at, step in enumerate(measuring.plan.steps)
            if counts[at]
        ]
        return tuple(sorted(found, key=lambda each: -each.share.value))

    def waited(self) -> tuple[Waited, ...]:
        """Return what the chain waits for in any future that reached the milestone, most days first."""
        found = []
        for (cause, name), values in self.targets.items():
            mine = values[self.reached]
            waits = int((mine > NOTHING).sum())
            if waits and cause != "work":
                found.append(Waited(cause, name, wilson(waits, len(mine)), mean_t(mine)))
        return tuple(sorted(found, key=lambda each: -each.days.value))


class _Moved:
    """How the days of a batch go with the quantities of its plan; and with some that have no effect."""

    def __init__(self, results: Results, days: Floats, p: float) -> None:
        plan, seed = results.measuring.plan, results.seed
        self.days, self.p = days, p
        self.quantities = quantities(plan)
        self.values = values_of(plan, seed=seed, replications=results.replications.tolist())
        self.dummies = _dummies(seed, results.replications)
        inputs, self.places = inputs_of(self.values, self.quantities)
        self.real = inputs.shape[1]
        self.shares: Shares | None = variance_shares(np.hstack([inputs, self.dummies]), days)
        self.noise = self._noise()

    def _noise(self) -> Noise:
        dummies = self.dummies.T
        alone = np.array([np.nan]) if self.shares is None else self.shares.all_runs[self.real :]
        return Noise(
            swing=floor_of(np.array([swing(each, self.days, self.p).difference.value for each in dummies])),
            rho=floor_of(np.array([cruciality(each, self.days).value for each in dummies])),
            share=floor_of(alone),
        )

    def movers(self) -> tuple[Mover, ...]:
        """Return every quantity, the one with which the percentile swings most first."""
        found = [
            Mover(
                quantity,
                swing(level, self.days, self.p),
                cruciality(level, self.days),
                self._share(self.places[at]),
            )
            for at, quantity in enumerate(self.quantities)
            for level in [level_of(self.values, quantity)]
        ]
        return tuple(sorted(found, key=lambda each: (-each.swing.size, -_size(each.rho))))

    def labels(self) -> tuple[Labelled, ...]:
        """Return what the quantities of each evidence label explain together."""
        found = []
        for label in LABELS:
            mine = [at for at, each in enumerate(self.quantities) if each.evidence == label]
            if mine:
                columns = [column for at in mine for column in self.places[at]]
                found.append(Labelled(label, len(mine), self._share(columns)))
        return tuple(found)

    def _share(self, columns: Iterable[int]) -> Estimate | None:
        return None if self.shares is None else self.shares.of(list(columns))


def _size(rho: Estimate) -> float:
    return 0.0 if np.isnan(rho.value) else abs(rho.value)


def _dummies(seed: int, replications: NDArray[np.int64]) -> Floats:
    keys = np.array([key_of(f"drivers/dummy/{each}") for each in range(DUMMIES)], dtype=np.uint64)
    return uniforms(keys, np.zeros_like(keys), seed=seed, replications=replications.astype(np.uint64))
