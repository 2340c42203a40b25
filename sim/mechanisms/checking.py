"""Cells → mechanisms: every fault of a table at once, each where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sim import quantities
from sim.distributions import Pert
from sim.errors import BadInput, BadQuantity, Finding, Place, nearest, quote
from sim.mechanisms.cells import Cell, read_lines
from sim.mechanisms.columns import LEADS, columns_of
from sim.mechanisms.rows import ANY, FIGURES, WORDS, MechanismRow, usual_keeping_cost
from sim.scenario.values import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.mechanisms.cells import Line

LEAD = Pert(10.0, 35.0, 90.0)
"""Days from request to award where a table has no lead times (M-med, FACTS 1.3)."""
MOST_FAULTS = 1_000
"""Faults after which a table is not read further."""
OTHERWISE = {"region": ANY, "kind": "contract", "in_place": "yes", "expires": "never"}
"""What an empty cell, or a column that is not there, stands for."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")
"""What a scenario takes for a name too."""
RESERVED = ("any", "none", "open_competition")
"""What a programme may name instead of a mechanism, and what it then waits for."""
PAIR = re.compile(r"([a-z_]+)\s*:\s*(.*)")
SHIPPED = "shipped"

T = TypeVar("T")


def shipped_table() -> Path:
    """Return the file of the illustrative table that ships."""
    return Path(str(resources.files("sim.mechanisms").joinpath("library", "illustrative.csv")))


def read_table(path: str | Path | None = None) -> tuple[MechanismRow, ...]:
    """Return the mechanisms of a CSV or XLSX file, or of the illustrative table that ships.

    Raises: `BadInput` with every fault found, each with file, row and column.
    """
    return rows_of(read_lines(shipped_table() if path is None else Path(path)))


def rows_of(lines: Sequence[Line]) -> tuple[MechanismRow, ...]:
    """Return the mechanisms of the lines of a table, the header first."""
    header, body = lines[0], lines[1:]
    columns, findings = columns_of(header)
    if findings:
        raise BadInput(findings)
    if not body:
        raise BadInput([header[0].place.finding("the table has no rows", allowed="one a mechanism")])
    rows = [_row(line, columns, findings) for line in body if len(findings) < MOST_FAULTS]
    findings += _repeated([line[columns["name"]] for line in body if len(line) > columns["name"]])
    if findings:
        raise BadInput(sorted(findings, key=lambda each: (each.place.line, each.place.column)))
    return tuple(row for row in rows if row is not None)


def _row(line: Line, columns: dict[str, int], findings: list[Finding]) -> MechanismRow | None:
    """Return the mechanism of one line, or None once its faults are among the findings."""
    beyond = [each for each in line[len(columns) :] if each.text]
    if beyond:
        message = f"the row has {len(line)} cells, the header {len(columns)}"
        findings.append(beyond[0].place.finding(message, allowed="quotes around text with separators"))
        return None
    cells = {name: line[at] for name, at in columns.items() if at < len(line)}
    before = len(findings)
    row = _Checked(cells, line[0].place, findings)
    name, ceiling = row.filled("name"), row.positive("ceiling")
    found = MechanismRow(
        name=name,
        sector=row.word("sector"),
        region=row.word("region"),
        kind=row.word("kind"),
        ceiling=ceiling,
        lead=row.lead(),
        holder=row.word("holder"),
        expires=row.expiry(),
        serves=row.text("serves"),
        keeping_cost=row.keeping_cost(ceiling),
        in_place=row.word("in_place") == "yes",
        evidence=row.labels(),
        source=row.text("source"),
        places={each: cell.place for each, cell in cells.items()},
    )
    row.check_source(found.evidence)
    return found if len(findings) == before else None


