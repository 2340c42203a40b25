"""From a journal to a package: the same bytes for the same exercise, whatever keeps the journal.

How a package is taken in is in `unpacking`.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from exercises.errors import BadPackage
from exercises.journal.entries import digest, line_of
from exercises.journal.packages.parts import (
    ATTACHMENTS,
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
from sim.errors import Place
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exercises.journal.store import Journal

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part: when a package was made must not change its bytes."""


def export_package(
    journal: Journal, exercise: str, path: Path, *, attachments: Path | None = None, bounds: Bounds = USUAL
) -> Contents:
    """Write an exercise as one file, whole or not at all. May run during play.

    Parameters: `attachments`: a folder whose files go along.
    Raises: `NoSuchExercise`; `JournalChanged` if an entry is not what was written; `BadPackage` if the
    package would be too large; `BadOutput`; `JournalGone`.
    """
    journal.audit(exercise)
    header, entries = journal.header(exercise), journal.read(exercise)
    texts = {SCRIPT: header.pop("script").encode(), SCENARIO: header.pop("scenario").encode()}
    lines = "".join(f"{line_of(each)}\n" for each in entries)
    parts = {HEADER: _told(header), **texts, JOURNAL: lines.encode(), **_attached(attachments, path.name)}
    contents = Contents(exercise, len(entries), digest(entries), tuple(attachments_of(parts)))
    whole = {MANIFEST: _told(_manifest(contents, parts)), **parts}
    sizes = {name: len(content) for name, content in whole.items()}
    findings = [*wrong_names(list(whole), path.name), *too_large(sizes, path.name, bounds)]
    if findings:
        raise BadPackage(findings)
    write_file(path, _zipped(whole))
    return contents


def _manifest(contents: Contents, parts: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kind": KIND,
        "exercise": contents.exercise,
        "entries": contents.entries,
        "digest": contents.digest,
        "parts": {name: hashed(content) for name, content in sorted(parts.items())},
    }


def _attached(folder: Path | None, package: str) -> dict[str, bytes]:
    if folder is None:
        return {}
    try:
        files = sorted(each for each in folder.iterdir() if each.is_file())
        return {f"{ATTACHMENTS}{each.name}": each.read_bytes() for each in files}
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        finding = Place(package, path=ATTACHMENTS).finding(f"{folder}: cannot be read: {reason}")
        raise BadPackage([finding]) from error


def _told(content: Mapping[str, Any]) -> bytes:
    return (
        json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    ).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression=zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            about = zipfile.ZipInfo(name, date_time=LONG_AGO)
            about.external_attr = 0o644 << 16  # rw-r--r--
            file.writestr(about, content, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
