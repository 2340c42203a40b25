"""A scenario's levers as switches: the Plan of any combination of tools switched off.

A lever is a tool of the brief and the patch that takes it away. What a combination is worth is not
known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import BadInput, Place
from sim.scenario.loading import build, shipped, standing, together, understood
from sim.scenario.observed import with_observed
from sim.scenario.patches import Patch, apply, patch_from
from sim.scenario.reading import Document, read_file
from sim.scenario.regimes import bare

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.scenario.loading import Model

LEVERS = "levers"
EXAMPLE = "levers: {NAME: {title: …, without: {set: {PATH: VALUE}}}}, the patch that takes the tool away"


@dataclass(frozen=True)
class Switchboard:
    """A scenario and its levers, in declared order: index i is `levers[i]`.

    `document`: the scenario without its changes; `before`: those that always hold; `without`: each
    lever's own; `after`: laid on last.
    """

    name: str
    title: str
    levers: tuple[str, ...]
    titles: tuple[str, ...]
    document: Document
    before: tuple[Patch, ...]
    without: tuple[Patch, ...]
    after: tuple[Patch, ...]

    def model(self, off: Iterable[int] = ()) -> Model:
        """Return the model with some tools switched off.

        Raises: `BadInput` if the scenario they leave cannot be run.
        """
        chosen = (self.without[each] for each in sorted(off))
        return build(self.document, [*self.before, *chosen, *self.after])

    def plan(self, off: Iterable[int] = ()) -> Plan:
        """Return the plan with some tools switched off; see `model`."""
        return self.model(off).plan


def switchboard(
    source: str | Path, *, variant: str | None = None, patches: Sequence[Patch] = ()
) -> Switchboard:
    """Return the switchboard of a scenario file or of a shipped scenario.

    Parameters: `variant`: laid under the levers; `patches`: laid over them, as by `--set`; those that
    name a lever change the lever itself.
    Raises: `BadInput` where it has faults, declares no lever, or two levers exclude each other.
    """
    document = read_file(source, shipped())
    document = with_observed(document, Path(document.name).parent)
    document = apply(document, [each for each in patches if _of_levers(each)])
    return board_of(document, variant=variant, after=[each for each in patches if not _of_levers(each)])


def board_of(document: Document, *, variant: str | None = None, after: Sequence[Patch] = ()) -> Switchboard:
    """Return the switchboard of a document; see `switchboard`."""
    scenario, _ = understood(document)
    if not scenario.levers:
        place = Place(document.name, path=LEVERS)
        message = "the scenario declares no lever, so there is no tool to switch off"
        raise BadInput([place.finding(message, allowed=EXAMPLE)])
    levers = {name: patch_from(document, (LEVERS, name, "without")) for name in scenario.levers}
    together(document, levers)
    return Switchboard(
        name=Path(document.name).stem,
        title=scenario.title,
        levers=tuple(levers),
        titles=tuple(each.title or name.replace("_", " ") for name, each in scenario.levers.items()),
        document=bare(document),
        before=tuple(standing(document, scenario, variant)),
        without=tuple(levers.values()),
        after=tuple(after),
    )


def _of_levers(patch: Patch) -> bool:
    return any(target.split(".")[0] == LEVERS for target in (*patch.set, *patch.scale))
