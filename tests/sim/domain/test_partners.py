"""What partners bring: the recruitment curve, raises of a pledge, where it counts, what it replaces."""

import math

import pytest

from sim.domain.partners import Pull, pull_in, recruited, still_required, strength, totals
from sim.plan import Partner, PartnerKind

FITTED = (0.0, 322.6, 0.96)
"""Lag, scale and ceiling of UN police in Kosovo."""


def partner(*pledges, kind=PartnerKind.POLICE, weights=(1.0,), **more) -> Partner:
    return Partner("un", kind, pledges, 1.88, 0, 1, 2, weights, **more)


KOSOVO = partner((0.0, 4_718))


@pytest.mark.parametrize(("months", "share"), [(8.7, 0.480), (10.2, 0.582), (16.0, 0.852)])
def test_police_arrive_along_the_curve_fitted_to_kosovo(months, share):
    """Weibull 1.88, 10.6 months, ceiling 0.96; the fit lies within 0.03 of the three counts."""
    assert strength(KOSOVO, months * 30.4375, FITTED) / 4_718 == pytest.approx(share, abs=0.003)


def test_a_partner_starts_at_none_and_ends_at_the_ceiling():
    found = [strength(KOSOVO, days, FITTED) for days in (-5.0, 0.0, 1e5)]
    assert found == [0.0, 0.0, pytest.approx(0.96 * 4_718)]


def test_nobody_comes_before_the_lag_is_over():
    late = (100.0, 322.6, 0.96)
    assert strength(KOSOVO, 100.0, late) == 0.0
    assert strength(KOSOVO, 150.0, late) == strength(KOSOVO, 50.0, FITTED)


def test_a_raise_does_not_jump_and_does_not_begin_anew():
    """On D+158 another 1,608 are asked; H(158) = 0.261, H(312) = 0.939 and H(35) = 0.015."""
    raised = partner((35.0, 3_110), (158.0, 4_718))
    before, after = strength(raised, 158.0, FITTED), strength(raised, 158.001, FITTED)
    assert after - before < 0.1
    expected = 0.96 * (3_110 * (1 - math.exp(-0.9238)) + 1_608 * (1 - math.exp(-0.6780)))
    assert strength(raised, 312.0, FITTED) == pytest.approx(expected, rel=1e-3)


def test_a_curve_too_steep_for_a_number_is_as_good_as_done():
    assert recruited(1e5, lag=0.0, scale=0.001, shape=90.0) == math.exp(600.0)


def test_forces_civilians_and_money_count_where_they_are():
    partners = (
        partner((0.0, 1), kind=PartnerKind.POLICE, weights=(0.25, 0.75)),
        partner((0.0, 1), kind=PartnerKind.TROOPS, weights=(1.0, 0.0)),
        partner((0.0, 1), kind=PartnerKind.CIVILIANS, weights=(0.1, 0.2)),
        partner((0.0, 1), kind=PartnerKind.PROGRAMMES, weights=(0.5, 0.5), sector=1),
    )
    there = (400.0, 50.0, 20.0, 3e6)
    found = [pull_in(partners, there, province=each, sectors=2) for each in (0, 1)]
    assert found == [Pull(150.0, 2.0, (0.0, 1.5e6)), Pull(300.0, 4.0, (0.0, 1.5e6))]
    assert totals(partners, there)[PartnerKind.TROOPS] == 50.0


def test_only_troops_that_replace_cover_what_is_required():
    partners = (
        partner((0.0, 1), kind=PartnerKind.TROOPS, replaces=True),
        partner((0.0, 1), kind=PartnerKind.TROOPS),
    )
    assert still_required(1_000.0, partners, (300.0, 500.0)) == 700.0
    assert still_required(200.0, partners, (300.0, 500.0)) == 0.0
