"""What it does to rework and embedding that civil and military planners are apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import (
    Constant,
    Discrete,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    Weibull,
)
from sim.domain.planning import sent_back, stretched

LAWS = [
    Constant(5.0),
    Discrete((2.0, 9.0), (0.5, 0.5)),
    Exponential(4.0),
    Gamma(2.0, 3.0),
    Lognormal(3.0, 30.0),
    Normal(10.0, 2.0),
    Pert(2.0, 10.0, 30.0),
    Quantiles(2.0, 5.0, 20.0),
    Triangular(1.0, 2.0, 9.0),
    Uniform(1.0, 4.0),
    Weibull(1.5, 8.0),
]


@pytest.mark.parametrize(
    ("chance", "factor", "apart"), [(0.3, 1.5, 0.45), (0.8, 1.5, 0.95), (0.97, 1.5, 0.97), (0.0, 9.0, 0.0)]
)
def test_work_of_planners_who_are_apart_is_sent_back_more_often(chance, factor, apart):
    assert sent_back(chance, factor) == pytest.approx(apart)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.family)
@pytest.mark.parametrize("u", [0.02, 0.5, 0.97])
def test_every_quantile_of_every_family_is_stretched(law, u):
    assert stretched(law, 2.5).at(u) == pytest.approx(2.5 * law.at(u))


@given(st.floats(0.0, 1.0), st.floats(0.01, 10.0))
def test_a_chance_stays_a_chance(chance, factor):
    assert 0.0 <= sent_back(chance, factor) <= 1.0