@dataclass(frozen=True, slots=True)
class _Checked:
    """Reads one cell after the other; a fault becomes a finding, and a stand-in is returned."""

    cells: dict[str, Cell]
    start: Place
    findings: list[Finding] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return the text of a cell; what an empty one stands for where it is empty."""
        cell = self.cells.get(column)
        return (cell.text if cell else "") or OTHERWISE.get(column, "")

    def fault(self, column: str, message: str, *, allowed: str = "", suggestion: str = "") -> None:
        """Note a fault of one cell."""
        cell = self.cells.get(column)
        place = cell.place if cell else self.start
        self.findings.append(place.finding(f"{column}: {message}", allowed=allowed, suggestion=suggestion))

    def filled(self, column: str) -> str:
        """Return a name: one line of text that is there, without what paths are made of."""
        text = self.text(column)
        if not text:
            self.fault(column, "is empty")
        elif not NAME.fullmatch(text):
            near = re.sub(r"[^a-z0-9_]+", "_", text.casefold()).strip("_0123456789")[:80]
            allowed = "letters, digits, _ and -, a letter first, up to 80"
            self.fault(column, f"{quote(text)} is not a name", allowed=allowed, suggestion=near)
        elif text in RESERVED:
            self.fault(column, f"{quote(text)} has a meaning of its own", allowed="another name")
        return text

    def word(self, column: str) -> str:
        """Return one of the words that a column may hold; a holder may be left open."""
        text, allowed = self.text(column), WORDS[column]
        right = next((each for each in allowed if each.casefold() == text.casefold()), "")
        if not right and (text or column != "holder"):
            near = nearest(text, allowed)
            message = f"{quote(text)} is not known" if text else "is empty"
            self.fault(column, message, allowed=", ".join(allowed), suggestion=near)
        return right

    def quantity(self, column: str, read: Callable[[object], T], otherwise: T) -> T:
        """Return a quantity, or what stands in for one that cannot be read."""
        try:
            return read(self.text(column))
        except BadQuantity as error:
            self.fault(column, error.message, allowed=error.allowed, suggestion=error.suggestion)
            return otherwise

    def positive(self, column: str) -> int:
        """Return dollars above zero."""
        amount = self.quantity(column, quantities.dollars, 1)
        if amount == 0:
            self.fault(column, f"{quote(self.text(column))} is nothing", allowed="more than 0 USD")
        return amount

    def keeping_cost(self, ceiling: int) -> int:
        """Return dollars a year; a share of the ceiling where nothing is said."""
        return self.positive("keeping_cost") if self.text("keeping_cost") else usual_keeping_cost(ceiling)

    def lead(self) -> Pert:
        """Return the lead time: low ≤ mode ≤ high, days; the usual one where all three are empty."""
        if not any(self.text(each) for each in LEADS):
            return LEAD
        before = len(self.findings)
        low, mode, high = (self.quantity(each, quantities.days, 0.0) for each in LEADS)
        if len(self.findings) == before and not low <= mode <= high:
            column = "lead_mode" if mode < low else "lead_high"
            shown = ", ".join(self.text(each) for each in LEADS)
            self.fault(column, f"lead times are out of order: {shown}", allowed="low ≤ mode ≤ high")
        return Pert(low, mode, high)

    def expiry(self) -> str:
        """Return a moment, or `never`."""
        text = self.text("expires")
        if text.casefold() == "never":
            return "never"
        try:
            quantities.moment(text, date.min)
        except BadQuantity as error:
            near = error.suggestion or nearest(text, ["never"])
            self.fault("expires", error.message, allowed=f"'never', {error.allowed}", suggestion=near)
        return text

    def labels(self) -> dict[str, str]:
        """Return figure → label, from one label for all or from `ceiling: judgement; lead: memory`."""
        text = self.text("evidence").casefold() or "judgement"
        found = dict.fromkeys(FIGURES, "judgement")
        if ":" not in text:
            self._label(text)
            return dict.fromkeys(FIGURES, text)
        for part in filter(None, (each.strip() for each in text.split(";"))):
            pair = PAIR.fullmatch(part)
            if pair is None or pair[1] not in FIGURES:
                near = nearest(pair[1] if pair else part, FIGURES)
                message = f"{quote(part)} is no figure and its label"
                allowed = f"one of {', '.join(FIGURES)}: label"
                self.fault("evidence", message, allowed=allowed, suggestion=near)
                continue
            self._label(pair[2])
            found[pair[1]] = pair[2]
        return found

    def _label(self, text: str) -> None:
        if text not in EVIDENCE:
            near = nearest(text, EVIDENCE)
            allowed = ", ".join(EVIDENCE)
            self.fault("evidence", f"{quote(text)} is not known", allowed=allowed, suggestion=near)

    def check_source(self, labels: Mapping[str, str]) -> None:
        """Note a figure that is more than a judgement, and no source for it."""
        better = sorted(set(labels.values()) & {"source", "memory", "derived"})
        if better and not self.text("source"):
            column = "source" if "source" in self.cells else "evidence"
            self.fault(column, f"evidence {quote(better[0])} names no source", allowed="where it comes from")


def _repeated(names: Sequence[Cell]) -> list[Finding]:
    first: dict[str, Cell] = {}
    findings = []
    for cell in names:
        earlier = first.setdefault(cell.text.casefold(), cell)
        if earlier is not cell and cell.text:
            message = f"name: {quote(cell.text)} stands here and on line {earlier.place.line}"
            findings.append(cell.place.finding(message, allowed="each name once"))
    return findings
