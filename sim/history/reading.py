"""The files of a history: what happened and what is asked of it, every fault with its line and column.

What the numbers mean is `records` and `asked`; scenarios are read where they always are.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import BadInput, Place, Unreadable, nearest, quote
from sim.history.asked import BETWEEN, QUANTITIES, Question
from sim.history.records import EVENTS, Event, plain, real_record

if TYPE_CHECKING:
    from sim.errors import Finding

EVENTS_FILE, TESTS_FILE = "events.csv", "tests.csv"
EVENT_COLUMNS = ("case", "unit", "event", "date", "value", "label", "source")
TEST_COLUMNS = ("scenario", "case", "asks", "of", "calibrated", "note")
LABELS = ("F", "M", "D", "J")
COUNTED = ("strength", "strength_passed")
"""Events that have a value."""
LONGEST_LINE = 10_000
"""Characters of a row."""
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ISO = "a date, such as 2009-05-14"


@dataclass(frozen=True)
class Row:
    """One line of a file: its cells by column, and where each stands."""

    cells: dict[str, str]
    places: dict[str, Place]

    def __getitem__(self, column: str) -> str:
        """Return what stands in a column."""
        return self.cells[column]

    def finding(self, column: str, message: str, *, allowed: str = "", suggestion: str = "") -> Finding:
        """Return a finding about a cell."""
        return self.places[column].finding(message, allowed=allowed, suggestion=suggestion)

    def unknown(self, column: str, names: tuple[str, ...], what: str) -> Iterator[Finding]:
        """Yield that a cell holds none of some words."""
        written = self[column]
        if written not in names:
            message = f"{quote(written)} is not {what}"
            yield self.finding(column, message, allowed=", ".join(names), suggestion=nearest(written, names))


@dataclass(frozen=True)
class DatedTest:
    """One test as asked: of which scenario, what, and whether the answer was used for calibration."""

    scenario: str
    case: str
    asks: str
    of: str
    calibrated: bool
    note: str
    row: Row = field(repr=False, compare=False)

    def question(self, start: date) -> Question:
        """Return what is asked, with the day from which days count."""
        return Question(self.asks, self.of, start)


@dataclass(frozen=True)
class History:
    """What happened and what is asked of it."""

    events: tuple[Event, ...]
    tests: tuple[DatedTest, ...]

    def of_scenario(self, scenario: str) -> tuple[DatedTest, ...]:
        """Return the tests of one scenario, in order."""
        return tuple(each for each in self.tests if each.scenario == scenario)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Return the scenarios that are tested, in order."""
        return tuple(dict.fromkeys(each.scenario for each in self.tests))

    def real(self, test: DatedTest, start: date) -> float:
        """Return what really happened, in the quantity that is asked."""
        mine = [each for each in self.events if each.case == test.case]
        return test.question(start).answer(real_record(mine, start))


def shipped_folder() -> Path:
    """Return the folder of the history that ships."""
    return Path(str(resources.files("sim.history")))


def read_history(folder: Path) -> History:
    """Return the history of a folder.

    Raises: `Unreadable` if a file is missing or no text; `BadInput` with every fault of both files.
    """
    events = _rows(folder / EVENTS_FILE, EVENT_COLUMNS)
    tests = _rows(folder / TESTS_FILE, TEST_COLUMNS)
    findings = [found for row in events for found in _event_faults(row)]
    known = _known(events)
    findings += [found for row in tests for found in _test_faults(row, known)]
    if findings:
        raise BadInput(findings)
    history = History(tuple(map(_event, events)), tuple(map(_test, tests)))
    _answered(history)
    return history


def _rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    lines = _lines(path)
    number, head = lines[0] if lines else (1, "")
    if [cell for cell, _ in _cells(head)] != list(columns):
        place = _whole(path, number, head)
        raise BadInput([place.finding("the columns are others", allowed=",".join(columns))])
    wrong = [(at, line) for at, line in lines[1:] if len(_cells(line)) != len(columns)]
    if wrong or len(lines) == 1:
        allowed = f"{len(columns)} cells: {','.join(columns)}"
        places = [_whole(path, at, line) for at, line in wrong] or [_whole(path, number, head)]
        message = "a row has other cells" if wrong else "there is no row"
        raise BadInput([place.finding(message, allowed=allowed) for place in places])
    return [_row(path, at, line, columns=columns) for at, line in lines[1:]]


def _row(path: Path, number: int, line: str, *, columns: tuple[str, ...]) -> Row:
    cells = dict(zip(columns, _cells(line), strict=True))
    places = {
        name: Place(path.name, number, column, path=name, text=line, width=max(1, len(cell)))
        for name, (cell, column) in cells.items()
    }
    return Row({name: cell for name, (cell, _) in cells.items()}, places)


def _whole(path: Path, number: int, line: str) -> Place:
    return Place(path.name, number, 1, text=line, width=max(1, len(line)))


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that hold something, with their numbers."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is not text in UTF-8").lower()
        finding = Place(str(path)).finding(f"cannot be read: {reason}", allowed=f"a file {path.name}")
        raise Unreadable([finding]) from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    long = [_whole(path, number, line[:LONGEST_LINE]) for number, line in lines if len(line) > LONGEST_LINE]
    if long:
        raise BadInput([each.finding("the line is too long", allowed="a row per line") for each in long])
    return lines


