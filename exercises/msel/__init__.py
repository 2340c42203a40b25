"""Master Scenario Events Lists as spreadsheets: read, judged, compared, written; scripts are another room.

read_msel(path)  →  Msel: rows that are taken, a verdict for each row, questions where columns tie
diff(old, new)   →  what a re-import adds, changes and removes
write_xlsx, write_csv, write_back  →  our own columns, or the workbook that the list came from
"""

from exercises.msel.differing import Difference, FieldChange, RowChange, diff
from exercises.msel.naming import with_uids
from exercises.msel.reading.lists import Asked, read_msel
from exercises.msel.rows import (
    Ambiguous,
    Column,
    Layout,
    Msel,
    MselRow,
    MselSheet,
    Status,
    Verdict,
    Where,
    WrittenTime,
)
from exercises.msel.writing.exporting import write_csv, write_xlsx
from exercises.msel.writing.returning import Returned, write_back

__all__ = [
    "Ambiguous",
    "Asked",
    "Column",
    "Difference",
    "FieldChange",
    "Layout",
    "Msel",
    "MselRow",
    "MselSheet",
    "Returned",
    "RowChange",
    "Status",
    "Verdict",
    "Where",
    "WrittenTime",
    "diff",
    "read_msel",
    "with_uids",
    "write_back",
    "write_csv",
    "write_xlsx",
]
