"""Families fitted by maximum likelihood: known answers, what is written, what is refused, what is doubted."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.calibrating import NAMES, fit, of_days
from sim.calibrating.families import fitted
from sim.errors import BadInput
from sim.quantities import days as days_of
from sim.scenario.values import law_parser

TRUE = {
    "lognormal": stats.lognorm(0.6, scale=20.0),
    "gamma": stats.gamma(3.0, scale=7.0),
    "weibull": stats.weibull_min(1.7, scale=25.0),
    "exponential": stats.expon(scale=12.0),
    "pert": stats.beta(1.8, 4.2, loc=5.0, scale=35.0),
}
SIZE = 10_000


def seen(law, n=SIZE, seed=1):
    return law.ppf(np.random.default_rng(seed).uniform(size=n))


def whole(values):
    return np.zeros(len(values), dtype=bool)


def refused(observed, family="auto"):
    with pytest.raises(BadInput) as caught:
        fit(observed, family)
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_each_family_finds_itself_again(name):
    """From 10,000 values the quantiles of the law, as a scenario draws it, are right to 3 in 100."""
    values = seen(TRUE[name])
    law = fitted(name, values, whole(values)).law
    for p in (0.1, 0.5, 0.9):
        assert law.at(p) == pytest.approx(float(TRUE[name].ppf(p)), rel=0.03)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_reads_back_as_the_law(name):
    """Four figures are all that is lost on the way through YAML."""
    values = seen(TRUE[name], n=400)
    found = fitted(name, values, whole(values))
    law = law_parser(days_of)(found.written)
    for p in (0.05, 0.5, 0.95):
        assert law.at(p) == pytest.approx(float(found.fit.quantile(np.array(p))), rel=2e-3)


@pytest.mark.parametrize("name", ["lognormal", "exponential"])
def test_the_closed_forms_of_the_textbook_are_met(name):
    """Lognormal: mean and standard deviation (by n) of the logarithms. Exponential: the mean."""
    values = seen(TRUE[name], n=50)
    numbers = fitted(name, values, whole(values)).fit.numbers
    if name == "lognormal":
        assert numbers[0] == pytest.approx(np.log(values).std())
        assert math.log(numbers[2]) == pytest.approx(np.log(values).mean())
    else:
        assert numbers[1] == pytest.approx(values.mean())


@pytest.mark.parametrize("name", ["gamma", "pert"])
def test_values_that_had_not_ended_do_not_pull_the_law_down(name):
    """Cut at the 70 % quantile; taken for ended, the P90 would come out far too low."""
    values = seen(TRUE[name], n=1_500)
    limit = float(TRUE[name].ppf(0.7))
    law = fitted(name, np.minimum(values, limit), values > limit).law
    assert law.at(0.6) == pytest.approx(float(TRUE[name].ppf(0.6)), rel=0.08)
    assert law.at(0.9) > 1.1 * limit


def test_the_exponential_law_of_cut_values_is_the_total_over_the_ended():
    """Known answer: the estimate of the mean is all days lived through over the number that ended."""
    days, cut = np.array([2.0, 4.0, 6.0, 8.0, 8.0, 3.0]), np.array([0, 0, 0, 1, 1, 0], dtype=bool)
    assert fitted("exponential", days, cut).fit.numbers[1] == pytest.approx(31.0 / 4.0, rel=1e-3)


def test_auto_takes_the_least_of_akaikes_criterion():
    found = fit(of_days(seen(TRUE["gamma"], n=300).tolist(), "seen"), samples=2)
    assert found.chosen is found.table[0]
    scores = [each.aicc for each in found.table]
    assert scores == sorted(scores)
    assert {each.name for each in found.table} == set(NAMES)
    assert "300 durations in seen; gamma by maximum likelihood" in found.says


def test_akaikes_criterion_is_the_textbooks():
    """AICc = 2k − 2 ln L + 2k(k + 1)/(n − k − 1), by hand for an exponential law of mean 4."""
    found = fitted("exponential", np.array([1.0, 2.0, 4.0, 5.0, 8.0]), whole(range(5)))
    loglike = -5.0 * math.log(4.0) - 5.0
    assert found.aicc == pytest.approx(2.0 - 2.0 * loglike + 4.0 / 3.0)


def test_too_few_and_empty_samples_are_refused_with_a_way_out():
    assert "4 durations: nothing is fitted to fewer than 5" in refused(of_days([1, 2, 3, 4], "seen"))
    assert "--family empirical" in refused(of_days([], "seen"))
    assert "3 durations that ended" in refused(of_days([1, 2, 3, 9, 9, 9], "s", [0, 0, 0, 1, 1, 1]))
    assert "there are no durations" in refused(of_days([], "seen"), "empirical")


def test_values_that_no_family_has_are_refused():
    assert "a duration of 0 fits no family" in refused(of_days([0, 1, 2, 3, 4, 5], "seen"))
    assert "all 6 durations are 3 d" in refused(of_days([3.0] * 6, "seen"))
    assert "Did you mean 'gamma'?" in refused(of_days([1, 2, 3, 4, 5], "seen"), "gama")


def test_the_values_themselves_can_be_taken():
    found = fit(of_days([9.0, 2.5, 4.0], "seen"), "empirical")
    assert found.written == {"empirical": ["2.5 d", "4 d", "9 d"]}
    assert "few" in " ".join(found.doubts)
    assert "3 of 5 durations had not ended" in refused(of_days([1] * 5, "s", [0, 0, 1, 1, 1]), "empirical")


def test_small_samples_and_doubtful_fits_are_told():
    """Twelve values are few; two heaps far apart go with no family; whole days are called rounded."""
    few = fit(of_days(seen(TRUE["gamma"], n=12).tolist(), "seen"), "gamma", samples=9)
    assert "12 durations are few (fewer than 20)" in few.doubts[0]
    heaps = [*np.linspace(1.0, 1.2, 30), *np.linspace(30.0, 31.0, 30)]
    doubts = " ".join(fit(of_days(heaps, "seen"), "lognormal", samples=99).doubts)
    assert "lognormal does not go with the numbers (Anderson-Darling p = 0.01)" in doubts
    rounded = fit(of_days(np.ceil(seen(TRUE["exponential"], n=60)).tolist(), "s"), "exponential", samples=9)
    assert "perhaps rounded" in " ".join(rounded.doubts)


def test_goodness_is_not_tested_where_some_had_not_ended():
    values = seen(TRUE["lognormal"], n=40)
    found = fit(of_days(np.minimum(values, 30.0).tolist(), "seen", (values > 30.0).tolist()), "lognormal")
    assert found.tested == (None,)
    assert found.goodness is None
    assert "goodness of fit is not tested" in " ".join(found.doubts)
