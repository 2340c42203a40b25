"""Quantities as written → numbers: what is read, what is refused, and what is offered instead."""

from datetime import date

import pytest

from sim import quantities
from sim.errors import BadQuantity

START = date(2005, 10, 1)


def refusal(parse, *arguments):
    with pytest.raises(BadQuantity) as caught:
        parse(*arguments)
    return caught.value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("48 h", 2.0),
        ("10 d", 10.0),
        ("10d", 10.0),
        ("  6   w ", 42.0),
        ("1 mo", 30.4375),
        ("3 y", 1095.75),
        ("0.1 d", 0.1),
        ("1e2 d", 100.0),
        ("0 h", 0.0),
        ("1 h", 1 / 24),
        ("1 d" + " " * 10**6, 1.0),
        ("10\N{NO-BREAK SPACE}d", 10.0),
    ],
)
def test_a_length_of_time_is_days(written, expected):
    assert quantities.days(written) == expected


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("15 days", "15 d"),
        ("2 weeks", "2 w"),
        ("1 month", "1 mo"),
        ("1 m", "1 mo"),
        ("3 Years", "3 y"),
        ("3 D", "3 d"),
        ("2 wekks", "2 w"),
        ("15 fortnights", ""),
        ("90 min", ""),
        ("90 minutes", ""),
    ],
)
def test_an_unknown_unit_is_refused_with_the_nearest_one(written, suggestion):
    error = refusal(quantities.days, written)
    assert error.message == f"'{written}' has an unknown unit"
    assert error.allowed == "allowed units: h, d, w, mo, y"
    assert error.suggestion == suggestion


@pytest.mark.parametrize("written", ["10", 10, 10.5, 0])
def test_a_length_of_time_needs_a_unit(written):
    error = refusal(quantities.days, written)
    assert error.message == f"'{written}' needs a unit"
    assert error.suggestion == f"{written} d"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "soon",
            "d",
            "d 10",
            "1 y 6 mo",
            "10 d 5",
            "10:30",
            "nan d",
            ".inf d",
            "inf d",
            "+5 d",
            "1_000 dd",
        ),
        *("\N{ARABIC-INDIC DIGIT ONE} d", "9" * 5000 + " d", float("nan"), None, True, ["10 d"], {"pert": 1}),
    ],
)
def test_what_is_no_length_of_time_is_refused(written):
    refusal(quantities.days, written)


def test_a_negative_length_of_time_is_refused_unless_asked_for():
    assert refusal(quantities.days, "-5 d").message == "'-5 d' is negative"
    assert quantities.days("-5 d", allow_negative=True) == -5.0


@pytest.mark.parametrize("written", ["1e7 d", "1e999 d", "10000 y"])
def test_a_huge_length_of_time_is_refused(written):
    assert refusal(quantities.days, written).allowed == "up to 1,000,000 d"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0 USD", 0),
        ("250 k USD", 250_000),
        ("5M USD", 5_000_000),
        ("0.1 M USD", 100_000),
        ("1.1 M USD", 1_100_000),
        ("4.35 k USD", 4350),
        ("1.5 B USD", 1_500_000_000),
        ("0.000001 M USD", 1),
        ("15e6 USD", 15_000_000),
    ],
)
def test_money_is_whole_dollars_exactly(written, expected):
    assert quantities.dollars(written) == expected
    assert type(quantities.dollars(written)) is int


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("5 M", "5 M USD"),
        ("5 m usd", "5 M USD"),
        ("5 million USD", "5 M USD"),
        ("2 bn", "2 B USD"),
        ("250 K USD", "250 k USD"),
        ("$5 M", "5 M USD"),
        ("$ 250", "250 USD"),
        ("1,000,000 USD", "1000000 USD"),
        ("1_000 USD", "1000 USD"),
        (".5 M USD", "0.5 M USD"),
        (5, "5 USD"),
        ("5 M EUR", ""),
        ("1,5 M USD", ""),
        ("lots", ""),
    ],
)
def test_money_needs_its_unit_as_written_here(written, suggestion):
    assert refusal(quantities.dollars, written).suggestion == suggestion


@pytest.mark.parametrize("written", ["0.5 USD", "1.0000001 M USD", "0.0001 k USD"])
def test_parts_of_a_dollar_are_refused(written):
    assert refusal(quantities.dollars, written).message == f"'{written}' is not a whole number of dollars"


