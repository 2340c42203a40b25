"""Quantities as people write them ↔ numbers: days, dollars, people, moments, shares and reviews.

The only room that knows what `10 d`, `250 k USD` or `D+90` is. Reading is exact (rational numbers,
rounded once, at the end) and strict: no unit is guessed, but the nearest right spelling is offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.errors import BadQuantity, nearest, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS_IN_MONTH = Fraction(304375, 10000)
DAYS_IN_YEAR = Fraction(36525, 100)
PREFIXES = {"": 1, "k": 10**3, "M": 10**6, "B": 10**9}
EXACT = Context(prec=60)
"""Decimal arithmetic wide enough for what `NUMBER` can hold times a factor."""

NUMBER = r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?"
_AMOUNT = re.compile(rf"({NUMBER})\s*(.*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(rf"D\s*([+-])\s*(?=[0-9])(?:({NUMBER})|(.*))")
_NEARLY_DAY = re.compile(r"[dt]?\s*\+?\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(?:d|days?)?", re.IGNORECASE)
_OF = re.compile(r"([0-9]{1,4})\s+of\s+([0-9]{1,4})")
_REVIEWS = re.compile(r"([0-9]{1,4})(\s+reviews?)?")
LONGEST = 100
"""Characters up to which a text can be a quantity."""
SHORTEST_MISSPELT = 4
"""Characters from which a misspelt unit is still near to one; 'min' is not near to 'mon'."""


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """What a kind of quantity is called, its units and the largest that makes sense.

    `units`: unit as written → how many of `base`. `spellings`: other words, in lower case, for the
    words of a unit. `endings`: what is tried behind a unit that is not complete.
    """

    noun: str
    units: Mapping[str, Fraction]
    base: str
    allowed: str
    most: int
    spellings: Mapping[str, str]
    endings: tuple[str, ...] = ("",)


def _spellings(words: str) -> dict[str, str]:
    """Return word → right spelling from 'd: day days; w: week weeks'."""
    pairs = (entry.split(": ") for entry in words.split("; "))
    return {each: right for right, wrong in pairs for each in wrong.split()}


_MONEY = _spellings("k: k thousand; M: m million mn mio; B: b billion bn; USD: usd us$ $ dollar dollars")
TIME = Measure(
    "a length of time",
    units={"h": Fraction(1, 24), "d": Fraction(1), "w": Fraction(7), "mo": DAYS_IN_MONTH, "y": DAYS_IN_YEAR},
    base="d",
    allowed="allowed units: h, d, w, mo, y",
    most=10**6,
    spellings=_spellings(
        "h: h hr hrs hour hours; d: d day days; w: w wk wks week weeks; "
        "mo: mo m mon mth mths month months; y: y yr yrs a year years; "
        "too short: min mins minute minutes s sec secs second seconds"
    ),
)
MONEY = Measure(
    "an amount of money",
    units={f"{prefix} USD".strip(): Fraction(size) for prefix, size in PREFIXES.items()},
    base="USD",
    allowed="allowed units: USD, k USD, M USD, B USD",
    most=10**15,
    spellings=_MONEY,
    endings=("", " USD"),
)
RATE = Measure(
    "a cost per person and year",
    units={f"{prefix} USD / person y".strip(): Fraction(size) for prefix, size in PREFIXES.items()},
    base="USD / person y",
    allowed="allowed units: USD / person y, with k, M or B before USD",
    most=10**12,
    spellings={
        **_MONEY,
        **_spellings("person y: person-y person-year; person: person people; y: y yr a year"),
    },
    endings=("", " / person y", " USD / person y"),
)
YEARLY = Measure(
    "a number per year",
    units={"/ y": Fraction(1)},
    base="/ y",
    allowed="allowed unit: / y",
    most=10**3,
    spellings=_spellings("/ y: /y /year"),
    endings=("", " / y"),
)
PEOPLE = Measure(
    "a number of people",
    units={prefix: Fraction(size) for prefix, size in PREFIXES.items() if prefix != "B"},
    base="",
    allowed="allowed: a whole number, plain or with k or M",
    most=10**11,
    spellings=_spellings("k: k thousand; M: m million mn mio"),
)


def days(written: object, *, allow_negative: bool = False) -> float:
    """Return days: h, d, w, mo (30.4375 d) or y (365.25 d).

    >>> days("36 h"), days("2w")
    (1.5, 14.0)
    """
    return float(_read(TIME, written, allow_negative=allow_negative))


def dollars(written: object, *, allow_negative: bool = False) -> int:
    """Return whole US dollars.

    >>> dollars("250 k USD"), dollars("0.1 M USD")
    (250000, 100000)
    """
    return _whole(_read(MONEY, written, allow_negative=allow_negative), written, "dollars")


def dollars_per_person_year(written: object) -> float:
    """Return US dollars a person and year.

    >>> dollars_per_person_year("1 M USD / person y")
    1000000.0
    """
    return float(_read(RATE, written))


def per_year(written: object) -> float:
    """Return a number of happenings a year.

    >>> per_year("0.025 / y")
    0.025
    """
    return float(_read(YEARLY, written))


def people(written: object) -> int:
    """Return a number of people: `12`, `400 k` or `1.5 M`."""
    return _whole(_read(PEOPLE, written), written, "people")


def moment(written: object, start: date, *, allow_negative: bool = False) -> float:
    """Return days since the start: `D+90`, `D+1.5`, `D+2 w` or `2006-01-15`.

    >>> moment("D+90", date(2005, 10, 1)), moment("2005-10-08", date(2005, 10, 1))
    (90.0, 7.0)
    """
    found = _moment(written, start)
    if found < 0 and not allow_negative:
        message = f"{quote(written)} is before the start, {start}"
        raise BadQuantity(message, allowed="D+0 or later")
    return found


def share(written: object) -> tuple[int, int]:
    """Return k and n of `3 of 5`: at least k of n things."""
    found = _OF.fullmatch(_text(written))
    if found is None:
        message = f"{quote(written)} is not a share of a number"
        raise BadQuantity(message, allowed="'k of n', such as '3 of 5'")
    k, n = int(found[1]), int(found[2])
    if k > n or n == 0:
        message = f"{quote(written)} asks for more than there are"
        raise BadQuantity(message, allowed="'k of n' with k ≤ n and n ≥ 1")
    return k, n


def count_reviews(written: object) -> int:
    """Return the number of reviews in `3 reviews`."""
    found = _REVIEWS.fullmatch(_text(written))
    if found is None or not found[2] or int(found[1]) == 0:
        suggestion = f"{found[1]} reviews" if found and int(found[1]) > 0 else ""
        message = f"{quote(written)} is not a number of reviews"
        raise BadQuantity(message, allowed="'n reviews' with n ≥ 1", suggestion=suggestion)
    return int(found[1])


def scaled(written: str, factor: float) -> str:
    """Return a quantity times a finite factor, as it would be written; dollars and people stay whole.

    >>> scaled("6 w", 1.5), scaled("5 M USD", 0.3), scaled("400 k", 0.5)
    ('9 w', '1.5 M USD', '200 k')
    """
    for measure in (TIME, RATE, YEARLY, MONEY, PEOPLE):
        found = _split(measure, written)
        if found is not None:
            break
    else:
        message = f"{quote(written)} cannot be scaled"
        raise BadQuantity(message, allowed="a number, a quantity with its unit, or a distribution")
    number, unit = found
    product = times(number, factor)
    value = _sane(measure, Fraction(product) * measure.units[unit], f"{written} × {factor}")
    if measure is MONEY:
        return say_dollars(round(value))
    return say_people(round(value)) if measure is PEOPLE else f"{say_number(float(product))} {unit}"


def times(number: float | str, factor: float) -> Decimal:
    """Return a product as on paper, of the decimals as they are written: 0.1 × 3 is 0.3."""
    return EXACT.multiply(Decimal(str(number)), Decimal(repr(float(factor))))


def say_number(number: float) -> str:
    """Return the shortest text that reads back as the same number: `12.4`, `12`."""
    return repr(float(number)).removesuffix(".0")


def say_days(days: float) -> str:
    """Return days as they would be written: `12.4 d`."""
    return f"{say_number(days)} d"


def say_dollars(dollars: int) -> str:
    """Return whole dollars as they would be written, exactly: `15 M USD`."""
    return _with_prefix(dollars, ("B", "M", "k", "")) + " USD"


def say_people(people: int) -> str:
    """Return a number of people as it would be written, exactly: `400 k`."""
    return _with_prefix(people, ("M", "k", ""))


def _with_prefix(number: int, prefixes: tuple[str, ...]) -> str:
    prefix = next((each for each in prefixes if abs(number) >= PREFIXES[each]), "")
    shown = EXACT.divide(Decimal(number), Decimal(PREFIXES[prefix]))
    return f"{EXACT.normalize(shown):f} {prefix}".strip()


def _read(measure: Measure, written: object, *, allow_negative: bool = False) -> Fraction:
    value = _value(measure, _text(written))
    if value is None:
        raise _refusal(measure, written)
    if value < 0 and not allow_negative:
        message = f"{quote(written)} is negative"
        raise BadQuantity(message, allowed="0 or more")
    return _sane(measure, value, written)


def _sane(measure: Measure, value: Fraction, written: object) -> Fraction:
    """Return a value that is not larger than anything a scenario can mean."""
    if abs(value) > measure.most:
        message = f"{quote(written)} is too large"
        raise BadQuantity(message, allowed=f"up to {measure.most:,} {measure.base}".strip())
    return value


@lru_cache(maxsize=4096)  # a scenario under other patches says nearly everything again
def _value(measure: Measure, text: str) -> Fraction | None:
    """Return the value of a well-formed quantity, None for any other text."""
    found = _split(measure, text)
    return None if found is None else Fraction(found[0]) * measure.units[found[1]]


def _split(measure: Measure, written: object) -> tuple[str, str] | None:
    """Return number and unit of a well-formed quantity."""
    found = _AMOUNT.fullmatch(_text(written))
    if found is None:
        return None
    unit = _evenly_spaced(found[2])
    return (found[1], unit) if unit in measure.units else None


def _text(written: object) -> str:
    """Return text or a plain number as text; '' for what no quantity can be."""
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        return ""
    text = str(written).strip()
    return text if len(text) <= LONGEST else ""


def _evenly_spaced(unit: str) -> str:
    return " ".join(unit.replace("/", " / ").split())


def _refusal(measure: Measure, written: object) -> BadQuantity:
    """Return the error that says what is wrong with a quantity, and what was probably meant."""
    text = _text(written)
    found = _AMOUNT.fullmatch(_tidied(text))
    if found is None:
        message = f"{quote(written)} is not {measure.noun}"
        return BadQuantity(message, allowed=measure.allowed)
    number, unit = found[1], found[2]
    fault = "needs a unit" if not unit else "has an unknown unit"
    if text != _tidied(text):
        fault = f"is not {measure.noun}"
    right = _right_unit(measure, unit) if unit else measure.base
    suggestion = f"{number} {right}" if right else ""
    return BadQuantity(f"{quote(written)} {fault}", allowed=measure.allowed, suggestion=suggestion)


def _tidied(text: str) -> str:
    """Return a quantity without currency sign and thousands separators, and with its leading zero."""
    text = re.sub(r"^\$\s*([^U]*?)\s*(?:USD)?$", r"\1 USD", text)
    text = re.sub(r"(?<=[0-9])[,_’'](?=[0-9]{3}(?![0-9]))", "", text)
    return re.sub(r"^\.(?=[0-9])", "0.", text)


def _right_unit(measure: Measure, unit: str) -> str:
    """Return the unit that was probably meant, or ''."""
    words = _evenly_spaced(unit).casefold().split()
    known = " ".join(measure.spellings.get(each) or _near(measure, each) for each in words)
    tries = (f"{known}{ending}" for ending in measure.endings)
    return next((each for each in tries if each in measure.units), "")


def _near(measure: Measure, word: str) -> str:
    """Return the right spelling of the long word nearest to a misspelt one, or the word itself."""
    near = nearest(word, [each for each in measure.spellings if len(each) >= SHORTEST_MISSPELT])
    return measure.spellings.get(near, word)


def _whole(value: Fraction, written: object, noun: str) -> int:
    if value.denominator != 1:
        message = f"{quote(written)} is not a whole number of {noun}"
        raise BadQuantity(message, allowed=f"whole {noun}")
    return int(value)


def _moment(written: object, start: date) -> float:
    text = _text(written)
    if found := _DATE.fullmatch(text):
        return float((_date(found[0]) - start).days)
    if found := _DAY.fullmatch(text):
        size = days(f"{found[2]} d" if found[2] else found[3])
        return 0.0 - size if found[1] == "-" else size
    message = f"{quote(written)} is not a moment"
    number = _NEARLY_DAY.fullmatch(text)
    suggestion = f"D+{number[1]}" if number else ""
    raise BadQuantity(message, allowed="'D+90' or a date such as '2006-01-15'", suggestion=suggestion)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is not a day of the calendar"
        raise BadQuantity(message, allowed="year-month-day, such as '2006-01-15'") from None
