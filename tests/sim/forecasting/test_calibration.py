"""Forecasts made on the way are calibrated, for every family of distributions and all that bends a draw.

What came to pass lies anywhere among the futures, as often here as there (PIT uniform).
Seeds are fixed; with right code a test fails for 1 in 1,000 choices of them, and milestones looked at.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from building import Chart, weekdays
from scipy import stats

from sim.distributions import (
    Discrete,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    Weibull,
)
from sim.engine.world import run
from sim.forecasting import Futures, Known, known_at
from sim.plan import Correlation, Plan, Risk

NOW = 8.0
RUNS, FUTURES = 200, 9
RARE = 1e-3
FAMILIES = {
    "pert": Pert(2.0, 7.0, 20.0),
    "triangular": Triangular(2.0, 6.0, 18.0),
    "uniform": Uniform(2.0, 15.0),
    "lognormal": Lognormal(2.5, 18.0),
    "exponential": Exponential(12.0),
    "normal": Normal(8.5, 4.0),
    "gamma": Gamma(3.0, 3.0),
    "weibull": Weibull(1.7, 11.0),
    "quantiles": Quantiles(4.0, 8.0, 25.0),
    "discrete": Discrete((2.0, 5.0, 9.0, 12.0, 30.0), (2.0, 2.0, 2.0, 2.0, 1.0)),
}


def placed(
    plan: Plan,
    *,
    runs: int = RUNS,
    seen_as: Plan | None = None,
    change: Callable[[Known], Known] = lambda each: each,
    only: Callable[[tuple[float, ...]], bool] = lambda _: True,
) -> dict[str, np.ndarray]:
    """Return, per milestone, where what came to pass lies among the futures seen from NOW, 0 to 1.

    Only of runs in which it had not come by then; of equals, chance says which is first. `seen_as`, `change`:
    another plan, and other knowledge, for those who forecast; `only`: of runs with such milestones.
    """
    chance = np.random.default_rng(5)
    found: dict[str, list[float]] = {each.id: [] for each in plan.milestones}
    for seed in range(runs):
        true = run(plan, seed).milestones
        if not only(true):
            continue
        known = change(known_at(plan, seed=seed, replication=0, day=NOW))
        futures = Futures(seen_as or plan, known, seed).outcomes(range(1, FUTURES + 1))
        days = np.array([each.milestones for each in futures])
        for place, milestone in enumerate(plan.milestones):
            if true[place] > NOW:
                less = (days[:, place] < true[place]).sum()
                equal = (days[:, place] == true[place]).sum()
                found[milestone.id].append((less + (equal + 1) * chance.random()) / (FUTURES + 1))
    return {name: np.array(each) for name, each in found.items()}


def families(chart: Chart) -> None:
    """Draw a step of every family, all under way from D+0 on."""
    for name, law in FAMILIES.items():
        chart.step(name, law)


def bent(chart: Chart) -> None:
    """Draw all that bends a draw into days.

    A chain; a five-day week; a storm that makes work longer, if it comes; a crew that somebody waits for, and
    that rests; work that may be sent back.
    """
    chart.step("first", Gamma(2.0, 6.0))
    chart.step("second", Weibull(1.5, 9.0), after=["first"])
    week = chart.calendar("week", days=weekdays())
    chart.step("desk", Triangular(2.0, 6.0, 15.0), working=week)
    chart.step("sail", Pert(3.0, 8.0, 20.0))
    sail = chart.steps[-1].duration
    happens = chart.draw("storm", Discrete((0.0, 1.0), (0.5, 0.5)))
    factor = chart.draw("storm/factor", Uniform(1.2, 2.0))
    chart.risks.append(Risk("storm", happens, ((factor, (sail,)),)))
    chart.pool("crew", 1, rest=Uniform(1.0, 5.0))
    chart.step("one", Lognormal(3.0, 15.0), needs={"crew": 1})
    chart.step("two", Uniform(1.0, 4.0), needs={"crew": 1})
    chart.step("draft", Gamma(2.0, 2.0), again=Discrete((0.0, 1.0), (0.4, 0.6)), rounds=3)


def tied(chart: Chart) -> None:
    """Draw four steps that rise and fall together: one is over early, two last, one has not begun."""
    chart.step("early", Uniform(1.0, 7.9))
    chart.step("left", Gamma(2.0, 6.0))
    chart.step("right", Weibull(1.5, 12.0))
    chart.step("later", Pert(2.0, 5.0, 20.0), after=["left", "right"])
    draws = tuple(each.duration for each in chart.steps[-4:])
    chart.correlations.append(Correlation(draws, 0.7))


def plan_of(*parts: Callable[[Chart], None]) -> Plan:
    """Return a plan of some parts that know nothing of each other, with a milestone for each step."""
    chart = Chart(horizon=2000.0)
    for part in parts:
        part(chart)
    for step in chart.steps:
        chart.milestone(step.id, step.id)
    return chart.plan()


def uneven(found: dict[str, np.ndarray]) -> set[str]:
    """Return the milestones whose places are spread so unevenly as calibrated forecasts would rarely be."""
    return {name for name, each in found.items() if len(each) and stats.kstest(each, "uniform").pvalue < RARE}


def test_what_is_under_way_or_to_come_is_forecast_as_it_comes():
    plan = plan_of(families, bent, tied)
    found = placed(plan)
    assert uneven(found) == set()
    assert min(len(each) for name, each in found.items() if name != "early") > RUNS / 5


def test_who_forgets_the_time_already_spent_is_found_out_for_every_family():
    """The test above has teeth: a wait that begins anew at its start is no forecast."""
    plan = plan_of(families)
    assert uneven(placed(plan, runs=80, change=lambda each: replace(each, least=0.0 * each.least))) == set(
        FAMILIES
    )


def test_what_is_over_tells_of_what_is_tied_to_it():
    """Seen only where it was over soon: others are fast then too, and who does not know it is found out."""
    plan = plan_of(tied)
    assert uneven(placed(plan, only=soon)) == set()
    assert "later" in uneven(placed(plan, only=soon, seen_as=replace(plan, correlations=())))


def soon(milestones: tuple[float, ...]) -> bool:
    """Whether the first step was among the faster half."""
    return milestones[0] < 4.0
