"""Quantities, whatever they are: said and read they stay the same, and nothing but a refusal escapes."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim import quantities
from sim.errors import BadQuantity

START = date(2005, 10, 1)
SOME_DAYS = st.floats(0, 1e6, allow_nan=False)
ANYTHING = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[-+.0-9eE]{1,8} ?(d|w|k USD|M|USD / person y|days|of 5| reviews)?", fullmatch=True),
    st.floats(),
    st.integers(),
    st.none(),
    st.lists(st.text()),
)
PARSERS = [
    quantities.days,
    quantities.dollars,
    quantities.dollars_per_person_year,
    quantities.people,
    quantities.share,
    quantities.count_reviews,
    lambda written: quantities.moment(written, START),
]


@given(SOME_DAYS)
def test_days_said_read_back_as_the_same_number(days):
    assert quantities.days(quantities.say_days(days)) == days


@given(st.integers(-(10**15), 10**15))
def test_dollars_said_read_back_to_the_dollar(dollars):
    assert quantities.dollars(quantities.say_dollars(dollars), allow_negative=True) == dollars


@given(st.integers(0, 10**11))
def test_people_said_read_back_to_the_head(people):
    assert quantities.people(quantities.say_people(people)) == people


@given(st.integers(0, 10**6), st.sampled_from(["h", "d", "w", "mo", "y"]))
def test_a_length_of_time_is_rounded_once(number, unit):
    size = {"h": Fraction(1, 24), "d": 1, "w": 7, "mo": Fraction("30.4375"), "y": Fraction("365.25")}[unit]
    assume(number * size <= 10**6)
    assert quantities.days(f"{number} {unit}") == float(number * size)


@pytest.mark.parametrize("parse", PARSERS)
@given(written=ANYTHING)
def test_anything_is_read_or_refused_with_a_message(parse, written):
    try:
        parse(written)
    except BadQuantity as error:
        assert error.message  # noqa: PT017  both ways out are right


@pytest.mark.parametrize("parse", PARSERS)
@given(written=ANYTHING)
def test_what_is_suggested_can_be_read(parse, written):
    try:
        parse(written)
    except BadQuantity as error:
        if error.suggestion and not error.message.endswith(("negative", "before the start, 2005-10-01")):
            with_meaning(parse, error.suggestion)


def with_meaning(parse, suggestion):
    """Read a suggestion; it may still be too large, negative or a part of a whole."""
    try:
        parse(suggestion)
    except BadQuantity as error:
        kinds = ("too large", "negative", "of dollars", "of people")
        assert error.message.endswith(kinds)  # noqa: PT017  both ways out are right


@given(st.floats(0.001, 100), st.floats(0.01, 20), st.sampled_from(["h", "d", "w", "mo", "y"]))
def test_scaling_days_multiplies_them(number, factor, unit):
    written = f"{quantities.say_number(number)} {unit}"
    scaled = quantities.scaled(written, factor)
    assert quantities.days(scaled) == pytest.approx(quantities.days(written) * factor, rel=1e-12)


@given(st.integers(0, 10**12), st.floats(0.01, 100))
def test_scaling_dollars_rounds_to_the_dollar(dollars, factor):
    scaled = quantities.dollars(quantities.scaled(quantities.say_dollars(dollars), factor))
    assert abs(scaled - Fraction(repr(factor)) * dollars) <= Fraction(1, 2)
