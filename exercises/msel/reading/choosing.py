"""Which sheets are the list, and which row holds the headings; what the columns mean is `headings`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.msel.files.cells import text_of
from exercises.msel.reading.headings import columns_of, normalised
from exercises.msel.reading.times import Almanac, read_time
from exercises.msel.rows import Ambiguous, Column, Where
from sim.errors import BadInput, Finding, Place, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exercises.msel.files.cells import Grid

LOOKED_AT = 30
"""Rows, from the top, in which headings are looked for."""
FEWEST_FIELDS = 4
"""Columns by which a sheet is known as a list."""
SAYS = frozenset({"title", "body", "description"})
WHEN_OR_WHICH = frozenset({"number", "delivery", "delivery_time", "delivery_date", "day", "scenario_time"})
ONLY_LISTS = frozenset(
    {"expected_actions", "channel", "controller", "category", "storyline", "objectives", "move"}
)
"""Fields that logs and address lists do not have."""
LIST_WORDS = re.compile(r"\b(msel|inject\w*|player|script|simulated)\b")
SET_ASIDE = re.compile(
    r"delete|\bold\b|backup|archive|example|sample|template|print|\blog\b|info only|\bmisc|draft|instruction",
    re.IGNORECASE,
)
"""Names of sheets that are not the list, or no longer."""
SET_ASIDE_FACTOR = 0.5
ROWS_WEIGHT = 4.0
"""What ten times as many rows are worth, in columns [judgement: see tests on real lists]."""
TIE = 1.0
"""Sheets whose scores are no further apart than this, in columns, tie."""
SAME_LIST = 0.8
"""Share of equal numbers from which two sheets are one list, repeated."""
DAY_IN_NAME = re.compile(
    r"(?<![a-z0-9])(\d{1,2})[\s_-]*([a-z]{3,9})(?![a-z])|\bday[\s_-]*(\d{1,3})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet with the row that looks most like its headings; `numbers`: what stands in its number column."""

    grid: Grid
    header_row: int
    columns: tuple[Column, ...]
    data_rows: int
    numbers: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that whole headings name."""
        return frozenset(each.field for each in self.columns if each.how in {"exact", "short"})

    @property
    def merit(self) -> float:
        """How much the sheet looks like the list, in columns."""
        aside = SET_ASIDE.search(self.grid.name) or not self.grid.visible
        return (SET_ASIDE_FACTOR if aside else 1.0) * _worth(len(self.fields), self.data_rows)

    def lacking(self) -> str:
        """Return why this is no list, '' where it may be one."""
        if len(self.fields) < FEWEST_FIELDS:
            return f"{len(self.fields)} of its headings are known, and a list needs {FEWEST_FIELDS}"
        if not self.fields & SAYS:
            return "no column says what happens (title, message, description)"
        if not self.fields & WHEN_OR_WHICH:
            return "no column says which or when (number, time, date)"
        named = any(LIST_WORDS.search(normalised(each.heading)) for each in self.columns)
        if not self.fields & ONLY_LISTS and not named:
            return (
                "it may be a log: no column is one that only lists have (expected action, mode, type, "
                "controller, storyline, objective)"
            )
        return "" if self.data_rows else "nothing stands below the headings"


def _worth(fields: int, rows: int) -> float:
    return fields + ROWS_WEIGHT * math.log10(rows) if rows else 0.0


def candidate(grid: Grid) -> Candidate:
    """Return a sheet with its best row of headings, whatever its worth; the upper of two equals."""
    top = [(number, cells) for number, cells in grid.rows if number <= grid.rows[0][0] + LOOKED_AT]
    tried = [(number, columns_of(cells)) for number, cells in top]
    number, columns = max(tried, key=lambda each: _headings_worth(each[1]))
    below = [cells for row, cells in grid.rows if row > number]
    index = next((each.index - 1 for each in columns if each.field == "number"), -1)
    numbers = {text_of(cells[index]) for cells in below if -1 < index < len(cells)} - {""}
    return Candidate(grid, number, columns, len(below), frozenset(numbers))


def _headings_worth(columns: Sequence[Column]) -> float:
    worth = {"exact": 2.0, "short": 2.0, "asked": 2.0, "part": 0.5, "kept": 0.0}
    return sum(worth[each.how] for each in columns)


def choose(grids: Sequence[Grid], file: str) -> tuple[tuple[Candidate, ...], tuple[Finding, ...]]:
    """Return the sheets that are the list, in order, and what is doubtful about the choice.

    Sheets that are named after days are one list. Of one list repeated, the first is taken.

    Raises: `BadInput` with the reason for every sheet where none is a list.
    """
    every = [candidate(grid) for grid in grids]
    lists = [each for each in every if not each.lacking()]
    if not lists:
        raise BadInput([_not_a_list(each, file) for each in every])
    options = _options(lists)
    best = max(options, key=_option_merit)
    rivals = [
        each for each in options if each is not best and _option_merit(best) - _option_merit(each) <= TIE
    ]
    same = [each for each in rivals if _repeats(best, each)]
    others = [each for each in rivals if each not in same]
    if others:
        return best, (_tie(best, others, file),)
    first = min([best, *same], key=options.index)
    left = [each for each in options if each is not first]
    return first, (_left_out(first, left, file),) if left else ()


def _options(lists: list[Candidate]) -> list[tuple[Candidate, ...]]:
    """Return what may be the list: each sheet alone, sheets named after several days together."""
    days = {day_in_name(each.grid.name) for each in lists} - {None}
    if len(days) < 2:  # noqa: PLR2004  one day is no series
        return [(each,) for each in lists]
    daily = tuple(each for each in lists if day_in_name(each.grid.name) and each.merit >= _alone(each))
    rest: list[tuple[Candidate, ...]] = [(each,) for each in lists if each not in daily]
    return [daily, *rest] if daily else rest


def _alone(each: Candidate) -> float:
    """A sheet that is set aside by its name is no part of a series."""
    return _worth(len(each.fields), each.data_rows)


def _option_merit(option: tuple[Candidate, ...]) -> float:
    if len(option) == 1:
        return option[0].merit
    return _worth(max(len(each.fields) for each in option), sum(each.data_rows for each in option))


def _repeats(one: tuple[Candidate, ...], two: tuple[Candidate, ...]) -> bool:
    headings = [[normalised(column.heading) for column in each[0].columns] for each in (one, two)]
    numbers = [frozenset().union(*(each.numbers for each in option)) for option in (one, two)]
    most = max(len(each) for each in numbers)
    return headings[0] == headings[1] and len(numbers[0] & numbers[1]) >= SAME_LIST * most > 0


def day_in_name(name: str) -> date | int | str | None:
    """Return the day after which a sheet is named; `4 mar` where its year is not known.

    >>> day_in_name("05MAR-A"), day_in_name("Day 2 injects"), day_in_name("Sheet1")
    ('5 mar', 2, None)
    """
    match = DAY_IN_NAME.search(name)
    if not match:
        return None
    if match[3]:
        return int(match[3])
    month = match[2].lower()[:3]
    text = f"{int(match[1])} {month}"
    return text if read_time(text, Almanac(2000)).day else None


def asked_for(grids: Sequence[Grid], names: Sequence[str], file: str) -> tuple[Candidate, ...]:
    """Return the sheets that somebody named, in the order of the file.

    Raises: `BadInput` for a sheet that is not there or in which no heading is known.
    """
    there = {each.name.casefold().strip(): each for each in grids}
    findings: list[Finding] = []
    chosen = []
    for name in names:
        grid = there.get(name.casefold().strip())
        if grid is None:
            sheets = [each.name for each in grids]
            message = f"no sheet that holds anything is called '{name}'"
            near = nearest(name, sheets)
            findings.append(Place(file).finding(message, allowed=", ".join(sheets), suggestion=near))
            continue
        found = candidate(grid)
        if not found.fields & (SAYS | WHEN_OR_WHICH) or not found.data_rows:
            findings.append(_not_a_list(found, file))
        chosen.append(found)
    if findings:
        raise BadInput(findings)
    return tuple(sorted(chosen, key=lambda each: grids.index(each.grid)))


def _not_a_list(found: Candidate, file: str) -> Finding:
    where = Where(found.grid.name, found.header_row)
    reason = found.lacking() or "they name neither what happens nor when"
    message = f"is no list of events. Row {where.row} is most like headings, but {reason}"
    allowed = "headings such as Number, Time, Type, From, To, Subject, Description, Expected Action"
    return Place(file, where.row, path=where.sheet).finding(message, allowed=allowed)


def _tie(best: tuple[Candidate, ...], others: list[tuple[Candidate, ...]], file: str) -> Finding:
    names = tuple(each.grid.name for option in (best, *others) for each in option)
    listed = " or ".join(f"--sheet '{name}'" for name in names)
    message = f"{len(names)} sheets look like the list; '{names[0]}' is shown"
    return Ambiguous(
        "error", Place(file), message, allowed=f"{listed}, several to read them as one",
        choices=names, option="--sheet",
    )  # fmt: skip


def _left_out(chosen: tuple[Candidate, ...], left: list[tuple[Candidate, ...]], file: str) -> Finding:
    taken = ", ".join(f"'{each.grid.name}'" for each in chosen)
    rest = ", ".join(f"'{each.grid.name}' ({each.data_rows} rows)" for option in left for each in option)
    message = f"read: {taken}. Not read, though like a list: {rest}. --sheet names others."
    return Place(file).finding(message, severity="warning")
