"""A scenario with k operations at once: its first crises, then copies of the smallest.

Whatever is laid over the scenario lies on it already; what k operations need is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim import quantities
from sim.errors import BadInput, Place
from sim.scenario.loading import build, shipped, standing, understood
from sim.scenario.observed import with_observed
from sim.scenario.patches import Patch, apply
from sim.scenario.reading import Document, read_file
from sim.scenario.tables import with_tables

if TYPE_CHECKING:
    from sim.scenario.loading import Model
    from sim.scenario.schema import Scenario

APART = ("levers", "variants", "patches")
NO_TARGETS = "the scenario declares no target, so there is nothing to be large enough for"
EXAMPLE = "targets: [{milestone: alpha.first_team_in_country, by: D+45, confidence: 0.8}]"


@dataclass(frozen=True)
class Base:
    """A scenario ready to be sized.

    `document`: with what always holds laid on it; `later`: patches with a time.
    """

    name: str
    document: Document
    scenario: Scenario
    later: tuple[Patch, ...] = ()

    def model(self, patches: Sequence[Patch] = (), *, gone: Sequence[str] = ()) -> Model:
        """Return the model with patches laid on; those in time that act on a crisis that is gone are not.

        Raises: `BadInput` if it cannot be run.
        """
        return build(self.document, [*patches, *(each for each in self.later if not _acts(each, gone))])

    def scenario_with(self, patches: Sequence[Patch]) -> Scenario:
        """Return what the scenario declares with patches laid on, without making a plan of it.

        Raises: `BadInput` if it cannot be run.
        """
        return understood(apply(self.document, patches))[0]


@dataclass(frozen=True)
class Operations:
    """Some operations at once: their names, the patch that makes them, and what was left out or assumed."""

    names: tuple[str, ...]
    patch: Patch
    gone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def base_of(source: str | Path, *, variant: str | None = None, patches: Sequence[Patch] = ()) -> Base:
    """Return a scenario file, or a shipped scenario, ready to be sized.

    Raises: `BadInput` where it has faults or declares no target.
    """
    document = read_file(source, shipped())
    folder = Path(document.name).parent
    document = with_tables(with_observed(document, folder), folder)
    scenario, _ = understood(document)
    return _based(document, [*standing(document, scenario, variant), *patches])


def base_from(document: Document) -> Base:
    """Return a document ready to be sized; see `base_of`."""
    scenario, _ = understood(document)
    return _based(document, list(standing(document, scenario)))


def _based(document: Document, patches: Sequence[Patch]) -> Base:
    later = [each for each in patches if each.start is not None or each.until is not None]
    document = apply(document, [each for each in patches if each not in later])
    document = replace(document, data={key: each for key, each in document.data.items() if key not in APART})
    scenario, _ = understood(document)
    if not scenario.targets:
        raise BadInput([Place(document.name, path="targets").finding(NO_TARGETS, allowed=EXAMPLE)])
    return Base(Path(document.name).stem, document, scenario, tuple(later))


def operations_of(base: Base, number: int | None, *, spacing: float | None = None) -> Operations:
    """Return the first crises of a scenario and, beyond those, copies of the smallest.

    Parameters: `number`: how many; None: as the scenario has them. `spacing`: days between the onsets of
    the copies; None: as between the declared ones, on the mean.
    Raises: `BadInput` if the scenario declares no crises to count.
    """
    crises = base.scenario.crises
    if number is None:
        return Operations(tuple(crises), Patch())
    if not crises:
        place = Place(base.document.name, path="crises")
        message = "the scenario declares no crisis that could be there once or twice"
        raise BadInput([place.finding(message, allowed="--operations left out, or a crisis under 'crises'")])
    kept, gone = tuple(crises)[:number], tuple(crises)[number:]
    copies = _copies(base, number - len(kept), spacing=spacing)
    targets = [each for each in _listed(base, "targets") if _owner(each["milestone"], crises) not in gone]
    left_out = [each["milestone"] for each in _listed(base, "targets") if each not in targets]
    if not targets:
        message = f"no target is left with {number} operation{'s'[: number > 1]} ({', '.join(kept)})"
        raise BadInput([Place(base.document.name, path="targets").finding(message, allowed=EXAMPLE)])
    changes = {
        "crises": {each: base.document.data["crises"][each] for each in kept} | _declared(copies),
        "targets": [*targets, *(_moved(each, copy, base) for copy in copies for each in targets
                                if _owner(each["milestone"], crises) == copy.original)],
        **_shocks(base, gone),
        **_shares(base, gone),
    }  # fmt: skip
    if copies:
        changes["horizon"] = quantities.say_days(base.scenario.horizon + max(each.later for each in copies))
    names = (*kept, *(each.name for each in copies))
    return Operations(names, Patch(set=changes, name="operations"), gone, tuple(_notes(left_out, copies)))


@dataclass(frozen=True)
class _Copy:
    """A copy of a crisis; `later`: days between its onset and that of the original."""

    name: str
    original: str
    later: float
    declared: Mapping[str, Any]


def _copies(base: Base, number: int, *, spacing: float | None) -> list[_Copy]:
    if number <= 0:
        return []
    crises, start = base.scenario.crises, _start(base)
    original = smallest_crisis(base.scenario)
    onsets = sorted(quantities.moment(each.onset, start) for each in crises.values())
    own = quantities.moment(crises[original].onset, start)
    gap = (onsets[-1] - onsets[0]) / max(1, len(onsets) - 1) if spacing is None else spacing
    free = (name for i in count(2) if (name := f"{original}_{i}") not in crises)
    found = []
    for place, name in zip(range(1, number + 1), free, strict=False):
        onset = onsets[-1] + gap * place
        data = {**base.document.data["crises"][original], "onset": _day(onset)}
        found.append(_Copy(name, original, onset - own, data))
    return found


def smallest_crisis(scenario: Scenario) -> str:
    """Return the crisis with the fewest people in its provinces; of equals the least severe."""
    crises = scenario.crises

    def size(name: str) -> tuple[int, float]:
        each = crises[name]
        return sum(province.population for province in each.provinces.values()), each.severity

    return min(crises, key=size)


def _declared(copies: Sequence[_Copy]) -> dict[str, Any]:
    return {each.name: each.declared for each in copies}


def _moved(target: Mapping[str, Any], copy: _Copy, base: Base) -> dict[str, Any]:
    """Return a target of the original as one of the copy, as much later as its onset."""
    start = _start(base)
    name = str(target["milestone"]).removeprefix(copy.original)
    by = quantities.moment(target["by"], start) + copy.later
    return {**target, "milestone": f"{copy.name}{name}", "by": _day(by)}


def _start(base: Base) -> date:
    return date.fromisoformat(base.scenario.start)


def _day(moment: float) -> str:
    return f"D+{quantities.say_number(moment)}"


def _owner(name: object, crises: Mapping[str, object]) -> str:
    """Return the crisis that a dotted name begins with, '' for none."""
    first = str(name).partition(".")[0]
    return first if first in crises else ""


def _listed(base: Base, key: str) -> list[Any]:
    return list(base.document.data.get(key) or [])


def _shocks(base: Base, gone: Sequence[str]) -> dict[str, Any]:
    """Return shocks without what they shift in crises that are gone."""
    if not gone or not base.scenario.shocks:
        return {}
    kept = []
    for each in _listed(base, "shocks"):
        shift = {path: by for path, by in (each.get("shift") or {}).items() if path.split(".")[0] not in gone}
        shock = {**each, "shift": shift} if "shift" in each else each
        if shift or any(shock.get(each) for each in ("withdraw", "deposit", "lose", "gain")):
            kept.append(shock)
    return {"shocks": kept}


def _shares(base: Base, gone: Sequence[str]) -> dict[str, Any]:
    """Return funds without the ring-fenced shares of crises that are gone."""
    return {
        f"funds.{name}.shares": {crisis: share for crisis, share in fund.shares.items() if crisis not in gone}
        for name, fund in base.scenario.funds.items()
        if any(each in gone for each in fund.shares)
    }


def _acts(patch: Patch, gone: Sequence[str]) -> bool:
    paths = [path.split(".") for path in (*patch.set, *patch.scale)]
    return any(path[0] == "crises" and path[1:2] != [] and path[1] in gone for path in paths)


def _notes(left_out: Sequence[str], copies: Sequence[_Copy]) -> list[str]:
    notes = [f"left out, its operation is not there: target {each}" for each in left_out]
    for each in copies:
        words = f"{each.name} is a copy of {each.original}, the smallest, {each.later:g} d later"
        notes.append(words)
    return notes
