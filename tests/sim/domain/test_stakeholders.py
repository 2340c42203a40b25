"""Ownership and women's inclusion: known values from groups that are engaged or sidelined."""

import pytest

from sim.domain.stakeholders import ownership, womens_inclusion
from sim.scenario.schema.stakeholders import Stakeholder


def group(kind="elders", *, engaged=True, **more):
    return Stakeholder(kind=kind, engaged=engaged, **more)


def test_ownership_is_the_weighted_share_of_those_engaged():
    groups = [group(weight=0.3), group(weight=0.5, engaged=False), group(weight=0.2)]
    assert ownership(groups) == pytest.approx(0.5)


def test_without_groups_nobody_owns_anything():
    assert (ownership([]), womens_inclusion([], 0.3)) == (0.0, 0.0)


def test_seats_do_not_change_ownership():
    assert ownership([group(seats=0.01), group(engaged=False, seats=0.9)]) == 0.5


def test_women_count_by_their_seats_up_to_a_full_voice():
    assert womens_inclusion([group("women", seats=0.15)], 0.3) == pytest.approx(0.5)
    assert womens_inclusion([group("women", seats=0.6)], 0.3) == 1.0


def test_without_seats_declared_being_engaged_is_a_full_voice():
    assert womens_inclusion([group("women")], 0.3) == 1.0


def test_sidelined_women_have_no_voice_whatever_their_seats():
    assert womens_inclusion([group("women", engaged=False, seats=0.5)], 0.3) == 0.0


def test_several_groups_of_women_count_by_weight_and_others_not_at_all():
    groups = [group("women", weight=3.0), group("women", weight=1.0, engaged=False), group("youth")]
    assert womens_inclusion(groups, 0.3) == 0.75


def test_no_seats_needed_for_a_full_voice():
    assert womens_inclusion([group("women", seats=0.0)], 0.0) == 1.0
