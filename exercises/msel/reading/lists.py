"""A file → the list in it: the sheets chosen, every row read and judged, or all reasons why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exercises.msel.files.opening import open_grids
from exercises.msel.reading import choosing
from exercises.msel.reading.building import Sheet, build
from exercises.msel.reading.days import almanac_of
from exercises.msel.reading.headings import answered, ties
from exercises.msel.reading.judging import Judge, carried_down, separator_day
from exercises.msel.rows import Layout, Msel, MselSheet, Where, place
from exercises.msel.template import is_ours

if TYPE_CHECKING:
    from pathlib import Path

    from exercises.msel.reading.choosing import Candidate
    from exercises.msel.reading.times import Almanac
    from sim.errors import Finding


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody said about a file, so that it is not found out.

    `sheets`: names. `columns`: field → heading or column letter. `year`: of days written without one.
    """

    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None


NOTHING_ASKED = Asked()


def read_msel(path: Path, asked: Asked = NOTHING_ASKED) -> Msel:
    """Read a Master Scenario Events List from a workbook or a text file of separated values.

    Where two sheets or columns tie, the first is read and `Msel.questions` says what to answer.

    Raises: `Unreadable` where the file cannot be opened; `BadInput` where it holds no list, with the
    reason for every sheet, or where what was asked for is not there.
    """
    grids = open_grids(path)
    doubts: tuple[Finding, ...] = ()
    if asked.sheets:
        chosen = choosing.asked_for(grids, asked.sheets, path.name)
    else:
        chosen, doubts = choosing.choose(grids, path.name)
    almanac = almanac_of(grids, asked.year)
    sheets = tuple(_read_sheet(each, asked, almanac, file=path.name) for each in chosen)
    return Msel(path.name, sheets, doubts)


def _read_sheet(candidate: Candidate, asked: Asked, almanac: Almanac, *, file: str) -> MselSheet:
    grid = candidate.grid
    headings = Where(grid.name, candidate.header_row)
    columns = answered(candidate.columns, asked.columns, place(file, headings))
    sheet = Sheet(Layout(candidate.header_row, columns, ours=is_ours(columns)), almanac)
    below = [(number, cells) for number, cells in grid.rows if number > candidate.header_row]
    built = [build(cells, Where(grid.name, number), sheet) for number, cells in below]
    days = [separator_day(cells, each, sheet) for (_, cells), each in zip(below, built, strict=True)]
    rows = carried_down(list(zip(built, days, strict=True)), grid.name, sheet)
    judge = Judge([each for each, day in zip(rows, days, strict=True) if day is None], sheet.layout)
    verdicts = [judge.verdict(each, separates=day is not None) for each, day in zip(rows, days, strict=True)]
    findings: tuple[Finding, ...] = (*grid.findings, *ties(columns, file, headings))
    return MselSheet(
        file, grid.name, sheet.layout, tuple(each.row for each in rows), tuple(verdicts), findings
    )
