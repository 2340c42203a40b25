"""What a file is and whether it is safe to unpack: signatures, sizes declared and real; no cell is read."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Literal

from sim.errors import Place, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

Form = Literal["workbook", "text"]

MEBIBYTE = 2**20
LARGEST_FILE = 64 * MEBIBYTE
"""Bytes of a file that is looked into at all."""
LARGEST_PART = 96 * MEBIBYTE
"""Bytes of one unpacked part that has to be read, such as a sheet."""
LARGEST_UNPACKED = 192 * MEBIBYTE
"""Bytes of all unpacked parts that have to be read; pictures are not."""
MOST_PARTS = 5_000
CHUNK = 256 * 1024
HEAD = 4096

ZIP = b"PK\x03\x04"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How `.xls` files and encrypted workbooks begin: a compound file of streams."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
READ_SUFFIXES = (".xml", ".rels")
DOCTYPES = tuple(
    each for word in ("<!DOCTYPE", "<!ENTITY") for each in (word.encode(), word.encode("utf-16-le"))
)
"""No part of a workbook has one; those that do mean harm."""

BINARY_WORKBOOK = "xl/workbook.bin"
WORKBOOK = "xl/workbook.xml"
SAVE_AS = "a workbook saved as .xlsx, or a .csv file"


def refusal(path: Path, message: str, *, allowed: str = SAVE_AS) -> Unreadable:
    """Return the error that a file cannot be read, with what could be read instead."""
    return Unreadable([Place(path.name).finding(message, allowed=allowed)])


def form_of(path: Path) -> Form:
    """Return whether a file is a workbook that may be unpacked, or text.

    Raises: `Unreadable` for what is missing, too large, encrypted, damaged, or neither of the two.
    """
    size = _size(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(COMPOUND):
        raise _compound(path)
    if head.startswith(ZIP):
        try:
            _check_archive(path)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            reason = f"is damaged and cannot be unpacked ({error})"
            raise refusal(path, reason, allowed="a whole file; save the workbook once more") from error
        return "workbook"
    if path.suffix.lower() in {".xlsx", ".xlsm"} or (size and _is_binary(head)):
        raise refusal(path, "is neither a workbook nor text")
    return "text"


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise refusal(path, "is a folder", allowed="the file of one list")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise refusal(path, f"cannot be read: {reason}", allowed="the path of a list") from error
    if not size:
        raise refusal(path, "is empty")
    if size > LARGEST_FILE:
        found = f"has {_shown(size)}, more than {_shown(LARGEST_FILE)}"
        raise refusal(path, found, allowed="a workbook without the pictures, or the list's sheet alone")
    return size


def _shown(size: int) -> str:
    return f"{size / MEBIBYTE:,.0f} MiB"


def _is_binary(head: bytes) -> bool:
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _compound(path: Path) -> Unreadable:
    """An encrypted workbook names its one stream; any other compound file is of Excel 97 to 2003."""
    if ENCRYPTED in path.read_bytes():
        return refusal(path, "is encrypted with a password", allowed="the workbook saved without a password")
    return refusal(path, "is a workbook of Excel 97-2003 (.xls)")


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if BINARY_WORKBOOK in names:
            raise refusal(path, "is a binary workbook (.xlsb)")
        if WORKBOOK not in names:
            raise refusal(path, "is an archive, but no workbook of Excel")
        if any(part.flag_bits & 1 for part in parts):
            raise refusal(path, "is encrypted with a password", allowed="the workbook without a password")
        read = [part for part in parts if part.filename.lower().endswith(READ_SUFFIXES)]
        _check_declared(path, parts=len(parts), sizes=[part.file_size for part in read])
        _check_real(path, archive, read)


def _check_declared(path: Path, *, parts: int, sizes: list[int]) -> None:
    if parts > MOST_PARTS:
        raise refusal(path, f"has {parts:,} parts, more than {MOST_PARTS:,}")
    if max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_UNPACKED:
        raise _too_large(path, sum(sizes))


def _check_real(path: Path, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part that will be read, keeping nothing: what a file says of itself may be untrue."""
    total = 0
    for part in parts:
        size = 0
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                if not size and any(word in chunk for word in DOCTYPES):
                    raise refusal(path, f"declares entities in {part.filename}, as no workbook does")
                size += len(chunk)
                if size > LARGEST_PART or total + size > LARGEST_UNPACKED:
                    raise _too_large(path, total + size)
        total += size


def _too_large(path: Path, size: int) -> Unreadable:
    return refusal(
        path,
        f"unpacks to {_shown(size)} or more of sheets, over {_shown(LARGEST_PART)} a part or "
        f"{_shown(LARGEST_UNPACKED)} in all",
        allowed="the list's sheet alone, without rows and columns that are only formatted",
    )
