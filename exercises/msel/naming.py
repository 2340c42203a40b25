"""Names that rows keep for good; the number that people see may be repeated, changed or missing."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.msel.rows import MselRow

NO_NUMBER = "row"


def with_uids(rows: Iterable[MselRow], taken: Iterable[str] = ()) -> tuple[MselRow, ...]:
    """Return the rows, those without a uid with one made of their number: `iaa-2001`, `6003-2`, `row-3`.

    `taken`: names that are used up, such as those of rows that were removed.
    """
    kept = list(rows)
    used = {*taken, *(row.uid for row in kept if row.uid)}
    named = []
    for row in kept:
        uid = row.uid or _free(row.number, used)
        used.add(uid)
        named.append(dataclasses.replace(row, uid=uid))
    return tuple(named)


def _free(number: str, used: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", number.casefold()).strip("-") or NO_NUMBER
    if plain not in used and plain != NO_NUMBER:
        return plain
    count = 1 if plain == NO_NUMBER else 2
    while f"{plain}-{count}" in used:
        count += 1
    return f"{plain}-{count}"
