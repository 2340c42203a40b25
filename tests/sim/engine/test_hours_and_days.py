"""A plan in hours is the same plan in days, 24 times as fast: no float decides who goes first."""

import math
import os
from dataclasses import replace

import pytest
from building import Chart, finished, started, weekdays
from hypothesis import given, settings
from hypothesis import strategies as st
from random_charts import plans

from sim.distributions import Constant, Pert, Uniform
from sim.engine.calendars import snapped
from sim.engine.world import run
from sim.plan import NONE

HOUR = 1.0 / 24.0
TIMES = {"ready", "start", "finish", "since", "until", "time"}


def whole(plan):
    """Return a plan whose durations are whole and count every day of the week."""
    certain = {Uniform: Constant(4.0), Pert: Constant(2.0)}
    return replace(
        plan,
        draws=tuple(replace(each, law=certain.get(type(each.law), each.law)) for each in plan.draws),
        steps=tuple(replace(each, working=NONE) for each in plan.steps),
        regimes=tuple((day, whole(each)) for day, each in plan.regimes),
    )


def in_hours(plan):
    """Return a plan with an hour for every day."""
    return replace(
        plan,
        horizon=plan.horizon / 24,
        draws=tuple(
            replace(each, law=Constant(each.law.value / 24))
            if each.key.rpartition("/")[2] in {"duration", "rest", "lag"}
            else each
            for each in plan.draws
        ),
        steps=tuple(
            replace(
                each,
                links=tuple(replace(link, lag=link.lag / 24) for link in each.links),
                not_before=each.not_before / 24,
                give_up_after=each.give_up_after / 24,
            )
            for each in plan.steps
        ),
        funds=tuple(replace(each, **fund_in_hours(each)) for each in plan.funds),
        calendars=tuple(
            replace(each, occasions=tuple(day / 24 for day in each.occasions)) for each in plan.calendars
        ),
        shocks=tuple(replace(each, day=each.day / 24) for each in plan.shocks),
        regimes=tuple((day / 24, in_hours(each)) for day, each in plan.regimes),
    )


def fund_in_hours(fund):
    again = fund.replenishment
    later = None if again is None else replace(again, checked=again.checked / 24)
    return {"expires": fund.expires / 24, "replenishment": later}


def told(outcome, *, scale=1.0):
    """Return all rows of a run without their times, in order, and their times."""
    rows = [*outcome.steps, *outcome.waits, *outcome.holdings, *outcome.levels, *outcome.postings]
    fields = [each._asdict() for each in rows]
    times = [each[name] * scale for each in fields for name in each if name in TIMES]
    times += [day * scale for day in outcome.milestones]
    return [{name: each[name] for name in each if name not in TIMES} for each in fields], times


@settings(max_examples=int(os.environ.get("RUNS", "100")), deadline=None)
@given(plans().map(whole), st.integers(0, 5))
def test_a_plan_in_hours_is_the_plan_in_days(plan, future):
    rows, days = told(run(plan, replication=future))
    same, hours = told(run(in_hours(plan), replication=future), scale=24.0)
    assert same == rows
    assert hours == pytest.approx(days, abs=1e-6, nan_ok=True)


@given(st.integers(0, 10**6 * 86_400_000), st.integers(1, 10**9))
def test_however_days_were_added_up_a_moment_is_one_float(step, more):
    """A moment is n / GRID, rounded once: two ways to the same n end on the same float."""
    day, delay = step / 86_400_000, more / 86_400_000
    assert snapped(snapped(day) + delay) == snapped(day + delay) == (step + more) / 86_400_000


def test_a_moment_past_all_horizons_stays_as_it_is():
    assert (snapped(math.inf), snapped(1e300)) == (math.inf, 1e300)


def test_after_ten_single_hours_a_step_stands_in_line_as_after_ten_hours():
    """Both are ready at the same moment, so the declared order decides who gets the crew."""
    chart = Chart(horizon=10.0)
    chart.pool("crew", 1)
    chart.step("h0", HOUR)
    for place in range(1, 10):
        chart.step(f"h{place}", HOUR, after=[f"h{place - 1}"])
    chart.step("long", 10 * HOUR)
    chart.step("first", HOUR, after=["h9"], needs={"crew": 1})
    chart.step("second", HOUR, after=["long"], needs={"crew": 1})
    assert started(chart.run())[-2:] == [("first", 10 / 24), ("second", 11 / 24)]


def test_working_hours_add_up_to_working_days():
    """24 working hours from Friday, one after the other, end when one working day ends."""
    chart = Chart(horizon=30.0)
    week = chart.calendar("week", days=weekdays())
    chart.step("day", 1, not_before=4.5, working=week)
    chart.step("h0", HOUR, not_before=4.5, working=week)
    for place in range(1, 24):
        chart.step(f"h{place}", HOUR, after=[f"h{place - 1}"], working=week)
    ends = dict(finished(chart.run()))
    assert ends["h23"] == ends["day"] == 7.5


def test_an_earliest_day_between_two_moments_of_the_grid_costs_no_wait():
    chart = Chart()
    chart.step("mark", 0, not_before=1 / 3 + 3e-9)
    chart.step("then", 1, after=["mark"], not_before=1 / 3 + 4e-9)
    outcome = chart.run()
    assert [day for _, day in started(outcome)] == [1 / 3, 1 / 3]
    assert outcome.waits == ()
