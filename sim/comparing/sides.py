"""What is compared: variants of one scenario, each with its plan, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.batch.measuring import Measuring
from sim.batch.request import COST
from sim.comparing.statistic import COUNTED, Measure
from sim.errors import BadInput, Place, nearest, quote
from sim.scenario.loading import load
from sim.scenario.patch_files import is_patch_file, read_patch_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.plan import Plan
    from sim.scenario.loading import Model
    from sim.scenario.patches import Patch

BASE = "base"
"""The scenario as it stands."""
FEWEST = 2


@dataclass(frozen=True)
class Sides:
    """Plans to be compared; the first is what the others are held against.

    `whys`: what each one is, in the scenario's words. `milestones`: those that all have. `horizon`: the
    nearest: later dates count as not reached. `notes`: what a reader must know about the sides.
    """

    scenario: str
    file: str
    names: tuple[str, ...]
    whys: tuple[str, ...]
    plans: tuple[Plan, ...]
    milestones: tuple[str, ...]
    horizon: float
    notes: tuple[str, ...] = ()

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Return what every side has a day of: milestones, then steps (when their first round is done)."""
        steps = [dict.fromkeys(step.id for step in each.steps) for each in self.plans]
        common = (each for each in steps[0] if all(each in other for other in steps[1:]))
        return tuple(dict.fromkeys((*self.milestones, *common)))

    def named(self, pattern: str) -> tuple[Measure, ...]:
        """Return the measures that a name stands for; in it `*` stands for anything."""
        found = [each for each in (*self.dates, *COUNTED) if fnmatchcase(each, pattern)]
        return tuple(Measure(each) for each in found)

    @property
    def headlines(self) -> tuple[Measure, ...]:
        """Return what is measured unless something else is asked for: headline milestones, and cost."""
        plan = self.plans[0]
        names = [plan.milestones[index].id for index in Measuring(plan).looked_into]
        return (*(Measure(each) for each in names if each in self.milestones), Measure(COST))


def sides_of(
    source: str | Path,
    names: Sequence[str],
    *,
    without: Sequence[str] = (),
    patches: Sequence[Patch] = (),
) -> Sides:
    """Return variants of a scenario file or of a shipped scenario, as sides.

    Parameters: `names`: variants, `base` for the scenario as it stands, or patch files (`lessons.yaml`);
    `without`, `patches`: levers switched off and changes laid on last, in all of them.
    Raises: `BadInput` for variants that are not there, all at once; for fewer than two; for two of one name;
    for patch files that the scenario does not take.
    """
    return sides_in(load(source, without=without, patches=patches), names)


def sides_in(base: Model, names: Sequence[str]) -> Sides:
    """Return variants of a model as sides; `base` is the model as it stands.

    Raises: as `sides_of`.
    """
    files = {each: read_patch_file(each) for each in names if _is_file(base, each)}
    _check(base, names, files)
    models = [_side(base, each, files.get(each)) for each in names]
    whys = tuple(_why(base, each, files.get(each)) for each in names)
    shown = [files[each].name if each in files else each for each in names]
    return together(
        [each.plan for each in models], shown, scenario=base.scenario.title, file=base.name, whys=whys
    )


def _is_file(base: Model, name: str) -> bool:
    return name not in base.scenario.variants and is_patch_file(name)


def _side(base: Model, name: str, patch: Patch | None) -> Model:
    """Return the model of a side: a patch of a file is laid on like a variant."""
    if patch is not None:
        return base.patched(patch)
    return base if name == BASE else base.varied(name)


def _why(base: Model, name: str, patch: Patch | None) -> str:
    if patch is not None:
        return patch.why
    return "as it stands" if name == BASE else str(base.scenario.variants[name].why or "")


def _check(base: Model, names: Sequence[str], files: Mapping[str, Patch]) -> None:
    declared = {BASE: None, **base.scenario.variants}
    place = base.document.key_place(("variants",))
    allowed = f"{', '.join(declared)}, or a patch file"
    findings = [
        place.finding(
            f"there is no variant {quote(each)}", allowed=allowed, suggestion=nearest(each, declared)
        )
        for each in dict.fromkeys(names)
        if each not in declared and each not in files
    ]
    shown = [files[each].name if each in files else each for each in names]
    if not findings and len(set(shown)) < max(FEWEST, len(shown)):
        twice = next((each for each in shown if shown.count(each) > 1), "")
        message = f"{quote(twice)} is named twice" if twice else "there is nothing to compare with"
        findings = [Place("compare").finding(message, allowed=f"two or more of {allowed}")]
    if findings:
        raise BadInput(findings)


def together(
    plans: Sequence[Plan], names: Sequence[str], *, scenario: str, file: str, whys: Sequence[str] = ()
) -> Sides:
    """Return plans as sides that can be compared.

    Raises: `BadInput` if they have no milestone in common.
    """
    mine = [[milestone.id for milestone in each.milestones] for each in plans]
    common = tuple(each for each in mine[0] if all(each in other for other in mine[1:]))
    if not common:
        told = [f"{name} has {', '.join(each) or 'none'}" for name, each in zip(names, mine, strict=True)]
        message = f"they have no milestone in common, so they cannot be compared: {'; '.join(told)}"
        raise BadInput([Place(" / ".join(names)).finding(message)])
    return Sides(
        scenario=scenario,
        file=file,
        names=tuple(names),
        whys=tuple(whys) or ("",) * len(plans),
        plans=tuple(plans),
        milestones=common,
        horizon=min(each.horizon for each in plans),
        notes=tuple(_notes(plans, names, mine=mine, common=common)),
    )


def _notes(
    plans: Sequence[Plan], names: Sequence[str], *, mine: list[list[str]], common: tuple[str, ...]
) -> list[str]:
    notes = []
    for name, each in zip(names, mine, strict=True):
        if apart := [one for one in each if one not in common]:
            more = f" and {len(apart) - 3} more" if len(apart) > 3 else ""  # noqa: PLR2004  enough to see which
            notes.append(f"Only some of them have {', '.join(apart[:3])}{more} ({name}): not compared.")
    if len({each.horizon for each in plans}) > 1:
        notes.append("Horizons differ: dates are held against the nearest, cost runs to each one's own.")
    if len({each.start for each in plans}) > 1:
        notes.append("Starts differ: days are counted from each one's own D+0.")
    return notes
