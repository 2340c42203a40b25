"""A path → the grids in it, whatever kind of file it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.msel.files.archive import form_of, refusal
from exercises.msel.files.delimited import delimited_grid
from exercises.msel.files.workbooks import workbook_grids

if TYPE_CHECKING:
    from pathlib import Path

    from exercises.msel.files.cells import Grid


def open_grids(path: Path) -> tuple[Grid, ...]:
    """Return the sheets of a workbook or the one of a text file, those that hold something.

    Raises: `Unreadable` with the reason and what could be read instead.
    """
    grids = workbook_grids(path) if form_of(path) == "workbook" else (delimited_grid(path),)
    filled = tuple(grid for grid in grids if grid.rows)
    if not filled:
        raise refusal(path, "has no sheet with anything in it")
    return filled