def _cells(line: str) -> list[tuple[str, int]]:
    """Return the cells of a line, each with the column where it begins."""
    found, at = [], 0
    for cell in next(csv.reader([line])):
        begins = line.find(cell, at) if cell else at
        found.append((cell.strip(), max(begins, at) + 1))
        comma = line.find(",", max(begins, at) + len(cell))
        at = len(line) if comma < 0 else comma + 1
    return found


def _event_faults(row: Row) -> Iterator[Finding]:
    yield from row.unknown("event", EVENTS, "something that can happen")
    yield from _date_faults(row, "date", row["date"])
    if row["label"] not in LABELS:
        yield from row.unknown("label", LABELS, "an evidence label")
    if row["event"] in COUNTED and not _is_number(row["value"]):
        yield row.finding("value", f"{quote(row['value'])} is not a number", allowed="people, such as 1560")
    if not row["source"]:
        yield row.finding(
            "source", "no source is named", allowed="a number of the list of sources, or a word"
        )


def _date_faults(row: Row, column: str, written: str) -> Iterator[Finding]:
    try:
        readable = bool(ISO_DATE.fullmatch(written)) and date.fromisoformat(written) is not None
    except ValueError:
        readable = False
    if not readable:
        yield row.finding(column, f"{quote(written)} is not a date", allowed=ISO)


def _is_number(written: str) -> bool:
    try:
        return math.isfinite(float(written)) and float(written) >= 0.0
    except ValueError:
        return False


def _known(events: list[Row]) -> dict[str, set[str]]:
    """Return the places that were handed over, by case."""
    known: dict[str, set[str]] = {}
    for row in events:
        places = known.setdefault(row["case"], set())
        if row["event"] == "handover":
            places.add(plain(row["unit"]))
    return known


def _test_faults(row: Row, known: dict[str, set[str]]) -> Iterator[Finding]:
    yield from row.unknown("case", tuple(known), "a case of the events")
    yield from row.unknown("asks", tuple(QUANTITIES), "a quantity")
    yield from row.unknown("calibrated", ("yes", "no"), "an answer")
    if not row["scenario"]:
        yield row.finding("scenario", "no scenario is named", allowed="a file, or a shipped scenario")
    if row["asks"] in QUANTITIES:
        takes = QUANTITIES[row["asks"]].takes
        yield from ARGUMENTS[takes](row, known.get(row["case"], set()))


def _no_argument(row: Row, _: set[str]) -> Iterator[Finding]:
    if row["of"]:
        yield row.finding("of", f"{quote(row['asks'])} is asked of the whole case", allowed="an empty cell")


def _date_argument(row: Row, _: set[str]) -> Iterator[Finding]:
    yield from _date_faults(row, "of", row["of"])


def _dates_argument(row: Row, _: set[str]) -> Iterator[Finding]:
    for each in _parts(row):
        yield from _date_faults(row, "of", each)


def _parts(row: Row) -> tuple[str, str]:
    first, _, last = row["of"].partition(BETWEEN)
    return first, last


def _number_argument(row: Row, _: set[str]) -> Iterator[Finding]:
    if not _is_number(row["of"]) or float(row["of"]) < 1.0:
        yield row.finding("of", f"{quote(row['of'])} is not a number of 1 or more", allowed="1, 2, 3 …")


def _place_argument(row: Row, places: set[str]) -> Iterator[Finding]:
    yield from _placed(row, row["of"], places)


def _places_argument(row: Row, places: set[str]) -> Iterator[Finding]:
    for each in _parts(row):
        yield from _placed(row, each, places)


def _placed(row: Row, written: str, places: set[str]) -> Iterator[Finding]:
    if plain(written) not in places:
        message = f"{quote(written)} was not handed over in this case"
        allowed = ", ".join(sorted(places)) or "no place was"
        yield row.finding("of", message, allowed=allowed, suggestion=nearest(plain(written), places))


ARGUMENTS: dict[str, Callable[[Row, set[str]], Iterator[Finding]]] = {
    "nothing": _no_argument,
    "date": _date_argument,
    "dates": _dates_argument,
    "number": _number_argument,
    "place": _place_argument,
    "places": _places_argument,
}
"""What an argument must be, by what a quantity takes."""


def _event(row: Row) -> Event:
    value = float(row["value"]) if row["event"] in COUNTED else math.nan
    return Event(row["case"], row["unit"], row["event"], date.fromisoformat(row["date"]), value)


def _test(row: Row) -> DatedTest:
    return DatedTest(
        row["scenario"], row["case"], row["asks"], row["of"], row["calibrated"] == "yes", row["note"], row
    )


def _answered(history: History) -> None:
    """Raise if history itself has no answer to what is asked of it."""
    epoch = min((each.day for each in history.events), default=date.min)
    silent = [each for each in history.tests if math.isnan(history.real(each, epoch))]
    if silent:
        message = "the events do not answer this"
        raise BadInput(
            [each.row.finding("asks", message, allowed="events of the right kind") for each in silent]
        )
