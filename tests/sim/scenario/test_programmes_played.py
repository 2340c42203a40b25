"""Programmes as declared → what is paid where: shared among provinces, grants that last, expiry in time."""

import math

import pytest

import sim
from sim.measures import ever_reached
from sim.plan import Account

DATA = {
    "format": 1,
    "title": "T",
    "start": "2005-10-01",
    "horizon": "6 y",
    "funds": {"reserve": {"opening": "300 M USD", "quick_start_ceiling": "5 M USD"}},
    "crises": {
        "alpha": {
            "country": "A",
            "provinces": {
                "north": {"population": 1, "security": 0.5},
                "south": {"population": 2, "security": 0.5},
            },
        }
    },
}


def played(programme, **more):
    doctrine = {"programmes": {"courts": {"sector": "justice", "mechanism": "none"} | programme}}
    return sim.simulate(sim.load_mapping(DATA | {"doctrine": doctrine} | more, name="programmes"))


def spent(outcome):
    return ever_reached(outcome)["reserve"][Account.DISBURSED]


def own_amounts(outcome, phase):
    return {
        each.id: [sum(posting.amounts) for posting in each.postings]
        for each in outcome.plan.steps
        if each.kind == phase
    }


def test_a_shared_programme_is_divided_by_population_to_the_dollar():
    outcome = played({"amount": "100 USD", "place": "shared"})
    assert own_amounts(outcome, "disburse") == {
        "alpha.courts.north.disburse": [33],
        "alpha.courts.south.disburse": [67],
    }
    assert spent(outcome) == 100


def test_each_province_gets_the_full_amount():
    assert spent(played({"amount": "100 USD", "place": "each_province"})) == 200


def test_a_shared_quick_start_grant_is_divided_too():
    outcome = played({"amount": "100 USD", "quick_start": "10 USD", "place": "shared"})
    assert own_amounts(outcome, "spend") == {
        "alpha.courts.north.spend": [3],
        "alpha.courts.south.spend": [7],
    }
    assert spent(outcome) == 100


def test_names_of_a_shared_programme_reach_its_provinces():
    done = {"done": "courts.disburse", "first": {"any": ["courts.north.obligate"]}}
    days = sim.milestones(played({"amount": "100 USD", "place": "shared"}, milestones=done))
    assert 0.0 < days["alpha.first"] < days["alpha.done"] < math.inf


def test_a_team_is_not_shared():
    doctrine = {"teams": {"t": {"size": 1, "from": "corps", "place": "shared"}}}
    with pytest.raises(sim.BadInput, match="there is no place 'shared'"):
        sim.load_mapping(DATA | {"doctrine": doctrine, "pools": {"corps": {"size": 9}}}, name="team")


@pytest.mark.parametrize(("given", "days"), [({}, 180.0), ({"grant_lasts": "90 d"}, 90.0)])
def test_a_grant_is_under_delivery_as_long_as_it_lasts(given, days):
    outcome = played({"amount": "100 USD", "quick_start": "10 USD"} | given)
    (row,) = (each for each in outcome.steps if outcome.plan.steps[each.step].kind == "spend")
    assert row.finish - row.start == pytest.approx(days)


def test_a_risk_may_stretch_how_long_a_grant_lasts():
    risks = {"slow": {"chance": 1, "scale": {"doctrine.programmes.*.grant_lasts": 2}}}
    outcome = played({"amount": "100 USD", "quick_start": "10 USD"}, risks=risks)
    (row,) = (each for each in outcome.steps if outcome.plan.steps[each.step].kind == "spend")
    assert row.finish - row.start == pytest.approx(360.0)


@pytest.mark.parametrize(("start", "ends"), [("2005-10-01", 365.0), ("2006-09-01", 30.0)])
def test_a_mechanism_may_end_with_the_fiscal_year(start, ends):
    mechanism = {"sector": "justice", "ceiling": "1 M USD", "expires": "fiscal_year"}
    outcome = played({"amount": "100 USD", "mechanism": "m"}, mechanisms={"m": mechanism}, start=start)
    (pool,) = (each for each in outcome.plan.pools if each.id == "mechanism:m")
    assert pool.expires == ends
