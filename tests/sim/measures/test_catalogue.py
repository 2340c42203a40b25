"""Measures by name: everything that is named can be read, and says what the other measures say."""

import pytest

import sim
from sim.measures import condition_series, fund_balances, pool_levels, strength_series, total_cost
from sim.measures.catalogue import FAMILIES, catalogue, series
from sim.measures.series import steps_of
from sim.plan import Account


@pytest.fixture(scope="module")
def outcome():
    return sim.simulate(sim.load("quick-start"), seed=1)


def test_everything_that_is_named_can_be_read(outcome):
    names = catalogue(outcome.plan)
    assert {name.partition(".")[0] for name in names} == set(FAMILIES)
    for name, measure in names.items():
        found = series(outcome, name)
        assert measure.name == name
        assert list(found.times) == sorted(set(found.times))


@pytest.mark.parametrize(
    "name",
    ["milestone.nothing", "pool.crew.free", "fund.x.spent", "condition.alpha", "weather.alpha", "cost.x"],
)
def test_what_is_not_there_cannot_be_read(outcome, name):
    with pytest.raises(KeyError, match=name):
        series(outcome, name)


def test_money_free_and_paid_is_that_of_the_ledger(outcome):
    free = series(outcome, "fund.conflict_response_fund.free")
    for row in fund_balances(outcome):
        if row.account is Account.APPORTIONED:
            assert free.at(row.time) == row.dollars


def test_conditions_levels_and_strength_are_those_of_the_trace(outcome):
    for row in condition_series(outcome)[::97]:
        name = f"condition.{row.operation}.{row.province}.{row.sector}"
        assert series(outcome, name).at(row.time) == row.condition
    last = {each.pool: each for each in pool_levels(outcome)}
    assert series(outcome, "pool.active_corps.held").at(1e9) == last["active_corps"].held
    for strength in strength_series(outcome)[-3:]:
        assert series(outcome, f"strength.alpha.{strength.kind}").at(strength.time) == strength.people


def test_cost_comes_to_the_total_at_the_last_midnight(outcome):
    total = sum(dollars for kinds in total_cost(outcome).values() for dollars in kinds.values())
    assert series(outcome, "cost.total").at(outcome.plan.horizon) == pytest.approx(total, rel=1e-9)


def test_before_anything_happens_there_is_nothing_of_a_condition():
    found = steps_of([(10.0, 0.4)])
    assert (found.at(9.9), found.at(10.0)) == (None, 0.4)
