"""How conditions answer to effort: known values of each formula, in its units."""

import math

import pytest

from sim.domain.operation import grown, grown_conditions, saturation
from sim.plan import Growth

GROWTH = Growth(
    security_force=1.4,
    civilians=0.5,
    programmes=0.5,
    decay=0.15,
    spoiling=0.5,
    force_ratio=10.0,
    team_ratio=20.0,
    programme_ratio=10.0,
    capital_share=0.3,
)


def test_an_effect_is_half_at_its_half_and_never_whole():
    assert [saturation(amount, 10.0) for amount in (0.0, 10.0, 30.0)] == [0.0, 0.5, 0.75]


def test_half_ratios_give_half_effects():
    """10 per 1,000, 20 per million and 10 dollars a head: pull 0.7 + 0.25 + 0.25, no loss but 0.15."""
    (security,) = grown_conditions(
        GROWTH,
        (0.0,),
        pace=(1.0,),
        forces=4_000.0,
        civilians=8.0,
        money=(4e6,),
        population=400_000.0,
        days=365.25,
    )
    assert security == pytest.approx(1.2 / 1.35 * (1.0 - math.exp(-1.35)))


def test_half_life_of_an_untended_condition_is_ln_2_over_decay():
    assert grown(0.8, pull=0.0, loss=0.15, days=365.25 * math.log(2.0) / 0.15) == pytest.approx(0.4)


def test_a_condition_heads_for_pull_over_pull_plus_loss():
    assert grown(0.1, pull=0.9, loss=0.3, days=1e6) == pytest.approx(0.75)


def test_nothing_pulls_and_nothing_eats_so_nothing_moves():
    assert grown(0.37, pull=0.0, loss=0.0, days=1_000.0) == 0.37


def test_only_security_answers_to_troops():
    security, justice = grown_conditions(
        GROWTH,
        (0.35, 0.35),
        pace=(1.0, 1.0),
        forces=8_000.0,
        civilians=0.0,
        money=(0.0, 0.0),
        population=400_000.0,
        days=30.0,
    )
    assert security > 0.35 > justice


def test_insecurity_eats_into_justice_but_not_into_security():
    """Without effort security loses its decay only, justice decay + spoiling x (1 - security)."""
    after = grown_conditions(
        GROWTH,
        (0.2, 0.5),
        pace=(1.0, 1.0),
        forces=0.0,
        civilians=0.0,
        money=(0.0, 0.0),
        population=1.0,
        days=365.25,
    )
    assert after == pytest.approx((0.2 * math.exp(-0.15), 0.5 * math.exp(-0.15 - 0.5 * 0.8)))
