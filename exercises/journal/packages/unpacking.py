"""From a package to a journal: nothing is taken in that the manifest does not vouch for.

Sizes are looked at before anything is unpacked and again while it is; names are looked at before
anything is written. How a package is made is in `packing`.
"""

from __future__ import annotations

import json
import shutil
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exercises.errors import BadEntry, BadPackage, ExerciseExists
from exercises.journal.checking import is_exercise_id
from exercises.journal.entries import digest
from exercises.journal.packages.lines import entries_of
from exercises.journal.packages.parts import (
    ALWAYS,
    FORMAT,
    HEADER,
    JOURNAL,
    KIND,
    MANIFEST,
    SCENARIO,
    SCRIPT,
    USUAL,
    Bounds,
    Contents,
    attachments_of,
    hashed,
    too_large,
    wrong_names,
)
from sim.errors import BadOutput, Finding, Place, quote
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal

BROKEN = (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, struct.error, zlib.error)
"""What reading a broken archive can end in."""
END, LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
END_BYTES, LOCATOR_BYTES = 22, 20
NAME_ROOM = 1_000
"""Bytes that the list of parts may take for each of them: names are short, and nothing else is in it."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1


def import_package(
    path: Path,
    journal: Journal,
    *,
    exercise: str | None = None,
    attachments: Path | None = None,
    bounds: Bounds = USUAL,
) -> Contents:
    """Take an exercise from a file into a journal, whole or not at all.

    Parameters: `exercise`: the name it gets here, by default the one it had; `attachments`: a new folder
    for its attached files, which are left out otherwise.
    Raises: `BadPackage` with all findings; `ExerciseExists`; `BadOutput`; `JournalGone`.
    """
    parts = _unzipped(path, bounds)
    manifest = _manifest(parts, path.name)
    _refuse(_unvouched(manifest["parts"], parts, path.name))
    header, entries = _header(parts, path.name), _entries(parts, manifest, package=path.name)
    name = exercise or manifest["exercise"]
    if name in journal.exercises():
        raise ExerciseExists(name)
    files = {} if attachments is None else attachments_of(parts)
    with _laid(files, attachments):
        try:
            journal.create(name, header, entries)
        except BadEntry as error:
            raise BadPackage(error.findings) from None
    return Contents(name, len(entries), manifest["digest"], tuple(files))


@contextmanager
def _laid(files: Mapping[str, bytes], folder: Path | None) -> Iterator[None]:
    """Write attachments into a folder of their own; take them away if what follows fails."""
    if folder is None:
        yield
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder}: is there already; attachments go into a folder of their own"
        raise BadOutput(message)
    try:
        for name, content in files.items():
            write_file(folder / name, content)
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _unzipped(path: Path, bounds: Bounds) -> dict[str, bytes]:
    place = Place(path.name)
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size < 0:
            raise BadPackage(
                [Place(str(path)).finding("there is no such file", allowed="a .zip that pack wrote")]
            )
        if size > bounds.file:
            raise BadPackage([place.finding(f"has {size:,} bytes", allowed=f"up to {bounds.file:,}")])
        _check_directory(path, size, bounds)
        with zipfile.ZipFile(path) as file:
            return _parts_of(file, path.name, bounds)
    except BROKEN as error:
        raise BadPackage([place.finding(f"is no whole package: {_reason(error)}")]) from None


def _check_directory(path: Path, size: int, bounds: Bounds) -> None:
    """Refuse an archive whose list of parts alone would fill the memory: it is read at one go.

    Source: the ZIP file format, "end of central directory record"; ours has no comment behind it.
    """
    place = Place(path.name)
    with path.open("rb") as file:
        file.seek(max(0, size - END_BYTES - LOCATOR_BYTES))
        tail = file.read()
    end = tail[-END_BYTES:]
    if len(end) < END_BYTES or not end.startswith(END) or not end.endswith(b"\0\0"):
        raise BadPackage([place.finding("is no whole package: it does not end as a ZIP archive")])
    listed = struct.unpack("<I", end[12:16])[0]
    if tail.startswith(LOCATOR) or listed > bounds.parts * NAME_ROOM:
        raise BadPackage([place.finding("lists more parts than any package has")])


def _parts_of(file: zipfile.ZipFile, package: str, bounds: Bounds) -> dict[str, bytes]:
    listed = file.infolist()
    sizes = {each.filename: each.file_size for each in listed}
    _refuse(
        [
            *wrong_names([each.filename for each in listed], package),
            *too_large(sizes, package, bounds),
            *(
                Place(package, path="parts").finding(f"{quote(each.filename)} cannot be unpacked here")
                for each in listed
                if each.flag_bits & ENCRYPTED or each.compress_type not in METHODS
            ),
        ]
    )
    return {each.filename: _content(file, each, package) for each in listed}


def _content(file: zipfile.ZipFile, about: zipfile.ZipInfo, package: str) -> bytes:
    """Return a part; never more of it than was declared, and looked at, before."""
    place = Place(package, path=about.filename)
    try:
        with file.open(about) as part:
            content = part.read(about.file_size + 1)
    except BROKEN as error:
        raise BadPackage([place.finding(f"cannot be unpacked: {_reason(error)}")]) from None
    if len(content) != about.file_size:
        message = f"unpacks to other than the {about.file_size:,} bytes that it declares"
        raise BadPackage([place.finding(message)])
    return content


def _manifest(parts: Mapping[str, bytes], package: str) -> dict[str, Any]:
    found, place = _object(parts, MANIFEST, package), Place(package, path=MANIFEST)
    if found.get("kind") != KIND:
        raise BadPackage([place.finding(f"is of no exercise: kind is {quote(found.get('kind'))}")])
    version = found.get("format")
    if isinstance(version, int) and version > FORMAT:
        message = f"the package has format {version}; this program reads formats up to {FORMAT}"
        raise BadPackage([place.finding(message, allowed="allowed after installing a newer scrs")])
    _refuse(_misdeclared(found, place))
    return found


def _misdeclared(manifest: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    for name, right in {
        "format": manifest.get("format") == FORMAT,
        "exercise": is_exercise_id(manifest.get("exercise")),
        "entries": isinstance(manifest.get("entries"), int),
        "digest": isinstance(manifest.get("digest"), str),
        "parts": isinstance(manifest.get("parts"), dict),
    }.items():
        if not right:
            yield place.finding(f"{name} is missing or {quote(manifest.get(name))}")


def _unvouched(vouched: Mapping[str, Any], parts: Mapping[str, bytes], package: str) -> Iterator[Finding]:
    """Yield a finding for each part that is missing, changed, or not in the manifest."""
    wanted = {*ALWAYS, *vouched} - {MANIFEST}
    for name in sorted(wanted | parts.keys() - {MANIFEST}):
        place = Place(package, path=name)
        if name not in parts:
            yield place.finding("the part is missing")
        elif name not in vouched:
            yield place.finding("the manifest does not know this part")
        elif hashed(parts[name]) != vouched[name]:
            yield place.finding("the part was changed: it is not the one that the manifest was written for")


def _header(parts: Mapping[str, bytes], package: str) -> dict[str, Any]:
    return {
        **_object(parts, HEADER, package),
        "script": _text(parts, SCRIPT, package),
        "scenario": _text(parts, SCENARIO, package),
    }


def _entries(parts: Mapping[str, bytes], manifest: Mapping[str, Any], *, package: str) -> tuple[Entry, ...]:
    entries = entries_of(_text(parts, JOURNAL, package), f"{package}/{JOURNAL}")
    place = Place(package, path=JOURNAL)
    if len(entries) != manifest["entries"]:
        message = f"holds {len(entries):,} entries; the manifest says {manifest['entries']:,}"
        raise BadPackage([place.finding(message)])
    if digest(entries) != manifest["digest"]:
        raise BadPackage([place.finding("has another digest than the manifest says")])
    return entries


def _object(parts: Mapping[str, bytes], name: str, package: str) -> dict[str, Any]:
    place = Place(package, path=name)
    if name not in parts:
        raise BadPackage([place.finding("the part is missing")])
    try:
        found = json.loads(_text(parts, name, package))
    except (ValueError, RecursionError) as error:
        raise BadPackage([place.finding(f"is no JSON: {_reason(error)}")]) from None
    if not isinstance(found, dict):
        raise BadPackage([place.finding("is no JSON object")])
    return found


def _text(parts: Mapping[str, bytes], name: str, package: str) -> str:
    try:
        return parts[name].decode()
    except UnicodeDecodeError as error:
        raise BadPackage([Place(package, path=name).finding(f"is no UTF-8 text: {_reason(error)}")]) from None


def _refuse(findings: Iterator[Finding] | list[Finding]) -> None:
    found = list(findings)
    if found:
        raise BadPackage(found)


def _reason(error: BaseException) -> str:
    """Return what the library says, on one line that can be shown."""
    return ascii(getattr(error, "strerror", None) or str(error) or type(error).__name__)[1:-1][:200]
