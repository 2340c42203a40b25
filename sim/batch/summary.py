"""What a batch adds up to: per milestone how often and when, per step how critical, each with its interval.

Columns in, one frozen `Summary` out; as JSON it is what `scrs batch --json` prints and `summary.json` holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.batch.measuring import headline_of
from sim.batch.request import COST, watched_names
from sim.batch.stopping import look_at
from sim.stats import Estimate, mean_t, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring
    from sim.batch.request import Request
    from sim.batch.results import Results
    from sim.batch.stopping import Look
    from sim.plan import Plan

    Floats = NDArray[np.float64]

PERCENTILES = {"p10": 0.10, "p50": 0.50, "p80": 0.80, "p90": 0.90, "p95": 0.95}
MOST_BYTES = 64 * 2**20
"""Numbers of all runs that are held at once while a study is summed up."""
MOST_FAILURES = 100
"""Runs that broke off that a summary lists with their reason; all are in the parts."""


@dataclass(frozen=True)
class Met:
    """A target and the share of futures that met it. `by`: day; `confidence`: the share that was promised."""

    milestone: str
    by: float
    confidence: float
    share: Estimate

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or `open` where the interval holds what was promised."""
        if self.share.low < self.confidence < self.share.high:
            return "open"
        return "met" if self.share.value >= self.confidence else "missed"


@dataclass(frozen=True)
class Summary:
    """What a batch found out.

    `milestones`: `reached`, `mean` (NaN where some were not), percentiles; the days on which funds run low
    and dry stand among them. `criticality`: of every step, for the headline milestone. `runs`: played;
    `failures`: those of them that broke off. `look`: what was seen last, where a precision was asked for.
    `targets`: how often each was met.
    """

    scenario: str
    seed: int
    runs: int
    horizon: float
    headline: str
    milestones: dict[str, dict[str, Estimate]]
    cost: dict[str, Estimate]
    criticality: dict[str, Estimate]
    failures: tuple[tuple[int, str], ...]
    look: Look | None = None
    targets: tuple[Met, ...] = ()

    @property
    def good(self) -> int:
        """Return the runs that were played to their end."""
        return self.runs - len(self.failures)


@dataclass(frozen=True)
class Columns:
    """What a summary reads: `column`, a number of every run by its name, shape (runs,).

    `critical`: per step, the runs in which it was critical for the headline milestone.
    """

    column: Callable[[str], Floats]
    critical: NDArray[np.int64]
    failures: tuple[tuple[int, str], ...]


class Parts(Protocol):
    """A study in parts: read one by one, whole or some numbers only, as often as it takes."""

    @property
    def played(self) -> int:
        """How many runs there are, those that broke off among them."""

    def results(self) -> Iterator[Results]:
        """Yield the parts, in order."""

    def numbers(self, names: Sequence[str]) -> Iterator[Floats]:
        """Yield some numbers of each part, shape (runs, names)."""


def columns_of(results: Results) -> Columns:
    """Return the columns of a batch in memory."""
    place = _headline_place(results.measuring)
    flags = results.critical[place] if results.critical else np.zeros((0, len(results.measuring.plan.steps)))
    return Columns(results.column, flags.sum(axis=0).astype(np.int64), results.failures)


def columns_from(parts: Parts, measuring: Measuring) -> Columns:
    """Return the columns of a study of which no more than a few are ever in memory."""
    critical = np.zeros(len(measuring.plan.steps), dtype=np.int64)
    failures: list[tuple[int, str]] = []
    place = _headline_place(measuring)
    for part in parts.results():
        failures += part.failures
        if part.critical:
            critical += part.critical[place].sum(axis=0)
    names = (*measuring.dates, *watched_names(COST))
    return Columns(_Few(parts, names).column, critical, tuple(failures))


def _headline_place(measuring: Measuring) -> int:
    names = [measuring.plan.milestones[index].id for index in measuring.looked_into]
    return names.index(headline_of(measuring)) if names else 0


