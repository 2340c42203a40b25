"""Each family's inverse CDF against closed forms and SciPy, and the cases at its edges."""

import math

import numpy as np
import pytest
from scipy import stats

from sim import load
from sim.distributions import (
    Chance,
    Constant,
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
    empirical,
)

GRID = np.linspace(0.001, 0.999, 333)
MIDDLE_90 = 1.2815515655446004
"""Standard normal score of 0.9."""

REFERENCES = {
    "uniform": (Uniform(3.0, 8.0), stats.uniform(3.0, 5.0)),
    "triangular": (Triangular(2.0, 3.0, 7.0), stats.triang(0.2, 2.0, 5.0)),
    "pert": (Pert(9.0, 19.0, 44.0), stats.beta(1 + 4 * 10 / 35, 1 + 4 * 25 / 35, 9.0, 35.0)),
    "lognormal": (
        Lognormal(10.0, 90.0),
        stats.lognorm(math.log(9.0) / (2 * MIDDLE_90), scale=30.0),
    ),
    "exponential": (Exponential(12.0), stats.expon(scale=12.0)),
    "gamma": (Gamma(2.5, 4.0), stats.gamma(2.5, scale=4.0)),
    "weibull": (Weibull(1.88, 322.6), stats.weibull_min(1.88, scale=322.6)),
    "normal": (Normal(50.0, 9.0), stats.norm(50.0, 9.0)),
}


@pytest.mark.parametrize("family", REFERENCES)
def test_a_quantile_is_that_of_scipy(family):
    law, reference = REFERENCES[family]
    assert [law.at(u) for u in GRID] == pytest.approx(reference.ppf(GRID), rel=1e-9)


@pytest.mark.parametrize("family", REFERENCES)
def test_a_family_knows_its_own_name(family):
    assert REFERENCES[family][0].family == family


@pytest.mark.parametrize(
    ("law", "mean"),
    [
        (Pert(9.0, 19.0, 44.0), (9.0 + 4 * 19.0 + 44.0) / 6.0),
        (Pert(15.0, 15.0, 15.0), 15.0),
        (Triangular(2.0, 3.0, 5.0), 10.0 / 3.0),
        (Exponential(12.0), 12.0),
    ],
)
def test_the_mean_over_all_futures_is_the_known_one(law, mean):
    """The mean is the integral of the inverse CDF; midpoints of 200,000 slices find it to 1e-4."""
    u = (np.arange(200_000) + 0.5) / 200_000
    columns = [np.array([each]) for each in law.parameters()]
    assert law.quantile(u[:, None], *columns).mean() == pytest.approx(mean, rel=1e-4)


def test_the_triangle_turns_at_its_mode():
    assert Triangular(2.0, 3.0, 7.0).at(0.2) == pytest.approx(3.0)


def test_an_exponential_has_its_median_at_ln_2_means():
    assert Exponential(10.0).at(0.5) == pytest.approx(10.0 * math.log(2.0))


def test_a_normal_is_cut_at_zero():
    law = Normal(1.0, 1.0)
    assert [law.at(0.01), law.at(0.5)] == [0.0, pytest.approx(1.0)]


def test_a_lognormal_passes_through_both_its_quantiles():
    law = Lognormal(10.0, 90.0)
    assert [law.at(0.1), law.at(0.9)] == pytest.approx([10.0, 90.0])


def test_a_metalog_passes_through_its_three_quantiles():
    law = Quantiles(5.0, 14.0, 45.0)
    assert [law.at(u) for u in (0.1, 0.5, 0.9)] == pytest.approx([5.0, 14.0, 45.0])


def test_a_metalog_says_when_no_rising_curve_fits():
    assert Quantiles(5.0, 14.0, 45.0).rises
    assert not Quantiles(5.0, 5.01, 400.0).rises


def test_discrete_values_come_with_their_weights():
    law = Discrete((30.0, 10.0, 20.0), (1.0, 2.0, 1.0))
    assert [law.at(u) for u in (0.01, 0.5, 0.51, 0.75, 0.76, 0.99)] == [10.0, 10.0, 20.0, 20.0, 30.0, 30.0]


def test_observed_values_are_equally_likely():
    law = empirical((22.0, 50.0, 86.0, 119.0))
    assert [law.at(u) for u in (0.1, 0.3, 0.6, 0.9)] == [22.0, 50.0, 86.0, 119.0]


def test_observed_values_are_read_from_the_file_beside_the_scenario(tmp_path):
    (tmp_path / "seen.csv").write_text("22 d\n50 d\n", "utf-8")
    steps = "steps: {wait: {duration: {empirical: seen.csv}}}"
    scenario = tmp_path / "plan.yaml"
    scenario.write_text(f"format: 1\ntitle: Seen\nstart: 2026-01-05\nhorizon: 1 y\n{steps}\n", "utf-8")
    assert empirical((22.0, 50.0)) in [each.law for each in load(scenario).plan.draws]


def test_a_chance_happens_for_the_upper_share_of_u():
    law = Chance(0.25)
    assert [law.at(u) for u in (0.01, 0.74, 0.76, 0.99)] == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize(("probability", "always"), [(0.0, 0.0), (1.0, 1.0)])
def test_what_never_or_always_happens_does_so_for_every_u(probability, always):
    law = Chance(probability)
    assert {law.at(2.0**-54), law.at(0.5), law.at(1.0 - 2.0**-53)} == {always}


@pytest.mark.parametrize(
    "law", [Constant(7.0), Uniform(7.0, 7.0), Triangular(7.0, 7.0, 7.0), Pert(7.0, 7.0, 7.0)]
)
def test_a_law_without_width_is_certain(law):
    assert law.certain
    assert law.at(0.37) == 7.0


def test_a_rare_chance_is_not_certain():
    """One in two thousand lies between the u that a quick look would try."""
    assert not Chance(0.0005).certain


def test_one_call_answers_for_many_quantities_and_futures():
    u = np.array([[0.5, 0.5], [0.25, 1.0 - 0.25]])
    found = Uniform.quantile(u, np.array([0.0, 10.0]), np.array([4.0, 20.0]))
    assert found.tolist() == [[2.0, 15.0], [1.0, 17.5]]


def test_a_family_without_a_curve_says_so():
    with pytest.raises(NotImplementedError):
        Distribution.quantile(np.array([[0.5]]))
