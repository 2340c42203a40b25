"""What holds for every family and every u: curves rise, stay in their bounds, stack in one call."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.distributions import (
    Chance,
    Discrete,
    Distribution,
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
from sim.domain.deployment import Tour
from sim.domain.readiness import Asks

inside = st.floats(1e-6, 1.0 - 1e-6)
days = st.floats(0.1, 1_000.0)
shapes = st.floats(0.3, 20.0)
chances = st.one_of(st.just(0.0), st.floats(1e-6, 1.0))


def rising(count: int) -> st.SearchStrategy[list[float]]:
    return st.lists(days, min_size=count, max_size=count).map(sorted)


laws: st.SearchStrategy[Distribution] = st.one_of(
    rising(3).map(lambda three: Pert(*three)),
    rising(3).map(lambda three: Triangular(*three)),
    rising(2).map(lambda two: Uniform(*two)),
    rising(2).map(lambda two: Lognormal(*two)),
    rising(3).map(lambda three: Quantiles(*three)).filter(lambda law: law.rises),
    st.builds(Exponential, days),
    st.builds(Normal, days, days),
    st.builds(Gamma, shapes, days),
    st.builds(Weibull, shapes, days),
    st.builds(Chance, chances),
    st.lists(st.tuples(days, st.floats(0.1, 5.0)), min_size=1, max_size=6).map(
        lambda pairs: Discrete(*zip(*pairs, strict=True))
    ),
    st.builds(Asks, chances, st.integers(1, 6).map(float)),
    st.builds(Tour, days, chances, st.floats(0.0, 0.5), st.floats(0.5, 1.0)),
)


@given(laws, inside, inside)
def test_more_luck_never_means_less(law, one, other):
    """Common random numbers rest on this: a longer step stays longer in every variant."""
    low, high = sorted((one, other))
    assert law.at(low) <= law.at(high) * (1.0 + 1e-9) + 1e-9


@given(laws, inside)
def test_no_quantity_is_negative_or_endless(law, u):
    assert 0.0 <= law.at(u) < float("inf")


@given(laws, st.lists(inside, min_size=1, max_size=5))
def test_drawing_often_gives_what_the_curve_gives(law, futures):
    """PERT is read from tables, to better than 1e-8 of its width; every other family is exact."""
    u = np.array(futures)[:, None]
    columns = [np.array([each]) for each in law.parameters()]
    exact = law.quantile(u, *columns)
    assert np.abs(law.inverse(*columns)(u) - exact).max() <= (
        1e-8 * (law.high - law.low) if isinstance(law, Pert) else 0.0
    )


@given(rising(3), st.lists(inside, min_size=2, max_size=6).map(sorted))
def test_the_tables_of_pert_rise_too(three, futures):
    low, mode, high = (np.array([each]) for each in three)
    found = Pert.inverse(low, mode, high)(np.array(futures)[:, None]).ravel()
    assert (np.diff(found) >= -1e-12 * high).all()


@given(rising(3), inside)
def test_bounded_families_stay_between_low_and_high(three, u):
    low, _, high = three
    for law in (Pert(*three), Triangular(*three), Uniform(low, high)):
        assert low - 1e-9 <= law.at(u) <= high + 1e-9


@given(rising(3), inside, st.floats(1.0, 3.0))
def test_a_later_worst_case_never_shortens_a_triangle(three, u, factor):
    """Not so for PERT: a longer tail draws weight from the middle, and low quantiles fall."""
    low, mode, high = three
    assert Triangular(low, mode, high * factor).at(u) >= Triangular(low, mode, high).at(u) - 1e-9


@given(st.lists(rising(3), min_size=1, max_size=5), st.lists(inside, min_size=1, max_size=4))
def test_drawing_together_gives_what_drawing_alone_gives(triples, futures):
    u = np.repeat(np.array(futures)[:, None], len(triples), axis=1)
    columns = np.array(triples).T
    together = Pert.quantile(u, *columns)
    alone = [[Pert(*three).at(each) for three in triples] for each in futures]
    assert together.tolist() == alone


@given(st.lists(st.tuples(days, st.floats(0.1, 5.0)), min_size=1, max_size=6), inside)
def test_a_discrete_law_gives_only_its_values(pairs, u):
    law = Discrete(*zip(*pairs, strict=True))
    assert law.at(u) in law.values
