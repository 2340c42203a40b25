"""Whether a scenario is of the doctrine under which something was learned: it has the same steps.

A scenario may have more of them. What was learned is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sim.errors import Finding, Place

MOST = 4
"""Missing steps that are named."""

STEPS, BARE = "doctrine.steps", "steps"
"""Where steps stand in a scenario, and in a bare plan."""


def steps_of(scenario: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the doctrine's steps in a scenario's data; of a bare plan its steps."""
    doctrine = scenario.get("doctrine")
    steps = doctrine.get("steps") if isinstance(doctrine, dict) else scenario.get("steps")
    return tuple(map(str, steps)) if isinstance(steps, dict) else ()


def foreign(scenario: Mapping[str, Any], steps: tuple[str, ...], *, name: str, place: Place) -> list[Finding]:
    """Return that a scenario lacks steps of a doctrine, if it does.

    Parameters: `name`: of the scenario; `place`: where the steps are written.
    """
    known = steps_of(scenario)
    missing = [each for each in steps if each not in known]
    if not missing:
        return []
    named = ", ".join(missing[:MOST]) + (", …" if len(missing) > MOST else "")
    message = f"learned under another doctrine: {quote(name)} has no step {named}"
    return [place.finding(message, allowed=f"a scenario with the steps {', '.join(steps)}")]


def path_of(step: str, *, bare: bool = False) -> str:
    """Return the path of a step's duration; a dotted path stands for itself.

    >>> path_of("decide"), path_of("doctrine.teams.advance.travel")
    ('doctrine.steps.decide.duration', 'doctrine.teams.advance.travel')
    """
    return step if "." in step else f"{BARE if bare else STEPS}.{step}.duration"
