"""What text without quotes stands for: four kinds of value, and none of YAML's surprises."""

import pytest

from sim.errors import BadInput
from sim.scenario.parsing import parse


def value(text):
    return parse(f"key: {text}", "a.yaml").data["key"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("250", 250),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
        ("999999999999999999", 999_999_999_999_999_999),
    ],
)
def test_null_truth_values_and_decimal_numbers_are_read(text, expected):
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "on",
            "off",
            "yes",
            "no",
            "NO",
            "Y",
            "n",
            "True",
            "FALSE",
            "Null",
            "08:00",
            "10:30",
            "8:30:15",
            "010",
        ),
        *("0x1F", "0o17", "0b11", "1_000", "1,000", "+5", ".5", "5.", "01.5", ".nan", ".inf", "-.inf", "1e"),
        *("2005-10-01", "2005-10-01T08:00:00Z", "10 d", "5 M USD", "D+90", "3 of 5", "22 USC 2394-1", "a:b"),
        *("=", "١٠"),  # noqa: RUF001  digits, but not ours
    ],
)
def test_everything_else_is_text(text):
    assert value(text) == text


@pytest.mark.parametrize("text", ["10", "true", "null", "<<", "*x", "!x", "&x", ""])
def test_what_stands_in_quotes_is_text(text):
    assert value(f'"{text}"') == text
    assert value(f"'{text}'") == text


@pytest.mark.parametrize("text", ["1e999", "-1e400", "1234567890123456789", "9" * 10_000])
def test_numbers_too_large_to_mean_anything_are_refused(text):
    with pytest.raises(BadInput, match="is too large"):
        value(text)


def test_long_text_over_several_lines_is_one_value():
    text = "note: |\n  first\n  second\nother: >-\n  one\n  two\n"
    assert parse(text, "a.yaml").data == {"note": "first\nsecond\n", "other": "one two"}
