"""Patches of effects tried out: each must find its paths, and leave the scenario's network as it is.

A plan takes a while to compile, so patches that cannot meet are tried together, and taken apart only
where something is wrong. What an effect does in play is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from exercises.script.checking.asking import ends_of, filled
from exercises.script.patching import Changes, patch_at
from sim.errors import BadInput
from sim.scenario.patches import apply, touched
from sim.scenario.regimes import Regimes
from sim.scenario.scaling import is_factor

if TYPE_CHECKING:
    from exercises.script.checking.case import Carried, ScriptCase
    from sim.errors import Finding
    from sim.scenario.loading import Model
    from sim.scenario.parsing import KeyPath
    from sim.scenario.patches import Patch


def check_patches(case: ScriptCase, model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the `set` and `scale` of effects when they are laid over the scenario."""
    patches = list(_once(_patches(case)))
    lost = [each for each in patches if not _finds_all(model, each)]
    for each in lost:
        yield from _alone(model, each)
    for group in _apart(model, _extremes(each for each in patches if each not in lost)):
        yield from _tried(case, model, group)


def _patches(case: ScriptCase) -> Iterator[Patch]:
    """Yield each effect's patch; where values are asked for, once with the least and once with the most."""
    for carried in case.effects:
        if carried.effect.set or carried.effect.scale:
            for answers in ends_of(carried.asks or {}):
                yield _patch(case, carried, answers)


def _patch(case: ScriptCase, carried: Carried, answers: dict[str, Any]) -> Patch:
    effect = carried.effect
    changes: Changes = {"set": filled(effect.set, answers), "scale": filled(effect.scale, answers)}
    return patch_at(case.document, carried.path, changes)


def _once(patches: Iterable[Patch]) -> Iterator[Patch]:
    """Yield one of those that say the same."""
    seen: set[str] = set()
    for each in patches:
        said = json.dumps([each.set, each.scale], sort_keys=True, default=str)
        if said not in seen:
            seen.add(said)
            yield each


def _extremes(patches: Iterable[Patch]) -> list[Patch]:
    """Leave out, of patches that only scale one path, those between the smallest and the largest factor."""
    kept: list[Patch] = []
    factors: dict[str, list[Patch]] = {}
    for each in patches:
        if len(each.scale) == 1 and not each.set:
            factors.setdefault(next(iter(each.scale)), []).append(each)
        else:
            kept.append(each)
    for group in factors.values():
        numbers = [each for each in group if is_factor(_factor(each))]
        kept += [each for each in group if each not in numbers]
        if numbers:
            kept.append(min(numbers, key=_factor))
        if len(numbers) > 1:
            kept.append(max(numbers, key=_factor))
    return kept


def _factor(patch: Patch) -> Any:
    """Return the one factor of a patch that only scales one path."""
    return next(iter(patch.scale.values()))


def _finds_all(model: Model, patch: Patch) -> bool:
    """Whether every path of a patch is there."""
    found = {(verb, target) for _, verb, target in touched(model.document, patch)}
    return len(found) == len(patch.set) + len(patch.scale)


def _alone(model: Model, patch: Patch) -> Iterator[Finding]:
    try:
        apply(model.document, [patch])
    except BadInput as error:
        yield from error.findings


@dataclass
class _Group:
    """Patches that change different values. `above`: all paths that lead to one of these."""

    patches: list[Patch] = field(default_factory=list)
    paths: set[KeyPath] = field(default_factory=set)
    above: set[KeyPath] = field(default_factory=set)

    def takes(self, paths: Iterable[KeyPath]) -> bool:
        """Whether some paths neither are, nor lie above or below, those of the group."""
        return not any(
            path in self.above or any(path[:length] in self.paths for length in range(len(path) + 1))
            for path in paths
        )

    def add(self, patch: Patch, paths: Iterable[KeyPath]) -> None:
        """Take a patch in."""
        self.patches.append(patch)
        for path in paths:
            self.paths.add(path)
            self.above.update(path[:length] for length in range(len(path)))


def _apart(model: Model, patches: Iterable[Patch]) -> list[list[Patch]]:
    """Return the patches in groups within which they change different values."""
    groups: list[_Group] = []
    for patch in patches:
        paths = [path for path, _, _ in touched(model.document, patch)]
        group = next((each for each in groups if each.takes(paths)), None)
        if group is None:
            groups.append(group := _Group())
        group.add(patch, paths)
    return [each.patches for each in groups]


def _tried(case: ScriptCase, model: Model, patches: Sequence[Patch]) -> Iterator[Finding]:
    """Yield what is wrong with each of some patches; where all of them together are right, nothing is."""
    try:
        Regimes(model.document, model.plan).under(patches)
    except BadInput as error:
        if len(patches) == 1:
            yield from _told(case, error, patches[0])
            return
        half = len(patches) // 2
        yield from _tried(case, model, patches[:half])
        yield from _tried(case, model, patches[half:])


def _told(case: ScriptCase, error: BadInput, patch: Patch) -> Iterator[Finding]:
    """Yield what a patch makes wrong, always in the script, wherever in the scenario it shows."""
    for each in error.findings:
        if each.severity != "error":
            continue
        if each.place.file == case.document.name or patch.place is None:
            yield each
        else:
            message = f"with this effect the scenario is wrong, at {each.place.path}: {each.message}"
            yield replace(each, place=patch.place, message=message)
