"""Effects on the simulation: funds, pools and ground that are not there, changes that change nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from exercises.script.checking.trying import check_patches
from exercises.script.schema.changes import CHANGES
from sim.scenario.arrivals import with_arrivals
from sim.scenario.checking.chances import check_ground

if TYPE_CHECKING:
    from exercises.script.checking.case import Carried, ScriptCase
    from sim.errors import Finding
    from sim.scenario.schema import Scenario

BLOWS = {"withdraw": "fund", "deposit": "fund", "lose": "pool", "gain": "pool"}
"""Key of an effect → what its names are."""


def check_effects(case: ScriptCase) -> Iterator[Finding]:
    """Yield what is wrong with each effect, where the scenario under the script is known."""
    whole = None if case.model is None else with_arrivals(case.model.scenario)
    for carried in case.effects:
        yield from _something(case, carried)
        if whole is not None:
            yield from _blows(case, carried, whole)
    if case.model is not None:
        yield from check_patches(case, case.model)


def _something(case: ScriptCase, carried: Carried) -> Iterator[Finding]:
    path, effect, _ = carried
    if not any(getattr(effect, key) for key in CHANGES):
        yield case.finding(path, "this effect changes nothing", allowed=", ".join(CHANGES))
    elif effect.lasting is not None and not effect.set and not effect.scale:
        message = "'lasting' means nothing here: a blow happens once"
        yield case.finding(
            (*path, "lasting"), message, allowed="set or scale with it, or leave it out", key=True
        )


def _blows(case: ScriptCase, carried: Carried, scenario: Scenario) -> Iterator[Finding]:
    path, effect, _ = carried
    there: dict[str, Collection[str]] = {"fund": scenario.funds, "pool": scenario.pools}
    for key, what in BLOWS.items():
        for name in getattr(effect, key):
            yield from case.unknown((*path, key, name), name, there[what], what=what, key=True)
    for pattern in effect.shift:
        yield from check_ground(case, (*path, "shift", pattern), pattern, scenario=scenario)
