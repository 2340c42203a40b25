"""What people cost per day: a force not in proportion to heads, everyone else by the year."""

import pytest

from sim.domain.accountability import force_cost_per_day, people_cost_per_day
from sim.plan import Force


def force(troops: int, elasticity: float = 0.47) -> Force:
    return Force(troops, 1_000_000.0, elasticity, 0.0, 0.0)


def test_a_full_force_costs_its_heads_times_the_troop_year():
    assert force_cost_per_day(force(3_652_50), 3_652_50) == pytest.approx(1e9)


def test_a_force_that_fell_by_46_per_cent_costs_25_per_cent_less():
    """Iraq, June 2009 to June 2010: 7.2 to 5.4 billion a month (FACTS 2, F 61)."""
    share = force_cost_per_day(force(1_000), 540) / force_cost_per_day(force(1_000), 1_000)
    assert share == pytest.approx(0.75, abs=0.002)


def test_elasticity_one_is_proportional():
    assert force_cost_per_day(force(1_000, 1.0), 250) == pytest.approx(
        force_cost_per_day(force(1_000), 1_000) / 4
    )


@pytest.mark.parametrize(("declared", "there"), [(1_000, 0), (0, 10)])
def test_nobody_costs_nothing(declared, there):
    assert force_cost_per_day(force(declared), there) == 0.0


def test_people_cost_by_the_person_year():
    assert people_cost_per_day(12, 365_250.0) == pytest.approx(12_000.0)
