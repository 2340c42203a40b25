"""Plays the known answers through the scenario language and holds found against expected.

Deterministic cases must agree to 1e-9 days; random ones within five standard errors at a fixed
seed (false alarm about once in 1.7 million comparisons).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.critical import critical_steps, slack
from sim.engine.world import replicate, run
from sim.plan import Plan
from sim.scenario.loading import load_mapping

SEED = 2005
Spec = dict[str, Any]
UNITS = {"week": "w", "day": "d", "minute": "h"}
"""A minute is played as an hour: the language has none, and the arithmetic is the same."""
STANDARD_ERRORS = 5.0
EXACT = 1e-9
MODE_DAYS = 100.0
"""Mode of the triangular steps of the merge-bias case."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: what was expected, what was found, and how far apart they may be."""

    case: str
    what: str
    expected: float
    found: float
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether found lies within the tolerance."""
        return abs(self.found - self.expected) <= self.tolerance


def all_checks(replications: int = 5_000) -> Iterator[Check]:
    """Yield every comparison of every case, in order of case."""
    yield from general_foundry()
    yield from reliable_construction(replications)
    yield from merge_bias(replications)
    yield from car_wash()
    yield from exponential_batches(replications)
    yield from parallel_exponentials(replications)
    yield from variance_shares(replications)


def case(name: str) -> Spec:
    """Return a case as kept beside this module."""
    text = resources.files("sim.known_answers").joinpath(name).read_text(encoding="utf-8")
    loaded: Spec = json.loads(text)
    return loaded


def plan_of(steps: Mapping[str, Spec], **more: Any) -> Plan:
    """Return the Plan of a bare plan given as data."""
    document = {
        "format": 1,
        "title": "A known answer",
        "start": "2026-01-05",
        "horizon": "100 y",
        "steps": dict(steps),
        "milestones": {"finish": {"all": list(steps)}},
        **more,
    }
    return load_mapping(document, name="known answer").plan


def finishes(plan: Plan, replications: int) -> NDArray[np.float64]:
    """Return the day of the milestone in each replication."""
    return np.array([outcome.milestones[0] for outcome in replicate(plan, SEED, replications)])


def mean_check(
    label: str,
    what: str,
    values: NDArray[np.float64],
    *,
    expected: float,
    other_error: float = 0.0,
) -> Check:
    """Compare a mean within five standard errors of both sides."""
    error = float(np.hypot(values.std(ddof=1) / np.sqrt(len(values)), other_error))
    return Check(label, what, expected, float(values.mean()), STANDARD_ERRORS * error)


def share_check(label: str, what: str, hits: NDArray[np.bool_], *, expected: float) -> Check:
    """Compare a probability within five standard errors."""
    error = float(np.sqrt(max(expected * (1.0 - expected), 1e-6) / len(hits)))
    return Check(label, what, expected, float(hits.mean()), STANDARD_ERRORS * error)


def general_foundry() -> Iterator[Check]:
    """Critical path of 15 weeks; earliest and latest dates and slack of every step."""
    found = case("01_cpm_general_foundry.json")
    steps = {
        each["id"]: {"after": each["after"], "duration": f"{each['duration']} w"} for each in found["steps"]
    }
    yield from _schedule("General Foundry", plan_of(steps), found["expected"]["schedule"], week=7.0)


def _schedule(label: str, plan: Plan, expected: Mapping[str, Spec], *, week: float) -> Iterator[Check]:
    outcome = run(plan, seed=SEED)
    floats = slack(outcome)
    for row, free in zip(outcome.steps, floats, strict=True):
        name = plan.steps[row.step].id.removeprefix("plan.")
        wanted = expected[name]
        pairs = {
            "es": row.start,
            "ef": row.finish,
            "ls": row.start + free,
            "lf": row.finish + free,
            "slack": free,
        }
        for key, value in pairs.items():
            yield Check(label, f"{name} {key}, weeks", wanted[key], value / week, EXACT)


def reliable_construction(replications: int) -> Iterator[Check]:
    """Schedule at the PERT means; mean, P(<= 47 weeks) and criticality for both families."""
    found = case("03_pert_reliable_construction.json")
    label = "Reliable Construction"
    means = {
        each["id"]: {
            "after": each["after"],
            "duration": f"{(each['low'] + 4 * each['mode'] + each['high']) / 6} w",
        }
        for each in found["steps"]
    }
    yield from _schedule(label, plan_of(means), found["expected"]["cpm_schedule"], week=7.0)
    for family, key in (("triangular", "simulation_triangular"), ("pert", "simulation_beta_pert")):
        steps = {
            each["id"]: {
                "after": each["after"],
                "duration": {family: [f"{each[name]} w" for name in ("low", "mode", "high")]},
            }
            for each in found["steps"]
        }
        yield from _simulated(
            f"{label}, {family}", plan_of(steps), found["expected"][key], replications=replications
        )


def _simulated(label: str, plan: Plan, expected: Spec, *, replications: int) -> Iterator[Check]:
    weeks, critical = [], np.zeros(len(plan.steps))
    for outcome in replicate(plan, SEED, replications):
        weeks.append(outcome.milestones[0] / 7.0)
        critical[list(critical_steps(outcome, 0))] += 1
    values = np.array(weeks)
    yield mean_check(label, "mean, weeks", values, expected=expected["mean"], other_error=expected["mean_se"])
    for week, probability in expected["prob_by"].items():
        yield share_check(label, f"P(finish ≤ {week} weeks)", values <= float(week), expected=probability)
    for index, step in enumerate(plan.steps):
        name = step.id.removeprefix("plan.")
        share = expected["criticality_index"][name]
        hits = np.arange(replications) < critical[index]
        yield share_check(label, f"criticality of {name}", hits, expected=share)


def merge_bias(replications: int) -> Iterator[Check]:
    """Exact percentiles of the latest of n triangular steps, and the share by day 100."""
    found = case("04_merge_bias_triangular.json")
    for count in found["n"]:
        steps = {
            f"s{index}": {"duration": {"triangular": ["80 d", "100 d", "120 d"]}} for index in range(count)
        }
        values = finishes(plan_of(steps), replications)
        wanted = found["expected_exact"][str(count)]
        label = f"Merge bias, n = {count}"
        for name, share in (("p50", 0.5), ("p80", 0.8)):
            yield share_check(
                label, f"P(finish ≤ {wanted[name]:.4f} d)", values <= wanted[name], expected=share
            )
        yield share_check(label, "P(finish ≤ 100 d)", values <= MODE_DAYS, expected=wanted["prob_by_100"])


def car_wash() -> Iterator[Check]:
    """Start and finish of every car in SimPy's own example."""
    found = case("09_simpy_carwash.json")
    steps = {
        each["id"]: {
            "not_before": f"D+{each['release'] / 24}",
            "duration": f"{each['duration']} h",
            "needs": each["needs"],
        }
        for each in found["steps"]
    }
    pools = {name: {"size": size, "queue": "fifo"} for name, size in found["pools"].items()}
    outcome = run(plan_of(steps, pools=pools), seed=SEED)
    for row, wanted in zip(outcome.steps, found["expected"], strict=True):
        for key, value in (("start", row.start), ("finish", row.finish)):
            yield Check("Car wash", f"{wanted['id']} {key}, minutes", wanted[key], value * 24.0, 1e-6)


