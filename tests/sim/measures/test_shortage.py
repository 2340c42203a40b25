"""The days on which a fund runs low and dry: known answers, and the same in a batch as in a run."""

import math

import numpy as np
import pytest
from building import Chart

import sim
from sim import measures
from sim.batch.measuring import Measuring
from sim.batch.results import gathered
from sim.batch.stopping import criterion
from sim.errors import BadInput
from sim.plan import Replenishment


def spent(below, *, replenished=True, **fields):
    """100 dollars; 30 go on D+2, D+4 and D+6; 30 are asked for in vain on D+8. A look every 50 days."""
    chart = Chart()
    rule = Replenishment(below, 100, checked=50.0, lag=chart.draw("lag", 200.0)) if replenished else None
    chart.fund("reserve", 100, replenishment=rule, **fields)
    for day in (2.0, 4.0, 6.0, 8.0):
        chart.step(f"at_{day:g}", 1.0, pays={"reserve": 30}, not_before=day)
    return measures.fund_dates(chart.run())


@pytest.mark.parametrize(("below", "low"), [(80, 2.0), (40, 6.0), (11, 6.0), (10, 8.0), (1, 8.0)])
def test_a_fund_is_low_on_the_day_it_falls_below_its_level_or_below_a_claim(below, low):
    """70, 40 and 10 are left on D+2, D+4 and D+6; 30 stand in line from D+8. Just enough is not low."""
    assert spent(below) == {"reserve.dry": 8.0, "reserve.low": low}


def test_a_fund_that_nobody_fills_has_no_level():
    assert spent(0, replenished=False) == {"reserve.dry": 8.0}


def test_money_that_lapsed_was_not_low_but_the_fund_is_dry():
    """On D+3 what is left lapses: nothing can be claimed any more, and nobody asks for more."""
    found = spent(10, expires=3.0)
    assert found["reserve.dry"] == 3.0
    assert math.isnan(found["reserve.low"])


def test_a_fund_that_never_runs_out_has_no_day():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("a", 1.0, pays={"reserve": 60})
    assert math.isnan(measures.fund_dates(chart.run())["reserve.dry"])


def test_a_batch_keeps_the_days_of_funds_beside_the_milestones():
    """One column each, infinite where never: they can be asked for wherever a milestone can."""
    plan = sim.load("quick-start").plan
    outcomes = list(sim.replicate(sim.load("quick-start"), seed=3, replications=4))
    measuring = Measuring(plan)
    results = gathered(measuring, seed=3, rows=[measuring.row(each) for each in outcomes])
    for name in ("conflict_response_fund.dry", "conflict_response_fund.low"):
        expected = [measures.fund_dates(each)[name] for each in outcomes]
        assert np.array_equal(results.days(name), np.where(np.isnan(expected), np.inf, expected))
    assert str(criterion("P50(conflict_response_fund.dry) ± 5 d", plan=plan)).startswith("P50(conflict")
    with pytest.raises(BadInput, match=r"conflict_response_fund\.dry"):
        criterion("P50(conflict_response_fund.empty) ± 5 d", plan=plan)


def test_a_milestone_goes_before_a_fund_of_the_same_name():
    chart = Chart()
    chart.fund("reserve", 100)
    chart.step("a", 1.0, pays={"reserve": 60})
    chart.milestone("reserve.dry", "a")
    outcome = chart.run()
    assert measures.date_names(outcome.plan) == ("reserve.dry",)
    assert measures.dates(outcome) == {"reserve.dry": 1.0}
