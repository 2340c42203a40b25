"""Runs worth reporting: a bare plan, and the shipped scenario of one operation."""

import pytest
from building import Chart

import sim
from sim.trace import Outcome


@pytest.fixture(scope="session")
def bare() -> Outcome:
    """Two steps want one crew; one more never gets its money."""
    chart = Chart(horizon=100.0)
    chart.pool("crew", 1)
    chart.fund("reserve", 50)
    chart.step("plan.dig", 12.0, needs={"crew": 1})
    chart.step("plan.lay", 30.0, needs={"crew": 1})
    chart.step("plan.pay", 1.0, pays={"reserve": 80})
    chart.step("plan.thank", 1.0, after=["plan.pay"])
    chart.milestone("laid", "plan.lay")
    chart.milestone("thanked", "plan.thank")
    return chart.run()


@pytest.fixture(scope="session")
def operation() -> Outcome:
    """One run of the shipped quick-start scenario."""
    return sim.simulate(sim.load("quick-start"), seed=7)
