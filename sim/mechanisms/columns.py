"""What a table's columns are called: their names, other words for them, and which must be there.

What may stand below a name is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.errors import nearest, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.errors import Finding
    from sim.mechanisms.cells import Line

LEADS = ("lead_low", "lead_mode", "lead_high")
COLUMNS = (
    "name", "sector", "region", "kind", "ceiling", *LEADS, "holder", "expires", "serves", "keeping_cost",
    "in_place", "evidence", "source",
)  # fmt: skip
NEEDED = ("name", "sector", "ceiling")
SYNONYMS = {
    "name": "mechanism id mechanism_name",
    "sector": "sectors area",
    "region": "regions theatre geography",
    "kind": "type instrument mechanism_type kind_of_mechanism",
    "ceiling": "amount maximum max ceiling_usd value limit",
    "lead_low": "low lead_min min_lead lead_time_low lead_minimum",
    "lead_mode": "mode likely lead_likely most_likely lead_time lead_time_mode lead",
    "lead_high": "high lead_max max_lead lead_time_high lead_maximum",
    "holder": "holder_type implementer partner_type",
    "expires": "expiry expiration expiry_date expiration_date end_date valid_until",
    "serves": "skills scope description sectors_served",
    "keeping_cost": "annual_cost cost_per_year keeping cost",
    "in_place": "prepositioned pre_positioned ready",
    "evidence": "label labels",
    "source": "sources reference",
}
"""Column → other words for it, in lower case with `_` for what is no letter."""
OTHER_WORDS = {word: column for column, words in SYNONYMS.items() for word in words.split()}


def columns_of(header: Line) -> tuple[dict[str, int], list[Finding]]:
    """Return column → its place in a line, and what is wrong with the header.

    A name that is exactly right goes before other words for the same column.
    """
    found: dict[str, int] = {}
    for exact in (True, False):
        for at, cell in enumerate(header):
            column = cell.text if exact else _meant(cell.text)
            if column in COLUMNS and at not in found.values():
                found.setdefault(column, at)
    return found, [*_strange(header, found), *_missing(header, found)]


def _meant(text: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return word if word in COLUMNS else OTHER_WORDS.get(word, "")


def _strange(header: Line, found: dict[str, int]) -> Iterator[Finding]:
    """Yield columns that have no name, are not known or stand there twice."""
    free = [each for each in COLUMNS if each not in found]
    for at, cell in enumerate(header):
        if at in found.values():
            continue
        column = cell.text if cell.text in COLUMNS else _meant(cell.text)
        if column in found:
            other = header[found[column]].text
            message = f"the column {column!r} stands here twice: {quote(cell.text)} and {quote(other)}"
            yield cell.place.finding(message, allowed="each column once")
        else:
            message = f"there is no column {quote(cell.text)}" if cell.text else "a column has no name"
            near = nearest(cell.text, free)
            yield cell.place.finding(message, allowed=", ".join(COLUMNS), suggestion=near)


def _missing(header: Line, found: dict[str, int]) -> Iterator[Finding]:
    missing = [each for each in NEEDED if each not in found]
    some = [each for each in LEADS if each in found]
    if some:
        missing += [each for each in LEADS if each not in found]
    if missing:
        message = f"columns are missing: {', '.join(missing)}"
        yield header[-1].place.finding(message, allowed=", ".join(COLUMNS))
