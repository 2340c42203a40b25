"""Tranches, the quick-start ceiling, and which mechanisms a programme may use, in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import Pert
from sim.domain.funding import (
    award_law,
    chosen_mechanisms,
    quick_start_allowed,
    shared_amounts,
    tranche_amounts,
)
from sim.scenario.schema.resources import Mechanism


def mechanism(sector="justice", region="any", award=("10 d", "35 d", "90 d"), *, prepositioned=True):
    return Mechanism.model_validate(
        {
            "sector": sector,
            "region": region,
            "ceiling": "40 M USD",
            "award": {"pert": list(award)},
            "prepositioned": prepositioned,
        }
    )


def test_rounding_goes_into_the_last_tranche():
    assert tranche_amounts(10_000_001, (0.3, 0.4, 0.3)) == (3_000_000, 4_000_000, 3_000_001)


@given(st.integers(0, 10**11), st.lists(st.floats(0.0, 1.0), min_size=1, max_size=60))
def test_tranches_add_up_to_the_dollar(dollars, parts):
    whole = sum(parts) or 1.0
    assert sum(tranche_amounts(dollars, [each / whole for each in parts])) == dollars


def test_what_is_shared_follows_the_weights_and_the_largest_remainders_get_the_rest():
    assert shared_amounts(100, (1, 1, 1)) == (34, 33, 33)
    assert shared_amounts(10, (600, 250, 150)) == (6, 3, 1)
    assert shared_amounts(1, (1, 3)) == (0, 1)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_what_is_shared_adds_up_to_the_dollar_and_is_off_by_less_than_one(dollars, weights):
    amounts = shared_amounts(dollars, weights)
    assert sum(amounts) == dollars
    for amount, weight in zip(amounts, weights, strict=True):
        assert abs(amount * sum(weights) - dollars * weight) < sum(weights)


@pytest.mark.parametrize(
    ("asked", "ceiling", "given_"),
    [(5_000_000, 5_000_000, True), (5_000_001, 5_000_000, False), (0, 5_000_000, False), (1, 0, False)],
)
def test_a_grant_is_given_up_to_the_ceiling_and_never_without_one(asked, ceiling, given_):
    assert quick_start_allowed(asked, ceiling) is given_


def test_a_mechanism_in_place_takes_a_task_order_and_another_a_competition():
    assert award_law(mechanism()) == Pert(10.0, 35.0, 90.0)
    assert award_law(mechanism(prepositioned=False)) == Pert(150.0, 300.0, 520.0)


def test_any_means_all_that_serve_the_sector_and_region_fastest_first():
    held = {
        "slow": mechanism(award=("30 d", "60 d", "120 d")),
        "elsewhere": mechanism(region="west-africa"),
        "roads": mechanism(sector="economy"),
        "fast": mechanism(sector="any"),
        "not_in_place": mechanism(prepositioned=False),
    }
    found = chosen_mechanisms("any", held, sector="justice", region="balkans")
    assert found == ("fast", "slow", "not_in_place")


def test_a_named_mechanism_is_the_only_one_and_none_means_none():
    held = {"fast": mechanism(), "slow": mechanism()}
    assert chosen_mechanisms("slow", held, sector="justice", region="any") == ("slow",)
    assert chosen_mechanisms("none", held, sector="justice", region="any") == ()
