"""One future played again as other numbers and blows come to hold: as if it had been so all along."""

from dataclasses import replace

import pytest
from building import Chart
from hypothesis import given, settings
from hypothesis import strategies as st
from random_charts import plans

from sim.engine.world import run
from sim.errors import BadInput
from sim.plan import LinkKind
from sim.recent import Recent
from sim.simulating import Rerun, just_after


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(0, 5))
def test_a_rerun_is_the_run_of_the_plan_with_all_its_regimes_and_blows(plan, future):
    rerun = Rerun(replace(plan, regimes=(), shocks=()), 7, future)
    rerun.play((), ())
    for _ in range(2):
        assert repr(rerun.play(plan.regimes, plan.shocks)) == repr(run(plan, 7, future))


@pytest.mark.parametrize("change", ["lag", "money", "truck"])
def test_a_regime_that_changes_what_waits_for_what_is_wired_anew(change):
    def chart(*, more):
        drawn = Chart()
        drawn.pool("truck", 1)
        drawn.fund("reserve", 10)
        drawn.step("out", 30, needs={"truck": 1})
        drawn.step("a", 5)
        asked = {"money": {"pays": {"reserve": 20}}, "truck": {"needs": {"truck": 1}}}.get(change, {})
        lag = 9.0 if more and change == "lag" else 1.0
        drawn.step("b", 5, after=[("a", LinkKind.FINISH_START, lag)], **(asked if more else {}))
        return drawn.plan()

    before, after = chart(more=False), chart(more=True)
    rerun = Rerun(before, 1, 0)
    usual = rerun.play((), ())
    changed = rerun.play(((2.0, after),), ())
    assert repr(changed) == repr(run(replace(before, regimes=((2.0, after),)), 1, 0))
    assert changed.steps != usual.steps


def test_a_future_that_there_is_not_is_refused():
    with pytest.raises(BadInput, match="out of range"):
        Rerun(Chart().plan(), -1, 0)


def test_right_after_a_day_is_later_and_within_the_tick_of_a_calendar():
    for day in (0.0, 41.3, 2190.999):
        assert day < just_after(day) < day + 1e-6


def test_what_was_not_asked_for_the_longest_goes_first():
    kept = Recent[int](2)
    for each in (1, 2, 1, 3):
        kept.get(each, lambda each=each: each)
    assert list(kept.kept) == [1, 3]


def test_why_something_has_not_finished_is_told_of_the_whole_future_only():
    """A step that its crew never comes for; half-way nobody asks why."""
    chart = Chart(horizon=100.0)
    chart.pool("crew", 0)
    chart.step("build", 5, needs={"crew": 1})
    rerun = Rerun(chart.plan(), 7, 0)
    whole, half = rerun.play((), ()), rerun.play((), (), until=50.0)
    assert [each.reason for each in whole.unfinished] == ["waiting starved of crew since D+0.0"]
    assert half.unfinished == ()
    assert half.steps == whole.steps
