"""What a user asks for, as typed → `Wanted`; every word that is not known at once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sim import quantities
from sim.errors import BadInput, BadQuantity, Finding, Place, nearest, quote
from sim.mechanisms.rows import WORDS
from sim.mechanisms.searching import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_DAY = date(2000, 1, 1)
"""D+0 for moments that count from it."""
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CHOICES = ("sector", "region", "kind", "holder")

T = TypeVar("T")


def asked(words: Mapping[str, str | None]) -> Wanted:
    """Return what is wanted, from options as typed.

    Parameters: `words`: option → text for sector, region, kind, holder, needed_by, amount, text, start.
    Raises: `BadInput` with every word that is not known.
    """
    findings = [each for name in CHOICES for each in _unknown(name, words.get(name))]

    def read(name: str, how: Callable[[str], T]) -> T | None:
        text = words.get(name)
        try:
            return None if text is None else how(text)
        except BadQuantity as error:
            findings.append(error.at(Place(f"--{name.replace('_', '-')}")))
            return None

    start = read("start", _date)
    needed_by = read("needed_by", lambda text: _days(text, start))
    amount = read("amount", quantities.dollars)
    if findings:
        raise BadInput(findings)
    right = {name: _right(name, words.get(name)) for name in CHOICES}
    return Wanted(**right, needed_by=needed_by, amount=amount, text=words.get("text"), start=start)


def _right(name: str, text: str | None) -> str | None:
    return next((each for each in WORDS[name] if text and each.casefold() == text.casefold()), None)


def _unknown(name: str, text: str | None) -> list[Finding]:
    if text is None or _right(name, text) is not None:
        return []
    allowed, message = WORDS[name], f"there is no {name} {quote(text)}"
    place = Place(f"--{name}")
    return [place.finding(message, allowed=", ".join(allowed), suggestion=nearest(text, allowed))]


def _date(text: str) -> date:
    if ISO.fullmatch(text):
        quantities.moment(text, NO_DAY, allow_negative=True)
        return date.fromisoformat(text)
    message = f"{quote(text)} is not a date"
    raise BadQuantity(message, allowed="year-month-day, such as '2006-01-15'")


def _days(text: str, start: date | None) -> float:
    if start is None and ISO.fullmatch(text):
        message = f"{quote(text)} is a date, and no start is given"
        raise BadQuantity(message, allowed="a moment such as 'D+30', or a date with --start")
    return quantities.moment(text, start or NO_DAY)
