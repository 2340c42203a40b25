"""Numbers → quantities as they would be written, and quantities scaled as they were written."""

from datetime import date

import pytest

from sim import quantities
from sim.errors import BadQuantity

START = date(2005, 10, 1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (quantities.say_days(12.4), "12.4 d"),
        (quantities.say_days(12.0), "12 d"),
        (quantities.say_days(-3), "-3 d"),
        (quantities.say_dollars(15_000_000), "15 M USD"),
        (quantities.say_dollars(1_500), "1.5 k USD"),
        (quantities.say_dollars(999), "999 USD"),
        (quantities.say_dollars(0), "0 USD"),
        (quantities.say_dollars(-2_000_000_000), "-2 B USD"),
        (quantities.say_dollars(1_234_567), "1.234567 M USD"),
        (quantities.say_people(400_000), "400 k"),
        (quantities.say_people(12), "12"),
    ],
)
def test_numbers_are_said_as_they_would_be_written(said, expected):
    assert said == expected


@pytest.mark.parametrize(
    ("written", "factor", "expected"),
    [
        ("10 d", 1.1, "11 d"),
        ("6 w", 0.5, "3 w"),
        ("48h", 2, "96 h"),
        ("5 M USD", 0.3, "1.5 M USD"),
        ("1 USD", 0.4, "0 USD"),
        ("999 USD", 1.5, "1.498 k USD"),
        ("1 M USD / person y", 1.25, "1.25 M USD / person y"),
        ("400 k", 1.5, "600 k"),
        ("3", 1.1, "3"),
    ],
)
def test_a_quantity_is_scaled_as_written(written, factor, expected):
    assert quantities.scaled(written, factor) == expected


@pytest.mark.parametrize("written", ["3 of 5", "3 reviews", "D+90", "2005-10-01", "fifo", "15 days"])
def test_what_has_no_unit_is_not_scaled(written):
    with pytest.raises(BadQuantity, match="cannot be scaled"):
        quantities.scaled(written, 2.0)


def test_nothing_is_scaled_past_what_can_be_read():
    with pytest.raises(BadQuantity, match="up to 1,000,000 d"):
        quantities.scaled("900000 d", 2.0)