def exponential_batches(replications: int) -> Iterator[Check]:
    """Exact mean makespan of n exponential jobs on c servers."""
    for each in case("13_batch_exponential_on_pool.json")["cases"]:
        steps = {
            f"job{index}": {
                "duration": {"exponential": {"mean": f"{each['mean']} d"}},
                "needs": {"servers": 1},
            }
            for index in range(each["jobs"])
        }
        plan = plan_of(steps, pools={"servers": {"size": each["servers"], "queue": "fifo"}})
        label = f"{each['jobs']} exponential jobs on {each['servers']} servers"
        yield mean_check(
            label,
            "mean makespan, d",
            finishes(plan, replications),
            expected=each["expected_mean_makespan"],
        )


def parallel_exponentials(replications: int) -> Iterator[Check]:
    """Two parallel exponentials of means 2 and 1: criticality 2/3 and 1/3, mean of the later 2.3333."""
    label = "Two parallel exponentials"
    steps = {
        name: {"duration": {"exponential": {"mean": mean}}} for name, mean in (("a", "2 d"), ("b", "1 d"))
    }
    plan = plan_of(steps)
    outcomes = list(replicate(plan, SEED, replications))
    values = np.array([outcome.milestones[0] for outcome in outcomes])
    critical = np.array([0 in critical_steps(outcome, 0) for outcome in outcomes])
    yield mean_check(label, "mean of the later, d", values, expected=2.0 + 1.0 - 1.0 / 1.5)
    yield share_check(label, "criticality of a", critical, expected=2.0 / 3.0)
    yield share_check(label, "criticality of b", ~critical, expected=1.0 / 3.0)


def variance_shares(replications: int) -> Iterator[Check]:
    """A chain of normals: each step's share of the variance, as squared correlation.

    Means are raised by 20 d: shares do not depend on them, and the cut at 0 then never bites.
    """
    found = case("17_sensitivity_known.json")
    chain = found["chain"]
    names = list(chain)
    steps = {
        name: {
            "duration": {"normal": {"mean": f"{law['mean'] + 20} d", "sd": f"{law['sd']} d"}},
            "after": names[:index][-1:],
        }
        for index, (name, law) in enumerate(chain.items())
    }
    plan = plan_of(steps)
    rows = [
        [*(row.finish - row.start for row in outcome.steps), outcome.milestones[0]]
        for outcome in replicate(plan, SEED, replications)
    ]
    table = np.array(rows)
    for index, name in enumerate(names):
        r = float(np.corrcoef(table[:, index], table[:, -1])[0, 1])
        error = 2.0 * abs(r) * (1.0 - r * r) / np.sqrt(replications)
        wanted = found["expected_chain_sobol"][name]
        yield Check("Chain of normals", f"variance share of {name}", wanted, r * r, STANDARD_ERRORS * error)
