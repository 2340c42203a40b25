"""What the timeline lab offers to change in a scenario, and the patch that the knobs add up to.

Read off the scenario itself: its pools, funds, levers and longest durations. How they look is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from sim.scenario.loading import together
from sim.scenario.patches import patch_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sim.distributions import Distribution
    from sim.scenario.loading import Model

MILLION = 1_000_000
MOST_DURATIONS = 6
FEWEST = 10
"""The least that a slider of people or money goes up to."""
TIMES = 3.0
"""How many times what is declared a slider goes up to."""
SHORTEST, FINEST = 0.25, 0.05
TEAM_PHASES = ("clearance", "training", "travel", "set_up", "move", "embed")
WHY = "Changed in the timeline lab."

Kind = Literal["people", "money", "factor"]


@dataclass(frozen=True)
class Knob:
    """A slider: the path that it changes, and where it stands as the scenario is.

    `kind`: people, millions of dollars, or a factor on a duration; `note`: what is declared there.
    """

    path: str
    label: str
    group: str
    kind: Kind
    low: float
    high: float
    step: float
    value: float
    note: str = ""

    @property
    def form(self) -> str:
        """Return how its number is written, as a printf form."""
        return {"people": "%d", "money": "%g M USD", "factor": "× %.2f"}[self.kind]

    def written(self, value: float) -> int | float | str:
        """Return a number of the slider as a patch writes it."""
        if self.kind == "people":
            return round(value)
        return f"{value:g} M USD" if self.kind == "money" else round(value, 4)


@dataclass(frozen=True)
class Switch:
    """A lever of the scenario: one of the tools, on unless it is taken away."""

    name: str
    label: str


def knobs(model: Model) -> list[Knob]:
    """Return the sliders of a scenario: people and things, money, the longest durations."""
    return [*_pools(model), *_funds(model), *_durations(model)]


def switches(model: Model) -> list[Switch]:
    """Return the levers of a scenario, in declared order."""
    levers = model.scenario.levers.items()
    return [Switch(name, each.title or name.replace("_", " ")) for name, each in levers]


def _pools(model: Model) -> Iterator[Knob]:
    for name, pool in model.scenario.pools.items():
        path = ("pools", name, "size")
        if _declared(model, path):
            size = int(pool.size)
            high = max(FEWEST, round(TIMES * size))
            label = name.replace("_", " ")
            yield Knob(".".join(path), label, "People and staff", "people", 0, high, 1, size)


def _funds(model: Model) -> Iterator[Knob]:
    for name, fund in model.scenario.funds.items():
        for field, words in (("opening", ""), ("quick_start_ceiling", ": quick-start ceiling")):
            path = ("funds", name, field)
            dollars = getattr(fund, field)
            if _declared(model, path) and dollars is not None:
                millions = dollars / MILLION
                high = max(FEWEST, TIMES * millions)
                label = name.replace("_", " ") + words
                step = 1.0 if high > 5 * FEWEST else 0.5
                yield Knob(".".join(path), label, "Money", "money", 0.0, float(round(high)), step, millions)


def _durations(model: Model) -> list[Knob]:
    """Return the longest durations of steps and of team phases, longest first."""
    found = sorted(_laws(model), key=lambda each: -each[1].at(0.5))[:MOST_DURATIONS]
    return [
        Knob(
            ".".join(path),
            label,
            "Durations",
            "factor",
            SHORTEST,
            TIMES,
            FINEST,
            1.0,
            note=f"half of the time below {law.at(0.5):.0f} d",
        )
        for path, law, label in found
    ]


def _laws(model: Model) -> Iterator[tuple[tuple[str, ...], Distribution, str]]:
    for above, steps in (
        (("doctrine", "steps"), model.scenario.doctrine.steps),
        (("steps",), model.scenario.steps),
    ):
        for name, step in steps.items():
            path = (*above, name, "duration")
            if _declared(model, path) and step.duration.at(0.5) > 0.0:
                yield path, step.duration, name.replace("_", " ")
    for name, team in model.scenario.doctrine.teams.items():
        for phase in TEAM_PHASES:
            path, law = ("doctrine", "teams", name, phase), getattr(team, phase, None)
            if law is not None and hasattr(law, "at") and _declared(model, path):
                yield path, law, f"{name} team: {phase.replace('_', '-')}"


def _declared(model: Model, path: tuple[str, ...]) -> bool:
    """Whether something stands at a path of the file: only that can be scaled."""
    node: Any = model.document.data
    for part in path:
        if not isinstance(node, dict) or part not in node:
            return False
        node = node[part]
    return True


def patch_text(model: Model, moved: Mapping[str, float], off: Sequence[str]) -> str:
    """Return the patch that knobs and switches add up to, as YAML; '' where nothing is changed.

    Parameters: `model`: what the knobs were read off; `moved`: path → where its slider stands; `off`: levers
    that are switched off. Knobs are laid over levers.
    Raises: `BadInput` where two of the levers act on one value in different ways.
    """
    sets, factors = _levers(model, off)
    for knob in knobs(model):
        value = moved.get(knob.path, knob.value)
        if value == knob.value:
            continue
        if knob.kind == "factor":
            factors[knob.path] = factors.get(knob.path, 1.0) * float(knob.written(value))
        else:
            sets[knob.path] = knob.written(value)
    if not sets and not factors:
        return ""
    whole = {"why": WHY, **({"set": sets} if sets else {}), **({"scale": factors} if factors else {})}
    return str(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))


def _levers(model: Model, off: Sequence[str]) -> tuple[dict[str, Any], dict[str, float]]:
    patches = {name: patch_from(model.document, ("levers", name, "without")) for name in off}
    together(model.document, patches)
    sets: dict[str, Any] = {}
    factors: dict[str, float] = {}
    for each in patches.values():
        sets |= dict(each.set)
        for path, factor in each.scale.items():
            factors[path] = factors.get(path, 1.0) * factor
    return sets, factors
