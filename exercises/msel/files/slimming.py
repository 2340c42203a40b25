"""A copy of a workbook without what no reader of values needs: cells that are only formatted, pictures.

Sheets whose formats reach the last of 16,384 columns are common; their empty cells are most of the file,
and each would cost as much time as a full one. Nothing is understood here.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from typing import IO, TYPE_CHECKING

from exercises.msel.files.archive import CHUNK, MEBIBYTE, READ_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHEETS = "xl/worksheets/"
EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?\s*(?:/>|></c>)')
EMPTY_ROW = re.compile(rb'<row r="\d{1,7}"[^<>]*(?:/>|></row>)')
IN_MEMORY = 16 * MEBIBYTE
"""Bytes of the copy from which on it is a file."""


def slimmed(path: Path) -> IO[bytes]:
    """Return an open copy of a workbook, to be closed by who asked; rows and cells keep their names."""
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            if not part.filename.lower().endswith(READ_SUFFIXES):
                continue
            with old.open(part) as source, new.open(part.filename, "w") as target:
                empty = part.filename.startswith(SHEETS)
                for chunk in _without_empty(source) if empty else _chunks(source):
                    target.write(chunk)
    copy.seek(0)
    return copy


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk


def _without_empty(source: IO[bytes]) -> Iterator[bytes]:
    """Yield a sheet without empty cells and rows; a tag that may go on in the next chunk is held back."""
    held = b""
    for chunk in _chunks(source):
        whole, mark, rest = (held + chunk).rpartition(b"<")
        held = mark + rest if len(rest) <= CHUNK else b""
        yield _emptied(whole if held else whole + mark + rest)
    yield _emptied(held)


def _emptied(text: bytes) -> bytes:
    return EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", text))
