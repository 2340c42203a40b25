"""A scenario whose civil and military planners are apart: the same one with other numbers.

The factors' rule is `sim.domain.planning`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.domain.planning import sent_back, stretched

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.doctrine import Step, Team


def as_planned(scenario: Scenario) -> Scenario:
    """Return a scenario with what its planners' being apart does to joint steps and embedded teams."""
    doctrine = scenario.doctrine
    if doctrine.planning.civil_military == "together":
        return scenario
    factors = doctrine.planning.apart
    changed = doctrine.model_copy(
        update={
            "steps": _reworked_all(doctrine.steps, factors.repeat),
            "teams": {name: _embedded(each, factors.embed) for name, each in doctrine.teams.items()},
        }
    )
    bare = _reworked_all(scenario.steps, factors.repeat)
    return scenario.model_copy(update={"doctrine": changed, "steps": bare})


def _reworked_all(steps: dict[str, Step], factor: float) -> dict[str, Step]:
    return {name: _reworked(each, factor) for name, each in steps.items()}


def _reworked(step: Step, factor: float) -> Step:
    if not step.joint or step.repeat is None:
        return step
    repeat = step.repeat.model_copy(update={"chance": sent_back(step.repeat.chance, factor)})
    return step.model_copy(update={"repeat": repeat})


def _embedded(team: Team, factor: float) -> Team:
    return team.model_copy(update={"embed": stretched(team.embed, factor)}) if team.embedded else team
