"""A file, a text or plain data → Document: what it says, and where each value and key was written.

Files are refused before they can do harm: too large, no text, no file at all. How YAML is read is in
`sim.scenario.parsing`; what the values mean is not known here.
"""

from __future__ import annotations

import hashlib
import json
import math
import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from sim.errors import BadInput, Finding, Place, Unreadable, nearest, quote
from sim.scenario.parsing import DEEPEST, KeyPath, dotted, parse

LARGEST = 5_000_000
"""Bytes of a scenario file; a thousand crises fit."""
MOST_NEIGHBOURS = 1000
"""Files beside a missing one among which the nearest name is looked for."""


@dataclass(frozen=True)
class Document:
    """A file's data, plain Python, and where each value and key of it was written.

    `name`: file as shown in errors. Treat `data` as frozen: patched documents share parts of it.
    """

    data: dict[str, Any]
    places: Mapping[KeyPath, Place]
    key_places: Mapping[KeyPath, Place]
    name: str
    relabelled: Mapping[KeyPath, tuple[str, str]] = field(default_factory=dict)
    """Path of a value that a patch has changed → its evidence label and source from then on."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the data. The order of keys counts, as it does where operations tie."""
        text = json.dumps(self.data, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def place(self, path: KeyPath) -> Place:
        """Return where a value stands or, for what is not there, where it is missing."""
        for length in range(len(path), -1, -1):
            found = self.places.get(path[:length])
            if found is not None:
                rest = (found.path, dotted(path[length:]))
                return replace(found, path=dotted(each for each in rest if each))
        return Place(self.name, path=dotted(path))

    def key_place(self, path: KeyPath) -> Place:
        """Return where the key of a value stands; for list items and what is not there, as `place`."""
        return self.key_places.get(path) or self.place(path)


def read_file(path: str | Path, known: Mapping[str, Path], *, what: str = "scenario") -> Document:
    """Return the document of a file, or of a known (shipped) name where there is no such file.

    Parameters: `what`: what such a file holds, in errors.
    Raises: `Unreadable` where there is no YAML document, `BadInput` for what YAML allows and we do not.
    """
    try:
        shipped = None if Path(path).is_file() else known.get(str(path))
        name = _printable(path) if shipped is None else shipped.name
        contents = contents_of(shipped or Path(path), name, what=f"{what} files")
    except FileNotFoundError:
        raise Unreadable([_missing(Path(path), known, what)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable([Place(_printable(path)).finding(f"cannot be read: {reason.lower()}")]) from error
    return read_text(decoded(contents, name), name, what=what)


def read_text(text: str, name: str, *, what: str = "scenario") -> Document:
    """Return the document of a text; `name` stands for its file in errors, `what` for what it holds."""
    _check_size(len(text), name, f"{what} files")
    found = parse(text, name)
    if not isinstance(found.data, dict):
        message = "the file is empty" if found.data is None else "the top level is not a mapping"
        place = replace(found.places.get((), Place(name)), width=1)
        raise Unreadable([place.finding(message, allowed="keys and values, such as format and title")])
    return Document(found.data, found.places, found.key_places, name)


def document_from(data: Mapping[str, Any], name: str) -> Document:
    """Return the document of plain data that was never a text; its places know no line."""
    places: dict[KeyPath, Place] = {}
    return Document(_adopted(data, (), name=name, places=places), places, {}, name)


def _adopted(value: Any, path: KeyPath, *, name: str, places: dict[KeyPath, Place]) -> Any:
    """Return a copy of plain data, and note the paths in it; a date becomes the text of a date."""
    place = places[path] = Place(name, path=dotted(path))
    if len(path) > DEEPEST:
        raise BadInput([place.finding(f"nested more than {DEEPEST} levels deep")])
    if isinstance(value, Mapping):
        keys = _keys(value, place)
        return {
            key: _adopted(each, (*path, key), name=name, places=places)
            for key, each in zip(keys, value.values(), strict=True)
        }
    if isinstance(value, list | tuple):
        return [_adopted(each, (*path, at), name=name, places=places) for at, each in enumerate(value)]
    return value.isoformat() if isinstance(value, date) else _plain(value)


def _plain(value: Any) -> Any:
    """Return a number of another library, such as a numpy integer, as the plain number that it is."""
    if isinstance(value, bool | int | float) or not isinstance(value, Real):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def _keys(value: Mapping[Any, Any], place: Place) -> list[str]:
    """Return the keys of a mapping as text, as `1:` in a file is; no other number is a name."""
    keys = [str(key) if _is_count(key) else key for key in value]
    wrong = [f"the key {quote(key)} is not text" for key in keys if not isinstance(key, str)]
    wrong += [f"the key {quote(key)} stands here twice" for key, times in Counter(keys).items() if times > 1]
    if wrong:
        raise BadInput(place.finding(each) for each in wrong)
    return keys


def _is_count(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= 0


def contents_of(file: Path, name: str, *, what: str = "scenario files") -> bytes:
    """Return the bytes of a regular file that is not too large; `what` such files are called.

    Raises: `Unreadable` for what is no such file, `OSError` where there is none.
    """
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable([Place(name).finding("is a folder; name a file in it")])
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable([Place(name).finding("is a pipe or a device, not a file")])
    _check_size(status.st_size, name, what)
    with file.open("rb") as stream:
        contents = stream.read(LARGEST + 1)
    _check_size(len(contents), name, what)
    return contents


def _check_size(size: int, name: str, what: str) -> None:
    if size > LARGEST:
        found = f"{math.ceil(size / 1e5) / 10:,.1f}".removesuffix(".0")
        message = f"{what} are at most {LARGEST // 10**6} MB; this one is {found} MB"
        raise Unreadable([Place(name).finding(message)])


def decoded(contents: bytes, name: str) -> str:
    """Return UTF-8 text, with or without a byte order mark."""
    if contents.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([Place(name).finding("is UTF-16 text; save it as UTF-8")])
    try:
        return contents.decode()
    except UnicodeDecodeError as error:
        before = contents[: error.start].decode().split("\n")
        after = contents[error.start :].split(b"\n")[0].decode(errors="replace")
        place = Place(name, len(before), len(before[-1]) + 1, text=before[-1] + after)
        message = f"byte 0x{contents[error.start]:02X} is not UTF-8 text; save the file as UTF-8"
        raise Unreadable([place.finding(message)]) from error


def _missing(path: Path, known: Mapping[str, Path], what: str) -> Finding:
    """Return the finding of a file that is not there, with the nearest name that is."""
    shown = _printable(path)
    if path.is_symlink():
        return Place(shown).finding("is a link to a file that is not there")
    names = [*known, *_neighbours(path.parent)]
    typed_short = next((each for each in (f"{shown}.yaml", f"{shown}.yml") if each in names), "")
    shipped = f"a file, or a shipped {what}: {', '.join(known)}" if known else f"the file of a {what}"
    return Place(shown).finding(
        "there is no such file", allowed=shipped, suggestion=typed_short or nearest(shown, names)
    )


def _neighbours(folder: Path) -> list[str]:
    try:
        files = list(islice(folder.iterdir(), MOST_NEIGHBOURS))
    except OSError:
        return []
    return sorted(_printable(each) for each in files if each.suffix in {".yaml", ".yml"})


def _printable(path: str | Path) -> str:
    """Return a path as text that any terminal takes."""
    return str(path).encode(errors="backslashreplace").decode()
