"""Words in cells → kinds of rows, the HSEEP statuses, one name per channel; no row is built here."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from exercises.msel.reading.headings import words
from exercises.msel.rows import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.msel.rows import Category

STATUSES = tuple(words()["status"])
"""The statuses of HSEEP, in their order."""
KEY_EVENT = "key event"
MILESTONES = re.compile(r"\W*(startex|endex|pausex|rex|finex|hot\s?wash)\b", re.IGNORECASE)
"""How rows begin that mark the play itself."""
CATEGORY_PARTS: Mapping[str, Category] = {
    "contingen": "contingency",
    "expected": "expected_action",
    "player": "expected_action",
    "context": "context",
    "admin": "admin",
    "key event": "key_event",
    "inject": "inject",
}
"""Parts of words that still tell a kind, in order of trial."""


@cache
def _meanings(table: str) -> Mapping[str, str]:
    return {name: meaning for meaning, names in words()[table].items() for name in names}


def folded(text: str) -> str:
    """Return a word as words of cells are compared.

    >>> folded("Player  Action "), folded("E-Mail")
    ('player action', 'e-mail')
    """
    return " ".join(text.casefold().split())


def category_of(written: str, number: str, title: str) -> tuple[Category, bool]:
    """Return a row's kind, and whether the word for it is known; without a word a row is an inject.

    >>> category_of("Player Action ", "7", "Triage"), category_of("", "KEY EVENT", "")
    (('expected_action', True), ('key_event', True))
    """
    if folded(number) == KEY_EVENT or MILESTONES.match(title):
        return "key_event", True
    word = folded(written)
    known = _meanings("category").get(word)
    if known:
        return cast("Category", known), True
    part = next((kind for part, kind in CATEGORY_PARTS.items() if part in word), None)
    return part or "inject", bool(part) or not word


def status_of(written: str) -> Status:
    """Return a status as written and as HSEEP calls it.

    >>> status_of("Ready to Inject").canonical, status_of("Omitted").canonical, status_of("soon").canonical
    ('synchronized', 'obsolete', '')
    """
    return Status(written, _meanings("status").get(folded(written), ""))


def channel_of(written: str) -> str:
    """Return one name for all spellings of a channel, or the list's own words.

    >>> channel_of("EMAIL"), channel_of("e-mail"), channel_of("LMR/OC")
    ('email', 'email', 'LMR/OC')
    """
    return _meanings("channel").get(folded(written), written)
