"""Which skill was used, when it was short, who provides it, and what keeping it ready cost."""

import math

import pytest
from building import Chart
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import measures
from sim.domain.readiness import MONTH
from sim.plan import Need, Pool

YEAR = 365.25


def corps(horizon=2 * MONTH, *, policemen=2, **more):
    """Return a chart with a corps of four: some policemen, the rest generalists."""
    chart = Chart(horizon=horizon)
    chart.pools.append(Pool("corps", 4 - policemen, kind="people", provider="state", **more))
    chart.pools.append(
        Pool("corps.policing", policemen, "people", skill="policing", corps=0, provider="state", **more)
    )
    return chart


def months(outcome, skill):
    return [each for each in measures.skill_months(outcome) if each.skill == skill]


def test_person_days_are_counted_month_by_month():
    """One policeman of two is out for the first ten days of two months."""
    chart = corps()
    chart.step("patrol", 10, needs={"corps.policing": 1})
    first, second = months(chart.run(), "policing")
    assert (first.held, first.there) == (10.0, pytest.approx(2 * MONTH))
    assert (second.held, second.since, second.until) == (0.0, MONTH, 2 * MONTH)
    assert first.utilisation == pytest.approx(10 / (2 * MONTH))


def test_a_stretch_over_the_end_of_a_month_is_cut_there():
    chart = corps()
    chart.step("patrol", MONTH + 5, needs={"corps.policing": 1})
    assert [each.held for each in months(chart.run(), "policing")] == pytest.approx([MONTH, 5.0])


def test_a_skill_is_saturated_in_a_month_in_which_all_of_it_is_held():
    chart = corps()
    chart.step("patrol", MONTH, needs={"corps.policing": 2})
    outcome = chart.run()
    assert [each.saturated for each in months(outcome, "policing")] == [True, False]
    (generalists, police) = measures.skill_use(outcome)
    assert (generalists.skill, generalists.saturated) == ("generalist", 0.0)
    assert (police.utilisation, police.peak, police.peak_month) == (pytest.approx(0.5), 1.0, 0)
    assert police.saturated == 0.5


def test_a_skill_of_which_nobody_is_there_is_short_and_saturated_when_it_is_asked_for():
    chart = corps(policemen=0)
    chart.step("patrol", 5, needs={"corps.policing": 3})
    (_, police) = measures.skill_use(chart.run())
    assert math.isnan(police.utilisation)
    assert (police.peak_month, police.saturated, police.short) == (-1, 1.0, 1.0)
    assert police.unmet == pytest.approx(3 * 2 * MONTH)


def test_what_is_unmet_is_heads_times_days_of_the_seats_that_waited():
    """The second patrol waits ten days for two policemen; its generalist waits with them and is not short."""
    chart = corps()
    chart.step("first", 10, needs={"corps.policing": 1})
    chart.step("second", 5, needs=[Need((1,), 2), Need((0, 1), 1)])
    generalists, police = measures.skill_use(chart.run())
    assert (generalists.unmet, police.unmet) == (0.0, 20.0)
    assert (police.short, police.saturated) == (0.5, 0.0)


def test_who_waits_behind_somebody_else_lacks_nobody():
    """The doctor is free until D+10; who waits for policemen comes first in line, and misses her then."""
    chart = corps()
    chart.pools.append(Pool("corps.health", 1, skill="health", corps=0))
    chart.step("patrol", 10, needs={"corps.policing": 2})
    chart.step("mission", 5, needs=[Need((1,), 1), Need((2,), 1)])
    chart.step("clinic", 5, needs={"corps.health": 1})
    _, police, health = measures.skill_use(chart.run())
    assert (police.unmet, health.unmet, health.short) == (10.0, 5.0, 0.5)


def test_who_rests_or_trains_is_not_there():
    chart = Chart(horizon=MONTH)
    rest = chart.draw("rest", 100.0)
    chart.pools += [Pool("corps", 0), Pool("corps.health", 2, rest=rest, skill="health", corps=0)]
    chart.step("clinic", 10, needs={"corps.health": 1})
    (month,) = months(chart.run(), "health")
    assert month.there == pytest.approx(10 * 2 + (MONTH - 10) * 1)


def test_pools_without_skills_are_no_skill_and_no_provider():
    chart = Chart()
    chart.pool("crew", 4)
    outcome = chart.run()
    assert measures.skill_use(outcome) == []
    assert measures.skill_months(outcome) == []
    assert measures.provisions(outcome) == []


def test_who_can_provide_what_is_told_by_provider_agency_and_skill():
    chart = corps()
    chart.pools.append(Pool("justice", 7, kind="people", provider="agency", agency="Justice"))
    assert measures.provisions(chart.run()) == [
        ("state", "", "generalist", 2),
        ("state", "", "policing", 2),
        ("agency", "Justice", "generalist", 7),
    ]


def test_two_corps_of_one_skill_are_one_row():
    chart = corps()
    chart.pools += [Pool("other", 1), Pool("other.policing", 3, skill="policing", corps=2)]
    assert [(each.skill, each.heads) for each in measures.skill_use(chart.run())] == [
        ("generalist", 3),
        ("policing", 5),
    ]


def test_a_corps_costs_by_the_head_and_day_whether_it_is_out_or_at_home():
    chart = corps(horizon=100.0, year_cost=10 * YEAR)
    chart.step("patrol", 10, needs={"corps.policing": 1})
    total = measures.total_cost(chart.run())
    assert total["corps"]["readiness"] == pytest.approx(4 * 100 * 10)


def test_who_is_lost_costs_nothing_any_more():
    chart = Chart(horizon=100.0)
    gone = chart.draw("attrition", 0.5)
    chart.pools.append(Pool("corps", 4, year_cost=YEAR, attrition=gone))
    chart.step("tour", 60, needs={"corps": 4})
    rows = [(each.time, each.dollars) for each in measures.cost_series(chart.run())]
    assert rows == [(0.0, 0.0), (60.0, 240.0), (100.0, 320.0)]


def test_a_pool_without_a_cost_adds_no_kind_of_cost():
    assert measures.total_cost(corps().run()) == {}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(1, 50)), max_size=6),
    st.integers(0, 4),
)
def test_no_person_day_is_counted_twice(steps, policemen):
    """Held person-days of all skills are those of the holdings; none is above what was there."""
    chart = corps(horizon=100.0, policemen=policemen)
    for place, (special, anybody, days) in enumerate(steps):
        needs = [Need((1,), special), *([Need((0, 1), anybody)] if anybody else [])]
        chart.step(f"s{place}", days, needs=needs)
    outcome = chart.run()
    ends = [100.0 if math.isnan(each.until) else each.until for each in outcome.holdings]
    held = sum(each.amount * (until - each.since) for each, until in zip(outcome.holdings, ends, strict=True))
    found = measures.skill_months(outcome)
    assert sum(each.held for each in found) == pytest.approx(held)
    assert sum(each.there for each in found) == pytest.approx(400.0)
    waited = sum((100.0 if math.isnan(each.until) else each.until) - each.since for each in outcome.waits)
    assert sum(each.unmet for each in found) <= 3 * waited + 1e-6
    assert all(each.held <= each.there + 1e-6 for each in found)
