"""A value times a factor: in the form in which it was written, and only what has a size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import BadQuantity
from sim.scenario.scaling import is_factor, scaled

FACTORS = st.floats(0.01, 100)


@pytest.mark.parametrize(
    ("value", "factor", "expected"),
    [
        (100, 2.5, 250),
        (5, 0.3, 2),
        (2, 1.1, 2),
        (0.1, 3, 0.3),
        (1.0, 0.9, 0.9),
        ("10 d", 1.5, "15 d"),
        ("5 M USD", 0.25, "1.25 M USD"),
        ("400 k", 2, "800 k"),
        ("1 M USD / person y", 2, "2 M USD / person y"),
    ],
)
def test_numbers_and_quantities_are_scaled(value, factor, expected):
    assert scaled(value, factor, at="here") == expected
    assert type(scaled(value, factor, at="here")) is type(expected)


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ({"pert": ["2 d", "5 d", "14 d"]}, {"pert": ["4 d", "10 d", "28 d"]}),
        ({"pert": {"low": "2 d", "mode": "5 d"}}, {"pert": {"low": "4 d", "mode": "10 d"}}),
        ({"uniform": ["1 w", "15 d"]}, {"uniform": ["2 w", "30 d"]}),
        ({"triangular": [1, 1.3, 2]}, {"triangular": [2.0, 2.6, 4.0]}),
        ({"lognormal": {"p10": "9 d", "p90": "44 d"}}, {"lognormal": {"p10": "18 d", "p90": "88 d"}}),
        ({"exponential": {"mean": "5 d"}}, {"exponential": {"mean": "10 d"}}),
        ({"normal": {"mean": "5 d", "sd": "1 d"}}, {"normal": {"mean": "10 d", "sd": "2 d"}}),
        ({"gamma": {"mean": "5 d", "sd": "1 d"}}, {"gamma": {"mean": "10 d", "sd": "2 d"}}),
        ({"weibull": {"shape": 1.5, "scale": "5 d"}}, {"weibull": {"shape": 1.5, "scale": "10 d"}}),
        ({"weibull": [1.5, "5 d"]}, {"weibull": [1.5, "10 d"]}),
        ({"quantiles": {"p10": "1 d", "p50": "2 d", "p90": "9 d"}},
         {"quantiles": {"p10": "2 d", "p50": "4 d", "p90": "18 d"}}),
        ({"discrete": [["2 d", 0.5], ["4 d", 0.5]]}, {"discrete": [["4 d", 0.5], ["8 d", 0.5]]}),
        ({"discrete": {"2 d": 1, "4 d": 3}}, {"discrete": [["4 d", 1], ["8 d", 3]]}),
    ],
)  # fmt: skip
def test_a_distribution_is_scaled_in_what_carries_its_unit(law, expected):
    before = repr(law)
    assert scaled(law, 2.0, at="here") == expected
    assert repr(law) == before


@pytest.mark.parametrize("value", [None, True, [1, 2], [], "3 of 5", "D+90", "fifo", "", {}])
def test_what_has_no_size_is_not_scaled(value):
    with pytest.raises(BadQuantity):
        scaled(value, 2.0, at="here")


@pytest.mark.parametrize(
    "law",
    [
        {"pert": "5 d"},
        {"pert": ["1 d", "2 d"]},
        {"pert": [["1 d"], "2 d", "3 d"]},
        {"normal": {"mean": None}},
        {"discrete": "5 d"},
        {"discrete": 5},
        {"discrete": [["2 d"]]},
        {"discrete": [["2 d", 1, 2]]},
        {"empirical": "seen.csv"},
    ],
)
def test_a_distribution_that_is_none_is_refused(law):
    with pytest.raises(BadQuantity):
        scaled(law, 2.0, at="here")


def test_a_whole_step_is_not_scaled_but_its_duration_is_offered():
    with pytest.raises(BadQuantity) as caught:
        scaled({"after": ["decide"], "duration": "10 d"}, 2.0, at="doctrine.steps.design")
    assert caught.value.message == "'doctrine.steps.design' holds several values; a factor scales one of them"
    assert caught.value.suggestion == "doctrine.steps.design.duration"


def test_nothing_is_scaled_to_infinity():
    with pytest.raises(BadQuantity, match="becomes too large"):
        scaled(1e300, 1e300, at="here")


@pytest.mark.parametrize(
    ("value", "right"),
    [
        *((1, True), (0.5, True), (0, False), (-1, False)),
        *((True, False), ("2", False), (None, False), (float("nan"), False), (float("inf"), False)),
    ],
)
def test_a_factor_is_a_number_above_0(value, right):
    assert is_factor(value) is right


@settings(deadline=None)
@given(st.floats(0.001, 1000), FACTORS, FACTORS)
def test_scaling_twice_is_scaling_by_the_product(number, first, second):
    once = scaled(number, first * second, at="here")
    twice = scaled(scaled(number, first, at="here"), second, at="here")
    assert twice == pytest.approx(once, rel=1e-12)


@settings(deadline=None)
@given(st.integers(0, 10**9), FACTORS)
def test_a_whole_number_stays_whole_and_near(number, factor):
    found = scaled(number, factor, at="here")
    assert type(found) is int
    assert abs(found - number * factor) <= 0.5 + 1e-6 * number
