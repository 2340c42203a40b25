"""Scenarios as the labs open them: which there are, and what becomes of one under a patch written as text.

What a patch may say is known to `sim.scenario`; what a lab offers to change is `dashboards.views.knobs`.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sim.scenario.loading import load, opened, shipped
from sim.scenario.parsing import dotted
from sim.scenario.patches import Patch, apply, patch_from, touched
from sim.scenario.reading import read_text
from sim.scenario.resolved import resolved

if TYPE_CHECKING:
    from sim.scenario.loading import Model

PATCH_NAME = "patch.yaml"
"""What a patch written in a lab is called in errors."""
LAB = "lab"
"""The variant under which a patch from the lab is put into a scenario."""
HEAD = 4_000
"""Characters of a file in which its `format`, `title` and `horizon` stand if it is a scenario."""
WIDE = 1_000_000


@dataclass(frozen=True)
class Choice:
    """A scenario (a shipped name or a file), a variant of it ('' for as it stands), and a patch as YAML."""

    source: str
    variant: str = ""
    patch: str = ""


def sources(folder: Path) -> list[str]:
    """Return what can be opened: the scenario files of a folder, then those that ship."""
    files = files_with(folder, {"format", "horizon", "title"})
    return [*files, *sorted(shipped(), key=lambda name: name != "quick-start")]


def files_with(folder: Path, keys: set[str]) -> list[str]:
    """Return the YAML files of a folder whose first lines have some keys; none is read as a whole."""
    return [str(path) for path in sorted(folder.glob("*.yaml")) if keys <= _first_keys(path)]


def _first_keys(path: Path) -> set[str]:
    try:
        with path.open(encoding="utf-8") as file:
            return {line.partition(":")[0] for line in file.read(HEAD).splitlines()}
    except (OSError, UnicodeDecodeError):
        return set()


def model_of(choice: Choice) -> Model:
    """Return the model of a choice.

    Raises: `BadInput` with every fault of the patch, or of what it leaves, each with its place.
    """
    patches = [patch_of(choice.patch)] if choice.patch.strip() else []
    return load(choice.source, variant=choice.variant or None, patches=patches)


def patch_of(text: str) -> Patch:
    """Return the patch that a text holds: `set`, `scale`, `from`, `until`, `why`.

    Raises: `BadInput` with all that is wrong in its form.
    """
    return patch_from(read_text(text, PATCH_NAME, what="patch"), (), name=PATCH_NAME)


def is_timed(choice: Choice) -> bool:
    """Whether a patch acts from a day on, or until one: neither `--set` nor a variant says that."""
    patch = patch_of(choice.patch) if choice.patch.strip() else Patch()
    return patch.start is not None or patch.until is not None


def settings_of(choice: Choice) -> dict[str, Any]:
    """Return what a choice sets, factors worked out: dotted path → value, in the order laid on."""
    before = load(choice.source, variant=choice.variant or None).document
    patch = patch_of(choice.patch) if choice.patch.strip() else Patch()
    after = apply(before, [patch])
    return {dotted(path): _value(after.data, path) for path, _, _ in touched(after, patch)}


def command_of(choice: Choice, *, verb: str = "run") -> str:
    """Return the command line that plays a choice whose patch is not timed."""
    parts = ["scrs", verb, choice.source]
    if choice.variant:
        parts += ["--variant", choice.variant]
    for path, value in settings_of(choice).items():
        parts += ["--set", f"{path}={one_line(value)}"]
    return shlex.join(parts)


def with_variant(choice: Choice) -> str:
    """Return the scenario as YAML, with the variant and the patch of a choice together as variant `lab`.

    So `scrs compare FILE base lab` plays it. Comments of the file are not in it.
    """
    document = opened(choice.source)
    changes: dict[str, Any] = {}
    if choice.variant:
        own = patch_from(document, ("variants", choice.variant))
        varied = apply(document, [own])
        changes |= {dotted(path): _value(varied.data, path) for path, _, _ in touched(varied, own)}
    changes |= settings_of(choice)
    lab = {"why": "Changed in the timeline lab.", "set": changes, "evidence": "judgement"}
    whole = apply(document, [Patch({"variants": {**document.data.get("variants", {}), LAB: lab}})])
    return resolved(replace(load(choice.source), document=whole))


def one_line(value: Any) -> str:
    """Return a value as YAML on one line.

    >>> one_line({"pert": ["4 d", "10 d", "28 d"]}), one_line("5 M USD")
    ('{pert: [4 d, 10 d, 28 d]}', '5 M USD')
    """
    text = yaml.safe_dump(value, default_flow_style=True, width=WIDE, sort_keys=False, allow_unicode=True)
    return str(text).removesuffix("...\n").strip()


def _value(node: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        node = node[part]
    return node


def stamp_of(source: str) -> float:
    """Return when a scenario's file was changed last, in seconds; 0 for one that ships."""
    path = Path(source)
    return path.stat().st_mtime if path.is_file() else 0.0
