"""A table of durations → days, and which of them had not ended when they were last seen.

A CSV or XLSX file with a column of durations; `unit`, `censored` and `step` may stand beside it. What is
fitted to them is not known here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim import quantities
from sim.errors import BadInput, BadQuantity, Place, nearest, quote
from sim.mechanisms.cells import lines_in, printable, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.errors import Finding
    from sim.mechanisms.cells import Cell, Line

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

UNIT, CENSORED, STEP = "unit", "censored", "step"
"""Columns that may stand beside the durations."""
DURATION = "duration"
TRUTHS = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}
"""What may stand in the column `censored`."""
WHAT = "tables of durations"


@dataclass(frozen=True, eq=False)
class Observed:
    """Durations that were seen.

    `days`: in days, shape (n,), in the order of the table; `censored`: shape (n,), whether it had not ended
    after so many days. `name`: of the file, or of what was measured; `digest`: SHA-256 of the file.
    """

    days: Floats
    censored: Flags
    name: str
    digest: str = ""
    steps: tuple[str, ...] = field(default=())

    @property
    def n(self) -> int:
        """Return how many there are."""
        return len(self.days)

    @property
    def cut(self) -> int:
        """Return how many had not ended."""
        return int(self.censored.sum())

    @property
    def ended(self) -> Floats:
        """Return the days of those that had ended, in rising order."""
        return np.sort(self.days[~self.censored])


def of_days(days: Sequence[float], name: str, censored: Sequence[bool] | None = None) -> Observed:
    """Return durations that were measured here, in days.

    Parameters: `censored`: whether each had not ended after so many days; without it all had.
    """
    flags = np.zeros(len(days), dtype=np.bool_) if censored is None else np.asarray(censored, dtype=np.bool_)
    return Observed(np.asarray(days, dtype=np.float64), flags, name)


def read_observed(path: Path, *, column: str = DURATION, unit: str = "", step: str = "") -> Observed:
    """Return the durations of a table.

    Parameters: `column`: where they stand; a table of one column needs no heading. `unit`: of plain numbers
    where no column says it. `step`: only the rows that name it, where there is a column `step`.
    Raises: `Unreadable` where there is no table; `BadInput` with every row that cannot be read.
    """
    lines = read_lines(path, what=WHAT)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return _observed(_Table(lines, printable(path), column=column, unit=unit), digest, step=step)


def observed_in(
    contents: bytes, name: str, *, column: str = DURATION, unit: str = "", step: str = ""
) -> Observed:
    """Return the durations of a table that is no file here, such as one that somebody handed in.

    Parameters: `contents`: what the file held; `name`: what it was called; else as `read_observed`.
    Raises: as `read_observed`.
    """
    table = _Table(lines_in(contents, name), name, column=column, unit=unit)
    return _observed(table, hashlib.sha256(contents).hexdigest(), step=step)


def _observed(table: _Table, digest: str, *, step: str) -> Observed:
    rows = list(table.rows(step))
    if table.findings:
        raise BadInput(table.findings)
    return Observed(
        np.array([days for days, _ in rows], dtype=np.float64),
        np.array([cut for _, cut in rows], dtype=np.bool_),
        table.name,
        digest,
        (step,) if step else (),
    )


class _Table:
    """The rows of a table whose columns have been found."""

    def __init__(self, lines: tuple[Line, ...], name: str, *, column: str, unit: str) -> None:
        self.name, self.unit = name, unit
        self.findings: list[Finding] = []
        self.headings = {each.text.casefold(): place for place, each in enumerate(lines[0])}
        bare = len(lines[0]) == 1 and column.casefold() not in self.headings
        self.bare = bare and lines[0][0].text[:1].isdigit()
        self.lines = lines if self.bare else lines[1:]
        self.durations = 0 if self.bare else self._found(lines[0], column)

    def _found(self, heading: Line, column: str) -> int:
        """Return the column of durations, or refuse the table."""
        found = self.headings.get(column.casefold())
        if found is None:
            message = f"there is no column {quote(column)}"
            names = [each.text for each in heading]
            finding = heading[0].place.finding(
                message,
                allowed=f"a column {quote(column)}, or --column with one of: {', '.join(names)}",
                suggestion=nearest(column, names),
            )
            raise BadInput([finding])
        return found

    def rows(self, step: str) -> Iterator[tuple[float, bool]]:
        """Yield the days of each row and whether it had not ended; what is wrong is noted."""
        lines = self._of_step(step)
        for line in lines:
            days = self._days(line)
            cut = self._cut(line)
            if days is not None:
                yield days, cut

    def _of_step(self, step: str) -> Sequence[Line]:
        """Return the rows of a step; all of them where no column names steps."""
        if STEP not in self.headings or self.bare:
            return self.lines
        names = list(dict.fromkeys(self._text(line, STEP) for line in self.lines))
        if not step and len(names) > 1:
            message = f"the table has durations of {len(names)} steps"
            allowed = f"--step with one of: {', '.join(names)}"
            self.findings.append(Place(self.name).finding(message, allowed=allowed))
            return ()
        found = [line for line in self.lines if not step or self._text(line, STEP) == step]
        if not found:
            message = f"the table has no row of the step {quote(step)}"
            suggestion = nearest(step, names)
            finding = Place(self.name).finding(message, allowed=", ".join(names), suggestion=suggestion)
            self.findings.append(finding)
        return found

    def _cell(self, line: Line, name: str) -> Cell | None:
        place = self.headings.get(name)
        return line[place] if place is not None and place < len(line) and not self.bare else None

    def _text(self, line: Line, name: str) -> str:
        cell = self._cell(line, name)
        return "" if cell is None else cell.text

    def _days(self, line: Line) -> float | None:
        if self.durations >= len(line):
            self.findings.append(line[-1].place.finding("the row has no duration", allowed="such as '22 d'"))
            return None
        cell = line[self.durations]
        unit = self._text(line, UNIT) or self.unit
        try:
            return quantities.days(f"{cell.text} {unit}" if unit and _is_plain(cell.text) else cell.text)
        except BadQuantity as error:
            finding = error.at(cell.place)
            if _is_plain(cell.text) and not unit:
                allowed = "'22 d', a column 'unit', or --unit d"
                finding = cell.place.finding(f"{quote(cell.text)} needs a unit", allowed=allowed)
            self.findings.append(finding)
            return None

    def _cut(self, line: Line) -> bool:
        cell = self._cell(line, CENSORED)
        if cell is None:
            return False
        found = TRUTHS.get(cell.text.casefold())
        if found is None:
            message = f"{quote(cell.text)} does not say whether it had not ended"
            self.findings.append(cell.place.finding(message, allowed="yes or no"))
        return bool(found)


def _is_plain(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
