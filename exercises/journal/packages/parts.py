"""The parts of a package, their names and bounds, and the manifest that vouches for them.

    manifest.json     format, exercise, number of entries, their digest; size and hash of every other part
    header.json       what the exercise was created with, without the two texts
    script.yaml       the script as it was written
    scenario.yaml     the scenario as it was written
    journal.jsonl     one entry a line, as canonical JSON
    attachments/…     files, if any

How they come into one file and out of it is in `packing` and `unpacking`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import Finding, Place, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 1
KIND = "scrs exercise"
MANIFEST, HEADER, SCRIPT, SCENARIO, JOURNAL = (
    "manifest.json",
    "header.json",
    "script.yaml",
    "scenario.yaml",
    "journal.jsonl",
)
ALWAYS = (MANIFEST, HEADER, SCRIPT, SCENARIO, JOURNAL)
ATTACHMENTS = "attachments/"
ATTACHED = re.compile(r"""[^\s./\\:*?"<>|\0-\x1f\x7f][^/\\:*?"<>|\0-\x1f\x7f\ud800-\udfff]{0,199}""")
"""The name of an attachment: one file in one folder, on every system."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large packages may be, in bytes; the same for writing and for reading.

    `file`: the package itself. `whole`: all parts together, unpacked. `journal`, `part`: that part, any
    other part. `parts`: their number.
    """

    file: int = 128_000_000
    whole: int = 256_000_000
    journal: int = 64_000_000
    part: int = 32_000_000
    parts: int = 500

    def of(self, part: str) -> int:
        """Return how large a part may be."""
        return self.journal if part == JOURNAL else self.part


USUAL = Bounds()
"""Room for about 100,000 entries, and for the attachments of a large exercise."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package holds: the exercise, how many entries, their digest, the attachments' names."""

    exercise: str
    entries: int
    digest: str
    attachments: tuple[str, ...] = ()


def hashed(content: bytes) -> dict[str, Any]:
    """Return what the manifest says of a part."""
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def attachments_of(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the attachments among parts, by their own names, sorted."""
    return {name.removeprefix(ATTACHMENTS): parts[name] for name in sorted(parts) if name not in ALWAYS}


def wrong_names(names: list[str], package: str) -> Iterator[Finding]:
    """Yield a finding for each name that no part can have, and for each that is there twice."""
    seen: set[str] = set()
    for name in names:
        place = Place(package, path="parts")
        attached = name.startswith(ATTACHMENTS) and ATTACHED.fullmatch(name.removeprefix(ATTACHMENTS))
        if name not in ALWAYS and not attached:
            allowed = f"{', '.join(ALWAYS)}, {ATTACHMENTS}NAME"
            yield place.finding(f"{quote(name)} is no part of a package", allowed=allowed)
        elif name.casefold() in seen:
            yield place.finding(f"{quote(name)} is there twice")
        seen.add(name.casefold())


def too_large(sizes: Mapping[str, int], package: str, bounds: Bounds) -> Iterator[Finding]:
    """Yield a finding for each part that is too large, for too many parts, and for all together."""
    for name, size in sizes.items():
        if size > bounds.of(name):
            place = Place(package, path=name)
            yield place.finding(f"has {size:,} bytes", allowed=f"up to {bounds.of(name):,}")
    whole = sum(sizes.values())
    if whole > bounds.whole:
        message = f"unpacks to {whole:,} bytes"
        yield Place(package).finding(message, allowed=f"up to {bounds.whole:,}")
    if len(sizes) > bounds.parts:
        message = f"has {len(sizes):,} parts"
        yield Place(package).finding(message, allowed=f"up to {bounds.parts:,}")
