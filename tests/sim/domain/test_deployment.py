"""The law of a tour: whole, or with a chance cut short within bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.deployment import Tour

HALF_CUT = Tour(days=180.0, chance=0.5, low=0.2, high=0.8)


@pytest.mark.parametrize(
    ("u", "days"), [(0.0, 36.0), (0.25, 90.0), (0.4999999, 144.0), (0.5, 180.0), (0.99, 180.0)]
)
def test_the_unlucky_half_serves_a_share_of_the_tour(u, days):
    assert HALF_CUT.at(u) == pytest.approx(days, abs=1e-3)


def test_without_a_chance_of_curtailment_every_tour_is_whole():
    assert Tour(365.0, 0.0, 0.2, 0.9).at(1e-9) == 365.0


def test_mean_days_on_the_ground_follow_from_the_chance():
    """Half serve 50 % of 180 days on average, half serve all of them: 135 days."""
    u = (np.arange(10_000) + 0.5) / 10_000
    assert np.mean([HALF_CUT.at(each) for each in u]) == pytest.approx(135.0, abs=0.1)


@given(st.floats(1.0, 730.0), st.floats(1e-6, 1.0), st.floats(0.0, 0.999))
def test_no_tour_is_longer_than_declared(days, chance, u):
    assert 0.2 * days - 1e-9 <= Tour(days, chance, 0.2, 0.9).at(u) <= days
