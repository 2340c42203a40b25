"""Headings → fields: all columns at once, whole names before parts of names, one column one field.

The names themselves are in `words.json`; which row holds the headings is `choosing`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from exercises.msel.files.cells import text_of
from exercises.msel.rows import MANY_FIELDS, Ambiguous, Column, Where, place
from sim.errors import BadInput, Finding, Place, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.msel.files.cells import CellValue
    from exercises.msel.rows import How

BRACKETS = re.compile(r"\s*\([^()]*\)")
SHORTEST_PART = 4
"""Letters of a name that is looked for inside longer headings: `to` or `id` stand in too many."""
LONGEST_HEADING = 200
"""Characters beyond which a cell is no heading."""
EXTRA = "Extra: "
"""What our own exports write before the heading of a column that is no field."""


class Match(NamedTuple):
    """How well a heading names a field: `rank` 0 is best; of equals the earlier name wins."""

    rank: int
    order: int
    field: str
    how: How


@cache
def words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the names of `words.json`: `fields`, `status`, `category`, `channel` → names of each."""
    text = files("exercises.msel").joinpath("words.json").read_text("utf-8")
    tables = {name: table for name, table in json.loads(text).items() if name != "about"}
    return {name: {key: tuple(each) for key, each in table.items()} for name, table in tables.items()}


@cache
def _names() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return name → the fields that it may mean, each with its place among the field's names."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, names in words()["fields"].items():
        for order, name in enumerate(names):
            found.setdefault(name, []).append((field, order))
    return {name: tuple(each) for name, each in found.items()}


def normalised(heading: str) -> str:
    r"""Return a heading as names are compared.

    >>> normalised("QUESTIONS/\n COMMENTS"), normalised("Event  #"), normalised("Sent To:")
    ('questions/comments', 'event number', 'sent to')
    """
    text = " ".join(heading.casefold().replace("#", " number ").split())
    return re.sub(r"\s*/\s*", "/", text).rstrip(": ")


def matches(heading: str) -> tuple[Match, ...]:
    """Return the fields that a heading may name, best first."""
    text = normalised(heading)
    if not text or len(text) > LONGEST_HEADING:
        return ()
    short = BRACKETS.sub("", text).strip()
    found = [Match(0, order, field, "exact") for field, order in _names().get(text, ())]
    found += [Match(1, order, field, "short") for field, order in _names().get(short, ())]
    if not found and not _is_composite(text):
        found = _parts(text)
    return tuple(sorted(found))


def _is_composite(text: str) -> bool:
    """Return whether a heading names several fields, such as `MODE: / FROM: / BY:`."""
    named = [{field for field, _ in _names().get(part.strip(" :"), ())} for part in re.split(r"[/&;]", text)]
    return len({min(each) for each in named if each}) > 1


def _parts(text: str) -> list[Match]:
    """Return the longest known name that stands in a heading as whole words."""
    long = [name for name in _names() if len(name) >= SHORTEST_PART and name in text]
    inside = [name for name in long if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    longest = max(map(len, inside), default=0)
    return [
        Match(2, order, field, "part")
        for name in inside
        if len(name) == longest
        for field, order in _names()[name]
    ]


def columns_of(cells: Sequence[CellValue]) -> tuple[Column, ...]:
    """Return a row of headings as columns, each with its field if one is known for it.

    The best match of the whole row is settled first, so a whole name anywhere wins over a part of one
    further left. A field that holds several texts takes every column that names it.
    """
    headings = [text_of(cell).removeprefix(EXTRA) for cell in cells]
    own = [isinstance(cell, str) and cell.startswith(EXTRA) for cell in cells]
    ranked = sorted(
        (match.rank, match.order, index, match)
        for index, heading in enumerate(headings)
        if not own[index]
        for match in matches(heading)
    )
    taken: dict[int, Match] = {}
    fields: set[str] = set()
    for _, _, index, match in ranked:
        if index not in taken and (match.field not in fields or match.field in MANY_FIELDS):
            taken[index] = match
            fields.add(match.field)
    return tuple(
        Column(index + 1, heading, taken[index].field, taken[index].how)
        if index in taken
        else Column(index + 1, heading)
        for index, heading in enumerate(headings)
    )


def ties(columns: Sequence[Column], file: str, where: Where) -> tuple[Ambiguous, ...]:
    """Return a question for each field that two columns claim under one and the same name."""
    found = []
    for column in columns:
        if not column.field or column.how == "asked" or column.field in MANY_FIELDS:
            continue
        same = [each for each in columns if normalised(each.heading) == normalised(column.heading)]
        if len(same) > 1:
            found.append(_tie(column, same, place(file, where, column)))
    return tuple(found)


def _tie(column: Column, same: Sequence[Column], at: Place) -> Ambiguous:
    name = column.field.rstrip("_")
    letters = tuple(each.letter for each in same)
    return Ambiguous(
        "error",
        at,
        f"{len(same)} columns are headed '{column.heading}', and {name} can be only one of them",
        allowed=" or ".join(f"--column {name}={letter}" for letter in letters),
        choices=letters,
        option=f"--column {name}=",
    )


def answered(columns: tuple[Column, ...], answers: Mapping[str, str], at: Place) -> tuple[Column, ...]:
    """Return the columns with the fields that somebody named: field → heading or column letter.

    A field named so leaves the column that it would have had. An empty heading takes a field away.

    Raises: `BadInput` for a field or a heading that is not there, each with the nearest that is.
    """
    findings = []
    for name, heading in answers.items():
        field = {"from": "from_"}.get(name, name)
        if field not in words()["fields"]:
            findings.append(
                _unknown(at, f"no field is called '{name}'", word=name, names=tuple(words()["fields"]))
            )
            continue
        chosen = _find(columns, heading)
        if heading and chosen is None:
            names = tuple(each.heading for each in columns if each.heading)
            findings.append(_unknown(at, f"no column is headed '{heading}'", word=heading, names=names))
            continue
        columns = tuple(_with_answer(each, field, chosen) for each in columns)
    if findings:
        raise BadInput(findings)
    return columns


def _find(columns: Sequence[Column], heading: str) -> Column | None:
    same = [each for each in columns if normalised(each.heading) == normalised(heading)]
    lettered = [each for each in columns if each.letter == heading.strip().upper()]
    return next(iter([*same, *lettered]), None)


def _with_answer(column: Column, field: str, chosen: Column | None) -> Column:
    if chosen and column.index == chosen.index:
        return Column(column.index, column.heading, field, "asked")
    return Column(column.index, column.heading) if column.field == field else column


def _unknown(at: Place, message: str, *, word: str, names: tuple[str, ...]) -> Finding:
    shown = tuple(each.rstrip("_") for each in names)
    return at.finding(message, allowed=", ".join(shown), suggestion=nearest(word, shown))
