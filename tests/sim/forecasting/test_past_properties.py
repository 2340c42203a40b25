"""The past plays itself again in every future; only what was not known then comes out otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pasts import first_difference, past
from random_charts import plans

import sim
from sim.engine.world import run
from sim.forecasting import Futures, known_at

DAYS = st.one_of(st.floats(0.0, 60.0), st.integers(0, 20).map(float))


@settings(max_examples=80, deadline=None)
@given(plans(), DAYS, st.integers(0, 3))
def test_every_future_of_any_plan_has_the_past_of_the_run(plan, day, replication):
    """Pools, money, calendars, rework, blows and other numbers from a day on among them."""
    lived = past(run(plan, replication=replication), day)
    known = known_at(plan, seed=0, replication=replication, day=day)
    for future in Futures(plan, known, seed=0).outcomes([7, 8]):
        assert first_difference(lived, past(future, day)) == ""


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("quick-start", (0.0, 10.4, 45.0, 160.0, 400.0, 1200.0)),
        ("three-operations", (100.0, 700.0)),
        ("watch-list", (200.0, 900.0)),
    ],
)
def test_every_future_of_a_shipped_scenario_has_the_past_of_the_run(name, days):
    plan = sim.load(name).plan
    lived = run(plan, 3)
    for day in days:
        known = known_at(plan, seed=3, replication=0, day=day)
        then = past(lived, day)
        for future in Futures(plan, known, seed=3).outcomes([1, 2]):
            assert first_difference(then, past(future, day)) == "", day


def test_what_comes_differs_between_futures():
    """Else the property above would hold of futures that are all the same."""
    plan = sim.load("quick-start").plan
    known = known_at(plan, seed=3, replication=0, day=45.0)
    ends = {each.milestones for each in Futures(plan, known, seed=3).outcomes(range(1, 6))}
    assert len(ends) == 5


def test_at_the_horizon_all_is_known_and_every_future_is_the_run():
    plan = sim.load("quick-start").plan
    known = known_at(plan, seed=3, replication=0, day=plan.horizon)
    lived = run(plan, 3)
    for future in Futures(plan, known, seed=3).outcomes([1, 2]):
        assert first_difference(past(lived, plan.horizon), past(future, plan.horizon)) == ""
