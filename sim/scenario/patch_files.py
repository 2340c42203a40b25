"""A patch in a file of its own: laid over any scenario that has what it changes.

It holds the keys of a patch, and beside them `format`, `title` and, where it was learned under a doctrine,
the steps of it. Whether a scenario takes it is found out when it is laid on (`patches`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import BadInput, Place, quote
from sim.scenario.observed import with_observed
from sim.scenario.patches import Patch, patch_from, patch_from_set
from sim.scenario.reading import Document, read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.errors import Finding

FORMAT = 1
ENDINGS = (".yaml", ".yml")
OWN = ("format", "title", "doctrine")
"""Keys of the file that are none of the patch's."""
MARK = "@"
"""What stands before the name of a patch file where one value may be changed as well."""
WHAT = "patch"


def is_patch_file(name: str) -> bool:
    """Whether a name is that of a file and of no variant."""
    return name.endswith(ENDINGS)


def read_patch_file(path: str | Path) -> Patch:
    """Return the patch of a file; it is called what the file is.

    Raises: `Unreadable` where there is none; `BadInput` with all that is wrong in its form, each at its
    place.
    """
    document = read_file(path, {}, what=WHAT)
    return _patch_of(with_observed(document, Path(document.name).parent))


def read_patch_text(text: str, name: str) -> Patch:
    """Return the patch of a text that holds a patch file; `name` stands for the file in errors.

    Raises: as `read_patch_file`.
    """
    return _patch_of(read_text(text, name, what=WHAT))


def _patch_of(document: Document) -> Patch:
    inner = replace(document, data={key: each for key, each in document.data.items() if key not in OWN})
    findings = list(_faults(document))
    try:
        patch = patch_from(inner, (), name=Path(document.name).stem)
    except BadInput as error:
        raise BadInput([*findings, *error.findings]) from None
    if findings:
        raise BadInput(findings)
    why = patch.why or str(document.data.get("title") or "")
    return replace(patch, why=why, doctrine=tuple(map(str, document.data.get("doctrine") or ())))


def _faults(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with what a patch file has beside its patch."""
    data = document.data
    if data.get("format") != FORMAT:
        place = document.place(("format",)) if "format" in data else Place(document.name)
        found = f"format {quote(data['format'])} is not known" if "format" in data else "it has no format"
        yield place.finding(f"{found}: is this a patch file?", allowed=f"format: {FORMAT}, then set or scale")
    names = data.get("doctrine") or []
    if not isinstance(names, list) or not all(isinstance(each, str | int) for each in names):
        yield document.place(("doctrine",)).finding("doctrine takes names of steps", allowed="[decide, …]")
    if not data.get("set") and not data.get("scale"):
        message = "the patch changes nothing"
        yield Place(document.name).finding(message, allowed="set: {PATH: VALUE} or scale: {PATH: FACTOR}")


def patch_from_option(text: str) -> Patch:
    """Return the patch of `path=value`, or of `@FILE`: what stands behind `--set`.

    Raises: `BadInput` where it cannot be read.
    """
    return read_patch_file(text.removeprefix(MARK)) if text.startswith(MARK) else patch_from_set(text)
