"""What the watch list was worth: hits, false alarms, plans in advance, prevention, and what it cost."""

import math

import pytest
from watching import small

import sim
from sim.measures import absent, unasked, watch_summary
from sim.measures.watch import WatchSummary

CERTAIN = {"skill": {"onsets": 1.0, "quiet": 1.0}, "warning": "100 d"}
PLANS = {"needs": {"planners": 6}, "duration": "30 d"}


def told(model: sim.Model) -> WatchSummary:
    found = watch_summary(sim.simulate(model, seed=1))
    assert found is not None
    return found


def test_without_a_watch_list_there_is_nothing_to_tell():
    assert watch_summary(sim.simulate(sim.load("quick-start"), seed=1)) is None


def test_a_plan_in_advance_costs_its_planners_for_as_long_as_they_are_held():
    crises = {"alpha": {"country": "Alpha", "onset": "D+200"}}
    cost = "365250 USD / person y"
    changes = {"crises": crises, "horizon": "1 y"}
    watch = {"arrivals": {}, "crises": ["alpha"], "preplanning": PLANS, "planner_cost": cost}
    found = told(small(changes, **CERTAIN, **watch))
    assert found.preplanning == (1, 1, pytest.approx(180.0), 0)
    assert found.planner_dollars == pytest.approx(180_000.0)
    assert (found.onsets, found.hits, found.missed, found.ready) == (1, 1, 0, 1)
    assert (found.days_per_hit, found.dollars_per_hit) == pytest.approx((180.0, 180_000.0))
    assert found.days_per_ready == pytest.approx(180.0)


def test_every_watched_crisis_and_every_flag_is_counted_once():
    for outcome in sim.replicate(small(states=160), seed=1, replications=20):
        found = watch_summary(outcome)
        assert found is not None
        assert found.onsets + found.averted + found.never == 4
        assert found.hits + found.missed == found.onsets + found.averted
        assert found.elsewhere + found.false_alarms == len(outcome.watch) - 4


def test_a_list_without_hits_has_no_cost_per_hit():
    found = told(small({"horizon": "1 d"}, preplanning=PLANS))
    assert math.isnan(found.days_per_hit)
    assert math.isnan(found.dollars_per_hit)
    assert math.isnan(found.days_per_ready)
    assert found.hit_share == 0.0


def test_prevention_costs_money_whether_or_not_it_averts_anything():
    funds = {"reserve": {"opening": "100 M USD"}}
    crises = {"alpha": {"country": "Alpha", "onset": "D+200"}}
    prevention = {"needs": {"planners": 2, "reserve": "3 M USD"}, "duration": "10 d", "lowers": 0.0}
    watch = {"arrivals": {}, "crises": ["alpha"], "prevention": prevention}
    found = told(small({"crises": crises, "funds": funds}, **CERTAIN, **watch))
    assert found.prevention == (1, 1, pytest.approx(20.0), 3_000_000)
    assert found.averted == 0


def test_nobody_asks_for_the_milestones_of_a_crisis_that_did_not_come():
    changes = {"milestones": {"planned": {"all": ["strategy"]}}, "horizon": "1 d"}
    outcome = sim.simulate(small(changes), seed=1)
    assert absent(outcome) == {"west_1", "west_2", "west_3", "west_4"}
    assert unasked(outcome) == {each.id for each in outcome.plan.milestones}


def test_the_milestone_of_all_is_asked_for_as_soon_as_one_crisis_has_come():
    changes = {"milestones": {"planned": {"all": ["strategy"]}}, "horizon": "40 y"}
    outcome = sim.simulate(small(changes), seed=1)
    assert "planned" not in unasked(outcome)