def test_a_debt_is_refused_unless_asked_for():
    assert refusal(quantities.dollars, "-1 USD").allowed == "0 or more"
    assert quantities.dollars("-1 k USD", allow_negative=True) == -1000


@pytest.mark.parametrize("written", ["1 M USD / person y", "1 M USD/person y", "1000 k USD /  person  y"])
def test_a_rate_is_dollars_per_person_and_year(written):
    assert quantities.dollars_per_person_year(written) == 1_000_000.0


@pytest.mark.parametrize(
    "written", ["1 M USD", "1 M", "1 m usd / person year", "1 M USD / person-year", "1 M USD / people y"]
)
def test_a_rate_says_per_what(written):
    assert refusal(quantities.dollars_per_person_year, written).suggestion == "1 M USD / person y"


@pytest.mark.parametrize(
    ("written", "expected"), [("400 k", 400_000), (12, 12), ("12", 12), ("1.5 M", 1_500_000), (400.0, 400)]
)
def test_people_are_a_whole_number(written, expected):
    assert quantities.people(written) == expected


@pytest.mark.parametrize("written", [1.5, "0.0001 k", "many", -3, True, "400 USD", float("inf")])
def test_what_is_no_number_of_people_is_refused(written):
    refusal(quantities.people, written)


@pytest.mark.parametrize(("written", "suggestion"), [("400 K", "400 k"), ("2 million", "2 M")])
def test_people_are_offered_the_right_prefix(written, suggestion):
    assert refusal(quantities.people, written).suggestion == suggestion


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D+0", 0.0),
        ("D+90", 90.0),
        ("D+1.5", 1.5),
        ("D + 90", 90.0),
        ("D+2 w", 14.0),
        ("D-0", 0.0),
        ("2005-10-01", 0.0),
        ("2006-01-15", 106.0),
        ("2008-10-01", 1096.0),
    ],
)
def test_a_moment_is_days_since_the_start(written, expected):
    assert quantities.moment(written, START) == expected


@pytest.mark.parametrize("written", ["D-90", "2005-09-30", "D-2 w"])
def test_a_moment_before_the_start_is_refused_unless_asked_for(written):
    error = refusal(quantities.moment, written, START)
    assert error.message == f"'{written}' is before the start, 2005-10-01"
    expected = {"D-90": -90.0, "2005-09-30": -1.0, "D-2 w": -14.0}[written]
    assert quantities.moment(written, START, allow_negative=True) == expected


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        (90, "D+90"),
        ("90 d", "D+90"),
        ("d+90", "D+90"),
        ("D90", "D+90"),
        ("2005-10-1", ""),
        ("20051001", ""),
        ("2005-W40-6", ""),
        ("2005-10-01 08:00", ""),
        ("01/10/2005", ""),
        ("D+", ""),
        ("D+-5", ""),
        ("", ""),
        (None, ""),
        (True, ""),
    ],
)
def test_what_is_no_moment_is_refused(written, suggestion):
    error = refusal(quantities.moment, written, START)
    assert "is not a moment" in error.message
    assert error.suggestion == suggestion


@pytest.mark.parametrize("written", ["2006-02-30", "2006-13-01", "0000-01-01"])
def test_a_date_must_be_in_the_calendar(written):
    assert refusal(quantities.moment, written, START).message == f"'{written}' is not a day of the calendar"


def test_the_unit_of_a_moment_is_checked_like_any_other():
    assert refusal(quantities.moment, "D+2 weeks", START).suggestion == "2 w"


def test_k_of_n():
    assert quantities.share("3 of 5") == (3, 5)
    assert quantities.share("0 of 5") == (0, 5)


@pytest.mark.parametrize("written", ["6 of 5", "0 of 0", "3/5", "three of five", 0.6, None, "3of5"])
def test_what_is_not_k_of_n_is_refused(written):
    refusal(quantities.share, written)


def test_reviews_are_counted():
    assert quantities.count_reviews("3 reviews") == 3
    assert quantities.count_reviews("1 review") == 1


@pytest.mark.parametrize(
    ("written", "suggestion"), [(3, "3 reviews"), ("3", "3 reviews"), ("0 reviews", ""), ("often", "")]
)
def test_what_is_no_number_of_reviews_is_refused(written, suggestion):
    assert refusal(quantities.count_reviews, written).suggestion == suggestion