@dataclass
class _Few:
    """Some neighbouring numbers of all runs at a time: as many as `MOST_BYTES` hold."""

    parts: Parts
    names: tuple[str, ...]
    held: dict[str, Floats] = field(default_factory=dict)

    def column(self, name: str) -> Floats:
        """Return one number of every run; those that are mostly asked for next are read with it."""
        if name not in self.held:
            self.held.clear()
            wanted = self._with(name)
            whole, at = np.empty((len(wanted), self.parts.played)), 0
            for part in self.parts.numbers(wanted):
                whole[:, at : at + len(part)] = part.T
                at += len(part)
            self.held.update(zip(wanted, whole[:, :at], strict=True))
        return self.held[name]

    def _with(self, name: str) -> tuple[str, ...]:
        """Return a name and as many after it as can be held; all where all can."""
        count = max(1, MOST_BYTES // (8 * max(1, self.parts.played)))
        place = self.names.index(name) if count < len(self.names) else 0
        return self.names[place : place + count]


def summarize(request: Request, measuring: Measuring, columns: Columns) -> Summary:
    """Return what the columns of a batch add up to."""
    milestones = measuring.dates
    cost = np.stack([columns.column(each) for each in watched_names(COST)]).sum(axis=0)
    headline, runs = headline_of(measuring), len(cost) + len(columns.failures)

    def days(milestone: str) -> Floats:
        found = columns.column(milestone)
        return np.where(np.isnan(found), np.inf, found)

    reached = int(np.isfinite(days(headline)).sum()) if headline else 0
    asked = request.until.quantity if request.until is not None else COST
    return Summary(
        scenario=measuring.plan.title,
        seed=request.seed,
        runs=runs,
        horizon=measuring.plan.horizon,
        headline=headline,
        milestones={name: _dates(days(name)) for name in milestones},
        cost={"mean": mean_t(cost), **_percentiles(cost)},
        criticality=_criticality(measuring, columns, reached=reached) if headline else {},
        failures=columns.failures,
        look=look_at(request, cost if asked == COST else days(asked), runs=runs),
        targets=targets_met(measuring.plan, days),
    )


def targets_met(plan: Plan, days: Callable[[str], Floats]) -> tuple[Met, ...]:
    """Return how often each target of a plan was met. `days`: of a milestone, by its name, shape (runs,)."""
    names = [plan.milestones[each.milestone].id for each in plan.targets]
    found = [(days(name) <= each.by) for name, each in zip(names, plan.targets, strict=True)]
    return tuple(
        Met(name, each.by, each.confidence, wilson(int(met.sum()), len(met)))
        for name, each, met in zip(names, plan.targets, found, strict=True)
    )


def _dates(days: Floats) -> dict[str, Estimate]:
    reached = int(np.isfinite(days).sum())
    mean = mean_t(days if reached == len(days) else np.full(len(days), np.nan))
    return {"reached": wilson(reached, len(days)), "mean": mean, **_percentiles(days)}


def _percentiles(values: Floats) -> dict[str, Estimate]:
    return {name: quantile(values, p) for name, p in PERCENTILES.items()}


def _criticality(measuring: Measuring, columns: Columns, *, reached: int) -> dict[str, Estimate]:
    """Return per step the share of the runs that reached the headline in which it was critical."""
    steps = zip(measuring.plan.steps, columns.critical, strict=True)
    return {step.id: wilson(int(count), reached) for step, count in steps}


def to_json(summary: Summary) -> dict[str, Any]:
    """Return the machine-readable result; null: not reached, no bound, or no mean (some not reached).

    `scenario`, `n` (runs played), `seed`, `horizon`; `milestones`: name → `reached`, `mean`, `p10`, `p50`,
    `p80`, `p90`, `p95`, each with `value`, `low`, `high`; `cost`: the same without `reached`, in dollars;
    `targets`: `milestone`, `by`, `confidence`, `share`, `verdict` of each; `headline`; `steps`:
    operation.step → `criticality` for the headline; `failed`: how many runs broke off, `failures`:
    replication and reason of the first; `precision`: where one was asked for.
    """
    return {
        "scenario": summary.scenario,
        "n": summary.runs,
        "seed": summary.seed,
        "horizon": summary.horizon,
        "headline": summary.headline or None,
        "milestones": {name: _all(found) for name, found in summary.milestones.items()},
        "cost": _all(summary.cost),
        "targets": [_target(each) for each in summary.targets],
        "steps": {name: {"criticality": _bounds(each)} for name, each in summary.criticality.items()},
        "failed": len(summary.failures),
        "failures": [{"replication": i, "why": why} for i, why in summary.failures[:MOST_FAILURES]],
        "precision": None if summary.look is None else _precision(summary.look),
    }


def _precision(look: Look) -> dict[str, Any]:
    return {
        "asked": str(look.criterion),
        "reached": look.reached,
        "half_width": _finite(look.half_width),
        **_bounds(look.estimate),
        "method": look.estimate.method,
    }


def _target(found: Met) -> dict[str, Any]:
    whole = {"milestone": found.milestone, "by": found.by, "confidence": found.confidence}
    return whole | {"share": _bounds(found.share), "verdict": found.verdict}


def _all(found: dict[str, Estimate]) -> dict[str, Any]:
    return {name: _bounds(each) for name, each in found.items()}


def _bounds(found: Estimate) -> dict[str, float | None]:
    return {name: _finite(getattr(found, name)) for name in ("value", "low", "high")}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
