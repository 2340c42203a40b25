"""A CSV or XLSX file → rows of cells, each with the place where it stands.

Nothing is known here of what a cell means. Blank lines and lines that begin with `#` are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.errors import BadInput, Finding, Place, Unreadable
from sim.scenario.reading import contents_of, decoded

WHAT = "mechanism tables"
SEPARATORS = (",", ";", "\t", "|")
MOST_ROWS = 20_000
WIDEST = 100
"""Columns that a table may have."""
MOST_FAULTS = 100
"""Faults of splitting after which a file is given up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell, and where it stands."""

    text: str
    place: Place


Line = tuple[Cell, ...]


def printable(path: Path) -> str:
    """Return a path as text that any terminal takes."""
    return str(path).encode(errors="backslashreplace").decode()


def read_lines(path: Path, *, what: str = WHAT) -> tuple[Line, ...]:
    """Return the rows of a file, the header first; `what` such files are called.

    Raises: `Unreadable` where there is no table, `BadInput` for lines that cannot be split.
    """
    name = printable(path)
    try:
        contents = contents_of(path, name, what=what)
    except FileNotFoundError:
        message = "there is no such file"
        raise Unreadable([Place(name).finding(message, allowed="a CSV or XLSX file")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable([Place(name).finding(f"cannot be read: {reason.lower()}")]) from error
    return lines_in(contents, name)


def lines_in(contents: bytes, name: str) -> tuple[Line, ...]:
    """Return the rows of what a file holds; `name`: of the file. Raises: as `read_lines`."""
    from sim.mechanisms.workbooks import is_workbook, lines_of  # noqa: PLC0415  slow to import, seldom used

    if is_workbook(Path(name), contents):
        return checked_size(lines_of(contents, name), name)
    return lines_of_text(decoded(contents, name), name)


def checked_size(lines: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    """Return the rows of a table that is neither empty nor too large."""
    if not lines:
        allowed = "a line of column names, then rows"
        raise Unreadable([Place(name).finding("the table is empty", allowed=allowed)])
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable([lines[MOST_ROWS + 1][0].place.finding(f"a table has at most {MOST_ROWS:,} rows")])
    wide = next((line for line in lines if len(line) > WIDEST), None)
    if wide is not None:
        raise Unreadable([wide[WIDEST].place.finding(f"a table has at most {WIDEST} columns")])
    return lines


def lines_of_text(text: str, name: str) -> tuple[Line, ...]:
    """Return the rows of a CSV text, the header first."""
    scan = _Scan(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), name)
    lines = tuple(scan.lines())
    if scan.findings:
        raise BadInput(scan.findings)
    return checked_size(lines, name)


class _Scan:
    """Walks over a CSV text once; a quoted cell may hold separators, quotes and ends of lines."""

    def __init__(self, text: str, name: str) -> None:
        self.written = text.split("\n")
        self.name = name
        self.number = 0
        self.findings: list[Finding] = []
        self.separator = self._separator()

    def _separator(self) -> str:
        header = next((each for each in self.written if _says_something(each)), "")
        bare = "".join(header.split('"')[::2])
        return max(SEPARATORS, key=bare.count)

    def lines(self) -> list[Line]:
        """Return every line that says something."""
        found: list[Line] = []
        while self.number < len(self.written) and len(self.findings) < MOST_FAULTS:
            if _says_something(self.written[self.number]):
                cells = self._line()
                if any(each.text for each in cells):
                    found.append(cells)
            self.number += 1
        return found

    def _line(self) -> Line:
        """Return the cells from here to the end of a line outside quotes."""
        cells: list[Cell] = []
        at: int | None = 0
        while at is not None:
            line = self.written[self.number]
            start = at + len(line[at:]) - len(line[at:].lstrip(" "))
            if line.startswith('"', start):
                at = self._quoted(cells, start)
                continue
            end = line.find(self.separator, at)
            text = line[at:] if end < 0 else line[at:end]
            cells.append(Cell(text.strip(), self._place(start, len(text.strip()))))
            at = None if end < 0 else end + 1
        return tuple(cells)

    def _quoted(self, cells: list[Cell], start: int) -> int | None:
        """Add a quoted cell; return where the next one begins, None at the end of the line."""
        first, place = self.number, self._place(start, 1)
        parts: list[str] = []
        at = start + 1
        while True:
            line = self.written[self.number]
            end = line.find('"', at)
            if end < 0:
                parts.append(line[at:] + "\n")
                if self.number + 1 == len(self.written):
                    self.findings.append(place.finding("a quote is opened here and never closed"))
                    self.number = first
                    return None
                self.number, at = self.number + 1, 0
            elif line.startswith('"', end + 1):
                parts.append(line[at : end + 1])
                at = end + 2
            else:
                parts.append(line[at:end])
                cells.append(Cell("".join(parts).strip(), place))
                return self._behind(end + 1)

    def _behind(self, at: int) -> int | None:
        """Return where the cell after a closing quote begins, None at the end of the line."""
        line = self.written[self.number]
        rest = line[at:]
        if not rest.strip(" "):
            return None
        gap = at + len(rest) - len(rest.lstrip(" "))
        if line[gap] == self.separator:
            return gap + 1
        message = "text stands behind a closing quote"
        allowed = 'a quote inside a quoted cell is doubled: ""'
        self.findings.append(self._place(gap, 1).finding(message, allowed=allowed))
        return None

    def _place(self, start: int, width: int) -> Place:
        line = self.written[self.number]
        return Place(self.name, self.number + 1, start + 1, text=line, width=max(1, width))


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
