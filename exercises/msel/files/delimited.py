"""Text files of separated values → one grid: encoding, separator and quotes found, not asked for."""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from exercises.msel.files.archive import refusal
from exercises.msel.files.cells import Grid
from exercises.msel.files.workbooks import MOST_COLUMNS, MOST_ROWS
from sim.errors import Place, Unreadable

if TYPE_CHECKING:
    import _csv
    from pathlib import Path

    from sim.errors import Finding

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 40
"""Records by which the separator is judged."""
SAMPLE = 512 * 1024
"""Characters by which it is judged."""
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def delimited_grid(path: Path) -> Grid:
    """Return a text file as one sheet, named after the file.

    Raises: `Unreadable` where it is not text, or where a quote opens that never closes.
    """
    text, doubts = _decoded(path)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        rows, separator = rest, first.strip()[-1]
    else:
        rows, separator = text, _separator(text)
    records = _records(path, rows, separator)
    return Grid(path.stem, tuple(records), findings=tuple(doubts))


def _decoded(path: Path) -> tuple[str, list[Finding]]:
    content = path.read_bytes()
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"is neither UTF-8 nor Windows-1252 text (byte {error.start + 1:,})"
        raise refusal(path, message, allowed="a .csv file saved as UTF-8") from error
    message = "is not UTF-8; it is read as Windows-1252. Look at the accented letters in the preview."
    return text, [Place(path.name).finding(message, severity="warning")]


def _separator(text: str) -> str:
    """Return the separator that cuts most records into the same number of cells, more than one."""
    sample = text[:SAMPLE]

    def merit(separator: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # the sample may end inside a cell; what came before it counts
            for row in islice(_reader(sample, separator), LOOKED_AT):
                widths[len(row)] += 1
        del widths[0], widths[1]
        width, times = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return times, width

    return max(SEPARATORS, key=merit)


def _reader(text: str, separator: str) -> _csv.Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _records(path: Path, text: str, separator: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = _reader(text, separator)
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, record in enumerate(reader, start=1):
            if any(cell.strip() for cell in record):
                found.append((number, tuple(record)))
            if len(record) > MOST_COLUMNS or len(found) > MOST_ROWS:
                message = f"has more than {MOST_COLUMNS} columns or {MOST_ROWS:,} rows"
                raise refusal(path, message, allowed="the list alone")
    except csv.Error as error:
        at = Place(path.name, reader.line_num)
        message = f"the quotes of a cell do not fit ({error})"
        allowed = "quotes around whole cells, and two quotes for one inside"
        raise Unreadable([at.finding(message, allowed=allowed)]) from error
    return found
