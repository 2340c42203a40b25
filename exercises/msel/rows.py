"""What stands in a Master Scenario Events List: a row, its written times, its place, its verdict.

Nothing here opens a file or decides what a heading means.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter

from sim.errors import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

TimeKind = Literal["datetime", "time", "hhmm_text", "int_hhmm", "dtg", "words", "relative", "blank"]
Category = Literal["inject", "contingency", "expected_action", "context", "admin", "key_event"]
Level = Literal["ok", "warning", "refused"]
How = Literal["exact", "short", "part", "asked", "kept"]


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A moment as somebody wrote it, and what could be read of it.

    `raw`: the text of the cell; a date cell as ISO text. `day`: a date, or a day number (`D+3`, `Day 3`),
    its own or carried down. `time_of_day`: on the clock of `zone`. `minutes`: after the start, for
    `H+3 M+45`. `zone`: the letter or the short name as written; '' where none was.
    """

    raw: str = ""
    day: date | int | None = None
    time_of_day: time | None = None
    zone: str = ""
    minutes: int | None = None
    kind: TimeKind = "blank"

    @property
    def meaning(self) -> tuple[date | int | None, time | None, str, int | None, str]:
        """What it says, however it is written: `600`, `0600` and `06:00` are one."""
        return self.day, self.time_of_day, self.zone, self.minutes, self.raw if self.kind == "words" else ""

    def __str__(self) -> str:
        """Return day and time as shown to people: `2010-05-03 0700Z`, `D+2`, or the words."""
        day = f"D{self.day:+d}" if isinstance(self.day, int) else str(self.day or "")
        clock = f"{self.time_of_day:%H%M}{self.zone}" if self.time_of_day else ""
        if not clock and self.minutes is not None:
            clock = f"{self.minutes:+d} min"
        return " ".join(each for each in (day, clock) if each) or self.raw


@dataclass(frozen=True, slots=True)
class Status:
    """A row's status: `written` as in the list, `canonical` one of the HSEEP eight, or '' if unknown."""

    written: str = ""
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The sheet and the row, from 1, in which something stands; row 0 where it came from no file."""

    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        """Return `Sheet1 row 12`."""
        return f"{self.sheet} row {self.row}"


@dataclass(frozen=True, slots=True)
class MselRow:
    """One row of a list, whatever columns it came from.

    `uid`: stable and never renumbered; '' in a list that has no such column. `number`: as shown.
    `body`: what players see; `description`: what control sees. `channel`: one name for all spellings of
    it, or the words of the list. `extra`: heading → text of every column that means none of these, in
    order. `where`: not part of what the row says, so it does not count when rows are compared.
    """

    uid: str = ""
    number: str = ""
    category: Category = "inject"
    title: str = ""
    body: str = ""
    description: str = ""
    background: str = ""
    from_: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    channel: str = ""
    delivery: WrittenTime = WrittenTime()
    scenario_time: WrittenTime = WrittenTime()
    move: str = ""
    phase: str = ""
    group: str = ""
    storyline: str = ""
    objectives: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    expected_actions: tuple[str, ...] = ()
    controller: str = ""
    author: str = ""
    units: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    status: Status = Status()
    priority: str = ""
    trigger: str = ""
    notes: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    where: Where = field(default=Where(), compare=False)

    @property
    def text(self) -> str:
        """The words by which people know the row: its title, or what else it says first."""
        said = (self.title, self.description, self.body, *self.expected_actions)
        return next((each for each in said if each), "")


TEXT_FIELDS = (
    "number", "title", "body", "description", "background", "from_", "move", "phase", "group",
    "storyline", "controller", "author", "priority", "trigger", "notes",
)  # fmt: skip
"""Fields of one text each."""
MANY_FIELDS = (
    "to", "cc", "objectives", "capabilities", "expected_actions", "units", "locations", "attachments",
)  # fmt: skip
"""Fields of several texts, which may come from several columns."""
SAID_FIELDS = tuple(each.name for each in dataclasses.fields(MselRow) if each.name != "where")
"""All fields of a row except its place."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: what stands above it and which field it is; '' means kept as it is.

    `index`: from 1. `how`: the heading is a known name (`exact`), is one without its brackets (`short`),
    holds one (`part`); somebody said so (`asked`); or no field is known for it (`kept`).
    """

    index: int
    heading: str
    field: str = ""
    how: How = "kept"

    @property
    def letter(self) -> str:
        """The column's letter, as spreadsheets show it."""
        return get_column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings stand and what each column is; `ours`: written by this platform."""

    header_row: int
    columns: tuple[Column, ...]
    ours: bool = False

    def of(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a field, left to right."""
        return tuple(each for each in self.columns if each.field == name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an import makes of one row, and why."""

    where: Where
    level: Level
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous(Finding):
    """Two columns or sheets tie: a question only a person can answer, with the answers there are.

    `choices`: what may be answered. `option`: how, such as `--sheet` or `--column title=`.
    """

    choices: tuple[str, ...] = ()
    option: str = ""


@dataclass(frozen=True, slots=True)
class MselSheet:
    """One sheet that was read: its layout, a row and a verdict per row that is not empty, findings."""

    file: str
    sheet: str
    layout: Layout
    rows: tuple[MselRow, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> tuple[MselRow, ...]:
        """The rows that an import takes."""
        pairs = zip(self.rows, self.verdicts, strict=True)
        return tuple(row for row, verdict in pairs if verdict.level != "refused")


@dataclass(frozen=True, slots=True)
class Msel:
    """A list as read from one file: its sheet, or the sheets of its days in order."""

    file: str
    sheets: tuple[MselSheet, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> tuple[MselRow, ...]:
        """The rows that an import takes, of all sheets."""
        return tuple(row for sheet in self.sheets for row in sheet.accepted)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """A verdict per row, of all sheets."""
        return tuple(each for sheet in self.sheets for each in sheet.verdicts)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What is doubtful about the file and its sheets as wholes."""
        return (*self.findings, *(each for sheet in self.sheets for each in sheet.findings))

    @property
    def questions(self) -> tuple[Ambiguous, ...]:
        """What has to be answered before the list can be taken over."""
        return tuple(each for each in self.all_findings if isinstance(each, Ambiguous))


def place(file: str, where: Where, column: Column | None = None) -> Place:
    """Return a place in a spreadsheet: `file:row:column`, and the cell's name as its path."""
    cell = f"{column.letter if column else ''}{where.row or ''}"
    path = f"{where.sheet}!{cell}" if where.sheet and cell else where.sheet or cell
    return Place(file, where.row, column.index if column else 1, path=path)
