"""A CSV of steps → a schedule: one row a step, one column a fact; headings in the words people use.

Links are written as schedulers write them: `3`, `3FS+2 d`, `design SS, notify FF+1 w`.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from sim import quantities
from sim.errors import BadInput, BadQuantity, Place, nearest
from sim.scenario.importing.network import Link, Network, Problem, Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HEADINGS = {
    "key": ("id", "step", "key", "no", "number", "wbs", "task id", "activity id"),
    "name": ("name", "title", "task", "task name", "activity", "activity name", "description"),
    "duration": ("duration", "length", "original duration"),
    "low": ("low", "min", "minimum", "optimistic", "shortest"),
    "likely": ("likely", "mode", "most likely"),
    "high": ("high", "max", "maximum", "pessimistic", "longest"),
    "after": ("after", "predecessors", "predecessor", "depends on", "waits for"),
    "needs": ("needs", "resources", "resource names", "pools"),
    "not_before": ("not before", "start no earlier than", "earliest start"),
}
"""What a column says → the headings under which it is known."""
KINDS = {"FS": "finish-start", "SS": "start-start", "FF": "finish-finish", "SF": "start-finish"}
NO_START = "a table has no first day"
START = "2000-01-03"
"""First day of a table, which has none: a Monday."""
WORDS = {"day": "d", "days": "d", "week": "w", "weeks": "w", "wk": "w", "wks": "w", "hr": "h", "hrs": "h",
         "hour": "h", "hours": "h", "mon": "mo", "mons": "mo", "month": "mo", "months": "mo"}  # fmt: skip
_LINK = re.compile(
    r"(?P<key>.+?)(?:(?:\s+|(?<=\d))(?P<kind>FS|SS|FF|SF))?\s*(?P<lag>[+-]\s*\d+(?:\.\d+)?\s*[a-z]+)?",
    re.IGNORECASE,
)
_NEED = re.compile(r"(?P<pool>[^:\[\]]+?)\s*(?::\s*(?P<heads>\d{1,9})|\[(?P<units>\d{1,9})\])?")


def network_of_table(content: bytes, file: Path) -> Network:
    """Return the schedule of a CSV. Raises: `BadInput` where its columns are not known."""
    rows = list(_rows(content, file))
    if not rows:
        raise BadInput([Place(file.name).finding("has no row", allowed="a heading and a row for each step")])
    (_, headings), *body = rows
    columns = _columns(headings, file)
    problems: list[Problem] = []
    tasks = [
        _task(line, {name: row[at].strip() for name, at in columns.items() if at < len(row)}, problems)
        for line, row in body
        if any(each.strip() for each in row)
    ]
    unknown = [each for at, each in enumerate(headings) if at not in columns.values() and each.strip()]
    doubts = [f"columns left out: {', '.join(unknown)}"] if unknown else []
    doubts.append(f"{NO_START}: it is taken as {START}; --start says another")
    return Network(file.stem.replace("_", " "), START, tasks, doubts=doubts, problems=problems)


def _rows(content: bytes, file: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its line. Raises: `BadInput` where it is no text, or no table."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from ((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise BadInput([Place(file.name, reader.line_num).finding(f"is no table: {error}")]) from error


def _columns(headings: Sequence[str], file: Path) -> dict[str, int]:
    """Return what each column says → its place."""
    found: dict[str, int] = {}
    plain = [" ".join(each.replace("_", " ").casefold().split()) for each in headings]
    for name, words in HEADINGS.items():
        at = next((plain.index(word) for word in words if word in plain), None)
        if at is not None:
            found[name] = at
    missing = _missing(found)
    if missing:
        known = [word for words in HEADINGS.values() for word in words]
        close = next((f"{each!r} → {nearest(each, known)!r}" for each in plain if each and each not in known
                      and nearest(each, known)), "")  # fmt: skip
        place = Place(file.name, 1, text=",".join(headings)[:100])
        raise BadInput([place.finding(f"no column says {missing}", allowed=_allowed(), suggestion=close)])
    return found


def _missing(found: Mapping[str, int]) -> str:
    if "key" not in found and "name" not in found:
        return "which step a row is"
    if "duration" in found or {"low", "high"} <= found.keys():
        return ""
    return "how long a step takes"


def _allowed() -> str:
    return "id or name; duration, or low, likely and high; after; needs; not before"


def _task(line: int, cells: Mapping[str, str], problems: list[Problem]) -> Task:
    key = cells.get("key") or cells.get("name") or f"row {line}"
    path = f"row {line} ({key[:40]})"
    reader = _Reader(line, path, problems)
    return Task(
        key=key,
        name=cells.get("name") or key,
        duration=reader.duration(cells),
        links=tuple(reader.links(cells.get("after", ""))),
        working=False,
        not_before=reader.moment(cells.get("not_before", "")),
        needs=tuple(reader.needs(cells.get("needs", ""))),
        line=line,
        path=path,
    )


class _Reader:
    """Reads the cells of one row; what is wrong is noted with its place."""

    def __init__(self, line: int, path: str, problems: list[Problem]) -> None:
        self.line = line
        self.path = path
        self.problems = problems

    def wrong(self, message: str, allowed: str) -> None:
        """Note something wrong."""
        self.problems.append(Problem(self.line, self.path, message, allowed))

    def days(self, text: str, what: str) -> float:
        """Read a length of time; `10 days` as Project writes it, too."""
        number, _, unit = text.replace("?", "").strip().partition(" ")
        written = f"{number} {WORDS.get(unit.strip().casefold(), unit.strip())}".strip()
        try:
            return quantities.days(written)
        except BadQuantity as error:
            self.wrong(f"{what}: {error.message}", error.allowed)
            return 0.0

    def duration(self, cells: Mapping[str, str]) -> tuple[float, ...]:
        """Read how long it takes: one length, or low, likely and high."""
        spread = [cells.get(name, "") for name in ("low", "likely", "high")]
        if spread[0] and spread[2]:
            low, high = self.days(spread[0], "low"), self.days(spread[2], "high")
            middle = spread[1] or cells.get("duration", "")
            mode = self.days(middle, "likely") if middle else (low + high) / 2.0
            if not low <= mode <= high:
                self.wrong(f"low {low:g}, likely {mode:g}, high {high:g} d", "low ≤ likely ≤ high")
            return (low, mode, high) if low < high else (low,)
        if not cells.get("duration"):
            self.wrong("says no duration", "such as 10 d, 2 w or 36 h")
            return (0.0,)
        return (self.days(cells["duration"], "duration"),)

    def links(self, text: str) -> Iterator[Link]:
        """Read what it waits for."""
        for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
            match = _LINK.fullmatch(part)
            key, kind, lag = match.group("key", "kind", "lag") if match else (part, None, None)
            yield Link(key.strip(), KINDS[(kind or "FS").upper()], self.lag((lag or "").replace(" ", "")))

    def lag(self, written: str) -> float:
        """Read `+2d` or `-1w`."""
        if not written:
            return 0.0
        days = self.days(re.sub(r"(?<=\d)(?=[a-z])", " ", written[1:]), "lag")
        return -days if written.startswith("-") else days

    def needs(self, text: str) -> Iterator[tuple[str, int]]:
        """Read whom it takes: `crew: 2; engineer` or, as Project writes it, `crew[2]`."""
        for part in filter(None, (each.strip() for each in re.split(r"[,;]", text))):
            match = _NEED.fullmatch(part)
            if match is None:
                self.wrong(f"needs {part[:40]!r}", "pool: heads")
                continue
            name = "_".join(re.findall(r"[a-z0-9]+", match["pool"].casefold())) or "pool"
            yield (name if name[0].isalpha() else f"pool_{name}"), int(match["heads"] or match["units"] or 1)

    def moment(self, text: str) -> str:
        """Read a day: `D+60` or `2026-03-01`."""
        if text and not re.fullmatch(r"D\+\d{1,6}|\d{4}-\d{2}-\d{2}", text):
            self.wrong(f"not before {text[:40]!r}", "D+60 or 2026-03-01")
            return ""
        return text
