"""Patches tried out: whether each can be laid over the scenario, and what it leaves is still one.

Where a patched value is wrong, the finding stands at the patch. When a patch acts is `moments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from sim.errors import BadInput, quote
from sim.scenario.checking.moments import patches_of
from sim.scenario.checking.shape import shape_of
from sim.scenario.clashes import clashes
from sim.scenario.patches import ANY, Patch, apply, patch_from, unwritten

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath


def check_patches(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with each lever, variant and patch when it is laid over the scenario."""
    for path, _ in patches_of(case):
        yield from _tried(case, path)


def _tried(case: Case, path: KeyPath) -> Iterator[Finding]:
    try:
        patch = patch_from(case.document, path)
        changed = apply(case.document, [patch])
    except BadInput as error:
        yield from error.findings
        return
    if changed.data == case.document.data:
        yield case.warning(path, "this patch changes nothing", allowed="set or scale", key=True)
    else:
        yield from shape_of(changed)[1]
    yield from _passed_over(case, path, patch)


def _passed_over(case: Case, path: KeyPath, patch: Patch) -> Iterator[Finding]:
    """Yield factors on what `*` stands for that leave out what is not written."""
    for target in patch.scale:
        missing, parts = unwritten(case.document, target)
        if ANY in target.split(".") and 0 < missing < parts:
            last = target.rpartition(".")[2]
            message = f"{missing} of {parts} do not write {quote(last)}, and keep its usual value unscaled"
            place = (*path, "scale", target)
            yield case.warning(place, message, allowed="write it out where it is to be scaled", key=True)


def lint_clashes(case: Case) -> Iterator[Finding]:
    """Yield pairs of levers that change the same value in different ways: each alone may be right."""
    levers: dict[str, Patch] = {}
    for name in case.scenario.levers:
        with suppress(BadInput):  # what is wrong with it is found above
            levers[name] = patch_from(case.document, ("levers", name, "without"))
    for each in clashes(case.document, levers):
        yield each.finding(severity="warning")
