"""A fit as a patch file: YAML that any scenario takes, with what each number rests on.

How such a file is read is `sim.scenario.patch_files`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from sim.scenario.patch_files import FORMAT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class PatchFile:
    """A patch to be written.

    `set`: path → value; `scale`: path → factor. `source`, `label`: what the numbers rest on and how that is
    called, for all of them or for each of the two. `doctrine`: the steps that a scenario must have to take
    it, where that matters. `notes`: lines at its head.
    """

    title: str
    why: str
    source: str | Mapping[str, str]
    set: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, Any] = field(default_factory=dict)
    doctrine: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    label: str | Mapping[str, str] = "derived"


def patch_text(file: PatchFile) -> str:
    """Return a patch file as text; read back it is the same patch."""
    parts: dict[str, Any] = {"format": FORMAT, "title": file.title, "why": file.why}
    if file.doctrine:
        parts["doctrine"] = list(file.doctrine)
    changes = {name: dict(each) for name, each in (("set", file.set), ("scale", file.scale)) if each}
    parts |= {"evidence": _of(file.label, changes), "source": _of(file.source, changes), **changes}
    head = "".join(f"# {line}\n" for line in file.notes)
    return head + str(yaml.safe_dump(parts, sort_keys=False, allow_unicode=True, width=100))


def _of(said: str | Mapping[str, str], verbs: Collection[str]) -> str | dict[str, str]:
    """Return what is said of all changes, or of each kind that is there."""
    return said if isinstance(said, str) else {verb: said[verb] for verb in verbs}
